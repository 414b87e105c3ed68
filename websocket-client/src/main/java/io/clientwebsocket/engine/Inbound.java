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

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.transport.Transport;

/**
 * Receiving side of a socket: who reads, and when.
 * <p>
 * A receive reads the transport on its caller's thread, and waits for readiness only when
 * there is nothing. Receives are served in the order of their calls. While nobody
 * receives, the transport's thread or the timer reads ahead, so that control frames are
 * handled. Thread-safe; everything is guarded by the lock, which is never held over a
 * user's code.
 */
final class Inbound {

	static final long NO_DEADLINE = Long.MAX_VALUE;

	/** How often a shared thread reads for one socket before others have their turn. */
	private static final int SHARED_TURNS = 16;

	private final CompletionLock lock;

	private final Condition ready;

	private final ReceiveQueue waiting = new ReceiveQueue();

	private final SocketLifecycle lifecycle;

	private final Transport transport;

	private final InboundReader reader;

	/** The attempt of a receive that need not wait. */
	private final Receive.Message immediate = new Receive.Message(this, true);

	/** Whether the timer will look after control frames. */
	private boolean attended;

	Inbound(SocketLifecycle lifecycle, Transport transport, EngineSettings settings) {
		this.lock = new CompletionLock((completion) -> lifecycle.completions().runOutside(completion));
		this.ready = this.lock.newCondition();
		this.lifecycle = lifecycle;
		this.transport = transport;
		this.reader = new InboundReader(lifecycle, transport, settings);
	}

	long bytesReceived() {
		return this.reader.bytesReceived();
	}

