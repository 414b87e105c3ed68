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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.managed.InboundBuffer.Policy;

/**
 * What came in and was not taken yet, over all connections of a run. Thread-safe; nobody
 * is called under the lock.
 */
final class InboundChannel {

	private static final Logger logger = LoggerFactory.getLogger(InboundChannel.class);

	private final InboundBuffer settings;

	private final Counters counters;

	/** Told that there is room again, if messages wait for it outside. */
	private final Runnable onRoom;

	private final List<Runnable> readers = new CopyOnWriteArrayList<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition readable = this.lock.newCondition();

	/** Guarded by the lock, like all below. */
	private final Deque<Slot> slots = new ArrayDeque<>();

	/** Messages behind the last gap, by key. */
	private final Map<SafeKey, Slot> byKey = new HashMap<>();

	private int messages;

	/** Whether messages wait for room outside. */
	private boolean awaited;

	private boolean ended;

	private @Nullable WebSocketException failure;

	InboundChannel(InboundBuffer settings, Counters counters, Runnable onRoom) {
		this.settings = settings;
		this.counters = counters;
		this.onRoom = onRoom;
	}

	/**
	 * How many messages may be received now. If none, there will be a word when there is
	 * room: only for whoever receives.
	 */
	int room() {
		this.lock.lock();
		try {
			int room = this.settings.capacity() - this.messages;
			boolean blocks = this.settings.policy() == Policy.BLOCK && !this.ended;
			this.awaited = blocks && room <= 0;
			return blocks ? Math.max(0, room) : Math.max(1, room);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Add messages.
	 * @param source where they came from
	 * @return whether that was possible; if not, the connection must end
	 */
	boolean offer(List<WebSocketMessage> messages, Connection source) {
		List<@Nullable SafeKey> keys = (this.settings.policy() == Policy.LATEST_PER_KEY)
				? messages.stream().map(this::key).toList() : List.of();
		boolean taken = true;
		this.lock.lock();
		try {
			for (int i = 0; i < messages.size(); i++) {
				taken &= offer(new Received.Message(messages.get(i)), keys.isEmpty() ? null : keys.get(i), source);
			}
		}
		finally {
			this.lock.unlock();
		}
		tellReaders();
		return taken;
	}

	private boolean offer(Received.Message message, @Nullable SafeKey key, Connection source) {
		Policy policy = this.settings.policy();
		boolean refuses = policy == Policy.DROP_NEWEST || policy == Policy.CLOSE;
		if (this.ended || (refuses && isFull())) {
			this.counters.dropped.increment();
			return this.ended || policy != Policy.CLOSE;
		}
		add(message, key, source);
		return true;
	}

	private @Nullable SafeKey key(WebSocketMessage message) {
		try {
			Object key = this.settings.key().apply(message);
			return (key != null) ? new SafeKey(key) : null;
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The function that tells the key of a message threw; the message has none", ex);
			return null;
		}
	}

	private void add(Received.Message message, @Nullable SafeKey key, Connection source) {
		Slot known = (key != null) ? this.byKey.get(key) : null;
		if (known != null) {
			known.set(message, source);
			this.counters.dropped.increment();
			return;
		}
		if (isFull() && this.settings.policy() != Policy.BLOCK) {
			dropOldest();
		}
		Slot slot = new Slot(message, key, source);
		if (key != null) {
			this.byKey.put(key, slot);
		}
		this.slots.add(slot);
		this.messages++;
		this.readable.signal();
	}

	private boolean isFull() {
		return this.messages >= this.settings.capacity();
	}

	/** The oldest message; a gap before it stays, and becomes one with the next. */
	private void dropOldest() {
		Slot first = this.slots.remove();
		if (!(first.value instanceof Gap gap)) {
			forget(first);
		}
		else {
			forget(this.slots.remove());
			Slot behind = this.slots.peek();
			if (behind != null && behind.value instanceof Gap next) {
				this.slots.remove();
				first.set(gap.and(next), behind.source);
			}
			this.slots.addFirst(first);
		}
		this.counters.dropped.increment();
	}

	private void forget(Slot slot) {
		this.messages--;
		if (slot.key != null) {
			this.byKey.remove(slot.key, slot);
		}
	}

	/**
	 * Add a gap. What is behind it does not replace what is before it.
	 * @param source what comes behind it
	 */
	void gap(Gap gap, Connection source) {
		this.lock.lock();
		try {
			if (this.ended) {
				return;
			}
			this.byKey.clear();
			Slot last = this.slots.peekLast();
			if (last != null && last.value instanceof Gap before) {
				last.set(before.and(gap), source);
			}
			else {
				this.slots.add(new Slot(gap, null, source));
			}
			this.readable.signal();
		}
		finally {
			this.lock.unlock();
		}
		tellReaders();
	}

	/** What is next, {@code null} if there is nothing now. */
	@Nullable Received poll() {
		Slot next = pollSlot();
		return (next != null) ? next.value() : null;
	}

	/** The same, with where it came from. */
	@Nullable Slot pollSlot() {
		Slot next;
		boolean room;
		this.lock.lock();
		try {
			next = remove();
			// not for each message: half of the room is taken in one go
			room = this.awaited && this.messages <= this.settings.capacity() / 2;
			this.awaited &= !room;
		}
		finally {
			this.lock.unlock();
		}
		if (room) {
			this.onRoom.run();
		}
		return next;
	}

	/**
	 * What is next; waits for it. An interrupt takes nothing, even if there is something.
	 * @return what came, {@code null} if nothing comes any more
	 */
	@Nullable Received take() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException("The wait for a message was interrupted");
		}
		Received next = poll();
		while (next == null && await()) {
			next = poll();
		}
		return next;
	}

	/** Wait until there is something, or nothing comes any more. */
	private boolean await() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (this.slots.isEmpty() && !this.ended) {
				this.readable.await();
			}
			return !this.slots.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable Slot remove() {
		Slot slot = this.slots.poll();
		if (slot == null) {
			return null;
		}
		if (slot.value instanceof Received.Message) {
			forget(slot);
			this.counters.delivered.increment();
		}
		return slot;
	}

	/** Nothing comes any more; what is here can still be taken. */
	void end(@Nullable WebSocketException failure) {
		this.lock.lock();
		try {
			this.ended = true;
			this.failure = failure;
			this.readable.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		tellReaders();
	}

	/** Whether nothing comes any more. */
	boolean isEnded() {
		this.lock.lock();
		try {
			return this.ended;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether all was taken and nothing comes any more. */
	boolean isExhausted() {
		this.lock.lock();
		try {
			return this.ended && this.slots.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Nullable WebSocketException failure() {
		this.lock.lock();
		try {
			return this.failure;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Call somebody whenever there is something new. */
	void addReader(Runnable reader) {
		this.readers.add(reader);
	}

	void removeReader(Runnable reader) {
		this.readers.remove(reader);
	}

	private void tellReaders() {
		this.readers.forEach(Runnable::run);
	}

	/**
	 * A place in the line. Guarded by the lock; whoever has taken it has it alone.
	 */
	static final class Slot {

		private Received value;

		private Connection source;

		private final @Nullable SafeKey key;

		private Slot(Received value, @Nullable SafeKey key, Connection source) {
			this.value = value;
			this.key = key;
			this.source = source;
		}

		private void set(Received value, Connection source) {
			this.value = value;
			this.source = source;
		}

		Received value() {
			return this.value;
		}

		Connection source() {
			return this.source;
		}

	}

}
