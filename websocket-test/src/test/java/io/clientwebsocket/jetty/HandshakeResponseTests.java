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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.protocol.HandshakeKey;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.HandshakeAnswer;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server's 101 (RFC 6455, 4.1): what is accepted and what is refused.
 */
@Timeout(30)
class HandshakeResponseTests {

	private static TestConnector connector;

	@BeforeAll
	static void createConnector() {
		connector = TestConnector.create(Scheme.trusting().subprotocols("Chat.v2", "mqtt").build());
	}

	@AfterAll
	static void closeConnector() {
		connector.assertNothingHeld();
		connector.close();
	}

	static Stream<Arguments> acceptable() {
		return overEach(Stream.of(accepted("as it should be", (answer) -> {
		}), accepted("Connection in other case", (answer) -> answer.connection("uPGRADE")),
				accepted("Connection with keep-alive", (answer) -> answer.connection("keep-alive, Upgrade")),
				accepted("Connection with empty elements", (answer) -> answer.connection(", Upgrade ,")),
				accepted("Connection twice", (answer) -> answer.header("Connection", "keep-alive")),
				accepted("Upgrade in other case", (answer) -> answer.upgrade("WebSocket")),
				accepted("names in other case",
						(answer) -> answer.without("Upgrade")
							.without("Connection")
							.header("UPGRADE", "websocket")
							.header("connection", "upgrade")),
				accepted("another reason phrase",
						(answer) -> answer.statusLine("HTTP/1.1 101 Web Socket Protocol Handshake")),
				accepted("no reason phrase", (answer) -> answer.statusLine("HTTP/1.1 101")),
				accepted("no content", (answer) -> answer.header("Content-Length", "0")),
				// nothing follows a 1xx but the next protocol (RFC 9112, 6.3)
				accepted("a content that is none", (answer) -> answer.header("Content-Length", "5")),
				accepted("empty subprotocol", (answer) -> answer.subprotocol("")),
				accepted("many headers", (answer) -> answer.header("Server", "x").header("Set-Cookie", "a=b"))));
	}

