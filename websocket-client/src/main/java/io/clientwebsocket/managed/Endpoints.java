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

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Which of several servers is next. One that has failed cools down: it is passed over
 * until its time is up, unless all cool down; then the one that has waited longest is
 * next. Times are nanoseconds since some moment. Thread-safe.
 */
final class Endpoints {

	private final EndpointOrder order;

	private final long coolDownNanos;

	private final ReentrantLock lock = new ReentrantLock();

	/** Until when a server cools down. Guarded by the lock, like all below. */
	private final Map<URI, Long> cooling = new HashMap<>();

	private List<URI> known = List.of();

	private @Nullable URI last;

	Endpoints(EndpointOrder order, Duration coolDown) {
		this.order = order;
		this.coolDownNanos = coolDown.toNanos();
	}

	/**
	 * Choose the next server.
	 * @param uris all that there are, the first with the highest priority
	 */
	URI next(List<URI> uris, long now) {
		if (uris.isEmpty()) {
			throw new IllegalArgumentException("'uris' must hold at least one URI");
		}
		this.lock.lock();
		try {
			this.known = List.copyOf(uris);
			this.cooling.keySet().retainAll(uris);
			this.cooling.values().removeIf((until) -> until - now <= 0);
			URI next = choose(now);
			this.last = next;
			return next;
		}
		finally {
			this.lock.unlock();
		}
	}

	private URI choose(long now) {
		int size = this.known.size();
		int first = first();
		URI best = this.known.get(first);
		for (int i = 0; i < size; i++) {
			URI candidate = this.known.get((first + i) % size);
			if (waits(candidate, now) < waits(best, now)) {
				best = candidate;
			}
		}
		return best;
	}

	private int first() {
		int index = (this.last != null) ? this.known.indexOf(this.last) : -1;
		return switch (this.order) {
			case PRIORITY -> 0;
			case ROUND_ROBIN -> (index + 1) % this.known.size();
			case STICKY -> Math.max(index, 0);
		};
	}

	private long waits(URI uri, long now) {
		Long until = this.cooling.get(uri);
		return (until != null) ? Math.max(0, until - now) : 0;
	}

	/**
	 * A server has failed.
	 * @return whether there is another one that does not cool down
	 */
	boolean failed(@Nullable URI uri, long now) {
		if (uri == null) {
			return false;
		}
		this.lock.lock();
		try {
			this.cooling.put(uri, now + this.coolDownNanos);
			return this.known.stream().anyMatch((other) -> !other.equals(uri) && waits(other, now) == 0);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** A server has proved stable. */
	void recovered(URI uri) {
		this.lock.lock();
		try {
			this.cooling.remove(uri);
		}
		finally {
			this.lock.unlock();
		}
	}

}
