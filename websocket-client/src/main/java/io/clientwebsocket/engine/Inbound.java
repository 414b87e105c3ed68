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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.protocol.ProtocolException;
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

	private final InboundBuffer buffer;

	private final MessageDecoder decoder;

	/** The attempt of a receive that need not wait. */
	private final Receive.Message immediate = new Receive.Message(this, true);

	private boolean closeDelivered;

	/** Whether the timer will look after control frames. */
	private boolean attended;

	private boolean draining;

	private boolean decoding;

	private @Nullable WebSocketException failure;

	/** Whether a receive was told of the failure: the first one is, if it comes later. */
	private boolean failureTold;

	Inbound(SocketLifecycle lifecycle, Transport transport, EngineSettings settings) {
		this.lock = new CompletionLock((completion) -> lifecycle.completions().runOutside(completion));
		this.ready = this.lock.newCondition();
		this.lifecycle = lifecycle;
		this.transport = transport;
		this.buffer = new InboundBuffer(transport, settings.environment().buffers());
		this.decoder = new MessageDecoder(this.buffer, lifecycle, settings.role(), settings.options());
	}

	ReceiveResult receive(ByteBuffer target) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			int start = target.position();
			requireReceive();
			if (this.waiting.isEmpty()) {
				ReceiveResult result = receiveNow(target, start);
				if (result != null) {
					return result;
				}
			}
			ReceiveResult result = await(new Receive.IntoBuffer(this, true, target, start), NO_DEADLINE);
			return Objects.requireNonNull(result, "expected a result of a receive without a deadline, but was none");
		}
		finally {
			leave();
		}
	}

	/** What a receive met ends the socket, and is told to that receive. */
	private WebSocketException failed(Exception problem) {
		WebSocketException failure = this.lifecycle.receiveFailed(problem);
		this.failureTold = true;
		return failure;
	}

	private @Nullable ReceiveResult receiveNow(ByteBuffer target, int start) {
		this.decoding = true;
		try {
			return this.decoder.receive(target, start);
		}
		catch (ProtocolException | IOException | WebSocketException ex) {
			throw failed(ex);
		}
		finally {
			endDecoding();
		}
	}

	/** Receive a message; {@code null} when the time is up. */
	@Nullable WebSocketMessage receive(long timeoutNanos) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			requireReceive();
			if (this.waiting.isEmpty()) {
				WebSocketMessage message = attempt(this.immediate);
				if (message != null) {
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
		this.buffer.allow(SHARED_TURNS);
		try {
			requireReceive();
			T result = this.waiting.isEmpty() ? attempt(receive) : null;
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
				requirePending();
				if (this.waiting.head() == receive) {
					T result = attempt(receive);
					if (result != null) {
						return result;
					}
					this.transport.requestRead();
				}
				if (left <= 0) {
					return receive.partial(this.decoder);
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
			T partial = receive.partial(this.decoder);
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

	/** One attempt, with its failures turned into those of the socket. */
	private <T> @Nullable T attempt(Receive<T> receive) {
		this.decoding = true;
		try {
			return receive.attempt(this.decoder);
		}
		catch (ProtocolException | IOException | WebSocketException ex) {
			throw failed(ex);
		}
		finally {
			endDecoding();
		}
	}

	private void endDecoding() {
		this.decoding = false;
		this.closeDelivered = this.decoder.close() != null;
		if (this.failure != null || this.closeDelivered) {
			this.buffer.release();
		}
	}

	/** Let the receives go on that wait, first come, first served. */
	private void serveWaiting() {
		Receive<?> head = this.waiting.head();
		while (head != null && this.failure == null) {
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
			requirePending();
			T result = attempt(receive);
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
		this.buffer.allow(SHARED_TURNS);
		try {
			readNow();
		}
		finally {
			this.buffer.allow(Integer.MAX_VALUE);
			if (mayBlock) {
				this.lock.unlockAndRun();
			}
			else {
				this.lock.unlock();
			}
		}
	}

	private void readNow() {
		if (this.draining) {
			drainNow();
		}
		else if (!this.waiting.isEmpty()) {
			serveWaiting();
			attend();
		}
		else if (!this.attended) {
			readAheadNow();
		}
	}

	/** Look after control frames, if nobody receives. */
	void readAhead() {
		this.lock.lock();
		this.buffer.allow(SHARED_TURNS);
		try {
			this.attended = false;
			if (this.waiting.isEmpty()) {
				readAheadNow();
			}
		}
		finally {
			unlock();
		}
	}

	private void readAheadNow() {
		if (this.failure != null || this.decoder.close() != null) {
			return;
		}
		this.decoding = true;
		try {
			if (this.decoder.readAhead()) {
				this.transport.requestRead();
			}
		}
		catch (ProtocolException | IOException | WebSocketException ex) {
			this.lifecycle.receiveFailed(ex);
		}
		finally {
			this.decoding = false;
			if (this.failure != null || this.decoder.close() != null) {
				this.buffer.release();
			}
		}
	}

	/** The close handshake is complete: read to the end of the connection. */
	void drain() {
		this.lock.lock();
		this.buffer.allow(SHARED_TURNS);
		try {
			this.draining = true;
			drainNow();
		}
		finally {
			unlock();
		}
	}

	private void drainNow() {
		try {
			int count = 1;
			while (count > 0) {
				count = this.buffer.fill();
				this.buffer.release();
			}
			if (count == 0) {
				this.transport.requestRead();
				return;
			}
		}
		catch (IOException ex) {
			// the connection has ended, which is all that was waited for
			this.buffer.release();
		}
		this.lifecycle.transportEnded();
	}

	/** The socket has ended: so does every receive. */
	void fail(WebSocketException cause) {
		this.lock.lock();
		try {
			this.failure = cause;
			this.failureTold |= !this.waiting.isEmpty() || cause.error() == WebSocketError.ABORTED;
			if (!this.decoding) {
				this.buffer.release();
			}
			for (Receive<?> receive : this.waiting.removeAsynchronous()) {
				this.lock.later(() -> receive.fail(cause));
			}
			this.ready.signalAll();
		}
		finally {
			unlock();
		}
	}

	/** A new receive needs a state that allows it. */
	private void requireReceive() {
		if (this.failure != null && !this.failureTold) {
			requirePending();
		}
		WebSocketState state = this.lifecycle.state().current();
		boolean received = state == WebSocketState.CLOSE_RECEIVED || state == WebSocketState.CLOSED;
		boolean allowed = state == WebSocketState.OPEN || state == WebSocketState.CLOSE_SENT
				|| (received && !this.closeDelivered);
		if (!allowed) {
			throw this.lifecycle.state().invalid("receive", "OPEN or CLOSE_SENT");
		}
	}

	/** A waiting receive fails with what ended the socket. */
	private void requirePending() {
		if (this.failure != null) {
			this.failureTold = true;
			throw new WebSocketException(this.failure.error(), String.valueOf(this.failure.getMessage()), this.failure);
		}
		if (this.closeDelivered) {
			throw this.lifecycle.state().invalid("receive", "OPEN or CLOSE_SENT");
		}
	}

	/**
	 * Leave a completion for when the lock is released.
	 * @return whether the current thread holds the lock
	 */
	boolean defer(Runnable completion) {
		boolean held = this.lock.isHeldByCurrentThread();
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
		if (!this.attended && this.waiting.isEmpty() && this.failure == null && this.decoder.close() == null) {
			this.attended = true;
			this.lifecycle.scheduleReadAhead();
		}
	}

	private void unlock() {
		this.buffer.allow(Integer.MAX_VALUE);
		this.lock.unlock();
	}

}
