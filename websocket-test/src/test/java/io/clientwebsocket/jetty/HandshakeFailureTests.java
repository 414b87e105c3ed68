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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

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
 * Handshakes that fail below HTTP, or get no answer of it.
 */
@Timeout(30)
class HandshakeFailureTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final String SECRET = "/feed?token=secret";

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
	@ValueSource(strings = { "ws", "wss" })
	void nobodyListensThenTheFailureSaysSo(String scheme) throws Exception {
		URI uri = URI.create(scheme + "://127.0.0.1:" + freePort() + SECRET);
		WebSocketHandshakeException failure = connector.failure(uri);
		assertFailed(failure, uri, WebSocketError.FAULTED,
				"expected a server that accepts connections, but was: Connection refused");
		assertThat(failure).hasRootCauseMessage("Connection refused");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws", "wss" })
	void hostHasNoAddressThenTheFailureNamesIt(String scheme) {
		URI uri = URI.create(scheme + "://no-such-host.invalid" + SECRET);
		assertFailed(connector.failure(uri), uri, WebSocketError.FAULTED,
				"expected an address of host 'no-such-host.invalid', but there is none");
	}

	@ParameterizedTest
	@EnumSource
	void serverNeverAnswersThenTheTimeoutEndsTheAttempt(Scheme scheme) {
		try (ScriptedServer server = scheme.start((connection) -> connection.readRequest().expectEnd())) {
			Duration timeout = timeout(scheme);
			long start = System.nanoTime();
			WebSocketHandshakeException failure = connector.failure(server.uri(SECRET), within(timeout));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(timeout, timeout.plusSeconds(3));
			assertFailed(failure, server.uri(SECRET), WebSocketError.TIMED_OUT,
					"expected an answer within " + timeout + " ('handshakeTimeout'), but none came");
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverSendsOnlyInterimAnswersThenTheTimeoutEndsTheAttempt(Scheme scheme) {
		try (ScriptedServer server = scheme
			.start((connection) -> connection.answerRaw("HTTP/1.1 103 Early Hints\r\n\r\n").expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri(SECRET), within(timeout(scheme)));
			assertFailed(failure, server.uri(SECRET), WebSocketError.TIMED_OUT, "but none came");
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "HTTP/1.1 101 Switching Protocols\r\nX-Slow: ", "HTTP/1.1 200 OK\r\nX-Slow: ", "HTTP/1.1 1" })
	void serverAnswersByteByByteForEverThenTheTimeoutEndsTheAttempt(String start) {
		CountDownLatch over = new CountDownLatch(1);
		ServerScript script = (connection) -> {
			connection.answerRaw(start);
			while (over.getCount() > 0) {
				connection.sendRaw("20").stall(Duration.ofMillis(20));
			}
			connection.expectEnd();
		};
		try (ScriptedServer server = Scheme.WS.start(script)) {
			WebSocketHandshakeException failure = connector.failure(server.uri(SECRET), within(SHORT));
			over.countDown();
			assertThat(failure).hasMessageStartingWith("Handshake with " + server.uri("/feed") + " failed: ");
			assertThat(failure.error()).isIn(WebSocketError.TIMED_OUT, WebSocketError.FAULTED);
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverClosesWithoutAnAnswerThenTheFailureSaysSo(Scheme scheme) {
		assertFailsByClosing(scheme, (connection) -> connection.readRequest().fin().expectEnd());
	}

	@Test
	void serverClosesWithoutCloseNotifyThenTheFailureSaysSo() {
		assertFailsByClosing(Scheme.WSS, (connection) -> connection.readRequest().truncate().expectEnd());
	}

	@ParameterizedTest
	@EnumSource
	void serverClosesWithinTheHeadThenTheAttemptFails(Scheme scheme) {
		try (ScriptedServer server = scheme.start(
				(connection) -> connection.answerRaw("HTTP/1.1 101 Switching Protocols\r\nUpgr").fin().expectEnd())) {
			assertFailed(connector.failure(server.uri(SECRET)), server.uri(SECRET), WebSocketError.FAULTED,
					"expected an answer");
			server.awaitFinished();
		}
	}

	private static void assertFailsByClosing(Scheme scheme, ServerScript script) {
		try (ScriptedServer server = scheme.start(script)) {
			assertFailed(connector.failure(server.uri(SECRET)), server.uri(SECRET), WebSocketError.FAULTED,
					"expected an answer, but the server closed the connection without one");
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverResetsTheConnectionThenTheFailureSaysSo(Scheme scheme) {
		try (ScriptedServer server = scheme.start((connection) -> connection.readRequest().reset())) {
			assertFailed(connector.failure(server.uri(SECRET)), server.uri(SECRET), WebSocketError.FAULTED,
					"expected an answer, but the ");
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-2.0-OpenSSH_9\r\n", "\0\1\2\3\r\n\r\n", "HTTP/9.9 101 Switching Protocols\r\n\r\n",
			"HTTP/1.1 abc Switching\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\nbad header\r\n\r\n",
			"HTTP/1.1 101 Switching Protocols\r\n: x\r\n\r\n", "220 smtp.example ESMTP\r\n" })
	void serverSpeaksSomethingElseThenTheFailureSaysSo(String garbage) {
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.answerRaw(garbage).expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri(SECRET));
			assertFailed(failure, server.uri(SECRET), WebSocketError.FAULTED,
					"expected an answer in HTTP/1.1, but was something else");
			server.awaitFinished();
		}
	}

	@Test
	void headIsTooLargeThenTheAttemptFails() {
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection
			.answerRaw("HTTP/1.1 101 Switching Protocols\r\nX-Large: " + "x".repeat(1_000_000) + "\r\n\r\n")
			.expectEnd())) {
			WebSocketHandshakeException failure = connector.failure(server.uri(SECRET));
			assertFailed(failure, server.uri(SECRET), WebSocketError.FAULTED, "expected an answer");
			server.awaitFinished();
		}
	}

	@Test
	void serverDoesNotTakeTheConnectionThenTheHandshakeTimeoutEndsTheAttempt() throws Exception {
		try (FullServer server = new FullServer()) {
			WebSocketHandshakeException failure;
			ClientWebSocketOptions options = Scheme.trusting()
				.connectTimeout(SHORT.multipliedBy(3))
				.handshakeTimeout(SHORT)
				.build();
			try (TestConnector own = TestConnector.create(options)) {
				failure = own.failure(server.uri());
				assertFailed(failure, server.uri(), WebSocketError.TIMED_OUT, "within PT0.3S ('handshakeTimeout')");
				own.assertNothingHeld();
			}
		}
	}

	@Test
	void serverDoesNotTakeTheConnectionThenTheConnectTimeoutEndsTheAttempt() throws Exception {
		try (FullServer server = new FullServer()) {
			ClientWebSocketOptions options = Scheme.trusting().connectTimeout(SHORT).build();
			try (TestConnector own = TestConnector.create(options)) {
				WebSocketHandshakeException failure = own.failure(server.uri());
				assertFailed(failure, server.uri(), WebSocketError.FAULTED,
						"expected a connection within the connect timeout, but none came about");
				assertThat(failure).hasRootCauseInstanceOf(SocketTimeoutException.class);
				own.assertNothingHeld();
			}
		}
	}

	private static void assertFailed(WebSocketHandshakeException failure, URI uri, WebSocketError error,
			String message) {
		assertThat(failure).isNotNull();
		assertThat(failure.error()).as(failure.getMessage()).isEqualTo(error);
		assertThat(failure).hasMessageStartingWith("Handshake with " + WebSocketUris.name(uri) + " failed: expected ")
			.hasMessageContaining(message);
		assertThat(failure.getMessage()).doesNotContain("secret", "@", "HttpClient");
		assertThat(failure.uri()).isEqualTo(uri);
		assertThat(failure.response()).isNull();
		assertThat(failure.body()).isEmpty();
	}

	/** Enough for the handshake of TLS on a busy machine. */
	private static Duration timeout(Scheme scheme) {
		return (scheme == Scheme.WSS) ? SHORT.multipliedBy(5) : SHORT;
	}

	private static ClientWebSocketOptions within(Duration handshakeTimeout) {
		return connector.get().options().toBuilder().handshakeTimeout(handshakeTimeout).build();
	}

	private static int freePort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/** A server that is too busy to take connections: its backlog is full. */
	private static final class FullServer implements AutoCloseable {

		private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

		private final List<SocketChannel> fillers = new ArrayList<>();

		FullServer() throws Exception {
			for (int i = 0; i < 8; i++) {
				SocketChannel filler = SocketChannel.open();
				filler.configureBlocking(false);
				filler.connect(new InetSocketAddress(this.socket.getInetAddress(), this.socket.getLocalPort()));
				this.fillers.add(filler);
			}
		}

		URI uri() {
			return URI.create("ws://127.0.0.1:" + this.socket.getLocalPort() + SECRET);
		}

		@Override
		public void close() throws IOException {
			for (SocketChannel filler : this.fillers) {
				filler.close();
			}
			this.socket.close();
		}

	}

}
