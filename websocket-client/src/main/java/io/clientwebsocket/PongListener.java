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

package io.clientwebsocket;

import java.nio.ByteBuffer;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Is told of the PONG frames of a socket: to watch round trips, or to see a peer that
 * shows life unasked (RFC 6455, 5.5.3).
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PongListener {

	/**
	 * A PONG arrived. Called in the order of arrival, one call at a time for each socket,
	 * on the {@linkplain ClientWebSocketOptions#executor() executor}. What it throws is
	 * logged and has no other effect.
	 * @param socket the socket
	 * @param payload the payload, read-only, at most 125 bytes
	 * @param roundTrip time since the PING of this socket that it answers, or
	 * {@code null} if it answers none
	 */
	void onPong(ClientWebSocket socket, ByteBuffer payload, @Nullable Duration roundTrip);

}
