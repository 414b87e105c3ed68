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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.Http2Settings;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * More sockets than a server allows streams on a connection.
 */
@Timeout(120)
class Http2StreamLimitTests {

	private static final ClientWebSocketOptions OPTIONS = Scheme.trusting()
		.httpVersion(HttpVersion.HTTP_2)
		.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
		.handshakeTimeout(Duration.ofSeconds(60))
		.build();

	private static TestConnector multiple() {
		return TestConnector.create(OPTIONS);
	}

	private static TestConnector single() {
		return TestConnector
			.create(JettyWebSocketConnector.builder().options(OPTIONS).enableMultipleHttp2Connections(false));
	}

	private static List<CompletableFuture<ClientWebSocket>> connect(TestConnector connector, Http2Server server,
			int count) {
		List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			attempts.add(connector.get().connectAsync(server.uri("/echo")));
		}
		return attempts;
	}

	private static void requireEcho(ClientWebSocket socket) throws InterruptedException {
		socket.sendText("hello");
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
	}

	@Test
	void thousandSocketsAreOpenedAtOnceThenTenConnectionsCarryThem() throws Exception {
		try (Http2Server server = Http2Server.withStreams(100); TestConnector connector = multiple()) {
			List<ClientWebSocket> sockets = TestConnector.getAll(connect(connector, server, 1000));
			for (ClientWebSocket socket : sockets) {
				requireEcho(socket);
			}
			assertThat(connector.get().openSockets()).isEqualTo(1000);
			assertThat(server.connections()).isBetween(10, 12);
		}
	}

	@Test
	void onlyOneConnectionIsAllowedThenThousandConnectsWaitForAStreamAndNoneIsLost() throws Exception {
		try (Http2Server server = Http2Server.withStreams(100); TestConnector connector = single()) {
			List<CompletableFuture<Void>> lives = new ArrayList<>();
			for (CompletableFuture<ClientWebSocket> attempt : connect(connector, server, 1000)) {
				lives.add(attempt.thenCompose((socket) -> socket.sendTextAsync("hello")
					.thenCompose((sent) -> socket.receiveAsync())
					.thenCompose((echo) -> {
						assertThat(echo).isEqualTo(new WebSocketMessage.Text("hello"));
						return socket.closeAsync(CloseStatus.NORMAL_CLOSURE, null);
					})
					.thenAccept((result) -> assertThat(result.received()).isEqualTo(CloseStatus.NORMAL_CLOSURE))));
			}
			for (CompletableFuture<Void> life : lives) {
				life.get(60, TimeUnit.SECONDS);
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void onlyOneConnectionIsAllowedAndNoStreamGetsFreeThenTheAttemptTimesOut() throws Exception {
		try (Http2Server server = Http2Server.withStreams(2); TestConnector connector = single()) {
			List<ClientWebSocket> sockets = TestConnector.getAll(connect(connector, server, 2));
			assertThat(connector
				.failure(server.uri("/echo"), OPTIONS.toBuilder().handshakeTimeout(Duration.ofMillis(100)).build())
				.error()).isEqualTo(WebSocketError.TIMED_OUT);
			CompletableFuture<ClientWebSocket> waiting = connector.get().connectAsync(server.uri("/echo"));
			assertThat(waiting).isNotDone();
			sockets.get(0).close();
			requireEcho(TestConnector.get(waiting));
			requireEcho(sockets.get(1));
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void theOnlyConnectionIsTakenOutOfUseThenWhoWaitsGetsAnother() throws Exception {
		try (ScriptedServer server = ScriptedServer.builder()
			.http2(Http2Settings.webSockets().with(Http2Settings.MAX_CONCURRENT_STREAMS, 2))
			.start((connection) -> connection.acceptHandshake().echo()); TestConnector connector = single()) {
			ClientWebSocket first = connector.get().connect(server.uri());
			ClientWebSocket second = connector.get().connect(server.uri());
			CompletableFuture<ClientWebSocket> waiting = connector.get().connectAsync(server.uri());
			server.http2Connection(1).goAway(3, 0);
			requireEcho(TestConnector.get(waiting));
			assertThat(server.http2ConnectionCount()).isEqualTo(2);
			first.close();
			requireEcho(second);
		}
	}

}
