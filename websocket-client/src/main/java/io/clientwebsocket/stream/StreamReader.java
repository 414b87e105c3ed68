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
import java.io.InputStream;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.TransportListener;

/**
 * Reads a stream when asked to, and holds what it brought until it is taken.
 */
final class StreamReader extends StreamWorker {

	private static final int SIZE = 16 * 1024;

	private final InputStream in;

	/** What was read and not taken; guarded by the lock, and filled while it is empty. */
	private final ByteBuffer arrived = ByteBuffer.allocate(SIZE).limit(0);

	/** Whether a request is open; guarded by the lock. */
	private boolean requested;

	private boolean ended;

	private @Nullable IOException failure;

	StreamReader(InputStream in) {
		this.in = in;
	}

	/** Ask to be told when there is something to take. */
	void request() {
		this.lock.lock();
		try {
			this.requested = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Take what is there. */
	int read(ByteBuffer target) throws IOException {
		this.lock.lock();
		try {
			int count = Math.min(this.arrived.remaining(), target.remaining());
			if (count > 0) {
				target.put(target.position(), this.arrived, this.arrived.position(), count)
					.position(target.position() + count);
				this.arrived.position(this.arrived.position() + count);
				return count;
			}
			if (this.failure != null) {
				throw new IOException("The stream failed", this.failure);
			}
			return this.ended ? -1 : 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	void run(TransportListener listener) {
		while (awaitRequest()) {
			fill();
			listener.onReadable(false);
		}
	}

	private boolean awaitRequest() {
		this.lock.lock();
		try {
			while (!this.requested && !isStopped()) {
				this.changed.awaitUninterruptibly();
			}
			this.requested = false;
			return !isStopped();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Wait at the stream, unless there is something to take. */
	private void fill() {
		if (!enter()) {
			return;
		}
		int count = -1;
		IOException problem = null;
		try {
			count = this.in.read(this.arrived.array());
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
			this.failure = problem;
			this.ended = count < 0;
			this.arrived.clear().limit(Math.max(0, count));
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean enter() {
		this.lock.lock();
		try {
			boolean needed = !this.arrived.hasRemaining() && !this.ended && !isStopped();
			if (needed) {
				enterStream();
			}
			return needed;
		}
		finally {
			this.lock.unlock();
		}
	}

}
