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

package io.clientwebsocket.spring;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;

import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link ConnectorWebSocketClient} and its sessions, against a scripted server.
 */
class ConnectorWebSocketClientTests extends ConnectorWebSocketClientSetup {

	@Test
	void messagesOfTheServerReachTheHandlerInOrderUntilItsClose() throws Exception {
		try (ScriptedServer server = accepting((connection) -> connection.sendText("one")
			.sendBinary("two".getBytes(StandardCharsets.UTF_8))
			.sendText("")
			.close(1001, "restart")
			.expectClose(1001))) {
			open(server);
			assertThat(List.of(this.handler.next(), this.handler.next(), this.handler.next(), this.handler.next()))
				.containsExactly("text one", "binary two", "text ", "closed 1001 restart");
			server.awaitFinished();
			assertThat(this.handler.rest()).isEmpty();
		}
	}

	@Test
	void closeOfTheServerWithoutAStatusIsToldAndAnswered() throws Exception {
		try (ScriptedServer server = accepting(
				(connection) -> connection.sendRaw("88 00").expectCloseWithoutStatus())) {
			open(server);
			assertThat(this.handler.next()).isEqualTo("closed 1005");
			server.awaitFinished();
		}
	}

	@Test
	void messagesOfTheSessionReachTheServer() throws Exception {
		try (ScriptedServer server = accepting((connection) -> connection.expectText("hello")
			.expectBinary(new byte[] { 1, 2, 3 })
			.expectClose(4001)
			.close(4001, ""))) {
			WebSocketSession session = open(server);
			session.sendMessage(new TextMessage("hello"));
			session.sendMessage(new BinaryMessage(new byte[] { 1, 2, 3 }));
			assertThat(session.isOpen()).isTrue();
			session.close(new CloseStatus(4001));
			assertThat(session.isOpen()).isFalse();
			assertThat(this.handler.next()).isEqualTo("closed 4001");
			server.awaitFinished();
		}
	}

	@Test
	void partsLeaveAsFramesOfOneMessageAndKeepCharactersWhole() throws Exception {
		try (ScriptedServer server = accepting((connection) -> connection
			.expectFrame((frame) -> assertThat(frame.fin() + frame.text()).isEqualTo("falsea"))
			.expectFrame((frame) -> assertThat(frame.text()).isEqualTo("\uD83D\uDE00"))
			.expectBinary(new byte[] { 9 }))) {
			WebSocketSession session = open(server);
			session.sendMessage(new TextMessage("a\uD83D", false));
			assertThatIllegalStateException().isThrownBy(() -> session.sendMessage(new BinaryMessage(new byte[1])))
				.withMessage("Cannot send BINARY: the last part of a TEXT message was not sent yet");
			session.sendMessage(new TextMessage("\uDE00", true));
			session.sendMessage(new BinaryMessage(new byte[] { 9 }));
			server.awaitFinished();
		}
	}

	@Test
	void handlerOfPartsIsToldOfEachWithWholeCharacters() throws Exception {
		RecordingHandler parts = new RecordingHandler(true);
		// "a" and the first two bytes of a euro sign; its last byte and "b"
		try (ScriptedServer server = accepting((connection) -> connection.sendRaw("01 03 61 e2 82")
			.sendRaw("80 02 ac 62")
			.sendRaw("02 01 7a")
			.sendRaw("80 00")
			.close(1000, "")
			.expectClose(1000))) {
			open(server, parts);
			assertThat(List.of(parts.next(), parts.next(), parts.next(), parts.next(), parts.next()))
				.containsExactly("text a...", "text \u20acb", "binary z...", "binary ", "closed 1000");
		}
	}

	@Test
	void messageOfManyFramesIsPutTogether() throws Exception {
		String text = "x\u20ac".repeat(50_000);
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		try (ScriptedServer server = accepting(
				(connection) -> connection.sendText(text).sendRaw("01 01 61").sendRaw("80 01 62").ignoreUntilEnd())) {
			open(server);
			assertThat(bytes.length).isGreaterThan(64 * 1024);
			assertThat(this.handler.next()).isEqualTo("text " + text);
			assertThat(this.handler.next()).isEqualTo("text ab");
		}
	}

