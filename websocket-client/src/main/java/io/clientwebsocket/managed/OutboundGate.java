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

package io.clientwebsocket.managed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

/**
 * The way out: to the open connection, else into the buffer, if there is one. What waited
 * goes before what comes now. Thread-safe; nobody is called under the lock.
 */
final class OutboundGate {

	private static final Logger logger = LoggerFactory.getLogger(OutboundGate.class);

	private final @Nullable SendBuffer buffer;

	private final Supplier<WebSocketException> notOpen;

	private final Threads threads;

	private final Counters counters;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition room = this.lock.newCondition();

	/** Guarded by the lock, like all below. */
	private final SendQueue queue = new SendQueue();

	private @Nullable ClientWebSocket live;

	private boolean running;

	/** Whether somebody gives what waited to the socket. */
	private boolean flushing;

	private @Nullable Runnable timer;

	OutboundGate(@Nullable SendBuffer buffer, Supplier<WebSocketException> notOpen, Threads threads,
			Counters counters) {
		this.buffer = buffer;
		this.notOpen = notOpen;
		this.threads = threads;
		this.counters = counters;
	}

	void begin() {
		this.lock.lock();
		try {
			this.running = true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** There is a connection. */
	void attach(ClientWebSocket socket) {
		this.lock.lock();
		try {
			this.live = socket;
			this.room.signalAll();
			if (this.flushing || this.queue.isEmpty()) {
				return;
			}
			this.flushing = true;
		}
		finally {
			this.lock.unlock();
		}
		this.threads.execute(this::flush);
	}

	/** There is none any more. */
	void detach(ClientWebSocket socket, WebSocketException failure) {
		List<WaitingSend> bound;
		this.lock.lock();
		try {
			if (this.live == socket) {
				this.live = null;
			}
			bound = (this.live == null) ? this.queue.remove(WaitingSend::isBound) : List.of();
		}
		finally {
			this.lock.unlock();
		}
		failAll(bound, failure);
	}

	/** Nothing is sent any more. */
	void end(WebSocketException failure) {
		List<WaitingSend> all;
		Runnable timer;
		this.lock.lock();
		try {
			this.running = false;
			all = this.queue.remove((send) -> true);
			timer = this.timer;
			this.timer = null;
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		if (timer != null) {
			timer.run();
		}
		failAll(all, failure);
	}

	/** What depends on their futures does not run on the thread that has come here. */
	private void failAll(List<WaitingSend> sends, WebSocketException failure) {
		if (!sends.isEmpty()) {
			this.threads.execute(() -> sends.forEach((send) -> send.settle(this.counters.sendsFailed, failure)));
		}
	}

	CompletableFuture<@Nullable Void> sendAsync(WebSocketMessage message) {
		Admission admission = admit(message, null);
		ClientWebSocket socket = admission.socket();
		return (socket != null) ? counted(write(socket, message)) : admission.result(this.counters);
	}

	/**
	 * Send on the connection that is open now, or not at all.
	 * @param onTarget told on which one, before it is sent
	 */
	CompletableFuture<@Nullable Void> sendBound(WebSocketMessage message, Consumer<ClientWebSocket> onTarget) {
		Admission admission = admit(message, onTarget);
		ClientWebSocket socket = admission.socket();
		if (socket == null) {
			return admission.result(this.counters);
		}
		onTarget.accept(socket);
		return counted(write(socket, message));
	}

	void send(WebSocketMessage message) throws InterruptedException {
		SendBuffer buffer = this.buffer;
		if (buffer != null && buffer.overflow() == SendBuffer.Overflow.BLOCK) {
			awaitRoom(buffer, MessageSize.of(message));
		}
		Admission admission = admit(message, null);
		ClientWebSocket socket = admission.socket();
		if (socket != null) {
			writeBlocking(socket, message);
			return;
		}
		CompletableFuture<@Nullable Void> result = admission.result(this.counters);
		try {
			Failures.get(result);
		}
		catch (InterruptedException ex) {
			if (result instanceof WaitingSend waiting && withdrawn(waiting)) {
				waiting.settle(this.counters.sendsFailed, ex);
			}
			throw ex;
		}
	}

	private void writeBlocking(ClientWebSocket socket, WebSocketMessage message) throws InterruptedException {
		boolean sent = false;
		try {
			if (message instanceof WebSocketMessage.Text text) {
				socket.sendText(text.value());
			}
			else if (message instanceof WebSocketMessage.Binary binary) {
				socket.sendBinary(binary.value());
			}
			sent = true;
		}
		finally {
			(sent ? this.counters.sent : this.counters.sendsFailed).increment();
		}
	}

	static CompletableFuture<@Nullable Void> write(ClientWebSocket socket, WebSocketMessage message) {
		if (message instanceof WebSocketMessage.Text text) {
			return socket.sendTextAsync(text.value());
		}
		if (message instanceof WebSocketMessage.Binary binary) {
			return socket.sendBinaryAsync(binary.value());
		}
		throw new IllegalArgumentException("'message' must be a text or binary message, but was " + message);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it only counts
	private CompletableFuture<@Nullable Void> counted(CompletableFuture<@Nullable Void> write) {
		write.whenComplete(
				(nothing, failure) -> ((failure != null) ? this.counters.sendsFailed : this.counters.sent).increment());
		return write;
	}

	private Admission admit(WebSocketMessage message, @Nullable Consumer<ClientWebSocket> onTarget) {
		long size = (this.buffer != null) ? MessageSize.of(message) : 0;
		this.lock.lock();
		try {
			ClientWebSocket socket = this.live;
			if (socket != null && !this.flushing && this.queue.isEmpty()) {
				return Admission.to(socket);
			}
			return (socket == null && (this.buffer == null || !this.running || onTarget != null))
					? Admission.refused(this.notOpen.get()) : enqueue(message, size, onTarget);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Holding the lock. */
	private Admission enqueue(WebSocketMessage message, long size, @Nullable Consumer<ClientWebSocket> onTarget) {
		SendBuffer buffer = this.buffer;
		List<WaitingSend> dropped = new ArrayList<>();
		if (buffer != null && onTarget == null && !this.queue.makeRoom(buffer, size, dropped)) {
			return Admission.full(buffer);
		}
		long now = this.threads.nanoTime();
		long expires = (buffer != null) ? now + buffer.timeToLive().toNanos() : Long.MAX_VALUE;
		WaitingSend waiting = new WaitingSend(this, message, size, expires, onTarget);
		this.queue.add(waiting);
		setTimer(now);
		return Admission.waits(waiting, dropped);
	}

	/** Another thread may take the room: then the send fails. */
	private void awaitRoom(SendBuffer buffer, long size) throws InterruptedException {
		long left = buffer.timeToLive().toNanos();
		this.lock.lockInterruptibly();
		try {
			boolean possible = size <= buffer.maxBytes();
			while (possible && this.running && this.live == null && !this.queue.hasRoom(buffer, size) && left > 0) {
				left = this.room.awaitNanos(left);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Give what waited to the socket, one after the other: a socket's queue is bounded.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	private void flush() {
		WaitingSend next = nextToFlush();
		while (next != null) {
			CompletableFuture<@Nullable Void> write = flush(next);
			WaitingSend send = next;
			if (!write.isDone()) {
				write.whenComplete((nothing, failure) -> {
					settle(send, failure);
					flush();
				});
				return;
			}
			settle(send, failureOf(write));
			next = nextToFlush();
		}
	}

	private CompletableFuture<@Nullable Void> flush(WaitingSend send) {
		ClientWebSocket socket = live();
		try {
			return (socket != null) ? send.write(socket) : CompletableFuture.failedFuture(this.notOpen.get());
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private @Nullable ClientWebSocket live() {
		this.lock.lock();
		try {
			return this.live;
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable WaitingSend nextToFlush() {
		this.lock.lock();
		try {
			WaitingSend next = (this.live != null) ? this.queue.poll() : null;
			this.flushing = next != null;
			this.room.signalAll();
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void settle(WaitingSend send, @Nullable Throwable failure) {
		send.settle((failure != null) ? this.counters.sendsFailed : this.counters.sent,
				(failure != null) ? Failures.unwrap(failure) : null);
	}

	private static @Nullable Throwable failureOf(CompletableFuture<?> done) {
		return done.isCompletedExceptionally() ? done.handle((value, failure) -> failure).join() : null;
	}

	/**
	 * A message is no longer to be sent.
	 * @return whether it was still waiting
	 */
	boolean withdrawn(WaitingSend send) {
		this.lock.lock();
		try {
			boolean waited = !this.queue.remove((other) -> other == send).isEmpty();
			this.room.signalAll();
			if (send.isCancelled()) {
				this.counters.sendsFailed.increment();
			}
			return waited;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void expire() {
		List<WaitingSend> expired;
		this.lock.lock();
		try {
			long now = this.threads.nanoTime();
			this.timer = null;
			expired = this.queue.remove((send) -> send.remaining(now) <= 0);
			this.room.signalAll();
			setTimer(now);
		}
		finally {
			this.lock.unlock();
		}
		if (!expired.isEmpty()) {
			this.threads.execute(() -> expired.forEach(this::tellExpired));
		}
	}

	private void tellExpired(WaitingSend send) {
		SendBuffer buffer = this.buffer;
		if (buffer == null || !send.settle(this.counters.sendsExpired, new WebSocketException(WebSocketError.TIMED_OUT,
				"The message waited for a connection for longer than " + buffer.timeToLive()))) {
			return;
		}
		try {
			buffer.onExpired().accept(send.message());
		}
		catch (RuntimeException ex) {
			logger.warn("The callback for expired messages threw", ex);
		}
	}

	/** Holding the lock. */
	private void setTimer(long now) {
		long remaining = this.queue.nextExpiry(now);
		if (this.timer == null && remaining != Long.MAX_VALUE) {
			this.timer = this.threads.schedule(this::expire, Duration.ofNanos(Math.max(0, remaining)));
		}
	}

}
