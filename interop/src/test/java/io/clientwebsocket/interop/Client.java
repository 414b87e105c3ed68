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

package io.clientwebsocket.interop;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.client.AbstractConnectionPool;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A connector for a test, of which nothing may stay open.
 */
final class Client implements AutoCloseable {

	/** Bound of what takes no time unless it fails. */
	static final Duration LIMIT = Duration.ofSeconds(10);

	private final JettyWebSocketConnector connector;

	Client(ClientWebSocketOptions options) {
		this.connector = JettyWebSocketConnector.create(options);
	}

	JettyWebSocketConnector connector() {
		return this.connector;
	}

	ClientWebSocket connect(URI uri) throws InterruptedException {
		return this.connector.connect(uri);
	}

	/** Connect all at once. */
	List<ClientWebSocket> connect(URI uri, int number) throws Exception {
		List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			attempts.add(this.connector.connectAsync(uri));
		}
		List<ClientWebSocket> sockets = new ArrayList<>();
		for (CompletableFuture<ClientWebSocket> attempt : attempts) {
			sockets.add(attempt.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
		}
		return sockets;
	}

	/** Connect, which must fail. */
	WebSocketHandshakeException failure(URI uri) {
		WebSocketHandshakeException failure = catchThrowableOfType(WebSocketHandshakeException.class,
				() -> this.connector.connect(uri));
		assertThat(failure).as("failure of the handshake").isNotNull();
		return failure;
	}

	/** Connections of the HTTP client that it holds for more than one socket. */
	int sharedConnections() {
		return this.connector.httpClient()
			.getDestinations()
			.stream()
			.map((destination) -> (AbstractConnectionPool) destination.getConnectionPool())
			.mapToInt(AbstractConnectionPool::getConnectionCount)
			.sum();
	}

	void assertNoSocketHeld() {
		Wait.until(() -> this.connector.openSockets() == 0, () -> this.connector.openSockets() + " open sockets");
	}

	@Override
	public void close() {
		this.connector.close();
		assertThat(this.connector.openSockets()).as("open sockets").isZero();
	}

}