	@Test
	void messageAboveTheLimitOfTheSessionIsAnErrorAndClosesWith1009() throws Exception {
		RecordingHandler limited = new RecordingHandler() {

			@Override
			void within(WebSocketSession session, String event) {
				session.setTextMessageSizeLimit(4);
			}

		};
		try (ScriptedServer server = accepting((connection) -> connection.sendText("four")
			.sendBinary(new byte[] { 'l', 'a', 'r', 'g', 'e' })
			.sendText("large")
			.sendText("dropped")
			.expectClose(1009)
			.close(1009, ""))) {
			open(server, limited);
			assertThat(List.of(limited.next(), limited.next())).containsExactly("text four", "binary large");
			assertThat(limited.next()).isEqualTo("error The message is too big: expected at most 4 bytes,"
					+ " the textMessageSizeLimit of the session");
			assertThat(limited.next()).isEqualTo("closed 1009");
			server.awaitFinished();
			assertThat(limited.rest()).isEmpty();
		}
	}

	@Test
	void limitOfTheSessionStartsFromTheOptionAndMayBeRaised() throws Exception {
		ConnectorWebSocketClient small = new ConnectorWebSocketClient(this.connector,
				this.connector.options().toBuilder().maxMessageSize(10).build());
		CountDownLatch raised = new CountDownLatch(1);
		try (ScriptedServer server = accepting(
				(connection) -> connection.stallUntil(raised).sendText("x".repeat(11)).ignoreUntilEnd())) {
			WebSocketSession session = small.execute(this.handler, null, server.uri()).get(10, TimeUnit.SECONDS);
			assertThat(session.getTextMessageSizeLimit()).isEqualTo(10);
			assertThat(session.getBinaryMessageSizeLimit()).isEqualTo(10);
			session.setTextMessageSizeLimit(11);
			raised.countDown();
			assertThat(this.handler.next()).isEqualTo("established");
			assertThat(this.handler.next()).isEqualTo("text " + "x".repeat(11));
		}
	}

	@Test
	void handlerThatThrowsClosesTheSessionWith1011AndIsToldOfNoOtherMessage() throws Exception {
		RecordingHandler failing = new RecordingHandler() {

			@Override
			void within(WebSocketSession session, String event) {
				if (event.equals("text bad")) {
					throw new IllegalArgumentException("bad");
				}
			}

		};
		try (ScriptedServer server = accepting(
				(connection) -> connection.sendText("bad").sendText("next").expectClose(1011).close(1011, ""))) {
			open(server, failing);
			assertThat(List.of(failing.next(), failing.next())).containsExactly("text bad", "closed 1011");
			server.awaitFinished();
			assertThat(failing.rest()).isEmpty();
		}
	}

	@Test
	void lostConnectionIsATransportErrorAndThenClosed() throws Exception {
		try (ScriptedServer server = accepting(ScriptedConnection::reset)) {
			open(server);
			assertThat(this.handler.next()).startsWith("error expected a close frame, but ");
			assertThat(this.handler.next()).isEqualTo("closed 1006");
			assertThat(this.handler.rest()).isEmpty();
		}
	}

	@Test
	void sessionThatIsClosedWithoutACloseFrameIsCutAndNoError() throws Exception {
		try (ScriptedServer server = accepting(ScriptedConnection::ignoreUntilEnd)) {
			WebSocketSession session = open(server);
			session.close(CloseStatus.NO_CLOSE_FRAME);
			assertThat(this.handler.next()).isEqualTo("closed 1006");
		}
	}

