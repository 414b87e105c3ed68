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

import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;

/**
 * A client of {@code ws.clients.<name>}: it knows where to connect to and with which
 * options, and how its connects and sockets ended. There is a bean of this type for each
 * configured client, with the client's name as the bean's name.
 * <p>
 * Every connect opens a new socket, which belongs to the caller. Sockets that are still
 * open when the application stops are closed with 1001. Safe for use from many threads.
 *
 * @since 0.1.0
 */
public final class NamedWebSocketClient {

	private final String name;

	private final URI uri;

	private final ClientWebSocketOptions options;

	private final WebSocketConnector connector;

	private final SocketLedger ledger;

	/**
	 * Create a new client, for an application that defines the bean itself.
	 * @param name name of the client
	 * @param uri where it connects to
	 * @param options options of its sockets
	 * @param connector what opens its sockets
	 */
	public NamedWebSocketClient(String name, URI uri, ClientWebSocketOptions options, WebSocketConnector connector) {
		this(name, uri, options, connector, Clock.systemUTC());
	}

	NamedWebSocketClient(String name, URI uri, ClientWebSocketOptions options, WebSocketConnector connector,
			Clock clock) {
		this.name = Objects.requireNonNull(name, "'name' must not be null");
		this.uri = Objects.requireNonNull(uri, "'uri' must not be null");
		this.options = Objects.requireNonNull(options, "'options' must not be null");
		this.connector = Objects.requireNonNull(connector, "'connector' must not be null");
		this.ledger = new SocketLedger(clock);
	}

	/**
	 * Name of this client.
	 * @return the name in {@code ws.clients.<name>}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Where this client connects to.
	 * @return the URI
	 */
	public URI uri() {
		return this.uri;
	}

	/**
	 * Options of this client's sockets.
	 * @return the options
	 */
	public ClientWebSocketOptions options() {
		return this.options;
	}

	/**
	 * How this client is doing. Does not block.
	 * @return the status at this moment
	 */
	public WebSocketClientStatus status() {
		return this.ledger.status();
	}

	/**
	 * Open a socket and wait until it is open.
	 * @return the open socket
	 * @throws WebSocketHandshakeException if the socket cannot be opened
	 * @throws InterruptedException if the thread is interrupted; the attempt is given up
	 */
	public ClientWebSocket connect() throws InterruptedException {
		this.ledger.connecting();
		try {
			ClientWebSocket socket = this.connector.connect(this.uri, this.options);
			this.ledger.opened(socket);
			return socket;
		}
		catch (InterruptedException | RuntimeException ex) {
			missed(ex);
			throw ex;
		}
	}

	/**
	 * Open a socket.
	 * @return a future of the open socket; cancelling it gives the attempt up
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the callbacks hand everything over
													// themselves
	public CompletableFuture<ClientWebSocket> connectAsync() {
		CompletableFuture<ClientWebSocket> attempt = attempt();
		CompletableFuture<ClientWebSocket> result = new CompletableFuture<>();
		attempt.whenComplete((socket, failure) -> {
			if (failure != null) {
				missed(failure);
				result.completeExceptionally(failure);
			}
			else {
				hand(socket, result);
			}
		});
		// a caller that cancels or completes the result no longer waits for the attempt
		result.whenComplete((socket, failure) -> attempt.cancel(true));
		return result;
	}

	private CompletableFuture<ClientWebSocket> attempt() {
		this.ledger.connecting();
		try {
			return this.connector.connectAsync(this.uri, this.options);
		}
		catch (RuntimeException ex) {
			missed(ex);
			throw ex;
		}
	}

	private void hand(ClientWebSocket socket, CompletableFuture<ClientWebSocket> result) {
		this.ledger.opened(socket);
		if (!result.complete(socket)) {
			this.ledger.forget(socket);
			socket.abort();
		}
	}

	private void missed(Throwable failure) {
		if (failure instanceof InterruptedException || failure instanceof CancellationException) {
			this.ledger.givenUp();
		}
		else {
			this.ledger.failed((failure instanceof WebSocketException ex) ? ex.error() : WebSocketError.FAULTED);
		}
	}

	/**
	 * Name and URI of this client, without the URI's query.
	 * @return a text for logs
	 */
	@Override
	public String toString() {
		return this.name + " (" + this.uri.getScheme() + "://" + this.uri.getRawAuthority()
				+ Objects.requireNonNullElse(this.uri.getRawPath(), "") + ")";
	}

}
