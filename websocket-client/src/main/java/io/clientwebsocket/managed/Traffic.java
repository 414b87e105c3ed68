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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketStatistics;

/**
 * Bytes that have gone over the sockets of a connection, one after the other. The sockets
 * count them; they are asked when somebody wants to know, and at their end. Thread-safe.
 */
final class Traffic {

	private final LongAdder received = new LongAdder();

	private final LongAdder sent = new LongAdder();

	private final Set<Source> open = ConcurrentHashMap.newKeySet();

	/** There is another socket. */
	Source add(ClientWebSocket socket) {
		Source source = new Source(socket);
		this.open.add(source);
		return source;
	}

	/** Ask the sockets that there are. */
	void update() {
		this.open.forEach(Source::update);
	}

	long received() {
		return this.received.sum();
	}

	long sent() {
		return this.sent.sum();
	}

	/** Count what was not seen before; many threads may look at once. */
	private static void add(LongAdder total, AtomicLong seen, long now) {
		long before = seen.getAndAccumulate(now, Math::max);
		if (now > before) {
			total.add(now - before);
		}
	}

	/** A socket, and what was seen of it. */
	final class Source {

		private final ClientWebSocket socket;

		private final AtomicLong seenReceived = new AtomicLong();

		private final AtomicLong seenSent = new AtomicLong();

		private Source(ClientWebSocket socket) {
			this.socket = socket;
		}

		private void update() {
			WebSocketStatistics statistics = this.socket.statistics();
			add(Traffic.this.received, this.seenReceived, statistics.bytesReceived());
			add(Traffic.this.sent, this.seenSent, statistics.bytesSent());
		}

		/** The socket has ended. */
		void end() {
			Traffic.this.open.remove(this);
			update();
		}

	}

}