	@Test
	void sendOnASessionThatHasEndedIsAnIOException() throws Exception {
		try (ScriptedServer server = accepting((connection) -> connection.expectClose(1000).close(1000, ""))) {
			WebSocketSession session = open(server);
			session.close();
			assertThat(this.handler.next()).isEqualTo("closed 1000");
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> session.sendMessage(new TextMessage("late")))
				.withCauseInstanceOf(WebSocketException.class);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> session.sendMessage(new PingMessage()));
		}
	}

	@Test
	void sendOfAnInterruptedThreadIsAnIOExceptionAndTheInterruptStays() throws Exception {
		try (ScriptedServer server = accepting(ScriptedConnection::ignoreUntilEnd)) {
			WebSocketSession session = open(server);
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> session.sendMessage(new TextMessage("x")));
			assertThat(Thread.interrupted()).isTrue();
			assertThat(session.isOpen()).isTrue();
		}
	}

	@Test
	void handlerMayWaitForItsOwnSend() throws Exception {
		RecordingHandler answering = new RecordingHandler() {

			@Override
			void within(WebSocketSession session, String event) throws Exception {
				if (event.startsWith("text")) {
					session.sendMessage(new TextMessage("answer to " + event));
				}
			}

		};
		try (ScriptedServer server = accepting((connection) -> connection.sendText("q1")
			.expectText("answer to text q1")
			.sendText("q2")
			.expectText("answer to text q2"))) {
			open(server, answering);
			server.awaitFinished();
		}
	}

	@Test
	void whoeverDependsOnTheFutureMayWaitForAMessage() throws Exception {
		try (ScriptedServer server = accepting((connection) -> connection.sendText("greeting").ignoreUntilEnd())) {
			CompletableFuture<String> greeting = this.client.execute(this.handler, null, server.uri())
				.thenApply((session) -> nextTwo());
			assertThat(greeting.get(20, TimeUnit.SECONDS)).isEqualTo("established, text greeting");
		}
	}

	private String nextTwo() {
		try {
			return this.handler.next() + ", " + this.handler.next();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void headersGoToTheHandshakeAndOffersBecomeOptions() throws Exception {
		WebSocketHttpHeaders headers = new WebSocketHttpHeaders();
		headers.set("X-Key", "k1");
		headers.set("Host", "elsewhere.example.org");
		headers.set("Sec-WebSocket-Key", "of somebody else");
		headers.setSecWebSocketProtocol(List.of("v2.stomp", "v1.stomp"));
		headers.set("Sec-WebSocket-Extensions", "x-unknown, permessage-deflate; client_no_context_takeover");
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection
			.acceptHandshake((answer) -> answer.header("Sec-WebSocket-Protocol", "v1.stomp")
				.header("Sec-WebSocket-Extensions", "permessage-deflate; client_no_context_takeover"))
			.ignoreUntilEnd())) {
			WebSocketSession session = this.client.execute(this.handler, headers, server.uri("/a?b=c"))
				.get(10, TimeUnit.SECONDS);
			assertThat(server.received().request().header("X-Key")).isEqualTo("k1");
			assertThat(server.received().request().header("Host")).isEqualTo("127.0.0.1:" + server.port());
			assertThat(server.received().request().header("Sec-WebSocket-Protocol")).isEqualTo("v2.stomp, v1.stomp");
			assertThat(server.received().request().header("Sec-WebSocket-Extensions"))
				.isEqualTo("permessage-deflate; client_max_window_bits; client_no_context_takeover");
			assertThat(session.getAcceptedProtocol()).isEqualTo("v1.stomp");
			assertThat(session.getExtensions()).extracting(WebSocketExtension::getName)
				.containsExactly("permessage-deflate");
			assertThat(session.getHandshakeHeaders().getFirst("X-Key")).isEqualTo("k1");
			assertThat(session.getUri()).isEqualTo(server.uri("/a?b=c"));
			assertThat(session.getRemoteAddress()).hasToString("127.0.0.1/<unresolved>:" + server.port());
			assertThat(session.getLocalAddress()).isNull();
			assertThat(session.getPrincipal()).isNull();
			assertThat(session.getAttributes()).isEmpty();
			assertThat(session.toString()).contains("/a").doesNotContain("b=c");
		}
	}

	@Test
	void headerThatCannotBeSentIsRefusedByTheCall() {
		WebSocketHttpHeaders headers = new WebSocketHttpHeaders();
		headers.set("Sec-WebSocket-Extensions", "permessage-deflate; level=9");
		URI uri = URI.create("ws://127.0.0.1:9");
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.execute(this.handler, headers, uri))
			.withMessageContaining("permessage-deflate")
			.withMessageContaining("'level=9'");
	}

	@Test
	void uriTemplateIsExpanded() throws Exception {
		try (ScriptedServer server = accepting(ScriptedConnection::ignoreUntilEnd)) {
			WebSocketSession session = this.client.execute(this.handler, server.uri() + "rooms/{room}", "a room")
				.get(10, TimeUnit.SECONDS);
			assertThat(session.getUri()).isEqualTo(server.uri("/rooms/a%20room"));
		}
	}

	@Test
	void failedHandshakeFailsTheFutureAndTheHandlerIsToldOfNothing() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.answer(403, Map.of(), "no"))) {
			CompletableFuture<WebSocketSession> session = this.client.execute(this.handler, null, server.uri());
			assertThat(session).failsWithin(Duration.ofSeconds(10))
				.withThrowableThat()
				.withCauseInstanceOf(WebSocketHandshakeException.class);
			assertThat(this.handler.rest()).isEmpty();
		}
	}

	@Test
	void cancellingTheFutureGivesTheAttemptUp() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		try (ScriptedServer server = ScriptedServer.start((connection) -> {
			connection.readRequest();
			asked.countDown();
			connection.ignoreUntilEnd();
		})) {
			CompletableFuture<WebSocketSession> session = this.client.execute(this.handler, null, server.uri());
			assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(session.cancel(true)).isTrue();
			server.awaitFinished();
			assertThat(this.handler.rest()).isEmpty();
		}
	}

}
