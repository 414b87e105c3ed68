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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.protocol.ClosePayload;
import io.clientwebsocket.transport.TimeSource;
import io.clientwebsocket.transport.Transport;

/**
 * Sending side of a socket: one queue, one write at a time.
 * <p>
 * A small frame is encoded into the next batch at once, a large one when its turn comes.
 * What gathers while a write is in flight leaves in one write. Whoever finds no write in
 * flight writes, on its own thread; what others add meanwhile is left to a thread of the
 * executor. Thread-safe; everything is guarded by the lock, which is not held over a
 * write.
 */
final class Outbound {

	/** An asynchronous send this soon after a write is the start of a batch. */
	private static final long GATHERING_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition progress = this.lock.newCondition();

	private final SocketLifecycle lifecycle;

	private final Transport transport;

	private final TimeSource time;

	private final SendBatch batch;

	private final SendQueue queue;

	/** Whether some thread, or the transport, is at work on the queue. */
	private boolean flushing;

	/** What the transport works on, as long as it does. */
	private @Nullable ByteBuffer writing;

	private int writingSize;

	/** Number of the last write. */
	private long writes;

	/** Offset in the outgoing stream up to which the transport has taken it. */
	private long written;

	private long lastWrite;

	private @Nullable WebSocketException failure;

	/** Whether nothing is written any more. */
	private boolean finished;

	/** Why a write failed, to be told when the lock is not held any more. */
	private @Nullable Throwable problem;

	/** Operations that ended, to be told when the lock is not held any more. */
	private @Nullable List<SendOperation> ended;

	Outbound(SocketLifecycle lifecycle, Transport transport, EngineSettings settings) {
		this.lifecycle = lifecycle;
		this.transport = transport;
		this.time = settings.time();
		this.batch = new SendBatch(settings);
		this.queue = new SendQueue(settings.options().maxSendQueueSize());
		this.lastWrite = this.time.nanoTime() - GATHERING_NANOS;
	}