	@ParameterizedTest
	@MethodSource("acceptable")
	void answerIsAcceptableThenTheSocketIsOpen(Scheme scheme, Consumer<HandshakeAnswer> change) throws Exception {
		try (ScriptedServer server = scheme
			.start((connection) -> connection.acceptHandshake(change).sendText("hello").echo());
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
			assertThat(socket.subprotocol()).isNull();
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
			socket.sendText("and back");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("and back"));
		}
	}

	static Stream<Arguments> wrong() {
		return overEach(Stream.of(
				refused("Connection missing", (answer) -> answer.without("Connection"), WebSocketError.FAULTED,
						"expected header 'Connection: upgrade', but there was none"),
				refused("Connection wrong", (answer) -> answer.connection("close"), WebSocketError.HEADER_ERROR,
						"expected header 'Connection: upgrade', but was 'close'"),
				refused("Connection similar", (answer) -> answer.connection("Upgraded"), WebSocketError.HEADER_ERROR,
						"but was 'Upgraded'"),
				refused("Connection empty", (answer) -> answer.connection(""), WebSocketError.HEADER_ERROR,
						"expected header 'Connection: upgrade', but was ''"),
				refused("Upgrade missing", (answer) -> answer.without("Upgrade"), WebSocketError.FAULTED,
						"expected header 'Upgrade: websocket', but there was none"),
				refused("Upgrade wrong", (answer) -> answer.upgrade("h2c"), WebSocketError.HEADER_ERROR,
						"expected header 'Upgrade: websocket', but was 'h2c'"),
				refused("Upgrade twice", (answer) -> answer.header("Upgrade", "websocket"), WebSocketError.HEADER_ERROR,
						"but was 'websocket, websocket'"),
				refused("Upgrade with another", (answer) -> answer.upgrade("websocket, h2c"),
						WebSocketError.HEADER_ERROR, "but was 'websocket, h2c'"),
				refused("Accept missing", (answer) -> answer.without("Sec-WebSocket-Accept"), WebSocketError.FAULTED,
						"expected header 'Sec-WebSocket-Accept: "),
				refused("Accept wrong", (answer) -> answer.accept("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
						WebSocketError.HEADER_ERROR, "but was 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='"),
				refused("Accept empty", (answer) -> answer.accept(""), WebSocketError.HEADER_ERROR,
						"expected header 'Sec-WebSocket-Accept: "),
				refused("Accept twice", (answer) -> answer.header("Sec-WebSocket-Accept", accept(answer)),
						WebSocketError.HEADER_ERROR, "expected header 'Sec-WebSocket-Accept: "),
				refused("Accept in other case", (answer) -> answer.accept(swapCase(accept(answer))),
						WebSocketError.HEADER_ERROR, "expected header 'Sec-WebSocket-Accept: "),
				refused("HTTP/1.0", (answer) -> answer.statusLine("HTTP/1.0 101 Switching Protocols"),
						WebSocketError.FAULTED, "expected HTTP/1.1, but was HTTP/1.0"),
				refused("subprotocol not offered", (answer) -> answer.subprotocol("stomp"),
						WebSocketError.UNSUPPORTED_PROTOCOL,
						"expected a subprotocol of those offered, [Chat.v2, mqtt], but was 'stomp'"),
				refused("two subprotocols in one line", (answer) -> answer.subprotocol("Chat.v2, mqtt"),
						WebSocketError.UNSUPPORTED_PROTOCOL, "but was 'Chat.v2, mqtt'"),
				refused("two subprotocols in two lines", (answer) -> answer.subprotocol("Chat.v2").subprotocol("mqtt"),
						WebSocketError.UNSUPPORTED_PROTOCOL, "but was 'Chat.v2, mqtt'")));
	}

	@ParameterizedTest
	@MethodSource("wrong")
	void answerIsWrongThenTheFailureSaysWhatWasExpectedAndWhatCame(Scheme scheme, Consumer<HandshakeAnswer> change,
			WebSocketError error, String message) {
		try (ScriptedServer server = scheme
			.start((connection) -> connection.acceptHandshake((answer) -> change.accept(answer.header("X-Seen", "1")))
				.expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri("/feed?token=secret"));
			assertThat(failure.error()).isEqualTo(error);
			assertThat(failure).hasMessageStartingWith("Handshake with " + server.uri("/feed") + " failed: ")
				.hasMessageContaining(message);
			assertThat(failure.uri()).isEqualTo(server.uri("/feed?token=secret"));
			assertThat(failure.response().status()).isEqualTo(101);
			assertThat(failure.response().firstHeader("x-seen")).isEqualTo("1");
			assertThat(failure.body()).isEmpty();
			server.awaitFinished();
			connector.assertNothingHeld();
		}
	}

	@ParameterizedTest
	@EnumSource
	void subprotocolIsChosenInOtherCaseThenTheSpellingOfTheOfferWins(Scheme scheme) throws Exception {
		try (ScriptedServer server = scheme
			.start((connection) -> connection.acceptHandshake((answer) -> answer.subprotocol("cHAT.V2")).echo());
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			assertThat(socket.subprotocol()).isEqualTo("Chat.v2");
			assertThat(socket.handshake().firstHeader("sec-websocket-protocol")).isEqualTo("cHAT.V2");
		}
	}

	@ParameterizedTest
	@EnumSource
	void subprotocolIsChosenButNoneWasOfferedThenItIsRefused(Scheme scheme) {
		ClientWebSocketOptions none = connector.get().options().toBuilder().subprotocols().build();
		try (ScriptedServer server = scheme
			.start((connection) -> connection.acceptHandshake((answer) -> answer.subprotocol("mqtt")).expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri(), none);
			assertThat(failure.error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@EnumSource
	void extensionIsAnsweredThatNobodyAskedForThenItIsVisibleAndHasNoEffect(Scheme scheme) throws Exception {
		String extension = "permessage-deflate; server_max_window_bits=10";
		try (ScriptedServer server = scheme
			.start((connection) -> connection.acceptHandshake((answer) -> answer.extensions(extension)).echo());
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			assertThat(socket.handshake().headers()).containsEntry("Sec-WebSocket-Extensions", List.of(extension));
			socket.sendText("plain");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("plain"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void socketIsOpenThenTheAnswerIsAtHandAndCannotBeModified(Scheme scheme) throws Exception {
		try (ScriptedServer server = scheme.start((connection) -> connection
			.acceptHandshake((answer) -> answer.header("X-Many", "one").header("x-many", "two, three"))
			.echo()); ClientWebSocket socket = connector.get().connect(server.uri())) {
			HandshakeResponse handshake = socket.handshake();
			assertThat(handshake.status()).isEqualTo(101);
			assertThat(handshake.httpVersion()).isEqualTo(HttpVersion.HTTP_1_1);
			assertThat(handshake.headers().get("X-MANY")).containsExactly("one", "two, three");
			assertThat(handshake.headers()).isUnmodifiable();
		}
	}

	@ParameterizedTest
	@EnumSource
	void framesFollowInTheSameSegmentThenNoneIsLost(Scheme scheme) throws Exception {
		byte[] large = new byte[200_000];
		Arrays.fill(large, (byte) 'x');
		byte[] frames = Frames.bytes(Frames.text("first"), Frames.ping("p"), Frames.binary(large), Frames.text("last"),
				Frames.close(1000, "bye"));
		try (ScriptedServer server = scheme.start((connection) -> connection.acceptHandshakeAnd(frames)
			.expectPong("p")
			.expectClose(1000)
			.fin()
			.expectEnd())) {
			try (ClientWebSocket socket = connector.get().connect(server.uri())) {
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("first"));
				assertThat(((WebSocketMessage.Binary) socket.receive()).toByteArray()).isEqualTo(large);
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("last"));
				assertThat(socket.receive()).isInstanceOf(WebSocketMessage.Close.class);
			}
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@EnumSource
	void answerIsSplitAnywhereThenTheSocketOpensAndNoFrameIsLost(Scheme scheme) throws Exception {
		byte[] frames = Frames.bytes(Frames.text("one"), Frames.text("two"));
		for (int end = -5; end <= frames.length; end++) {
			int cut = end;
			try (ScriptedServer server = scheme.start((connection) -> {
				byte[] bytes = answerAnd(connection, frames);
				int at = bytes.length - frames.length + cut;
				connection.sendRaw(Arrays.copyOf(bytes, at))
					.sendRaw(Arrays.copyOfRange(bytes, at, bytes.length))
					.echo();
			}); ClientWebSocket socket = connector.get().connect(server.uri())) {
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("one"));
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("two"));
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void answerComesByteByByteThenTheSocketOpensAndNoFrameIsLost(Scheme scheme) throws Exception {
		byte[] frames = Frames.bytes(Frames.text("one"), Frames.text("two"));
		try (ScriptedServer server = scheme
			.start((connection) -> connection.sendSlowly(answerAnd(connection, frames), 1).echo());
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("one"));
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("two"));
		}
	}

	static Stream<Arguments> interim() {
		return overEach(Stream.of(Arguments.argumentSet("100", "HTTP/1.1 100 Continue\r\n\r\n"),
				Arguments.argumentSet("102", "HTTP/1.1 102 Processing\r\n\r\n"),
				Arguments.argumentSet("103", "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"),
				Arguments.argumentSet("several",
						"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n")));
	}

	@ParameterizedTest
	@MethodSource("interim")
	void interimAnswersComeFirstThenTheSocketOpensByTheFinalOne(Scheme scheme, String interim) throws Exception {
		try (ScriptedServer server = scheme.start((connection) -> {
			byte[] answer = answerAnd(connection, new byte[0]);
			connection.sendRaw(interim.getBytes(StandardCharsets.US_ASCII)).sendRaw(answer).echo();
		}); ClientWebSocket socket = connector.get().connect(server.uri())) {
			assertThat(socket.handshake().status()).isEqualTo(101);
			assertThat(socket.handshake().headers()).doesNotContainKeys("Link", "X-Early");
			socket.sendText("open");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("open"));
		}
	}

	private static byte[] answerAnd(ScriptedConnection connection, byte[] frames) {
		connection.readRequest();
		HandshakeKey key = new HandshakeKey(connection.received().request().header("Sec-WebSocket-Key"));
		byte[] head = ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Accept: " + key.accept() + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		byte[] bytes = Arrays.copyOf(head, head.length + frames.length);
		System.arraycopy(frames, 0, bytes, head.length, frames.length);
		return bytes;
	}

	private static String accept(HandshakeAnswer answer) {
		return answer.toString().replaceAll("(?s).*Sec-WebSocket-Accept: (\\S+).*", "$1");
	}

	private static String swapCase(String text) {
		String upper = text.toUpperCase(Locale.ROOT);
		return upper.equals(text) ? text.toLowerCase(Locale.ROOT) : upper;
	}

	private static Arguments accepted(String name, Consumer<HandshakeAnswer> change) {
		return Arguments.argumentSet(name, change);
	}

	private static Arguments refused(String name, Consumer<HandshakeAnswer> change, WebSocketError error,
			String message) {
		return Arguments.argumentSet(name, change, error, message);
	}

	/** Each set of arguments over each scheme. */
	private static Stream<Arguments> overEach(Stream<Arguments> sets) {
		return sets.flatMap((set) -> Arrays.stream(Scheme.values())
			.map((scheme) -> Arguments.argumentSet(scheme + " " + ((Arguments.ArgumentSet) set).getName(),
					Stream.concat(Stream.of(scheme), Arrays.stream(set.get())).toArray())));
	}

}
