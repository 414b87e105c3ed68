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

/**
 * State of a {@link ClientWebSocket}, in the order in which a socket can pass through
 * them.
 *
 * @since 0.1.0
 * @see ClientWebSocket#state()
 */
public enum WebSocketState {

	/**
	 * No connection has been asked for yet.
	 */
	NONE,

	/**
	 * The opening handshake is under way.
	 */
	CONNECTING,

	/**
	 * Both directions carry messages.
	 */
	OPEN,

	/**
	 * Our close frame was sent, the peer's has not arrived: receiving still works.
	 */
	CLOSE_SENT,

	/**
	 * The peer's close frame arrived, ours was not sent: sending still works.
	 */
	CLOSE_RECEIVED,

	/**
	 * Both close frames went over the wire.
	 */
	CLOSED,

	/**
	 * The connection ended without a close handshake: by {@link ClientWebSocket#abort()},
	 * a lost connection, a violation of the protocol or a timeout.
	 */
	ABORTED;

	/**
	 * Whether no operation can lead out of this state.
	 * @return {@code true} for {@link #CLOSED} and {@link #ABORTED}
	 */
	public boolean isTerminal() {
		return this == CLOSED || this == ABORTED;
	}

}
