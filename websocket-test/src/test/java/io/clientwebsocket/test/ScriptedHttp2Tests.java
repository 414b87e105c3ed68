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

package io.clientwebsocket.test;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for a {@link ScriptedServer} that speaks HTTP/2.
 */
@Timeout(30)
class ScriptedHttp2Tests {

	private final JettyWebSocketConnector connector = JettyWebSocketConnector.create(ClientWebSocketOptions.builder()
		.sslContext(TestCertificates.clientContext())
		.httpVersion(HttpVersion.HTTP_2)
		.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
		.subprotocols("soap", "wamp")
		.build());

	@AfterEach
	void close() {
		this.connector.close();
	}

	private static ScriptedServer start(ServerScript script) {
		return ScriptedServer.builder().http2(Http2Settings.webSockets()).start(script);
	}

	@Test
	void stepsAreThoseOfHttp1() throws Exception {
		try (ScriptedServer server = start((connection) -> connection
			.acceptHandshake((answer) -> answer.subprotocol("wamp").header("X-Server", "scripted"))
			.expectText("a")
			.sendText("b")
			.sendSlowly(Frames.binary(new byte[] { 1, 2 }).toBytes(), 1)
			.answerPing()
			.expectClose(1000)
			.close(1000, "bye")
			.fin()
			.expectEnd(ConnectionEnd.FIN)); ClientWebSocket socket = this.connector.connect(server.uri("/x?y=1"))) {
			assertThat(socket.subprotocol()).isEqualTo("wamp");
			assertThat(socket.handshake().firstHeader("X-Server")).isEqualTo("scripted");
			socket.sendText("a");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("b"));
			assertThat(socket.receive()).isInstanceOf(WebSocketMessage.Binary.class);
			socket.ping();
			socket.close(CloseStatus.NORMAL_CLOSURE, null);
			server.awaitFinished();
			ReceivedRequest request = server.received().request();
			assertThat(request.method()).isEqualTo("CONNECT");
			assertThat(request.version()).isEqualTo("HTTP/2");
			assertThat(request.target()).isEqualTo("/x?y=1");
			assertThat(request.header(":protocol")).isEqualTo("websocket");
			assertThat(request.header(":scheme")).isEqualTo("http");
			assertThat(request.header("Sec-WebSocket-Protocol")).isEqualTo("soap, wamp");
		}
	}

	@Test
	void streamsOfAConnectionHaveAScriptEach() throws Exception {
		try (ScriptedServer server = start(
				(connection) -> connection.acceptHandshake().sendText("stream " + connection.stream().id()).echo())) {
			for (int i = 0; i < 3; i++) {
				ClientWebSocket socket = this.connector.connect(server.uri());
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("stream " + (2 * i + 1)));
			}
			assertThat(server.connectionCount()).isEqualTo(3);
			assertThat(server.http2ConnectionCount()).isEqualTo(1);
			assertThat(server.http2Connection(1).streamCount()).isEqualTo(3);
			assertThat(server.http2Connection(1).lastStreamId()).isEqualTo(5);
		}
	}

	@Test
	void requestIsAnsweredOtherwiseThenTheClientIsTold() {
		try (ScriptedServer server = start(
				(connection) -> connection.answer(503, Map.of("Retry-After", "7"), "not now"))) {
			WebSocketHandshakeException failure = catchThrowableOfType(WebSocketHandshakeException.class,
					() -> this.connector.connect(server.uri()));
			assertThat(failure.response().status()).isEqualTo(503);
			assertThat(failure.response().firstHeader("Retry-After")).isEqualTo("7");
			assertThat(failure.body()).isEqualTo("not now");
		}
	}

	@Test
	void serverIsSecureThenHttp2IsNegotiated() throws Exception {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.serverContext())
			.http2(Http2Settings.webSockets())
			.start((connection) -> connection.acceptHandshake().echo());
				ClientWebSocket socket = this.connector.connect(server.uri())) {
			socket.sendText("hello");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
			assertThat(server.http2Connection(1).tlsSession()).isNotNull();
			assertThat(server.received().request().header(":scheme")).isEqualTo("https");
		}
	}

	@Test
	void clientResetsAStreamThenTheScriptSeesIt() throws Exception {
		try (ScriptedServer server = start((connection) -> connection.acceptHandshake().ignoreUntilEnd())) {
			this.connector.connect(server.uri()).abort();
			server.awaitFinished();
			assertThat(server.received().end()).isEqualTo(ConnectionEnd.RESET);
			assertThat(server.http2Connection(1).awaitResets(1).resets()).containsEntry(1, 8);
		}
	}

	@Test
	void clientDoesNotReadThenSendingFailsAtTheDeadline() throws Exception {
		try (ScriptedServer server = start((connection) -> connection.acceptHandshake()
			.deadline(Duration.ofMillis(100))
			.flood(100, Frames.binary(new byte[65_000])))) {
			this.connector.connect(server.uri());
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageContaining("the client to take");
		}
	}

	@Test
	void connectionSpeaksSomethingElseThenItIsEnded() throws Exception {
		try (ScriptedServer server = start((connection) -> connection.acceptHandshake());
				Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			socket.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(server.http2Connection(1).awaitEnd()).isEqualTo(ConnectionEnd.FIN);
			assertThat(server.http2Connection(1)).asString().contains("expected the preface of HTTP/2");
		}
	}

	@Test
	void stepsOfTheOtherVersionAreRefused() throws Exception {
		try (ScriptedServer server = start((connection) -> {
			assertThatIllegalStateException().isThrownBy(() -> connection.answerRaw("HTTP/1.1 200 OK"));
			connection.acceptHandshake().echo();
		}); ClientWebSocket socket = this.connector.connect(server.uri())) {
			assertThat(socket.handshake().status()).isEqualTo(200);
		}
		try (ScriptedServer server = ScriptedServer.start((connection) -> {
			assertThatIllegalStateException().isThrownBy(connection::stream).withMessageContaining("HTTP/1.1");
			connection.acceptHandshake().echo();
		});
				ClientWebSocket socket = this.connector.connect(URI.create(server.uri().toString()),
						ClientWebSocketOptions.defaults())) {
			assertThat(socket.handshake().status()).isEqualTo(101);
		}
	}

}