	ReceiveResult receive(ByteBuffer target) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			int start = target.position();
			this.reader.requireReceive();
			ReceiveResult result = this.waiting.isEmpty() ? this.reader.attempt(target, start) : null;
			return (result != null) ? result : awaitResult(new Receive.IntoBuffer(this, true, target, start));
		}
		finally {
			leave();
		}
	}

	/** Receive at least one byte, and no more than what is there. */
	ReceiveResult receiveSome(ByteBuffer target) throws InterruptedException {
		return receive(new Receive.Some(this, target));
	}

	/** Wait for a message to begin, that is then received in parts. */
	ReceiveResult receiveBegin() throws InterruptedException {
		return receive(new Receive.Begin(this));
	}

	private ReceiveResult receive(Receive<ReceiveResult> receive) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			this.reader.requireReceive();
			return awaitResult(receive);
		}
		finally {
			leave();
		}
	}

	private ReceiveResult awaitResult(Receive<ReceiveResult> receive) throws InterruptedException {
		ReceiveResult result = await(receive, NO_DEADLINE);
		return Objects.requireNonNull(result, "expected a result of a receive without a deadline, but was none");
	}

	/** Nobody wants what is left of the message that is received in parts. */
	void discardRest() {
		this.lock.lock();
		try {
			this.reader.discardRest();
		}
		finally {
			unlock();
		}
	}

	/** Receive a message; {@code null} when the time is up. */
	@Nullable WebSocketMessage receive(long timeoutNanos) throws InterruptedException {
		this.lock.lockInterruptibly();
		if (timeoutNanos <= 0) {
			// perhaps on a thread that others want
			this.reader.allow(SHARED_TURNS);
		}
		try {
			this.reader.requireReceive();
			if (this.waiting.isEmpty()) {
				WebSocketMessage message = this.reader.attempt(this.immediate);
				if (message != null || timeoutNanos <= 0) {
					return message;
				}
			}
			return await(new Receive.Message(this, true), timeoutNanos);
		}
		finally {
			leave();
		}
	}

	CompletableFuture<ReceiveResult> receiveAsync(ByteBuffer target) {
		Receive.IntoBuffer receive = new Receive.IntoBuffer(this, false, target, target.position());
		start(receive);
		return receive;
	}

	CompletableFuture<WebSocketMessage> receiveAsync() {
		Receive.Message receive = new Receive.Message(this, false);
		start(receive);
		return receive;
	}

	/** Drop what arrives, after the receives that wait, until the peer's close frame. */
	void awaitClose() {
		start(new Receive.Close(this));
	}

	private <T> void start(Receive<T> receive) {
		this.lock.lock();
		this.reader.allow(SHARED_TURNS);
		try {
			this.reader.requireReceive();
			T result = this.waiting.isEmpty() ? this.reader.attempt(receive) : null;
			if (result != null) {
				receive.deliver(result);
			}
			else {
				this.waiting.add(receive);
				this.transport.requestRead();
			}
		}
		catch (WebSocketException ex) {
			receive.fail(ex);
		}
		finally {
			leave();
		}
	}

	private <T> @Nullable T await(Receive<T> receive, long timeoutNanos) throws InterruptedException {
		this.waiting.add(receive);
		try {
			long left = timeoutNanos;
			while (true) {
				this.reader.requirePending();
				if (receive.equals(this.waiting.head())) {
					T result = this.reader.attempt(receive);
					if (result != null) {
						return result;
					}
					this.transport.requestRead();
				}
				if (left <= 0) {
					return this.reader.partial(receive);
				}
				if (timeoutNanos == NO_DEADLINE) {
					this.ready.await();
				}
				else {
					left = this.ready.awaitNanos(left);
				}
			}
		}
		catch (InterruptedException ex) {
			T partial = this.reader.partial(receive);
			if (partial == null) {
				throw ex;
			}
			Thread.currentThread().interrupt();
			return partial;
		}
		finally {
			this.waiting.remove(receive);
			serveWaiting();
		}
	}

	/**
	 * Nobody waits any more for a receive.
	 * @return whether it had not been served
	 */
	boolean takeBack(Receive<?> receive) {
		this.lock.lock();
		try {
			boolean waited = this.waiting.remove(receive);
			serveWaiting();
			return waited;
		}
		finally {
			leave();
		}
	}

	/** Let the receives go on that wait, first come, first served. */
	private void serveWaiting() {
		Receive<?> head = this.waiting.head();
		while (head != null && !this.reader.hasFailed()) {
			if (head.isBlocking()) {
				this.ready.signalAll();
				return;
			}
			if (!serve(head)) {
				this.transport.requestRead();
				return;
			}
			this.waiting.remove(head);
			head = this.waiting.head();
		}
	}

	private <T> boolean serve(Receive<T> receive) {
		try {
			this.reader.requirePending();
			T result = this.reader.attempt(receive);
			if (result != null) {
				this.lock.later(() -> receive.deliver(result));
			}
			return result != null;
		}
		catch (WebSocketException ex) {
			this.lock.later(() -> receive.fail(ex));
			return true;
		}
	}

	/** Whether a future waits for what comes next. */
	boolean isAwaited() {
		return this.waiting.isAwaited();
	}

	/**
	 * The transport has something to read.
	 * @param mayBlock whether futures may be completed on this thread
	 */
	void onReadable(boolean mayBlock) {
		if (this.lock.isHeldByCurrentThread()) {
			// told from within a request for readiness: not in the middle of a receive
			this.lifecycle.completions().execute(() -> onReadable(true));
			return;
		}
		this.lock.lock();
		this.reader.allow(SHARED_TURNS);
		try {
			readNow();
		}
		finally {
			this.reader.allow(Integer.MAX_VALUE);
			if (mayBlock) {
				this.lock.unlockAndRun();
			}
			else {
				this.lock.unlock();
			}
		}
	}

	private void readNow() {
		if (this.reader.isDraining()) {
			this.reader.drain();
		}
		else if (!this.waiting.isEmpty()) {
			serveWaiting();
			attend();
		}
		else if (!this.attended) {
			this.reader.readAhead();
		}
	}

	/** Look after control frames, if nobody receives. */
	void readAhead() {
		this.lock.lock();
		this.reader.allow(SHARED_TURNS);
		try {
			this.attended = false;
			if (this.waiting.isEmpty()) {
				this.reader.readAhead();
			}
		}
		finally {
			unlock();
		}
	}

	/** The close handshake is complete: read to the end of the connection. */
	void drain() {
		this.lock.lock();
		this.reader.allow(SHARED_TURNS);
		try {
			this.reader.drain();
		}
		finally {
			unlock();
		}
	}

	/** The socket has ended: so does every receive. */
	void fail(WebSocketException cause) {
		this.lock.lock();
		try {
			this.reader.fail(cause, !this.waiting.isEmpty());
			for (Receive<?> receive : this.waiting.removeAsynchronous()) {
				this.lock.later(() -> receive.fail(cause));
			}
			this.ready.signalAll();
		}
		finally {
			unlock();
		}
	}

	/** Whether the current thread holds the lock. */
	boolean isHeld() {
		return this.lock.isHeldByCurrentThread();
	}

	/**
	 * Leave a completion for when the lock is released.
	 * @return whether the current thread holds the lock
	 */
	boolean defer(Runnable completion) {
		boolean held = isHeld();
		if (held) {
			this.lock.later(completion);
		}
		return held;
	}

	/** End of a receive. */
	private void leave() {
		attend();
		unlock();
	}

	/** Nobody receives now: control frames that come are the timer's business. */
	private void attend() {
		if (!this.attended && this.waiting.isEmpty() && !this.reader.hasEnded()) {
			this.attended = true;
			this.lifecycle.scheduleReadAhead();
		}
	}

	private void unlock() {
		this.reader.allow(Integer.MAX_VALUE);
		this.lock.unlock();
	}

}
