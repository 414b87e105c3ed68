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

package io.clientwebsocket.engine;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.BufferPool;
import io.clientwebsocket.transport.Transport;

/**
 * Bytes that were read from the transport and not taken yet: the read-ahead, one pooled
 * buffer that is held only while it has bytes in it. Guarded by the lock of
 * {@link Inbound}.
 */
final class InboundBuffer {

	private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

	private final Transport transport;

	private final BufferPool pool;

	private @Nullable ByteBuffer pooled;

	/** Offset in the stream of the buffer's index 0. */
	private long base;

	/** Bytes that were read; written under the lock, read without it. */
	private volatile long received;

	private boolean ended;

	/** How often the transport may still be read in this turn. */
	private int turns = Integer.MAX_VALUE;

	InboundBuffer(Transport transport, BufferPool pool) {
		this.transport = transport;
		this.pool = pool;
	}

	/** The bytes, between position and limit. */
	ByteBuffer bytes() {
		return (this.pooled != null) ? this.pooled : EMPTY;
	}

	/** Offset in the stream of the next byte. */
	long offset() {
		return this.base + bytes().position();
	}

	/** Offset in the stream of an index of {@link #bytes()}. */
	long offsetOf(int index) {
		return this.base + index;
	}

	boolean isEmpty() {
		return !bytes().hasRemaining();
	}

	boolean isFull() {
		return bytes().remaining() == BufferPool.BUFFER_SIZE;
	}

	/**
	 * Begin a turn of reading.
	 * @param turns how often the transport may be read before it looks empty, so that a
	 * peer that sends without end does not keep a shared thread
	 */
	void allow(int turns) {
		this.turns = turns;
	}

	boolean hasEnded() {
		return this.ended;
	}

	/**
	 * Read what is there.
	 * @return number of bytes, 0 if there are none now or there is no room, -1 if the
	 * peer has ended
	 */
	int fill() throws IOException {
		if (this.ended) {
			return -1;
		}
		if (this.turns-- <= 0) {
			return 0;
		}
		ByteBuffer buffer = this.pooled;
		if (buffer == null) {
			buffer = this.pool.acquire().limit(0);
			this.pooled = buffer;
		}
		else if (!buffer.hasRemaining() || buffer.limit() == buffer.capacity()) {
			this.base += buffer.position();
			buffer.compact().flip();
		}
		int start = buffer.position();
		int end = buffer.limit();
		buffer.limit(buffer.capacity()).position(end);
		int count = 0;
		try {
			count = arrived(this.transport.read(buffer));
		}
		finally {
			buffer.limit(end + Math.max(0, count)).position(start);
		}
		releaseIfEmpty();
		return count;
	}

	/**
	 * Read straight into the application's buffer. Only while this buffer is empty.
	 * @return as {@link #fill()}
	 */
	int read(ByteBuffer target, int most) throws IOException {
		if (this.ended) {
			return -1;
		}
		int limit = target.limit();
		int position = target.position();
		target.limit(position + Math.min(target.remaining(), most));
		int count = 0;
		try {
			count = arrived(this.transport.read(target));
		}
		finally {
			target.limit(limit).position(position);
		}
		this.base += Math.max(0, count);
		return count;
	}

	private int arrived(int count) {
		this.ended = count < 0;
		if (count > 0) {
			long sum = this.received + count;
			this.received = sum;
		}
		return count;
	}

	/**
	 * Number of bytes that were read from the transport. May be called without the lock.
	 */
	long received() {
		return this.received;
	}

	void releaseIfEmpty() {
		if (this.pooled != null && !this.pooled.hasRemaining()) {
			release();
		}
	}

	void release() {
		if (this.pooled != null) {
			this.base += this.pooled.position();
			this.pool.release(this.pooled);
			this.pooled = null;
		}
	}

}
