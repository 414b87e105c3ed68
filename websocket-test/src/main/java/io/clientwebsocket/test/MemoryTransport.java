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

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.Transport;
import io.clientwebsocket.transport.TransportListener;

/**
 * One end of a connection in memory.
 */
final class MemoryTransport implements Transport {

	private final MemoryPipe incoming;

	private final MemoryPipe outgoing;

	private @Nullable TransportListener listener;

	MemoryTransport(MemoryPipe incoming, MemoryPipe outgoing) {
		this.incoming = incoming;
		this.outgoing = outgoing;
	}

	@Override
	public void start(TransportListener listener) {
		this.listener = listener;
	}

	private TransportListener listener() {
		if (this.listener == null) {
			throw new IllegalStateException("expected a listener, but the transport was not started");
		}
		return this.listener;
	}

	@Override
	public int read(ByteBuffer buffer) throws IOException {
		return this.incoming.read(buffer);
	}

	@Override
	public void requestRead() {
		this.incoming.requestRead(() -> listener().onReadable(false));
	}

	@Override
	public boolean write(ByteBuffer buffer) throws IOException {
		return this.outgoing.write(buffer, this::writeEnded);
	}

	private void writeEnded() {
		if (this.outgoing.isClosed()) {
			listener().onWriteFailed(new IOException("Broken pipe"));
		}
		else {
			listener().onWritten();
		}
	}

	@Override
	public void close() {
		this.outgoing.end();
		this.incoming.breakOff();
	}

	@Override
	public void abort() {
		close();
	}

}
