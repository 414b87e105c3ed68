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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;

/**
 * A connector that does on each attempt what the test has said; without a word, it opens
 * a socket.
 */
final class FakeConnector implements WebSocketConnector {

	private final Queue<Function<URI, CompletableFuture<ClientWebSocket>>> script = new ConcurrentLinkedQueue<>();

	private final List<FakeWebSocket> sockets = new ArrayList<>();

	private final List<CompletableFuture<ClientWebSocket>> pending = new ArrayList<>();

	private final List<URI> uris = new ArrayList<>();

	private final List<ClientWebSocketOptions> options = new ArrayList<>();

	/** The next attempt opens a socket. */
	FakeConnector accept() {
		this.script.add((uri) -> CompletableFuture.completedFuture(open(uri)));
		return this;
	}

	/** The next attempt opens a socket that the test has prepared. */
	FakeConnector accept(FakeWebSocket socket) {
		this.script.add((uri) -> {
			this.sockets.add(socket);
			return CompletableFuture.completedFuture(socket);
		});
		return this;
	}

	/** The next attempt fails below HTTP. */
	FakeConnector refuse() {
		return fail(WebSocketError.FAULTED);
	}

	/** The next attempt fails without an answer. */
	FakeConnector fail(WebSocketError error) {
		this.script.add((uri) -> failure(uri, error, null));
		return this;
	}

	/** The next attempt is answered with a status. */
	FakeConnector answer(int status, Map<String, List<String>> headers) {
		this.script.add((uri) -> failure(uri, WebSocketError.NOT_A_WEBSOCKET,
				new HandshakeResponse(status, HttpVersion.HTTP_1_1, headers)));
		return this;
	}

	/** The next attempt does not end. */
	FakeConnector hang() {
		this.script.add((uri) -> {
			CompletableFuture<ClientWebSocket> future = new CompletableFuture<>();
			this.pending.add(future);
			return future;
		});
		return this;
	}

	/** The next attempt does not end, and cannot be given up. */
	FakeConnector hangStubbornly() {
		this.script.add((uri) -> {
			CompletableFuture<ClientWebSocket> future = new Stubborn<>();
			this.pending.add(future);
			return future;
		});
		return this;
	}

	private static CompletableFuture<ClientWebSocket> failure(URI uri, WebSocketError error,
			HandshakeResponse response) {
		return CompletableFuture
			.failedFuture(new WebSocketHandshakeException(error, uri, "failed", response, "", null));
	}

	private FakeWebSocket open(URI uri) {
		FakeWebSocket socket = new FakeWebSocket(uri);
		this.sockets.add(socket);
		return socket;
	}

	/** The socket that was opened last. */
	FakeWebSocket last() {
		return this.sockets.get(this.sockets.size() - 1);
	}

	List<FakeWebSocket> sockets() {
		return this.sockets;
	}

	/** Attempts that did not end. */
	List<CompletableFuture<ClientWebSocket>> pending() {
		return this.pending;
	}

	List<URI> uris() {
		return this.uris;
	}

	List<ClientWebSocketOptions> usedOptions() {
		return this.options;
	}

	long openSockets() {
		return this.sockets.stream().filter((socket) -> !socket.state().isTerminal()).count();
	}

	@Override
	public ClientWebSocketOptions options() {
		return ClientWebSocketOptions.builder().closeTimeout(Duration.ofSeconds(10)).build();
	}

	@Override
	public ClientWebSocket connect(URI uri, ClientWebSocketOptions options) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<ClientWebSocket> connectAsync(URI uri, ClientWebSocketOptions options) {
		this.uris.add(uri);
		this.options.add(options);
		Function<URI, CompletableFuture<ClientWebSocket>> next = this.script.poll();
		return (next != null) ? next.apply(uri) : CompletableFuture.completedFuture(open(uri));
	}

	/** A future that cannot be cancelled: what it is for has just happened. */
	static final class Stubborn<T> extends CompletableFuture<T> {

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			return false;
		}

	}

}
