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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.Http2Settings;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What servers do wrong with a stream of HTTP/2 that carries a socket (RFC 8441).
 */
@Timeout(60)
class Http2StreamFaultTests extends Http2FaultSupport {

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

	@Test
	void severalInterimAnswersPrecedeTheAnswerThenTheSocketOpens() throws Exception {
		try (ScriptedServer server = start((connection) -> {
			for (int status : new int[] { 100, 103, 102, 103 }) {
				connection.readRequest().stream().headers(status, Map.of("Link", "</a>"));
			}
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

}
