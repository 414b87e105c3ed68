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

package io.clientwebsocket.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Direct buffers of one size, reused. A socket holds one only while it has bytes in it.
 *
 * @since 0.1.0
 */
public final class BufferPool {

	/**
	 * Size of a buffer in bytes.
	 */
	public static final int BUFFER_SIZE = 64 * 1024;

	private static final int MAX_IDLE = 64;

	private final BlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(MAX_IDLE);

	private final AtomicInteger inUse = new AtomicInteger();

	/**
	 * Take a buffer.
	 * @return a buffer of {@link #BUFFER_SIZE} bytes, cleared
	 */
	public ByteBuffer acquire() {
		this.inUse.incrementAndGet();
		ByteBuffer buffer = this.idle.poll();
		return (buffer != null) ? buffer.clear() : ByteBuffer.allocateDirect(BUFFER_SIZE);
	}

	/**
	 * Give a buffer back.
	 * @param buffer a buffer that was taken from this pool and is not used any more
	 */
	public void release(ByteBuffer buffer) {
		this.inUse.decrementAndGet();
		this.idle.offer(buffer);
	}

	/**
	 * Number of buffers that were taken and not given back.
	 * @return the number
	 */
	public int inUse() {
		return this.inUse.get();
	}

}
