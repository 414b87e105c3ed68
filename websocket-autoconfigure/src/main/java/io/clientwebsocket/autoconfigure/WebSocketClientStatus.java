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

package io.clientwebsocket.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketState;

/**
 * How a {@link NamedWebSocketClient} was doing at one moment.
 *
 * @param state state of the client
 * @param since when the client was first seen in this state
 * @param sockets states of the sockets that have not ended, in the order in which they
 * were opened
 * @param lastRoundTrip round trip of the last PING of the newest socket that had one
 * answered, {@code null} if there was none
 * @param lastFailure last failed connect or aborted socket, {@code null} if there was
 * none; it stays when a later connect succeeds
 * @since 0.1.0
 */
public record WebSocketClientStatus(State state, Instant since, List<WebSocketState> sockets,
		@Nullable Duration lastRoundTrip, @Nullable Failure lastFailure) {

	public WebSocketClientStatus {
		sockets = List.copyOf(sockets);
	}

	/**
	 * How many sockets are {@link WebSocketState#OPEN}.
	 * @return the number of open sockets
	 */
	public int openSockets() {
		return (int) this.sockets.stream().filter((state) -> state == WebSocketState.OPEN).count();
	}

	/**
	 * State of a named client.
	 *
	 * @since 0.1.0
	 */
	public enum State {

		/**
		 * No socket has been asked for yet, or every attempt was given up.
		 */
		IDLE,

		/**
		 * No socket is open, and one is being opened; nothing has failed since the last
		 * one.
		 */
		CONNECTING,

		/**
		 * At least one socket is open.
		 */
		OPEN,

		/**
		 * The last socket has ended, or is about to end, with a close handshake.
		 */
		CLOSED,

		/**
		 * The last connect failed or the last socket was aborted, and none is open.
		 */
		FAILED

	}

	/**
	 * A failed connect or an aborted socket.
	 *
	 * @param error kind of the failure, {@link WebSocketError#ABORTED} of a socket that
	 * was open
	 * @param time when it was noticed: a connect at once, an aborted socket with the next
	 * connect or status
	 * @since 0.1.0
	 */
	public record Failure(WebSocketError error, Instant time) {

	}

}
