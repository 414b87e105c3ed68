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
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.ConnectionEnd;
import io.clientwebsocket.test.Http2Settings;
import io.clientwebsocket.test.ScriptedHttp2Connection;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What servers do wrong with a connection of HTTP/2 (RFC 9113), or what becomes of it.
 */
@Timeout(60)
class Http2FaultTests extends Http2FaultSupport {

	@ParameterizedTest
	@EnumSource
	void serverNeverSendsSettingsThenTheAttemptTimesOutAndNothingIsHeld(Scheme scheme) throws Exception {
		try (ScriptedServer server = scheme.server().http2(Http2Settings.none()).start(ECHO)) {
			WebSocketHandshakeException failure = this.connector.failure(server.uri(),
					handshakeTimeout(Duration.ofMillis(200)));
			assertThat(failure.error()).isEqualTo(WebSocketError.TIMED_OUT);
			this.connector.assertNothingHeld();
			assertThat(server.http2Connection(1).awaitEnd()).isNotEqualTo(ConnectionEnd.NONE);
		}
	}

	@Test
	void connectionWithoutSettingsIsGivenUpThenWhoStillWaitsGetsAnother() throws Exception {
		try (ScriptedServer server = start(Http2Settings.none(), ECHO)) {
			CompletableFuture<ClientWebSocket> first = this.connector.get().connectAsync(server.uri());
			ScriptedHttp2Connection connection = server.http2Connection(1);
			CompletableFuture<ClientWebSocket> second = this.connector.get().connectAsync(server.uri());
			first.cancel(false);
			connection.settings(Http2Settings.ENABLE_CONNECT_PROTOCOL, 1);
			requireEcho(TestConnector.get(second));
		}
	}

