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

package io.clientwebsocket.jetty;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.eclipse.jetty.client.Connection;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.TimeSource;

/**
 * How long connections have had no use. Jetty's idle timeout cannot tell: it takes a
 * connection for idle whose streams are open and silent, as sockets may be. Thread-safe.
 */
final class IdleConnections {

	private final TimeSource time;

	private final Duration timeout;

	private final Consumer<Connection> onExpired;

	private final Map<Connection, Expiry> expiries = new ConcurrentHashMap<>();

	/**
	 * Create what watches connections.
	 * @param time the clock
	 * @param timeout how long a connection may be idle, zero for ever
	 * @param onExpired told of a connection that was idle for so long; it may be in use
	 * again at this moment
	 */
	IdleConnections(TimeSource time, Duration timeout, Consumer<Connection> onExpired) {
		this.time = time;
		this.timeout = timeout;
		this.onExpired = onExpired;
	}

	/** Nobody uses a connection any more, or yet. */
	void add(Connection connection) {
		if (!this.timeout.isZero()) {
			Expiry expiry = new Expiry(connection);
			cancel(this.expiries.put(connection, expiry));
			expiry.begin();
		}
	}

	/** A connection is used, or has ended. */
	void remove(Connection connection) {
		cancel(this.expiries.remove(connection));
	}

	private static void cancel(@Nullable Expiry expiry) {
		if (expiry != null) {
			expiry.timer.cancel();
		}
	}

	/** One span of time without use. */
	private final class Expiry {

		private final Connection connection;

		private volatile TimeSource.Timer timer = () -> {
		};

		Expiry(Connection connection) {
			this.connection = connection;
		}

		void begin() {
			IdleConnections idle = IdleConnections.this;
			this.timer = idle.time.schedule(this::expired, idle.timeout.toNanos());
			if (idle.expiries.get(this.connection) != this) {
				// it was over before there was a timer to cancel
				this.timer.cancel();
			}
		}

		private void expired() {
			if (IdleConnections.this.expiries.remove(this.connection, this)) {
				IdleConnections.this.onExpired.accept(this.connection);
			}
		}

	}

}
