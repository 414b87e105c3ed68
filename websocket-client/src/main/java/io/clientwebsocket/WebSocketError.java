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
 * Kind of a {@link WebSocketException}.
 *
 * @since 0.1.0
 */
public enum WebSocketError {

	/**
	 * The peer broke the protocol, or the handshake failed below WebSocket: name
	 * resolution, TCP, TLS or HTTP.
	 */
	FAULTED,

	/**
	 * The server answered the handshake with another status than 101.
	 */
	NOT_A_WEBSOCKET,

	/**
	 * The proxy refused to open a tunnel to the server, which was never asked.
	 */
	PROXY_REFUSED,

	/**
	 * The connector's address filter lets no address of the server, or of the proxy, be
	 * connected to.
	 */
	ADDRESS_REFUSED,

	/**
	 * The server chose a subprotocol that was not offered.
	 */
	UNSUPPORTED_PROTOCOL,

	/**
	 * A header of the handshake response is missing or wrong.
	 */
	HEADER_ERROR,

	/**
	 * The connection was lost without a close frame.
	 */
	CONNECTION_CLOSED_PREMATURELY,

	/**
	 * The operation is not possible in the socket's state.
	 */
	INVALID_STATE,

	/**
	 * The socket was aborted while the operation was pending.
	 */
	ABORTED,

	/**
	 * The peer did not answer a keep-alive PING in time.
	 */
	KEEP_ALIVE_TIMEOUT,

	/**
	 * An incoming message or frame exceeds the configured limit.
	 */
	MESSAGE_TOO_BIG,

	/**
	 * The handshake did not end in time.
	 */
	TIMED_OUT,

	/**
	 * The transport did not take what was sent in time.
	 */
	WRITE_TIMEOUT,

	/**
	 * More data waits to be sent than the configured limit.
	 */
	SEND_QUEUE_FULL

}
