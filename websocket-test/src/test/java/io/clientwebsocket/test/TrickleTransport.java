/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.clientwebsocket.test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.Transport;
import io.clientwebsocket.transport.TransportListener;

/**
 * A connection from which each read brings one byte.
 */
final class TrickleTransport implements Transport {

	private final Transport transport;

	private final Executor executor;

	/** What was read and not handed out yet; its reader is one thread at a time. */
	private final ByteBuffer ahead = ByteBuffer.allocate(64 * 1024).limit(0);

	private final AtomicBoolean requested = new AtomicBoolean();

	private @Nullable TransportListener listener;

	TrickleTransport(Transport transport, Executor executor) {
		this.transport = transport;
		this.executor = executor;
	}

	@Override
	public void start(TransportListener listener) {
		this.listener = listener;
		this.transport.start(listener);
	}

	@Override
	public int read(ByteBuffer buffer) throws IOException {
		if (!this.ahead.hasRemaining()) {
			int count = this.transport.read(this.ahead.clear());
			this.ahead.flip();
			if (count <= 0) {
				return count;
			}
		}
		buffer.put(this.ahead.get());
		return 1;
	}

	@Override
	public void requestRead() {
		if (!this.ahead.hasRemaining()) {
			this.transport.requestRead();
		}
		else if (this.requested.compareAndSet(false, true)) {
			this.executor.execute(() -> {
				this.requested.set(false);
				this.listener.onReadable(false);
			});
		}
	}

	@Override
	public boolean write(ByteBuffer buffer) throws IOException {
		return this.transport.write(buffer);
	}

	@Override
	public void close() {
		this.transport.close();
	}

	@Override
	public void abort() {
		this.transport.abort();
	}

}
