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
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What happens to a {@link ReconnectingWebSocket}.
 *
 * @since 0.1.0
 */
public sealed interface ConnectionEvent permits ConnectionEvent.StateChanged, ConnectionEvent.AttemptFailed,
		ConnectionEvent.Disconnected, ConnectionEvent.Replaced, ConnectionEvent.ReplacementFailed, Gap {

	/**
	 * When it happened.
	 * @return the time
	 */
	Instant at();

	/**
	 * The state has changed.
	 *
	 * @param from the state before
	 * @param status how the connection is now
	 * @since 0.1.0
	 */
	record StateChanged(ConnectionState from, ConnectionStatus status) implements ConnectionEvent {

		@Override
		public Instant at() {
			return this.status.since();
		}

	}

	/**
	 * An attempt has failed.
	 *
	 * @param at when
	 * @param attempt number of the attempt, 1 for the first
	 * @param uri where to, {@code null} if it failed before that was known
	 * @param cause why
	 * @param decision what the classifier says
	 * @since 0.1.0
	 */
	record AttemptFailed(Instant at, int attempt, @Nullable URI uri, DisconnectCause cause,
			RetryDecision decision) implements ConnectionEvent {

	}

	/**
	 * A connection that was open has ended.
	 *
	 * @param at when
	 * @param uri where to
	 * @param cause why
	 * @param decision what the classifier says
	 * @since 0.1.0
	 */
	record Disconnected(Instant at, @Nullable URI uri, DisconnectCause cause,
			RetryDecision decision) implements ConnectionEvent {

	}

	/**
	 * A new connection took over from the old one without a gap.
	 *
	 * @param at when
	 * @param uri where to
	 * @since 0.1.0
	 */
	record Replaced(Instant at, @Nullable URI uri) implements ConnectionEvent {

	}

	/**
	 * A connection that should take over could not be opened; the old one stays.
	 *
	 * @param at when
	 * @param uri where to, {@code null} if it failed before that was known
	 * @param cause why
	 * @since 0.1.0
	 */
	record ReplacementFailed(Instant at, @Nullable URI uri, DisconnectCause cause) implements ConnectionEvent {

	}

}