	/** Send a frame of a message, and wait until the transport has taken it. */
	void send(int opcode, boolean fin, boolean whole, ByteBuffer payload) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			int firstByte = admit(opcode, fin, whole);
			if (encodesNow(whole, payload)) {
				this.queue.fragment(whole, fin);
				long end = this.batch.encode(firstByte, payload);
				flush(end);
				awaitWritten(end);
			}
			else {
				SendOperation operation = new SendOperation(this, firstByte, payload.duplicate());
				this.queue.add(operation, whole);
				flush(this.written + 1);
				awaitTaken(operation);
			}
		}
		finally {
			unlock();
		}
	}

	/** Send a frame of a message. */
	SendOperation sendAsync(int opcode, boolean fin, boolean whole, ByteBuffer payload) {
		this.lock.lock();
		try {
			this.lifecycle.state().requireSend();
			int firstByte = this.queue.firstByte(opcode, fin, whole);
			SendOperation operation = new SendOperation(this, firstByte, payload.duplicate());
			if (encodesNow(whole, payload)) {
				this.queue.fragment(whole, fin);
				operation.encoded(this.batch.encode(firstByte, payload));
				this.queue.addEncoded(operation);
			}
			else {
				this.queue.requireRoom(payload.remaining());
				this.queue.add(operation, whole);
			}
			flushSoon();
			operation.publish();
			return operation;
		}
		finally {
			unlock();
		}
	}

	/** Send a control frame; PINGs and PONGs overtake data that waits. */
	void sendControl(SendOperation operation) {
		this.lock.lock();
		try {
			if (this.failure != null || this.finished) {
				return;
			}
			this.queue.addControl(operation);
			flush(this.written + 1);
		}
		finally {
			unlock();
		}
	}

	/**
	 * Send our close frame behind everything that waits.
	 * @return whether it may be sent
	 */
	boolean sendClose(SendOperation operation, ClosePayload payload) {
		this.lock.lock();
		try {
			if (!this.lifecycle.state().queueClose(payload)) {
				return false;
			}
			WebSocketException cause = this.lifecycle.state().invalid("send", "OPEN or CLOSE_RECEIVED");
			this.queue.close(operation).forEach((held) -> fail(held, cause));
			flush(this.written + 1);
			operation.publish();
			return true;
		}
		finally {
			unlock();
		}
	}

	private int admit(int opcode, boolean fin, boolean whole) {
		this.lifecycle.state().requireSend();
		if (whole && this.queue.isFragmentedBy(Thread.currentThread())) {
			throw this.queue.unfinishedMessage();
		}
		return this.queue.firstByte(opcode, fin, whole);
	}

	private boolean encodesNow(boolean whole, ByteBuffer payload) {
		return this.queue.isClear(whole) && this.batch.hasRoomFor(payload.remaining());
	}

	/**
	 * Write now, unless somebody does.
	 * @param until where in the outgoing stream the caller's own interest ends
	 */
	private void flush(long until) {
		if (!this.flushing) {
			this.flushing = true;
			work(until);
		}
	}

	/** Write on this thread, or gather what comes in quick succession. */
	private void flushSoon() {
		if (this.flushing) {
			return;
		}
		if (this.time.nanoTime() - this.lastWrite > GATHERING_NANOS) {
			flush(this.written + 1);
		}
		else {
			this.flushing = true;
			this.lifecycle.completions().execute(this::workOn);
		}
	}

	private void workOn() {
		this.lock.lock();
		try {
			work(Long.MAX_VALUE);
		}
		finally {
			unlock();
		}
	}

	/**
	 * Write what waits. A thread of the executor goes on where the caller's own interest
	 * ends.
	 * @param until where in the outgoing stream that is
	 */
	private void work(long until) {
		while (!this.finished) {
			this.queue.encodeInto(this.batch);
			ByteBuffer out = this.batch.take();
			if (out == null) {
				this.flushing = false;
				this.lastWrite = this.time.nanoTime();
				return;
			}
			if (this.written >= until) {
				this.batch.putBack(out);
				this.lifecycle.completions().execute(this::workOn);
				return;
			}
			if (!write(out)) {
				return;
			}
		}
		this.flushing = false;
	}

	/** Whether the transport has taken everything, else it will tell. */
	private boolean write(ByteBuffer out) {
		long number = ++this.writes;
		this.writing = out;
		this.writingSize = out.remaining();
		unlock();
		boolean taken = false;
		IOException failed = null;
		try {
			taken = this.transport.write(out);
		}
		catch (IOException ex) {
			failed = ex;
		}
		finally {
			this.lock.lock();
		}
		if (taken || failed != null) {
			taken(failed);
			return failed == null;
		}
		if (this.writing != null && this.writes == number) {
			this.lifecycle.scheduleWriteTimeout();
		}
		return false;
	}

	void onWritten() {
		this.lock.lock();
		try {
			this.lifecycle.clearWriteTimeout();
			taken(null);
			work(this.written + 1);
		}
		finally {
			unlock();
		}
	}

	void onWriteFailed(Throwable failed) {
		this.lock.lock();
		try {
			taken(failed);
		}
		finally {
			unlock();
		}
	}

	/** The write in flight has ended. */
	private void taken(@Nullable Throwable failed) {
		ByteBuffer out = this.writing;
		if (out == null) {
			return;
		}
		this.writing = null;
		this.batch.recycle(out, !this.finished);
		if (failed != null) {
			this.problem = failed;
			return;
		}
		this.written += this.writingSize;
		this.queue.takenUpTo(this.written, this::end);
		if (this.lock.hasWaiters(this.progress)) {
			this.progress.signalAll();
		}
	}

	private void awaitWritten(long end) throws InterruptedException {
		while (this.written < end) {
			requireAlive();
			this.progress.await();
		}
	}

	private void awaitTaken(SendOperation operation) throws InterruptedException {
		try {
			while (!operation.isTakenAt(this.written)) {
				requireAlive();
				this.progress.await();
			}
		}
		catch (InterruptedException ex) {
			giveUp(operation);
			throw ex;
		}
	}

	private void requireAlive() {
		if (this.failure != null) {
			throw new WebSocketException(this.failure.error(), String.valueOf(this.failure.getMessage()), this.failure);
		}
	}

	/** A caller stopped to wait: its buffer may not be used any more. */
	private void giveUp(SendOperation operation) {
		if (!this.queue.takeBack(operation) && !operation.isEncoded()) {
			this.lifecycle.completions().execute(this.lifecycle::abort);
		}
	}

	/** A future was cancelled. */
	void cancelled(SendOperation operation) {
		this.lock.lock();
		try {
			if (!this.queue.takeBack(operation) && !operation.isTakenAt(this.written)) {
				this.lifecycle.completions().execute(this.lifecycle::abort);
			}
		}
		finally {
			unlock();
		}
	}

	/** The socket has ended: nothing is sent any more. */
	void fail(WebSocketException cause) {
		this.lock.lock();
		try {
			failWaiting(cause);
			finish();
		}
		finally {
			unlock();
		}
	}

	/** The socket has ended: nothing is sent any more but a close frame. */
	void failWith(SendOperation close, WebSocketException cause) {
		this.lock.lock();
		try {
			boolean mayClose = !this.lifecycle.state().isCloseQueued() && !this.queue.isInFrame();
			failWaiting(cause);
			if (mayClose) {
				this.queue.addControl(close);
				flush(this.written + 1);
			}
		}
		finally {
			unlock();
		}
	}

	/** The transport is released. */
	void end() {
		this.lock.lock();
		try {
			finish();
		}
		finally {
			unlock();
		}
	}

	private void finish() {
		this.finished = true;
		this.batch.release();
	}

	private void failWaiting(WebSocketException cause) {
		this.failure = cause;
		this.queue.clear().forEach((operation) -> fail(operation, cause));
		this.progress.signalAll();
	}

	private void fail(SendOperation operation, WebSocketException cause) {
		operation.failed(cause);
		end(operation);
	}

	private void end(SendOperation operation) {
		operation.end();
		if (this.ended == null) {
			this.ended = new ArrayList<>();
		}
		this.ended.add(operation);
	}

	private void unlock() {
		List<SendOperation> toTell = null;
		Throwable failed = null;
		if (this.lock.getHoldCount() == 1) {
			toTell = this.ended;
			this.ended = null;
			failed = this.problem;
			this.problem = null;
		}
		this.lock.unlock();
		if (toTell != null) {
			this.lifecycle.completions().tell(toTell);
		}
		if (failed != null) {
			this.lifecycle.sendFailed(failed);
		}
	}

}
