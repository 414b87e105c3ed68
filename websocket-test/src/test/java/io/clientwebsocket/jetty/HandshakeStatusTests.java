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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers to an opening handshake that have another status than 101.
 */
@Timeout(30)
class HandshakeStatusTests {

	private static final int KEPT = 8 * 1024;

	private static TestConnector connector;

	@BeforeAll
	static void createConnector() {
		connector = TestConnector.create();
	}

	@AfterEach
	void nothingIsLeft() {
		connector.assertNothingHeld();
	}

	@AfterAll
	static void closeConnector() {
		connector.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 204, 299, 300, 304, 400, 401, 403, 404, 407, 408, 426, 429, 451, 500, 501, 502, 503,
			504, 599, 999 })
	void statusIsAnotherThenTheFailureHasItWithItsHeaders(int status) {
		ServerScript script = (connection) -> connection
			.answer(status, Map.of("Retry-After", "7", "X-Reason", "maintenance"), "")
			.expectEnd();
		try (ScriptedServer server = Scheme.WS.start(script)) {
			WebSocketHandshakeException failure = connector.failure(server.uri("/feed?token=secret"));
			assertRefused(failure, status);
			assertThat(failure).hasMessage(
					"Handshake with " + server.uri("/feed") + " failed: expected status 101, but was " + status);
			assertThat(failure.uri()).isEqualTo(server.uri("/feed?token=secret"));
			assertThat(failure.response().firstHeader("retry-after")).isEqualTo("7");
			assertThat(failure.response().headers()).containsKeys("X-Reason").isUnmodifiable();
			assertThat(failure.body()).isEmpty();
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 104, 109, 199 })
	void statusIsAnUnknownInterimOneThenTheAttemptFailsAtOnce(int status) {
		ServerScript script = (connection) -> connection.answerRaw("HTTP/1.1 " + status + " Any\r\n\r\n").expectEnd();
		try (ScriptedServer server = Scheme.WS.start(script)) {
			assertRefused(connector.failure(server.uri()), status);
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 401, 404, 407, 503 })
	void statusIsAnotherOnTlsThenTheFailureHasItWithHeadersAndBody(int status) {
		ServerScript script = (connection) -> connection.answer(status, Map.of("Retry-After", "7"), "later")
			.expectEnd();
		try (ScriptedServer server = Scheme.WSS.start(script)) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			assertRefused(failure, status);
			assertThat(failure.response().firstHeader("Retry-After")).isEqualTo("7");
			assertThat(failure.body()).isEqualTo("later");
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "WWW-Authenticate", "Proxy-Authenticate" })
	void serverAsksForCredentialsThenTheFailureHasTheChallenge(String header) {
		int status = header.startsWith("WWW") ? 401 : 407;
		try (ScriptedServer server = Scheme.WS
			.start((connection) -> connection.answer(status, Map.of(header, "Basic realm=\"feed\""), "who are you")
				.expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			assertRefused(failure, status);
			assertThat(failure.response().firstHeader(header)).isEqualTo("Basic realm=\"feed\"");
			assertThat(failure.body()).isEqualTo("who are you");
		}
	}

	@Test
	void statusIs200WithTheHeadersOfAnUpgradeThenItIsRefused() {
		WebSocketHandshakeException failure = failureOf(
				"HTTP/1.1 200 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 0\r\n\r\n");
		assertRefused(failure, 200);
	}

	@Test
	void answerIsOfHttp10ThenTheFailureHasItsStatusAndBody() {
		WebSocketHandshakeException failure = failureOf("HTTP/1.0 404 Not Found\r\n\r\nnothing here");
		assertRefused(failure, 404);
		assertThat(failure.body()).isEqualTo("nothing here");
	}

	@ParameterizedTest
	@EnumSource
	void bodyIsLargeThenItsFirstEightKibibytesAreKept(Scheme scheme) {
		String body = "0123456789abcdef".repeat(64 * 1024);
		try (ScriptedServer server = scheme.start((connection) -> connection.answer(500, Map.of(), body).expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			assertRefused(failure, 500);
			assertThat(failure.body()).isEqualTo(body.substring(0, KEPT));
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { KEPT - 1, KEPT, KEPT + 1 })
	void bodyIsAboutAsLongAsWhatIsKeptThenNothingIsAddedOrLost(int length) {
		String body = "x".repeat(length);
		WebSocketHandshakeException failure = failureOf(
				"HTTP/1.1 500 Oops\r\nContent-Length: " + length + "\r\n\r\n" + body);
		assertRefused(failure, 500);
		assertThat(failure.body()).hasSize(Math.min(length, KEPT));
	}

	@ParameterizedTest
	@EnumSource
	void bodyNeverEndsThenTheFailureComesAllTheSameAndTheConnectionIsCut(Scheme scheme) {
		byte[] chunk = ("400\r\n" + "y".repeat(1024) + "\r\n").getBytes(StandardCharsets.US_ASCII);
		try (ScriptedServer server = scheme.start((connection) -> {
			connection.answerRaw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
			for (int i = 0; i < 64; i++) {
				connection.sendRaw(chunk);
			}
			connection.expectEnd();
		})) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			assertRefused(failure, 200);
			assertThat(failure.body()).isEqualTo("y".repeat(KEPT));
			server.awaitFinished();
		}
	}

	@Test
	void bodyStallsThenTheTimeoutBringsTheStatusAndWhatCame() {
		ClientWebSocketOptions hasty = Scheme.trusting()
			.sslContext(connector.get().options().sslContext())
			.handshakeTimeout(Duration.ofMillis(300))
			.build();
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection
			.answerRaw("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\nbegun")
			.expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri(), hasty);
			assertRefused(failure, 503);
			assertThat(failure.response().firstHeader("Retry-After")).isEqualTo("7");
			assertThat(failure.body()).isEqualTo("begun");
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@EnumSource
	void bodyIsCutOffThenTheFailureHasTheStatusAndWhatCame(Scheme scheme) {
		try (ScriptedServer server = scheme.start((connection) -> connection
			.answerRaw("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\nbegun")
			.truncate()
			.expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			assertRefused(failure, 503);
			assertThat(failure.response().firstHeader("Retry-After")).isEqualTo("7");
			assertThat(failure.body()).isEqualTo("begun");
			server.awaitFinished();
		}
	}

	@Test
	void bodyIsCompressedThenItIsReadable() throws Exception {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write("the reason".getBytes(StandardCharsets.UTF_8));
		}
		WebSocketHandshakeException failure = failureOf(
				"HTTP/1.1 403 No\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.size() + "\r\n\r\n",
				zipped.toByteArray());
		assertRefused(failure, 403);
		assertThat(failure.body()).isEqualTo("the reason");
	}

	@Test
	void bodyExpandsWithoutEndThenItsFirstEightKibibytesAreKept() throws IOException {
		ByteArrayOutputStream zipped = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
			out.write(new byte[16 * 1024 * 1024]);
		}
		WebSocketHandshakeException failure = failureOf(
				"HTTP/1.1 403 No\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.size() + "\r\n\r\n",
				zipped.toByteArray());
		assertRefused(failure, 403);
		assertThat(failure.body()).isEqualTo("\0".repeat(KEPT));
	}

	@Test
	void bodyIsNotCompressedAsItSaysThenTheFailureHasTheStatus() {
		WebSocketHandshakeException failure = failureOf(
				"HTTP/1.1 403 No\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\nnot zipped");
		assertRefused(failure, 403);
	}

	@Test
	void bodyIsBinaryThenTheFailureHasTheStatus() {
		byte[] binary = new byte[1000];
		new Random(1).nextBytes(binary);
		WebSocketHandshakeException failure = failureOf(
				"HTTP/1.1 404 No\r\nContent-Type: image/png\r\nContent-Length: 1000\r\n\r\n", binary);
		assertRefused(failure, 404);
		assertThat(failure.body()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain; charset=ISO-8859-1", "text/plain; charset=\"iso-8859-1\"",
			"text/html;charset=latin1" })
	void bodyHasACharsetThenItIsDecodedByIt(String contentType) {
		WebSocketHandshakeException failure = failureOf(
				"HTTP/1.1 404 No\r\nContent-Type: " + contentType + "\r\nContent-Length: 1\r\n\r\n",
				new byte[] { (byte) 0xE4 });
		assertThat(failure.body()).isEqualTo("ä");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain; charset=none-such", "text/plain; charset=???", "text/plain; charset=",
			"text/plain; charset=\"", ";;", "charset=utf-8", "text/plain; charset=a b" })
	void charsetIsUnknownThenTheBodyIsTakenAsUtf8(String contentType) {
		WebSocketHandshakeException failure = failureOf(
				"HTTP/1.1 404 No\r\nContent-Type: " + contentType + "\r\nContent-Length: 2\r\n\r\nä");
		assertRefused(failure, 404);
		assertThat(failure.body()).isEqualTo("ä");
	}

	private static WebSocketHandshakeException failureOf(String answer) {
		return failureOf(answer, new byte[0]);
	}

	/** The failure by an answer after which the server ends its direction. */
	private static WebSocketHandshakeException failureOf(String answer, byte[] body) {
		try (ScriptedServer server = Scheme.WS
			.start((connection) -> connection.answerRaw(answer).sendRaw(body).fin().expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			server.awaitFinished();
			return failure;
		}
	}

	private static void assertRefused(WebSocketHandshakeException failure, int status) {
		assertThat(failure).isNotNull();
		assertThat(failure.response()).as(failure.toString()).isNotNull();
		assertThat(failure.response().status()).isEqualTo(status);
		assertThat(failure.error()).isEqualTo(WebSocketError.NOT_A_WEBSOCKET);
		assertThat(failure).hasMessageEndingWith("expected status 101, but was " + status);
	}

}
