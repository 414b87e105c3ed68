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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.test.FaultConnection;
import io.clientwebsocket.test.FaultProxy;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A good server behind a bad line.
 */
@Timeout(60)
class FaultyLineTests {

	/** Length of the first message, with its head. */
	private static final int HELLO = 7;

	/** Length of the first message, the PING and the other message. */
	private static final int FRAMES = HELLO + 6 + 202;

	private static final String ACCEPT = "Sec-WebSocket-Accept: ";

	/** About what the TLS handshake and the first frames take; it depends on the JDK. */
	private static final int TLS_BYTES = 2500;

	private static TestConnector connector;

	@BeforeAll
	static void createConnector() {
		connector = TestConnector.create(Scheme.trusting().handshakeTimeout(Duration.ofSeconds(5)).build());
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
	@ValueSource(booleans = { true, false })
	void connectionIsCutAfterAnyByteThenTheAttemptOrTheSocketFails(boolean reset) throws Exception {
		AtomicLong end = new AtomicLong();
		try (ScriptedServer server = start(Scheme.WS);
				FaultProxy proxy = FaultProxy.start(server.uri(), (connection) -> cut(connection, end.get(), reset))) {
			int head = head(server).length();
			for (int bytes = 0; bytes < head; bytes++) {
				end.set(bytes);
				assertThat(tryToConnect(proxy)).as("cut after %d bytes", bytes).isNotNull();
			}
			for (int bytes = head; bytes < head + FRAMES; bytes++) {
				end.set(bytes);
				int whole = (bytes < head + HELLO) ? 0 : 1;
				// a RST may overtake what came before it and was not received yet
				assertThat(receiveUntilLost(proxy, connector.get().options())).as("cut after %d bytes", bytes)
					.hasSizeBetween(reset ? 0 : whole, whole);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void connectionIsCutWithinTlsThenTheAttemptOrTheSocketFails(boolean reset) throws Exception {
		AtomicLong end = new AtomicLong();
		try (ScriptedServer server = start(Scheme.WSS);
				FaultProxy proxy = FaultProxy.start(server.uri(), (connection) -> cut(connection, end.get(), reset))) {
			for (int bytes = 0; bytes < TLS_BYTES; bytes += 47) {
				end.set(bytes);
				try {
					assertThat(receiveUntilLost(proxy, hasty())).as("cut after %d bytes", bytes).hasSizeBetween(0, 2);
				}
				catch (WebSocketHandshakeException ex) {
					// a FIN within TLS's handshake is not always noticed at once
					assertThat(ex.error()).as("cut after %d bytes: %s", bytes, ex)
						.isIn(WebSocketError.FAULTED, reset ? WebSocketError.FAULTED : WebSocketError.TIMED_OUT);
				}
			}
		}
	}

	private static void cut(FaultConnection connection, long bytes, boolean reset) {
		if (reset) {
			connection.toClient().resetAfter(bytes);
		}
		else {
			connection.toClient().finAfter(bytes);
		}
	}

	/** Each bit of a byte in turn, byte by byte. */
	@Test
	void bitOfTheAnswerIsFlippedThenTheSocketOpensOnlyIfTheAnswerIsStillRight() {
		AtomicInteger flipped = new AtomicInteger();
		try (ScriptedServer server = start(Scheme.WS);
				FaultProxy proxy = FaultProxy.start(server.uri(),
						(connection) -> connection.toClient().flip(flipped.get(), flipped.get() % 8))) {
			String head = head(server);
			int accept = head.indexOf(ACCEPT) + ACCEPT.length();
			for (int index = 0; index < head.length(); index++) {
				flipped.set(index);
				WebSocketHandshakeException failure = tryToConnect(proxy, hasty());
				if (index < "HTTP/1.1 101".length() || (index >= accept && index < accept + 28)) {
					assertThat(failure).as("byte %d of %s", index, head).isNotNull();
				}
			}
		}
	}

	private static ClientWebSocketOptions hasty() {
		return connector.get().options().toBuilder().handshakeTimeout(Duration.ofSeconds(1)).build();
	}

	private static WebSocketHandshakeException tryToConnect(FaultProxy proxy) {
		return tryToConnect(proxy, connector.get().options());
	}

	private static WebSocketHandshakeException tryToConnect(FaultProxy proxy, ClientWebSocketOptions options) {
		return catchThrowableOfType(WebSocketHandshakeException.class,
				() -> connector.get().connect(proxy.uri(), options).abort());
	}

	@ParameterizedTest
	@EnumSource
	void lineIsABlackholeThenKeepAliveEndsTheSocket(Scheme scheme) throws Exception {
		ClientWebSocketOptions options = Scheme.trusting()
			.keepAlive(KeepAlive.pingPong(Duration.ofMillis(50), Duration.ofMillis(50)))
			.build();
		try (TestConnector alive = TestConnector.create(options);
				ScriptedServer server = scheme.start((connection) -> connection.acceptHandshake().echo());
				FaultProxy proxy = FaultProxy.start(server.uri());
				ClientWebSocket socket = alive.get().connect(proxy.uri())) {
			proxy.connection(1).silence();
			WebSocketException failure = catchThrowableOfType(WebSocketException.class, socket::receive);
			assertThat(failure.error()).isEqualTo(WebSocketError.KEEP_ALIVE_TIMEOUT);
			assertThat(socket.state()).isEqualTo(WebSocketState.ABORTED);
		}
	}

	@ParameterizedTest
	@EnumSource
	void lineIsSlowThenEverythingArrives(Scheme scheme) throws Exception {
		String text = "0123456789".repeat(2000);
		try (ScriptedServer server = scheme.start((connection) -> connection.acceptHandshake().echo());
				FaultProxy proxy = FaultProxy.start(server.uri(), (connection) -> {
					connection.toServer().rate(100_000).slice(100);
					connection.toClient().rate(200_000).delay(Duration.ofMillis(1));
				});
				ClientWebSocket socket = connector.get().connect(proxy.uri())) {
			socket.sendText(text);
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text(text));
		}
	}

	private static ScriptedServer start(Scheme scheme) {
		return scheme.server()
			.deadline(Duration.ofSeconds(20))
			.start((connection) -> connection.acceptHandshake()
				.sendText("hello")
				.sendPing("ping")
				.sendText("x".repeat(198))
				.fin()
				.ignoreUntilEnd());
	}

	/** The head of the server's answer, which is always as long. */
	private static String head(ScriptedServer server) {
		try (FaultProxy proxy = FaultProxy.start(server.uri())) {
			assertThat(tryToConnect(proxy)).isNull();
			String answer = new String(proxy.connection(1).toClient().bytes(), StandardCharsets.ISO_8859_1);
			return answer.substring(0, answer.indexOf("\r\n\r\n") + 4);
		}
	}

	/** Receive until it fails. */
	private static List<String> receiveUntilLost(FaultProxy proxy, ClientWebSocketOptions options)
			throws InterruptedException {
		List<String> texts = new ArrayList<>();
		try (ClientWebSocket socket = connector.get().connect(proxy.uri(), options)) {
			WebSocketException failure = catchThrowableOfType(WebSocketException.class, () -> {
				while (socket.receive() instanceof WebSocketMessage.Text text) {
					texts.add(text.value());
				}
			});
			assertThat(failure).isNotNull();
			assertThat(socket.state()).isEqualTo(WebSocketState.ABORTED);
			return texts;
		}
	}

}
