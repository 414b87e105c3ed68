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
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Messages that wait, oldest first, and what they take up. For one thread at a time.
 */
final class SendQueue {

	private final Deque<WaitingSend> sends = new ArrayDeque<>();

	private long bytes;

	int count() {
		return this.sends.size();
	}

	boolean isEmpty() {
		return this.sends.isEmpty();
	}

	boolean hasRoom(SendBuffer buffer, long size) {
		return this.sends.size() < buffer.maxMessages() && this.bytes + size <= buffer.maxBytes();
	}

	/**
	 * Make room for one more, by dropping the oldest if that is the policy.
	 * @param dropped gets those that were dropped
	 * @return whether there is room
	 */
	boolean makeRoom(SendBuffer buffer, long size, List<WaitingSend> dropped) {
		boolean drop = buffer.overflow() == SendBuffer.Overflow.DROP_OLDEST && size <= buffer.maxBytes();
		while (drop && !hasRoom(buffer, size)) {
			WaitingSend oldest = poll();
			if (oldest == null) {
				return false;
			}
			dropped.add(oldest);
		}
		return hasRoom(buffer, size);
	}

	void add(WaitingSend send) {
		this.sends.add(send);
		this.bytes += send.size();
	}

	/** The next one again. */
	void addFirst(WaitingSend send) {
		this.sends.addFirst(send);
		this.bytes += send.size();
	}

	void remove(WaitingSend send) {
		if (this.sends.removeFirstOccurrence(send)) {
			this.bytes -= send.size();
		}
	}

	@Nullable WaitingSend poll() {
		WaitingSend first = this.sends.poll();
		if (first != null) {
			this.bytes -= first.size();
		}
		return first;
	}

	/** Take out what fits. */
	List<WaitingSend> remove(Predicate<WaitingSend> which) {
		List<WaitingSend> removed = new ArrayList<>();
		for (Iterator<WaitingSend> all = this.sends.iterator(); all.hasNext();) {
			WaitingSend send = all.next();
			if (which.test(send)) {
				all.remove();
				this.bytes -= send.size();
				removed.add(send);
			}
		}
		return removed;
	}

	/** Take out those that have waited too long: all wait equally long, so the first. */
	List<WaitingSend> removeExpired(long now) {
		List<WaitingSend> expired = new ArrayList<>();
		WaitingSend first = firstThatExpires();
		while (first != null && first.remaining(now) <= 0) {
			remove(first);
			expired.add(first);
			first = firstThatExpires();
		}
		return expired;
	}

	/**
	 * How long until the next one has waited too long; {@link Long#MAX_VALUE} for never.
	 */
	long nextExpiry(long now) {
		WaitingSend first = firstThatExpires();
		return (first != null) ? first.remaining(now) : Long.MAX_VALUE;
	}

	private @Nullable WaitingSend firstThatExpires() {
		for (WaitingSend send : this.sends) {
			if (!send.isBound()) {
				return send;
			}
		}
		return null;
	}

}
