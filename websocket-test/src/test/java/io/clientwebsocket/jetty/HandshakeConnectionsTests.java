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

package io.clientwebsocket.jetty;

import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link HandshakeConnections}.
 */
@Timeout(60)
class HandshakeConnectionsTests {

	private static final int COUNT = 10;

	/** A connection that is made while the counts of the pool change may be too many. */
	private static final int MOST = COUNT + 2;

	private static List<CompletableFuture<ClientWebSocket>> attempts(TestConnector connector, URI uri) {
		return IntStream.range(0, COUNT).mapToObj((i) -> connector.get().connectAsync(uri)).toList();
	}

	private static void abort(TestConnector connector, List<CompletableFuture<ClientWebSocket>> attempts)
			throws Exception {
		TestConnector.getAll(attempts).forEach(ClientWebSocket::abort);
		connector.assertNothingHeld();
	}

	@Test
	void eachHandshakeNeedsOneConnectionThoughOthersWaitForTheirs() throws Exception {
		Queue<CountDownLatch> turns = new ConcurrentLinkedQueue<>();
		IntStream.range(0, COUNT).forEach((i) -> turns.add(new CountDownLatch(1)));
		Queue<CountDownLatch> next = new ConcurrentLinkedQueue<>(turns);
		try (ScriptedServer proxy = ScriptedServer.start((connection) -> {
			connection.readRequest();
			CountDownLatch turn = turns.poll();
			assertThat(turn == null || turn.await(10, TimeUnit.SECONDS)).isTrue();
			connection.answerRaw("HTTP/1.1 200 OK\r\n\r\n");
			if (turn != null) {
				connection.acceptHandshake();
			}
			connection.ignoreUntilEnd();
		});
				TestConnector connector = TestConnector.create(
						ClientWebSocketOptions.builder().proxy(ProxyOptions.http("127.0.0.1", proxy.port())).build())) {
			List<CompletableFuture<ClientWebSocket>> attempts = attempts(connector, URI.create("ws://ws.example"));
			TestConnector.await(() -> proxy.connectionCount() == COUNT, () -> proxy.connectionCount() + " connections");
			List<CompletableFuture<Void>> inTurn = attempts.stream()
				.map((attempt) -> attempt.thenRun(() -> begin(next)))
				.toList();
			begin(next);
			TestConnector.getAll(inTurn);
			assertThat(proxy.connectionCount()).isBetween(COUNT, MOST);
			abort(connector, attempts);
		}
	}

	private static void begin(Queue<CountDownLatch> next) {
		CountDownLatch turn = next.poll();
		if (turn != null) {
			turn.countDown();
		}
	}

	@Test
	void handshakesBeyondTheLimitGetAConnectionWhenThereIsRoom() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().ignoreUntilEnd());
				TestConnector connector = TestConnector
					.create(JettyWebSocketConnector.builder().maxConnectionsPerDestination(3))) {
			List<CompletableFuture<ClientWebSocket>> attempts = attempts(connector, server.uri());
			TestConnector.getAll(attempts);
			assertThat(server.connectionCount()).isBetween(COUNT, MOST);
			abort(connector, attempts);
		}
	}

}
