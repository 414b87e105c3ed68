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
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.autoconfigure.NamedWebSocketClient;
import io.clientwebsocket.autoconfigure.WebSocketClientStatus;

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
	 * @param state state of the client
	 * @param since when the client was first seen in this state
	 * @param messagesPerSecond messages per second
	 * @param roundTripMillis last measured round trip, {@code null} if there was none
	 * @param lastFailure last failure, {@code null} if there was none
	 */
	record Connection(String url, WebSocketClientStatus.State state, Instant since, long messagesPerSecond,
			@Nullable Double roundTripMillis, WebSocketClientStatus.@Nullable Failure lastFailure) {

		static Connection of(NamedWebSocketClient client, double messagesPerSecond) {
			WebSocketClientStatus status = client.status();
			Duration roundTrip = status.lastRoundTrip();
			return new Connection(withoutQuery(client.uri()), status.state(), status.since(),
					Math.round(messagesPerSecond), (roundTrip != null) ? roundTrip.toNanos() / 1e6 : null,
					status.lastFailure());
		}

		private static String withoutQuery(URI uri) {
			String path = uri.getRawPath();
			return uri.getScheme() + "://" + uri.getRawAuthority() + ((path != null) ? path : "");
		}

	}

}
