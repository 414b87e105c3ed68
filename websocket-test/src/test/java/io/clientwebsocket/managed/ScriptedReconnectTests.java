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

package io.clientwebsocket.managed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.managed.DisconnectCause.Kind;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ManualClock;
import io.clientwebsocket.test.ManualScheduler;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * The real connector and a server that does what it likes; delays on a manual clock.
 */
@Timeout(60)
class ScriptedReconnectTests {

	private static final Duration SHORT = Duration.ofMillis(100);

	private final JettyWebSocketConnector connector = JettyWebSocketConnector.create(ClientWebSocketOptions.defaults());

	private final ManualClock clock = new ManualClock();

	private final ManualScheduler scheduler = new ManualScheduler(this.clock);

	private final Queue<String> received = new ConcurrentLinkedQueue<>();

	@AfterEach
	void closeConnector() {
		this.connector.close();
	}

	@Test
	void roundTripOfAPeerThatIsNeverSilentIsMeasuredOnDemand() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().answerPing().expectClose(1000).close(1000, ""))) {
			ReconnectingWebSocket connection = builder(server.uri()).build().start();
			assertThat(connection.awaitOpen(Duration.ofSeconds(30))).isTrue();
			Duration roundTrip = connection.pingAsync().get(30, TimeUnit.SECONDS);
			assertThat(connection.lastRoundTrip()).contains(roundTrip);
			connection.close();
			server.awaitFinished();
		}
	}

	@Test
	void everyAnswerAndEveryEndLeadsToTheNextConnection() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(List.of(
				// refused in every way
				(connection) -> connection.answer(401, Map.of(), "who?"),
				(connection) -> connection.answer(429, Map.of("Retry-After", "5"), ""),
				(connection) -> connection.answer(503, Map.of("Retry-After", "Thu, 01 Jan 2099 00:00:00 GMT"), ""),
				(connection) -> connection.readRequest().fin(),
				// accepted, and then ended in every way
				(connection) -> ready(connection).sendText("a").close(1012, "restart").expectClose(1012),
				(connection) -> ready(connection).sendText("b").expectText("got b").reset(),
				(connection) -> ready(connection).sendText("c").close(1001, "").expectClose(1001),
				(connection) -> ready(connection).sendText("d").sendRaw("83 00").expectClose(1002),
				(connection) -> ready(connection).sendText("e").close(1008, "no").expectClose(1008)))) {
			ReconnectingWebSocket[] self = new ReconnectingWebSocket[1];
			ReconnectingWebSocket connection = builder(server.uri()).onOpen((socket) -> socket.sendText("subscribe"))
				.onMessage((message) -> {
					this.received.add(text(message));
					if (text(message).equals("b")) {
						self[0].sendTextAsync("got b").isDone();
					}
				})
				.build();
			self[0] = connection;
			connection.start();
			backOff(connection, Kind.HANDSHAKE_FAILED, Duration.ofSeconds(5));
			backOff(connection, Kind.HANDSHAKE_FAILED, Duration.ofSeconds(8));
			backOff(connection, Kind.HANDSHAKE_FAILED, Duration.ofSeconds(4));
			backOff(connection, Kind.CLOSED_BY_PEER, Duration.ofSeconds(8));
			// the reset is the first loss: the next attempt comes at once
			backOff(connection, Kind.CLOSED_BY_PEER, Duration.ofSeconds(8));
			backOff(connection, Kind.CONNECTION_LOST, Duration.ofSeconds(8));
			await("failed", () -> connection.state() == ConnectionState.FAILED);
			await("all messages", () -> this.received.size() == 9);
			assertThat(this.received).containsExactly("a", "gap", "b", "gap", "c", "gap", "d", "gap", "e");
			assertThat(connection.counters().attemptsFailed()).isEqualTo(4);
			assertThat(connection.counters().disconnects()).isEqualTo(5);
			assertNothingLeft();
			server.awaitFinished();
		}
	}

	@Test
	void fatalAnswerIsNotTriedAgain() {
		try (ScriptedServer server = ScriptedServer
			.start(List.of((connection) -> connection.answer(404, Map.of(), "")))) {
			ReconnectingWebSocket connection = builder(server.uri()).build().start();
			await("failed", () -> connection.state() == ConnectionState.FAILED);
			assertThat(connection.status().lastCause()).extracting(DisconnectCause::httpStatus).isEqualTo(404);
			assertNothingLeft();
		}
	}

	@Test
	void portWithoutAServerIsTriedAgain() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		ReconnectingWebSocket connection = builder(URI.create("ws://127.0.0.1:" + port + "/")).build().start();
		backOff(connection, Kind.HANDSHAKE_FAILED, Duration.ofSeconds(1));
		backOff(connection, Kind.HANDSHAKE_FAILED, Duration.ofSeconds(2));
		connection.close();
		assertNothingLeft();
	}

	@Test
	void serverThatNeverUpgradesIsGivenUp() {
		try (ScriptedServer server = ScriptedServer
			.start(List.of((connection) -> connection.readRequest().ignoreUntilEnd(),
					(connection) -> connection.acceptHandshake().echo()))) {
			ReconnectingWebSocket connection = builder(server.uri()).build().start();
			await("the request", () -> !server.received().requests().isEmpty());
			this.clock.advance(Duration.ofMinutes(1));
			backOff(connection, Kind.ATTEMPT_TIMED_OUT, Duration.ofSeconds(1));
			await("open", () -> connection.state() == ConnectionState.OPEN);
			connection.close();
			assertNothingLeft();
		}
	}

	@Test
	void halfOpenConnectionIsReplaced() {
		try (ScriptedServer server = ScriptedServer
			.start(List.of((connection) -> connection.acceptHandshakeAnd(Frames.bytes(Frames.text("a")))
				.expectPing()
				.ignoreUntilEnd(), (connection) -> connection.acceptHandshake().sendText("b").echo()))) {
			ReconnectingWebSocket connection = builder(server.uri())
				.options((attempt) -> ClientWebSocketOptions.builder()
					.keepAlive((attempt.lastCause() == null) ? KeepAlive.pingPong(SHORT, SHORT) : KeepAlive.off())
					.build())
				.build()
				.start();
			await("messages of both connections", () -> this.received.size() == 3);
			assertThat(this.received).containsExactly("a", "gap", "b");
			DisconnectCause cause = connection.status().lastCause();
			assertThat(cause).isNotNull();
			assertThat(((WebSocketException) cause.failure()).error()).isEqualTo(WebSocketError.KEEP_ALIVE_TIMEOUT);
			connection.close();
			assertNothingLeft();
		}
	}

	@Test
	void replacedConnectionLosesNothing() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(List.of((connection) -> connection.acceptHandshake()
			.sendText("a")
			.expectClose(1000)
			.sendText("b")
			.close(1000, "")
			.expectEnd(), (connection) -> connection.acceptHandshake().sendText("c").echo()))) {
			ReconnectingWebSocket connection = builder(server.uri()).build().start();
			await("the first message", () -> this.received.size() == 1);
			connection.reconnectGracefully().get(20, TimeUnit.SECONDS);
			connection.sendText("d");
			await("all messages", () -> this.received.size() == 4);
			assertThat(this.received).containsExactly("a", "b", "c", "d");
			connection.close();
			assertNothingLeft();
			server.awaitFinished();
		}
	}

	private ReconnectingWebSocketBuilder builder(URI uri) {
		return ReconnectingWebSocket.builder(this.connector, uri)
			.scheduler(this.scheduler)
			.clock(this.scheduler)
			.random(new SplittableRandom(1))
			.backoff(ManagedFixture.exact().maxDelay(Duration.ofSeconds(8)).build())
			.onMessage((message) -> this.received.add(text(message)))
			.onGap((gap) -> this.received.add("gap"));
	}

	private static ScriptedConnection ready(ScriptedConnection connection) {
		return connection.acceptHandshake().expectText("subscribe");
	}

	private static String text(WebSocketMessage message) {
		return ((WebSocketMessage.Text) message).value();
	}

	/** Wait for the connection to wait, and let that time pass. */
	private void backOff(ReconnectingWebSocket connection, Kind cause, Duration delay) {
		await("backing off", () -> isBackingOff(connection.status()));
		ConnectionStatus status = connection.status();
		assertThat(status.lastCause()).extracting(DisconnectCause::kind).isEqualTo(cause);
		assertThat(Duration.between(status.since(), status.nextAttempt())).as(status.toString()).isEqualTo(delay);
		this.clock.advance(delay);
	}

	private boolean isBackingOff(ConnectionStatus status) {
		return status.nextAttempt() != null && status.nextAttempt().isAfter(this.scheduler.instant());
	}

	private void assertNothingLeft() {
		await("no socket", () -> this.connector.openSockets() == 0);
		await("no timer", () -> this.clock.pending() == 0);
	}

	private static void await(String what, BooleanSupplier condition) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > end) {
				fail("expected " + what + " within 30 s");
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
	}

}
