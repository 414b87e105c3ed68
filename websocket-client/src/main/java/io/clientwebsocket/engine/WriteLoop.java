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
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.TimeSource;
import io.clientwebsocket.transport.Transport;

/**
 * Writes what waits to be sent, one write at a time: on the thread that finds no write in
 * flight, then on a thread of the executor or of the transport. Guarded by the lock of
 * {@link OutboundLock}, which is not held over a write.
 */
final class WriteLoop {

	/** An asynchronous send this soon after a write is the start of a batch. */
	private static final long GATHERING_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

	private final OutboundLock lock;

	private final SocketLifecycle lifecycle;

	private final Transport transport;

	private final TimeSource time;

	private final SendBatch batch;

	private final SendQueue queue;

	private Work work = Work.NONE;

	/** Whether a thread of the executor is about to look what there is to do. */
	private boolean expected;

	/** Sends that ended: the thread that is expected completes their futures. */
	private List<SendOperation> ended = List.of();

	/** What the transport works on, as long as it does. */
	private @Nullable ByteBuffer writing;

	private int writingSize;

	/** Number of the last write. */
	private long writes;

	/** Offset in the outgoing stream up to which the transport has taken it. */
	private long written;

	private long lastWrite;

	/** Whether nothing is written any more. */
	private boolean finished;

	/** Whether the socket waits for the end of what is being written. */
	private boolean idleAwaited;

	WriteLoop(OutboundLock lock, SocketLifecycle lifecycle, Transport transport, TimeSource time, SendBatch batch,
			SendQueue queue) {
		this.lock = lock;
		this.lifecycle = lifecycle;
		this.transport = transport;
		this.time = time;
		this.batch = batch;
		this.queue = queue;
		this.lastWrite = time.nanoTime() - GATHERING_NANOS;
	}

	/** Offset in the outgoing stream up to which the transport has taken it. */
	long written() {
		return this.written;
	}

	boolean isFinished() {
		return this.finished;
	}

	/**
	 * Write now, unless somebody does.
	 * @param until where in the outgoing stream the caller's own interest ends
	 */
	void flush(long until) {
		if (this.work != Work.UNDER_WAY) {
			work(until);
		}
	}

	/** Begin to write now, unless somebody does. */
	void flush() {
		flush(this.written + 1);
	}

	/**
	 * Write now, or gather what comes in quick succession, until it is worth a write.
	 */
	void flushSoon() {
		boolean early = this.work == Work.NONE && this.time.nanoTime() - this.lastWrite > GATHERING_NANOS;
		if (early || (this.work == Work.HANDED_OVER && this.batch.isWorthWriting())) {
			flush();
		}
		else if (this.work == Work.NONE) {
			handOver();
		}
	}

	/** A thread of the executor writes, unless another one comes first. */
	private void handOver() {
		this.work = Work.HANDED_OVER;
		expectThread();
	}

	/** A thread of the executor completes futures, and writes what is handed over. */
	void complete(List<SendOperation> sends) {
		this.lock.lock();
		try {
			if (this.ended.isEmpty()) {
				this.ended = sends;
			}
			else {
				this.ended.addAll(sends);
			}
			expectThread();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** One thread is called for all there is to do until it comes. */
	private void expectThread() {
		if (!this.expected) {
			this.expected = true;
			this.lock.call();
		}
	}

	/**
	 * A thread of the executor has come. Bytes do not wait for the application, whose
	 * callbacks may hold this thread up: it writes once at most before it completes
	 * futures, and those of its own write are left to another one.
	 */
	void takeOver() {
		List<SendOperation> toComplete = List.of();
		this.lock.lock();
		try {
			this.expected = false;
			toComplete = this.ended;
			this.ended = List.of();
			if (this.work == Work.HANDED_OVER) {
				work(toComplete.isEmpty() ? Long.MAX_VALUE : this.written + 1);
			}
		}
		finally {
			try {
				this.lock.unlock();
			}
			finally {
				toComplete.forEach(SendOperation::settle);
			}
		}
	}

	/**
	 * Write what has gathered, if nobody has begun: the current thread has nothing to add
	 * for now.
	 */
	void flushGathered() {
		this.lock.lock();
		try {
			if (this.work == Work.HANDED_OVER) {
				flush();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Write what waits; a thread of the executor goes on behind an offset. */
	private void work(long until) {
		this.work = Work.UNDER_WAY;
		while (!this.finished) {
			this.queue.encodeInto(this.batch);
			ByteBuffer out = this.batch.take();
			if (out == null) {
				this.lastWrite = this.time.nanoTime();
				break;
			}
			if (this.written >= until) {
				this.batch.putBack(out);
				handOver();
				return;
			}
			if (!write(out)) {
				return;
			}
		}
		this.work = Work.NONE;
		if (this.idleAwaited) {
			this.lock.idle();
		}
	}

	/**
	 * Let the socket know when nothing is being written and nothing waits to be.
	 * @return whether that is so now
	 */
	boolean awaitIdle() {
		this.lock.lock();
		try {
			this.idleAwaited = !this.finished && this.work != Work.NONE;
			return !this.idleAwaited;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether the transport has taken everything, else it will tell, or has failed. */
	private boolean write(ByteBuffer out) {
		long number = ++this.writes;
		this.writing = out;
		this.writingSize = out.remaining();
		this.queue.depart();
		this.lock.unlock();
		boolean taken = false;
		Exception problem = null;
		try {
			taken = this.transport.write(out);
		}
		catch (IOException | RuntimeException ex) {
			problem = ex;
		}
		finally {
			this.lock.lock();
		}
		if (taken || problem != null) {
			writeEnded(problem);
			return taken;
		}
		if (this.writing != null && this.writes == number) {
			this.lifecycle.scheduleWriteTimeout();
		}
		return false;
	}

	/** The transport has taken what was left of a write. */
	void onWritten() {
		this.lock.lock();
		try {
			this.lifecycle.clearWriteTimeout();
			writeEnded(null);
			work(this.written + 1);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The transport will not take what was left of a write. */
	void onWriteFailed(Throwable problem) {
		this.lock.lock();
		try {
			writeEnded(problem);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void writeEnded(@Nullable Throwable problem) {
		ByteBuffer out = this.writing;
		if (out == null) {
			return;
		}
		this.writing = null;
		this.batch.recycle(out, !this.finished);
		if (problem != null) {
			this.lock.failed(problem);
			if (this.idleAwaited) {
				this.lock.idle();
			}
		}
		else {
			this.written += this.writingSize;
			this.lock.ended(this.queue.taken());
		}
	}

	/** Write nothing any more. */
	void finish() {
		this.finished = true;
		// whoever was called may have been dropped with the executor
		this.expected = false;
		this.batch.release();
		this.queue.end();
	}

	/** Who writes. */
	private enum Work {

		/** Nobody: there is nothing to write. */
		NONE,

		/** A thread of the executor is to begin. */
		HANDED_OVER,

		/** Some thread, or the transport, is at work. */
		UNDER_WAY

	}

}
