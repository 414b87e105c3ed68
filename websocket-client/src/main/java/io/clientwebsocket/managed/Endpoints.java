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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

	private final Duration longest;

	private final ReentrantLock lock = new ReentrantLock();

	/** Until when a server cools down. Guarded by the lock, like all below. */
	private final Map<URI, Long> cooling = new HashMap<>();

	private List<URI> known = List.of();

	/** Whether it is the query that tells one server from another. */
	private boolean queriesDiffer;

	/** The server that was chosen last. */
	private @Nullable URI last;

	/** The one that has failed since then. */
	private @Nullable URI failed;

	/**
	 * Create a new choice.
	 * @param order the order
	 * @param coolDown how long a server that has failed is passed over
	 * @param longest how long a server may ask to be left alone
	 */
	Endpoints(EndpointOrder order, Duration coolDown, Duration longest) {
		this.order = order;
		this.coolDownNanos = coolDown.toNanos();
		this.longest = longest;
	}

	/**
	 * Choose the next server.
	 * @param uris all that there are, the first with the highest priority
	 */
	URI next(List<URI> uris, long now) {
		if (uris.isEmpty()) {
			throw new IllegalArgumentException("'uris' must hold at least one URI");
		}
		if (uris.stream().anyMatch(Objects::isNull)) {
			throw new IllegalArgumentException("'uris' must not hold null, but was " + uris);
		}
		this.lock.lock();
		try {
			List<URI> plain = uris.stream().map(Endpoints::withoutQuery).toList();
			this.queriesDiffer = new HashSet<>(plain).size() < uris.size();
			this.known = this.queriesDiffer ? List.copyOf(uris) : plain;
			this.cooling.keySet().retainAll(this.known);
			this.cooling.values().removeIf((until) -> until - now <= 0);
			int next = choose(now);
			this.last = this.known.get(next);
			this.failed = null;
			return uris.get(next);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** What stays the same when each attempt has a query of its own, such as a token. */
	private static URI withoutQuery(URI uri) {
		String text = uri.toString();
		int query = text.indexOf('?');
		return (query > 0) ? URI.create(text.substring(0, query)) : uri;
	}

	private int choose(long now) {
		int size = this.known.size();
		int best = first();
		for (int i = 0; i < size; i++) {
			int candidate = (first() + i) % size;
			if (waits(this.known.get(candidate), now) < waits(this.known.get(best), now)) {
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
		long least = uri.equals(this.failed) ? 1 : 0; // even without cool-down
		return (until != null) ? Math.max(least, until - now) : least;
	}

	/**
	 * A server has failed.
	 * @param atLeast for how long it asks to be left alone, if it does
	 * @return how many other servers there are, 0 if all of them cool down
	 */
	int failed(@Nullable URI uri, @Nullable Duration atLeast, long now) {
		if (uri == null) {
			return 0;
		}
		this.lock.lock();
		try {
			URI server = this.queriesDiffer ? uri : withoutQuery(uri);
			this.failed = server;
			this.cooling.put(server, now + Math.max(this.coolDownNanos, nanos(atLeast)));
			boolean ready = this.known.stream().anyMatch((other) -> !other.equals(server) && waits(other, now) == 0);
			return ready ? this.known.size() - 1 : 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	private long nanos(@Nullable Duration asked) {
		if (asked == null) {
			return 0;
		}
		return ((asked.compareTo(this.longest) < 0) ? asked : this.longest).toNanos();
	}

}
