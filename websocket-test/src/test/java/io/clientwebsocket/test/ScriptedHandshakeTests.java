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

import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the requests that a {@link ScriptedServer} reads and the answers it gives.
 */
class ScriptedHandshakeTests {

	private final EventListener listener = new EventListener();

	@Test
	void requestIsRecorded() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(ScriptedConnection::acceptHandshake);
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			ReceivedRequest request = server.received().request();
			assertThat(request.method()).isEqualTo("GET");
			assertThat(request.target()).isEqualTo("/chat?x=1");
			assertThat(request.version()).isEqualTo("HTTP/1.1");
			assertThat(request.header("CONNECTION")).isEqualTo("keep-alive, Upgrade");
			assertThat(request.headers("X-SEVERAL")).containsExactly("one", "two");
			assertThat(request.header("X-None")).isNull();
			assertThat(request.headers("X-None")).isEmpty();
		}
	}

	@Test
	void acceptHandshakeAnswersAsTheExampleOfTheRfc() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(ScriptedConnection::acceptHandshake);
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			assertThat(client.readHead().lines()).containsExactly("HTTP/1.1 101 Switching Protocols",
					"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
					"");
		}
	}

	@Test
	void everythingInTheAnswerCanBeChanged() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake((response) -> response.statusLine("HTTP/1.1 200 OK")
				.connection("keep-alive, Upgrade")
				.upgrade("foo")
				.accept("wrong")
				.subprotocol("chat")
				.extensions("permessage-deflate")
				.header("X-Twice", "1")
				.header("X-Twice", "2")
				.without("sec-websocket-ACCEPT"))); RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			assertThat(client.readHead().lines()).containsExactly("HTTP/1.1 200 OK", "Connection: keep-alive, Upgrade",
					"Upgrade: foo", "Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Extensions: permessage-deflate",
					"X-Twice: 1", "X-Twice: 2", "");
		}
	}

	@Test
	void subprotocolIsSeenByTheClient() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(
				(connection) -> connection.acceptHandshake((response) -> response.subprotocol("b")).ignoreUntilEnd())) {
			WebSocket socket = Jdk.connect(server.uri(), this.listener, "a", "b");
			assertThat(socket.getSubprotocol()).isEqualTo("b");
			assertThat(server.received().request().header("Sec-WebSocket-Protocol")).isEqualTo("a, b");
		}
	}

	@Test
	void wrongAcceptIsRefusedByTheClient() {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake((response) -> response.accept("wrong")))) {
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> Jdk.connect(server.uri(), this.listener))
				.withCauseInstanceOf(WebSocketHandshakeException.class);
		}
	}

	@Test
	void framesBehindTheResponseAreInTheSameWrite() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshakeAnd(Frames.bytes(Frames.text("first"))));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			assertThat(client.readOnce()).endsWith(Frames.hex("0D 0A 0D 0A  81 05 66 69 72 73 74"));
		}
	}

	@Test
	void framesBehindTheRequestAreKept() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().expectText("early"));
				RawClient client = new RawClient(server)) {
			client.send(RawClient.REQUEST
					+ new String(Frames.text("early").masked(0).toBytes(), StandardCharsets.ISO_8859_1));
			server.awaitFinished();
		}
	}

	@Test
	void requestCanBeRefused() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(
				(connection) -> connection.answer(401, Map.of("WWW-Authenticate", "Basic realm=\"test\""), "körper"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			assertThat(client.readHead().lines()).containsExactly("HTTP/1.1 401 Scripted",
					"WWW-Authenticate: Basic realm=\"test\"", "Content-Length: 7", "");
			assertThat(client.readHex(7)).isEqualTo("6B C3 B6 72 70 65 72");
			assertThat(client.readEnd()).isEqualTo("FIN");
		}
	}

	@Test
	void secondRequestOnTheSameConnectionCanBeAccepted() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.answer(401, Map.of(), "").acceptHandshake());
				RawClient client = new RawClient(server)) {
			assertThat(client.send(RawClient.REQUEST).readHead()).startsWith("HTTP/1.1 401");
			assertThat(client.send(RawClient.REQUEST).readHead()).startsWith("HTTP/1.1 101");
			server.awaitFinished();
			assertThat(server.received().requests()).hasSize(2);
		}
	}

	@Test
	void answerCanBeAnyText() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.answerRaw("HTTP/0.9 what?\r\n\r\n"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			assertThat(client.readHead()).isEqualTo("HTTP/0.9 what?\r\n\r\n");
		}
	}

	@Test
	void connectionCanEndInsteadOfAnAnswer() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start(List.of((first) -> first.readRequest().fin(), (second) -> second.readRequest().reset()))) {
			try (RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
				assertThat(client.readEnd()).isEqualTo("FIN");
			}
			try (RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
				assertThat(client.readEnd()).isEqualTo("RST");
			}
			server.awaitFinished();
		}
	}

	@Test
	void requestCanStayUnanswered() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.readRequest().ignoreUntilEnd());
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.fin();
			server.awaitFinished();
			assertThat(server.received().end()).isEqualTo(ConnectionEnd.FIN);
			assertThat(client.readEnd()).isEqualTo("FIN");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					GET /                        | POST /                       | expected method "GET", but was "POST"
					HTTP/1.1                     | HTTP/1.0                     | expected version "HTTP/1.1", but was "HTTP/1.0"
					Host                         | Most                         | expected number of Host headers "1", but was "0"
					Upgrade: websocket           | Upgrade: other               | expected header Upgrade "websocket", but was "other"
					Connection: keep-alive, Upgr | Connection: keep-alive, Down | expected header Connection with "Upgrade"
					Version: 13                  | Version: 12                  | expected header Sec-WebSocket-Version "13", but was "12"
					Sec-WebSocket-Version        | X-Version                    | expected header Sec-WebSocket-Version "13", but was missing
					dGhlIHNhbXBsZSBub25jZQ==     | dGhlIHNhbXBsZQ==             | expected one header Sec-WebSocket-Key of 16 bytes in Base64
					dGhlIHNhbXBsZSBub25jZQ==     | %%%%                         | expected one header Sec-WebSocket-Key of 16 bytes in Base64
					Host: 127.0.0.1              | no header line               | expected a header line, but was "no header line"
					GET /                        | GET                          | expected a request line
					""")
	void wrongHandshakeIsAFailure(String part, String wrong, String message) throws Exception {
		try (ScriptedServer server = ScriptedServer.start(ScriptedConnection::acceptHandshake);
				RawClient client = new RawClient(server).send(RawClient.REQUEST.replaceFirst(part, wrong))) {
			assertThat(client.readEnd()).isEqualTo("RST");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith(message);
		}
	}

	@Test
	void endWithinTheRequestIsAFailure() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(ScriptedConnection::acceptHandshake);
				RawClient client = new RawClient(server).send("GET / HT").fin()) {
			assertThat(client.readEnd()).isEqualTo("RST");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith("expected a request, but was the end of the connection after 8 bytes");
		}
	}

	@Test
	void requestIsMissedBeforeItIsRead() {
		ReceivedConnection connection = new ReceivedConnection(1);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(connection::request)
			.withMessageStartingWith("expected a request, but was none");
	}

}
