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

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * Opens {@linkplain ClientWebSocket WebSockets}. Safe for use from many threads.
 * <p>
 * URIs have the scheme {@code ws} or {@code wss}, a host, no fragment and no user
 * information; anything else is an {@link IllegalArgumentException}. A connection that
 * cannot be opened is a {@link WebSocketHandshakeException}, and leaves nothing behind.
 *
 * @since 0.1.0
 */
public interface WebSocketConnector {

	/**
	 * Options of a socket for which none are given.
	 * @return the default options of this connector
	 */
	ClientWebSocketOptions options();

	/**
	 * Open a socket with the {@linkplain #options() default options} and wait until it is
	 * open.
	 * @param uri where to connect to
	 * @return the open socket
	 * @throws IllegalArgumentException if the URI is not one of a WebSocket
	 * @throws WebSocketHandshakeException if the socket cannot be opened
	 * @throws InterruptedException if the thread is interrupted; the attempt is given up
	 */
	default ClientWebSocket connect(URI uri) throws InterruptedException {
		return connect(uri, options());
	}

	/**
	 * Open a socket and wait until it is open.
	 * @param uri where to connect to
	 * @param options options of this socket, instead of the default ones
	 * @return the open socket
	 * @throws IllegalArgumentException if the URI is not one of a WebSocket, or an option
	 * cannot be set for a single socket
	 * @throws WebSocketHandshakeException if the socket cannot be opened
	 * @throws InterruptedException if the thread is interrupted; the attempt is given up
	 */
	ClientWebSocket connect(URI uri, ClientWebSocketOptions options) throws InterruptedException;

	/**
	 * Open a socket with the {@linkplain #options() default options}.
	 * @param uri where to connect to
	 * @return a future of the open socket; cancelling it gives the attempt up
	 */
	default CompletableFuture<ClientWebSocket> connectAsync(URI uri) {
		return connectAsync(uri, options());
	}

	/**
	 * Open a socket.
	 * @param uri where to connect to
	 * @param options options of this socket, instead of the default ones
	 * @return a future of the open socket, completed on the
	 * {@linkplain ClientWebSocketOptions#executor() executor}; cancelling it gives the
	 * attempt up, and a socket that opens all the same is aborted by the connector
	 */
	CompletableFuture<ClientWebSocket> connectAsync(URI uri, ClientWebSocketOptions options);

}