	@Test
	void webSocketsAreEnabledLaterThenTheConnectionIsUsed() throws Exception {
		try (ScriptedServer server = start(Http2Settings.none(), ECHO)) {
			CompletableFuture<ClientWebSocket> early = this.connector.get().connectAsync(server.uri());
			ScriptedHttp2Connection connection = server.http2Connection(1);
			connection.settings(Http2Settings.MAX_CONCURRENT_STREAMS, 10);
			assertThat(TestConnector.failureOf(early).error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
			connection.settings(Http2Settings.ENABLE_CONNECT_PROTOCOL, 1);
			requireEcho(connect(server));
			assertThat(server.http2ConnectionCount()).isEqualTo(1);
		}
	}

	@Test
	void webSocketsAreWithdrawnThenOpenSocketsStayAndNewOnesAreRefused() throws Exception {
		try (ScriptedServer server = start(ECHO)) {
			ClientWebSocket socket = connect(server);
			server.http2Connection(1).settings(Http2Settings.ENABLE_CONNECT_PROTOCOL, 0);
			assertThat(failure(server).error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
			requireEcho(socket);
		}
	}

	@Test
	void webSocketsAreMissingThenTheFailureSaysSo() throws Exception {
		try (ScriptedServer server = start(Http2Settings.webSockets().without(Http2Settings.ENABLE_CONNECT_PROTOCOL),
				ECHO)) {
			WebSocketHandshakeException failure = failure(server);
			assertThat(failure.error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
			assertThat(failure).hasMessageContaining("expected a server with WebSockets over HTTP/2");
		}
	}

	@Test
	void goAwayComesThenOpenSocketsGoOnAndThoseUnderWayAreOpenedElsewhere() throws Exception {
		CountDownLatch gone = new CountDownLatch(1);
		try (ScriptedServer server = start((connection) -> {
			connection.readRequest();
			if (connection.stream().id() > 100 && connection.received().number() <= 55) {
				// beyond the last stream of GOAWAY: never answered
				connection.stallUntil(gone);
				return;
			}
			connection.acceptHandshake().echo();
		})) {
			List<ClientWebSocket> open = connect(server, 50);
			List<CompletableFuture<ClientWebSocket>> connecting = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				connecting.add(this.connector.get().connectAsync(server.uri()));
			}
			ScriptedHttp2Connection first = server.http2Connection(1).awaitStreams(55);
			first.goAway(99, 0);
			for (ClientWebSocket socket : TestConnector.getAll(connecting)) {
				requireEcho(socket);
			}
			gone.countDown();
			for (ClientWebSocket socket : open) {
				requireEcho(socket);
			}
			requireEcho(connect(server));
			assertThat(server.http2ConnectionCount()).isEqualTo(2);
			for (ClientWebSocket socket : open) {
				assertThat(socket.close(CloseStatus.NORMAL_CLOSURE, null).outcome())
					.isEqualTo(CloseResult.Outcome.CLEAN);
			}
			first.awaitEnd();
		}
	}

	@Test
	void goAwayOfAllStreamsThenEverySocketIsToldAndTheNextUsesAnotherConnection() throws Exception {
		CountDownLatch gone = new CountDownLatch(1);
		try (ScriptedServer server = start((connection) -> {
			connection.acceptHandshake();
			if (connection.received().number() <= 3) {
				connection.stallUntil(gone);
				return;
			}
			connection.echo();
		})) {
			List<ClientWebSocket> sockets = connect(server, 3);
			server.http2Connection(1).goAway(0, 2);
			for (ClientWebSocket socket : sockets) {
				assertThat(failureOf(socket).error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
			}
			gone.countDown();
			requireEcho(connect(server));
			assertThat(server.http2ConnectionCount()).isEqualTo(2);
		}
	}

	@Test
	void goAwayInsteadOfSettingsThenTheAttemptFails() throws Exception {
		try (ScriptedServer server = start(Http2Settings.none(), ECHO)) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.get().connectAsync(server.uri());
			server.http2Connection(1).goAway(0, 0);
			assertThat(TestConnector.failureOf(attempt).error()).isEqualTo(WebSocketError.FAULTED);
			this.connector.assertNothingHeld();
		}
	}

	@Test
	void serverAllowsFewerStreamsWhileMoreAreOpenThenTheyLiveAndNewOnesGoElsewhere() throws Exception {
		try (ScriptedServer server = start(ECHO)) {
			List<ClientWebSocket> sockets = connect(server, 4);
			server.http2Connection(1).settings(Http2Settings.MAX_CONCURRENT_STREAMS, 2);
			requireEcho(connect(server));
			for (ClientWebSocket socket : sockets) {
				requireEcho(socket);
			}
			assertThat(server.http2ConnectionCount()).isEqualTo(2);
		}
	}

	@Test
	void serverAllowsOneStreamThenSocketsFollowOneAnother() throws Exception {
		try (ScriptedServer server = start(Http2Settings.webSockets().with(Http2Settings.MAX_CONCURRENT_STREAMS, 1),
				ECHO)) {
			for (int i = 0; i < 50; i++) {
				ClientWebSocket socket = connect(server);
				requireEcho(socket);
				assertThat(socket.close(CloseStatus.NORMAL_CLOSURE, null).outcome())
					.isEqualTo(CloseResult.Outcome.CLEAN);
			}
			assertThat(server.http2Connection(1).resets()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void connectionIsLostThenEverySocketIsToldAndTheNextUsesAnother(Loss loss) throws Exception {
		try (ScriptedServer server = start(ECHO)) {
			List<ClientWebSocket> sockets = connect(server, 20);
			CompletableFuture<WebSocketMessage> pending = sockets.get(0).receiveAsync();
			if (loss == Loss.FIN) {
				server.http2Connection(1).fin();
			}
			else {
				server.http2Connection(1).reset();
			}
			assertThat(pending).failsWithin(TestConnector.LIMIT);
			for (ClientWebSocket socket : sockets.subList(1, 20)) {
				assertThat(failureOf(socket).error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
			}
			requireEcho(connect(server));
		}
	}

	@Test
	void usedConnectionIsLostBeforeTheAnswerThenTheAttemptIsMadeOnAnother() throws Exception {
		List<ServerScript> scripts = List.of(ECHO, (connection) -> connection.readRequest().ignoreUntilEnd(), ECHO);
		try (ScriptedServer server = ScriptedServer.builder().http2(Http2Settings.webSockets()).start(scripts)) {
			requireEcho(connect(server));
			CompletableFuture<ClientWebSocket> attempt = this.connector.get().connectAsync(server.uri());
			server.http2Connection(1).awaitStreams(2).fin();
			requireEcho(TestConnector.get(attempt));
			assertThat(server.http2ConnectionCount()).isEqualTo(2);
		}
	}

	@Test
	void newConnectionIsLostBeforeTheAnswerThenTheAttemptFails() throws Exception {
		try (ScriptedServer server = start((connection) -> connection.readRequest().ignoreUntilEnd())) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.get().connectAsync(server.uri());
			server.http2Connection(1).awaitStreams(1).fin();
			assertThat(attempt).failsWithin(TestConnector.LIMIT);
			assertThat(server.http2ConnectionCount()).isEqualTo(1);
		}
	}

	@Test
	void connectionIsSilentThenKeepAliveTellsOneSocketAndThePingOfHttp2TheOthers() throws Exception {
		try (ScriptedServer server = start(ECHO)) {
			List<ClientWebSocket> sockets = connect(server, 20);
			ClientWebSocket watched = this.connector.get()
				.connect(server.uri(),
						this.connector.get()
							.options()
							.toBuilder()
							.keepAlive(KeepAlive.pingPong(Duration.ofMillis(100), Duration.ofMillis(100)))
							.build());
			server.http2Connection(1).silence();
			assertThat(failureOf(watched).error()).isEqualTo(WebSocketError.KEEP_ALIVE_TIMEOUT);
			for (ClientWebSocket socket : sockets) {
				assertThat(failureOf(socket).error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
			}
			requireEcho(connect(server));
			assertThat(server.http2ConnectionCount()).isEqualTo(2);
		}
	}

	@Test
	void connectionIsSilentThenAConnectTimesOutAndALaterOneUsesAnother() throws Exception {
		try (ScriptedServer server = start(ECHO)) {
			ClientWebSocket socket = connect(server);
			server.http2Connection(1).silence();
			assertThat(this.connector.failure(server.uri(), handshakeTimeout(Duration.ofMillis(100))).error())
				.isEqualTo(WebSocketError.TIMED_OUT);
			assertThat(failureOf(socket).error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
			requireEcho(connect(server));
		}
	}

	/** A way in which a connection is lost. */
	enum Loss {

		FIN, RST

	}

}
