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

package io.clientwebsocket.sample;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ConnectionStatus;
import io.clientwebsocket.managed.DisconnectCause;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * What the page is told, as JSON.
 *
 * @param snapshot whether the prices are all that there are, and not only the changed
 * ones
 * @param connection how the connection to the feed is
 * @param prices prices to show
 * @param lastMessage beginning of the last message, {@code null} if there was none
 */
record PageUpdate(boolean snapshot, Connection connection, List<Price> prices, @Nullable String lastMessage) {

	/**
	 * How the connection to the feed is.
	 *
	 * @param url where it goes to, without the query
	 * @param state state of the connection
	 * @param since since when it is in this state
	 * @param messagesPerSecond messages per second
	 * @param roundTripMillis last measured round trip, {@code null} if there was none
	 * @param lastFailure why the last attempt failed or the last connection ended,
	 * {@code null} if none did
	 */
	record Connection(String url, ConnectionState state, Instant since, long messagesPerSecond,
			@Nullable Double roundTripMillis, @Nullable String lastFailure) {

		static Connection of(ReconnectingWebSocket client, URI uri, double messagesPerSecond) {
			ConnectionStatus status = client.status();
			DisconnectCause cause = status.lastCause();
			return new Connection(withoutQuery(uri), status.state(), status.since(), Math.round(messagesPerSecond),
					client.lastRoundTrip().map((roundTrip) -> roundTrip.toNanos() / 1e6).orElse(null),
					(cause != null) ? cause.summary() : null);
		}

		private static String withoutQuery(URI uri) {
			String path = uri.getRawPath();
			return uri.getScheme() + "://" + uri.getRawAuthority() + ((path != null) ? path : "");
		}

	}

}
