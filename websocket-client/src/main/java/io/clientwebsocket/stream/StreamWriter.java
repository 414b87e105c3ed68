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

package io.clientwebsocket.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.TransportListener;

/**
 * Writes to a stream what it is given, one buffer at a time.
 */
final class StreamWriter extends StreamWorker {

	private static final int SIZE = 16 * 1024;

	private final OutputStream out;

	/** What is being written; guarded by the lock. */
	private @Nullable ByteBuffer pending;

	StreamWriter(OutputStream out) {
		this.out = out;
	}

	/** Write, and tell when it is done. */
	void write(ByteBuffer buffer) throws IOException {
		this.lock.lock();
		try {
			requireRunning();
			this.pending = buffer;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void run(TransportListener listener) {
		byte[] bytes = new byte[SIZE];
		ByteBuffer next = awaitPending();
		while (next != null) {
			IOException problem = drain(next, bytes);
			if (problem == null) {
				listener.onWritten();
			}
			else {
				listener.onWriteFailed(problem);
			}
			next = awaitPending();
		}
	}

	private @Nullable ByteBuffer awaitPending() {
		this.lock.lock();
		try {
			while (this.pending == null && !isStopped()) {
				this.changed.awaitUninterruptibly();
			}
			// what was handed over before the end is told to have failed, not forgotten
			return this.pending;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void enter() throws IOException {
		this.lock.lock();
		try {
			requireRunning();
			enterStream();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void requireRunning() throws IOException {
		if (isStopped()) {
			throw new IOException("The stream is closed");
		}
	}

	private @Nullable IOException drain(ByteBuffer buffer, byte[] bytes) {
		IOException problem = null;
		try {
			enter();
			while (buffer.hasRemaining()) {
				int count = Math.min(buffer.remaining(), bytes.length);
				buffer.get(bytes, 0, count);
				this.out.write(bytes, 0, count);
			}
			this.out.flush();
		}
		catch (IOException ex) {
			problem = ex;
		}
		catch (RuntimeException ex) {
			problem = new IOException(ex);
		}
		this.lock.lock();
		try {
			leaveStream();
			this.pending = null;
		}
		finally {
			this.lock.unlock();
		}
		return problem;
	}

}
