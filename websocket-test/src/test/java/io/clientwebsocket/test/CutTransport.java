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
 * A transport that fails the write in flight when it is released, as a connection does.
 */
final class CutTransport implements Transport, TransportListener {

	private final Transport delegate;

	private final Executor executor;

	private final AtomicBoolean writing = new AtomicBoolean();

	private @Nullable TransportListener listener;

	CutTransport(Transport delegate, Executor executor) {
		this.delegate = delegate;
		this.executor = executor;
	}

	@Override
	public void start(TransportListener listener) {
		this.listener = listener;
		this.delegate.start(this);
	}

	private TransportListener listener() {
		if (this.listener == null) {
			throw new IllegalStateException("expected a listener, but the transport was not started");
		}
		return this.listener;
	}

	@Override
	public int read(ByteBuffer buffer) throws IOException {
		return this.delegate.read(buffer);
	}

	@Override
	public void requestRead() {
		this.delegate.requestRead();
	}

	@Override
	public boolean write(ByteBuffer buffer) throws IOException {
		this.writing.set(true);
		boolean taken = this.delegate.write(buffer);
		if (taken) {
			this.writing.set(false);
		}
		return taken;
	}

	@Override
	public void onReadable() {
		listener().onReadable();
	}

	@Override
	public void onWritten() {
		if (this.writing.compareAndSet(true, false)) {
			listener().onWritten();
		}
	}

	@Override
	public void onWriteFailed(Throwable failure) {
		if (this.writing.compareAndSet(true, false)) {
			listener().onWriteFailed(failure);
		}
	}

	@Override
	public void close() {
		this.delegate.close();
		this.executor.execute(() -> onWriteFailed(new IOException("Connection closed")));
	}

	@Override
	public void abort() {
		close();
	}

}
