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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

/**
 * Which socket messages go to now, and those that wait for one: what the gate has to
 * decide under one lock. Thread-safe; no socket and no future is touched under the lock.
 */
final class OutboundLine {

	private final @Nullable SendBuffer buffer;

	private final Supplier<WebSocketException> notOpen;

	private final Threads threads;

	/** Told that a message may have waited too long. */
	private final Runnable onDue;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition room = this.lock.newCondition();

	/** Guarded by the lock, like all below. */
	private final SendQueue queue = new SendQueue();

	private @Nullable ClientWebSocket live;

	private boolean running;

	/** Whether somebody gives what waited to the socket. */
	private boolean flushing;

	private @Nullable Runnable timer;

	OutboundLine(@Nullable SendBuffer buffer, Supplier<WebSocketException> notOpen, Threads threads, Runnable onDue) {
		this.buffer = buffer;
		this.notOpen = notOpen;
		this.threads = threads;
		this.onDue = onDue;
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

	/**
	 * There is a connection.
	 * @return whether the caller must see to what waits
	 */
	boolean attach(ClientWebSocket socket) {
		this.lock.lock();
		try {
			this.live = socket;
			this.room.signalAll();
			boolean begins = !this.flushing && !this.queue.isEmpty();
			this.flushing |= begins;
			return begins;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A connection is no longer the one.
	 * @return what waited for it alone
	 */
	List<WaitingSend> detach(ClientWebSocket socket) {
		this.lock.lock();
		try {
			if (this.live == socket) {
				this.live = null;
			}
			this.room.signalAll();
			return (this.live == null) ? this.queue.remove(WaitingSend::isBound) : List.of();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Nothing is sent any more.
	 * @return what has waited
	 */
	List<WaitingSend> end() {
		Runnable timer;
		List<WaitingSend> all;
		this.lock.lock();
		try {
			this.running = false;
			this.room.signalAll();
			timer = this.timer;
			this.timer = null;
			all = this.queue.remove((send) -> true);
		}
		finally {
			this.lock.unlock();
		}
		if (timer != null) {
			timer.run();
		}
		return all;
	}

	int waiting() {
		this.lock.lock();
		try {
			return this.queue.count();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isLive(ClientWebSocket socket) {
		this.lock.lock();
		try {
			return this.live == socket;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A socket turns out to have ended.
	 * @return whether it was the one
	 */
	boolean forget(ClientWebSocket socket) {
		this.lock.lock();
		try {
			boolean was = this.live == socket;
			this.live = was ? null : this.live;
			return was;
		}
		finally {
			this.lock.unlock();
		}
	}

	Admission admit(WebSocketMessage message, @Nullable Consumer<ClientWebSocket> onTarget) {
		long size = size(message);
		this.lock.lock();
		try {
			return decide(message, size, onTarget);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The same, after a wait for room if that is the policy. */
	Admission admitBlocking(WebSocketMessage message) throws InterruptedException {
		long size = size(message);
		this.lock.lockInterruptibly();
		try {
			awaitRoom(size);
			return decide(message, size, null);
		}
		finally {
			this.lock.unlock();
		}
	}

	private long size(WebSocketMessage message) {
		return (this.buffer != null) ? MessageSize.of(message) : 0;
	}

	/** Holding the lock, but for the wait itself. */
	private void awaitRoom(long size) throws InterruptedException {
		SendBuffer buffer = this.buffer;
		if (buffer == null || buffer.overflow() != SendBuffer.Overflow.BLOCK || size > buffer.maxBytes()) {
			return;
		}
		long left = buffer.timeToLive().toNanos();
		while (this.running && direct() == null && !this.queue.hasRoom(buffer, size) && left > 0) {
			left = this.room.awaitNanos(left);
		}
	}

	/** The socket that may be given a message now. Holding the lock. */
	private @Nullable ClientWebSocket direct() {
		return (!this.flushing && this.queue.isEmpty()) ? this.live : null;
	}

	/** Holding the lock. */
	private Admission decide(WebSocketMessage message, long size, @Nullable Consumer<ClientWebSocket> onTarget) {
		ClientWebSocket socket = direct();
		if (socket != null) {
			return Admission.to(socket);
		}
		boolean refused = this.live == null && (this.buffer == null || !this.running || onTarget != null);
		return refused ? Admission.refused(this.notOpen.get()) : enqueue(message, size, onTarget);
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
		WaitingSend waiting = new WaitingSend(message, size, expires, onTarget);
		this.queue.add(waiting);
		setTimer(now);
		return Admission.waits(waiting, dropped);
	}

	/** What is to be given to which socket next; {@code null} ends that. */
	@Nullable Flight next() {
		this.lock.lock();
		try {
			ClientWebSocket socket = this.live;
			WaitingSend next = (socket != null) ? this.queue.poll() : null;
			this.flushing = next != null;
			this.room.signalAll();
			return (socket != null && next != null) ? new Flight(next, socket) : null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A message that no socket has taken is the next again; it may be one too many.
	 * @return whether it waits
	 */
	boolean putBack(WaitingSend send) {
		this.lock.lock();
		try {
			boolean waits = this.running && !send.isDone() && (this.live != null || !send.isBound());
			if (waits) {
				this.queue.addFirst(send);
				setTimer(this.threads.nanoTime());
			}
			return waits;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** A message is no longer to be sent. */
	void withdraw(WaitingSend send) {
		this.lock.lock();
		try {
			this.queue.remove(send);
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Those that have waited too long. */
	List<WaitingSend> expired() {
		this.lock.lock();
		try {
			long now = this.threads.nanoTime();
			this.timer = null;
			List<WaitingSend> expired = this.queue.removeExpired(now);
			this.room.signalAll();
			setTimer(now);
			return expired;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Holding the lock. The timer that was set first is due first. */
	private void setTimer(long now) {
		long remaining = (this.timer == null) ? this.queue.nextExpiry(now) : Long.MAX_VALUE;
		if (remaining != Long.MAX_VALUE) {
			this.timer = this.threads.schedule(this.onDue, Duration.ofNanos(Math.max(0, remaining)));
		}
	}

	/**
	 * A message that is to be given to a socket.
	 *
	 * @param send the message
	 * @param socket the socket
	 */
	record Flight(WaitingSend send, ClientWebSocket socket) {

	}

}
