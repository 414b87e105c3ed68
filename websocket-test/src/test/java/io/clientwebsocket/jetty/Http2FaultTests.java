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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.test.ConnectionEnd;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.Http2Settings;
import io.clientwebsocket.test.ScriptedHttp2Connection;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Servers that use HTTP/2 in odd ways, or wrongly.
 */
@Timeout(60)
class Http2FaultTests {

	private static final ServerScript ECHO = (connection) -> connection.acceptHandshake().echo();

	private final TestConnector connector = TestConnector.create(Scheme.trusting()
		.httpVersion(HttpVersion.HTTP_2)
		.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
		.build());

	@AfterEach
	void nothingIsLeft() {
		this.connector.close();
	}

	private static ScriptedServer start(ServerScript script) {
		return start(Http2Settings.webSockets(), script);
	}

	private static ScriptedServer start(Http2Settings settings, ServerScript script) {
		return ScriptedServer.builder().http2(settings).start(script);
	}

	private ClientWebSocket connect(ScriptedServer server) throws InterruptedException {
		return this.connector.get().connect(server.uri());
	}

	private List<ClientWebSocket> connect(ScriptedServer server, int count) throws Exception {
		List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			attempts.add(this.connector.get().connectAsync(server.uri()));
		}
		return TestConnector.getAll(attempts);
	}

	private static void requireEcho(ClientWebSocket socket) throws InterruptedException {
		socket.sendText("hello");
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
	}

	private static WebSocketException failureOf(ClientWebSocket socket) {
		return catchThrowableOfType(WebSocketException.class, socket::receive);
	}

	private WebSocketHandshakeException failure(ScriptedServer server) {
		return this.connector.failure(server.uri());
	}

	private ClientWebSocketOptions handshakeTimeout(Duration timeout) {
		return this.connector.get().options().toBuilder().handshakeTimeout(timeout).build();
	}

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

	static IntStream errorCodes() {
		return IntStream.rangeClosed(0, 13);
	}

	@ParameterizedTest
	@MethodSource("errorCodes")
	void everyOtherStreamIsResetThenItsSocketIsToldAndTheOthersLive(int code) throws Exception {
		CountDownLatch opened = new CountDownLatch(1);
		try (ScriptedServer server = start((connection) -> {
			connection.acceptHandshake();
			if (connection.received().number() % 2 == 0) {
				connection.echo();
				return;
			}
			connection.stallUntil(opened).stream().reset(code);
		})) {
			List<ClientWebSocket> sockets = connect(server, 6);
			opened.countDown();
			int dead = 0;
			for (ClientWebSocket socket : sockets) {
				socket.sendTextAsync("hello").exceptionally((failure) -> null);
				try {
					assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
				}
				catch (WebSocketException ex) {
					assertThat(ex.error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
					assertThat(socket.state()).isEqualTo(WebSocketState.ABORTED);
					dead++;
				}
			}
			assertThat(dead).isEqualTo(3);
			assertThat(server.http2ConnectionCount()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@MethodSource("errorCodes")
	void streamIsResetWithoutAnAnswerThenTheAttemptFails(int code) throws Exception {
		try (ScriptedServer server = start((connection) -> connection.readRequest().stream().reset(code))) {
			WebSocketHandshakeException failure = failure(server);
			assertThat(failure.error()).isEqualTo(WebSocketError.FAULTED);
			assertThat(failure).hasMessageContaining("the server reset the stream");
		}
	}

	@RepeatedTest(20)
	void streamIsRefusedThenTheAttemptIsMadeAgain() throws Exception {
		try (ScriptedServer server = start((connection) -> {
			if (connection.received().number() < 3) {
				connection.readRequest().stream().reset(7);
			}
			else {
				connection.acceptHandshake().echo();
			}
		})) {
			requireEcho(connect(server));
			assertThat(server.connectionCount()).isEqualTo(3);
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
	void streamEndsWithoutACloseFrameThenTheSocketIsTold() throws Exception {
		try (ScriptedServer server = start(
				(connection) -> connection.acceptHandshake().sendText("last").fin().ignoreUntilEnd())) {
			ClientWebSocket socket = connect(server);
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("last"));
			assertThat(failureOf(socket).error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
			server.awaitFinished();
		}
	}

	@Test
	void streamEndsAndIsResetBehindTheCloseFrameThenNothingIsLost() throws Exception {
		for (int i = 0; i < 20; i++) {
			try (ScriptedServer server = start((connection) -> {
				connection.acceptHandshake().sendText("last");
				connection.stream().lastData(Frames.close(1000, "bye").toBytes()).reset(8);
			})) {
				ClientWebSocket socket = connect(server);
				server.http2Connection(1).ping();
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("last"));
				assertThat(socket.receive()).isInstanceOf(WebSocketMessage.Close.class);
				assertThat(socket.closeStatus()).isEqualTo(CloseStatus.NORMAL_CLOSURE);
			}
		}
	}

	@Test
	void noAnswerComesThenTheAttemptTimesOutAndTheOthersLive() throws Exception {
		try (ScriptedServer server = start((connection) -> {
			if (connection.received().number() == 1) {
				connection.acceptHandshake().echo();
			}
			else {
				connection.readRequest().ignoreUntilEnd();
			}
		})) {
			ClientWebSocket live = connect(server);
			WebSocketHandshakeException failure = this.connector.failure(server.uri(),
					handshakeTimeout(Duration.ofMillis(100)));
			assertThat(failure.error()).isEqualTo(WebSocketError.TIMED_OUT);
			server.http2Connection(1).awaitResets(1);
			requireEcho(live);
		}
	}

	@Test
	void initialWindowIsZeroThenSendingWaitsForAnUpdate() throws Exception {
		CountDownLatch sending = new CountDownLatch(1);
		try (ScriptedServer server = start(Http2Settings.webSockets().with(Http2Settings.INITIAL_WINDOW_SIZE, 0),
				(connection) -> {
					connection.acceptHandshake().sendText("open").stallUntil(sending);
					connection.stream().windowUpdate(1_000_000);
					connection.echo();
				})) {
			ClientWebSocket socket = connect(server);
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("open"));
			CompletableFuture<Void> sent = socket.sendTextAsync("hello");
			assertThat(sent).isNotDone();
			sending.countDown();
			TestConnector.get(sent);
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 102, 103 })
	void interimAnswersPrecedeTheAnswerThenTheSocketOpens(int status) throws Exception {
		try (ScriptedServer server = start((connection) -> {
			connection.readRequest().stream().headers(status, Map.of("Link", "</a>"));
			connection.acceptHandshake().echo();
		})) {
			requireEcho(connect(server));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 101, 199, 204, 404 })
	void answerIsAnotherThenItIsNotAWebSocket(int status) throws Exception {
		try (ScriptedServer server = start((connection) -> {
			connection.readRequest().stream().headers(status, Map.of("Retry-After", "7"));
			connection.ignoreUntilEnd();
		})) {
			WebSocketHandshakeException failure = this.connector.failure(server.uri(),
					handshakeTimeout(Duration.ofSeconds(1)));
			assertThat(failure.error()).isEqualTo(WebSocketError.NOT_A_WEBSOCKET);
			assertThat(failure.response().status()).isEqualTo(status);
			assertThat(failure.response().firstHeader("Retry-After")).isEqualTo("7");
		}
	}

	@Test
	void dataComesPaddedEmptyAndByteByByteThenMessagesArrive() throws Exception {
		byte[] frame = Frames.text("hello").toBytes();
		try (ScriptedServer server = start((connection) -> connection.acceptHandshake()
			.stream()
			.data(new byte[0])
			.data(new byte[0], 255)
			.data(frame, 0)
			.data(frame, 255)
			.data(new byte[0])
			.dataByteByByte(frame)
			.data(new byte[0], 1)
			.lastData(Frames.close(1000, "").toBytes()))) {
			ClientWebSocket socket = connect(server);
			for (int i = 0; i < 3; i++) {
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
			}
			assertThat(socket.receive()).isInstanceOf(WebSocketMessage.Close.class);
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

	@Test
	void subprotocolIsWrongThenTheAttemptFailsAndTheOthersLive() throws Exception {
		try (ScriptedServer server = start((connection) -> {
			if (connection.received().number() == 1) {
				connection.acceptHandshake().echo();
			}
			else {
				connection.acceptHandshake((answer) -> answer.subprotocol("soap")).ignoreUntilEnd();
			}
		})) {
			ClientWebSocket live = connect(server);
			WebSocketHandshakeException failure = failure(server);
			assertThat(failure.error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
			assertThat(failure).hasMessageContaining("'soap'");
			server.http2Connection(1).awaitResets(1);
			requireEcho(live);
		}
	}

	@Test
	void manyMessagesComeBeforeTheEndAndTheResetThenNothingIsLost() throws Exception {
		try (ScriptedServer server = start((connection) -> {
			connection.acceptHandshake();
			for (int i = 0; i < 4; i++) {
				connection.sendBinary(new byte[50_000]);
			}
			connection.stream().lastData(Frames.close(1000, "bye").toBytes()).reset(8);
		})) {
			ClientWebSocket socket = connect(server);
			server.received();
			server.http2Connection(1).ping();
			for (int i = 0; i < 4; i++) {
				assertThat(socket.receive()).isInstanceOf(WebSocketMessage.Binary.class);
			}
			assertThat(socket.receive()).isInstanceOf(WebSocketMessage.Close.class);
		}
	}

	/** A way in which a connection is lost. */
	enum Loss {

		FIN, RST

	}

}
