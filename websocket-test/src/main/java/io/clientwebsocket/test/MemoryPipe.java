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
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection in memory: a bounded buffer between a writer and a
 * reader. Guarded by its lock; whoever waits is told on the executor.
 */
final class MemoryPipe {

	private final ReentrantLock lock = new ReentrantLock();

	private final Executor executor;

	/** Bytes from 0 to the position. */
	private final ByteBuffer bytes;

	private @Nullable Runnable reader;

	private @Nullable ByteBuffer unwritten;

	private @Nullable Runnable writer;

	private boolean ended;

	private boolean broken;

	private boolean stalled;

	MemoryPipe(int capacity, Executor executor) {
		this.bytes = ByteBuffer.allocate(capacity);
		this.executor = executor;
	}

	int read(ByteBuffer target) throws IOException {
		this.lock.lock();
		try {
			if (this.broken) {
				throw new IOException("Connection reset");
			}
			if (this.stalled || (this.bytes.position() == 0 && !this.ended)) {
				return 0;
			}
			if (this.bytes.position() == 0) {
				return -1;
			}
			this.bytes.flip();
			int count = Math.min(target.remaining(), this.bytes.remaining());
			target.put(target.position(), this.bytes, 0, count).position(target.position() + count);
			this.bytes.position(count).compact();
			takeUnwritten();
			return count;
		}
		finally {
			this.lock.unlock();
		}
	}

	void requestRead(Runnable task) {
		this.lock.lock();
		try {
			this.reader = task;
			tellReader();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether all was taken, else the task runs later. */
	boolean write(ByteBuffer source, Runnable task) throws IOException {
		this.lock.lock();
		try {
			if (this.ended || this.broken) {
				throw new IOException("Broken pipe");
			}
			this.unwritten = source;
			this.writer = task;
			put(source);
			boolean taken = !source.hasRemaining();
			if (taken) {
				this.unwritten = null;
				this.writer = null;
			}
			return taken;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void takeUnwritten() {
		ByteBuffer source = this.unwritten;
		if (source != null) {
			put(source);
			if (!source.hasRemaining()) {
				tellWriter();
			}
		}
	}

	private void put(ByteBuffer source) {
		int count = Math.min(source.remaining(), this.bytes.remaining());
		this.bytes.put(source.duplicate().limit(source.position() + count));
		source.position(source.position() + count);
		tellReader();
	}

	/** The writer ends in an orderly way; what it had not yet written is lost. */
	void end() {
		this.lock.lock();
		try {
			this.ended = true;
			tellReader();
			tellWriter();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The connection is lost. */
	void breakOff() {
		this.lock.lock();
		try {
			this.broken = true;
			tellReader();
			tellWriter();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether nothing can be written any more. */
	boolean isClosed() {
		this.lock.lock();
		try {
			return this.ended || this.broken;
		}
		finally {
			this.lock.unlock();
		}
	}

	void stall(boolean stall) {
		this.lock.lock();
		try {
			this.stalled = stall;
			tellReader();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void tellWriter() {
		if (this.writer != null) {
			this.executor.execute(this.writer);
			this.writer = null;
			this.unwritten = null;
		}
	}

	private void tellReader() {
		boolean readable = this.broken || (!this.stalled && (this.ended || this.bytes.position() > 0));
		if (readable && this.reader != null) {
			this.executor.execute(this.reader);
			this.reader = null;
		}
	}

}
