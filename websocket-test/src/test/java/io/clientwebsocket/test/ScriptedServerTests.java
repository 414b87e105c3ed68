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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for the life of a {@link ScriptedServer}: its scripts, failures and end.
 */
class ScriptedServerTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private final EventListener listener = new EventListener();

	@Test
	void stepsAreCarriedOutInOrder() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake()
			.expectText("a")
			.sendText("b")
			.close(1000, "bye")
			.expectClose(1000)
			.fin()
			.expectEnd())) {
			WebSocket socket = Jdk.connect(server.uri(), this.listener);
			Jdk.await(socket.sendText("a", true));
			assertThat(this.listener.next()).isEqualTo("text b");
			assertThat(this.listener.next()).isEqualTo("close 1000 bye");
			server.awaitFinished();
			assertThat(server.received().frames()).extracting(ReceivedFrame::toString)
				.containsExactly("text \"a\"", "close 1000 \"\"");
		}
	}

	@Test
	void oneScriptServesEveryConnection() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake()
			.sendText(String.valueOf(connection.received().number())))) {
			for (int number = 1; number <= 3; number++) {
				try (RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
					client.readHead();
					assertThat(client.readHex(3)).isEqualTo("81 01 3" + number);
				}
			}
			assertThat(server.connectionCount()).isEqualTo(3);
			server.awaitFinished();
		}
	}

	@Test
	void scriptsOfAListServeOneConnectionEach() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(List.of((first) -> first.answer(503, Map.of(), ""),
				(second) -> second.acceptHandshake().sendText("up").ignoreUntilEnd()));
				RawClient first = new RawClient(server).send(RawClient.REQUEST)) {
			assertThat(first.readHead()).startsWith("HTTP/1.1 503 ");
			WebSocket second = Jdk.connect(server.uri(), this.listener);
			assertThat(this.listener.next()).isEqualTo("text up");
			second.abort();
			server.awaitFinished();
		}
	}

	@Test
	void connectionBeyondTheListIsAFailure() throws Exception {
		ScriptedServer server = ScriptedServer.start(List.of(ScriptedConnection::fin));
		try (RawClient first = new RawClient(server); RawClient second = new RawClient(server)) {
			assertThat(first.readEnd()).isEqualTo("FIN");
			assertThat(second.readEnd()).isEqualTo("RST");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith("expected at most 1 connections, but was number 2");
		}
		server.close();
	}

	@Test
	void failureTellsWhatWasExpectedAndTheWholeExchange() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().sendText("hello").expectText("a"))) {
			WebSocket socket = Jdk.connect(server.uri(), this.listener);
			assertThat(this.listener.next()).isEqualTo("text hello");
			Jdk.await(socket.sendText("b", true));
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith("expected text \"a\", but was text \"b\"")
				.withMessageContaining("<- GET / HTTP/1.1")
				.withMessageContaining("-> HTTP/1.1 101 Switching Protocols")
				.withMessageContaining("-> text \"hello\"")
				.withMessageContaining("<- text \"b\"");
			assertThat(this.listener.next()).isEqualTo("error");
		}
	}

	@Test
	void closeThrowsAFailureThatNobodyHasSeen() throws Exception {
		ScriptedServer server = ScriptedServer.start((connection) -> {
			throw new IllegalStateException("broken script");
		});
		try (RawClient client = new RawClient(server)) {
			assertThat(client.readEnd()).isEqualTo("RST");
		}
		assertThatExceptionOfType(AssertionError.class).isThrownBy(server::close)
			.withMessageContaining("broken script")
			.withCauseInstanceOf(IllegalStateException.class);
		assertThatNoException().isThrownBy(server::close);
	}

	@Test
	void scriptThatTheClientCutsOffFailsOnlyWhereItIsAwaited() throws Exception {
		ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().expectText("a"));
		try (RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			client.fin();
			assertThat(client.readEnd()).isEqualTo("RST");
		}
		assertThatNoException().isThrownBy(server::close);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
			.withMessageStartingWith("expected text \"a\", but was the end of the connection (FIN)");
	}

	@Test
	void expectationFailsWhenTheDeadlineIsOver() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().deadline(SHORT).expectText("a"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			assertThat(client.readEnd()).isEqualTo("RST");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith("expected text \"a\", but was nothing within PT0.05S");
		}
	}

	@Test
	void awaitFinishedTellsTheStepOfAScriptThatStillRuns() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().expectText("a"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> server.awaitFinished(SHORT))
				.withMessageMatching(
						"(?s)expected all scripts to end, but was still waiting for (a request|text \"a\") .*");
		}
	}

	@Test
	void awaitFinishedFailsWithoutConnection() {
		try (ScriptedServer server = ScriptedServer.start(ScriptedConnection::echo)) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> server.awaitFinished(SHORT))
				.withMessage("expected all scripts to end, but was 0 connections within PT0.05S");
		}
	}

	@Test
	void receivedWaitsForTheConnection() {
		try (ScriptedServer server = ScriptedServer.builder().deadline(SHORT).start(ScriptedConnection::echo)) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::received)
				.withMessage("expected connection 1, but was 0 connections within PT0.05S");
		}
	}

	@Test
	void closeStopsRunningScriptsAndLeavesNoThread() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		ScriptedServer server = ScriptedServer
			.start(List.of((first) -> first.stallUntil(never), (second) -> second.stall(Duration.ofMinutes(1)),
					(third) -> third.acceptHandshake().echo(), (fourth) -> never.await()));
		String prefix = "scripted-server-" + server.port();
		try (RawClient first = new RawClient(server);
				RawClient second = new RawClient(server);
				RawClient third = new RawClient(server).send(RawClient.REQUEST);
				RawClient fourth = new RawClient(server)) {
			assertThat(third.readHead()).startsWith("HTTP/1.1 101");
			assertThat(server.received(4).number()).isEqualTo(4);
			assertThat(threads(prefix)).contains(prefix + "-1", prefix + "-4", prefix + "-accept");
			server.close();
			assertThat(threads(prefix)).isEmpty();
			assertThat(List.of(first.readEnd(), second.readEnd(), third.readEnd(), fourth.readEnd()))
				.containsOnly("FIN");
		}
	}

	@Test
	void writeToAClientThatDoesNotReadIsBounded() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.readRequest()
			.deadline(SHORT)
			.flood(1_000_000, Frames.text("x".repeat(1000))));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> server.awaitFinished(Duration.ofSeconds(5)))
				.withMessageContaining("expected the client to take 262044 bytes, but was nothing within PT0.05S");
			assertThat(client.readOnce()).startsWith(Frames.hex("81 7E 03 E8"));
		}
	}

	@Test
	void sendToAClientThatIsGoneIsNoFailure() throws Exception {
		CountDownLatch gone = new CountDownLatch(1);
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake()
			.stallUntil(gone)
			.sendText("a")
			.sendText("b")
			.expectEnd(ConnectionEnd.RESET))) {
			try (RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
				client.readHead();
				client.reset();
			}
			gone.countDown();
			server.awaitFinished();
		}
	}

	@Test
	void smallReceiveBufferMakesTheClientWait() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		byte[] payload = new byte[8 * 1024 * 1024];
		try (ScriptedServer server = ScriptedServer.builder()
			.receiveBufferSize(4096)
			.start((connection) -> connection.acceptHandshake()
				.stallUntil(reading)
				.expectBinary(payload)
				.expectClose(1000)
				.close(1000, ""))) {
			WebSocket socket = Jdk.connect(server.uri(), this.listener);
			CompletableFuture<WebSocket> sent = socket.sendBinary(ByteBuffer.wrap(payload), true);
			assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> sent.get(100, TimeUnit.MILLISECONDS));
			reading.countDown();
			Jdk.await(sent);
			Jdk.await(socket.sendClose(1000, ""));
			server.awaitFinished();
		}
	}

	@Test
	void argumentsAreChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> ScriptedServer.start(List.of()))
			.withMessage("'scripts' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> ScriptedServer.builder().receiveBufferSize(0))
			.withMessage("'bytes' must be at least 1, but was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> ScriptedServer.builder().deadline(Duration.ZERO))
			.withMessage("'timeout' must be greater than zero, but was PT0S");
	}

	private static List<String> threads(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith(prefix))
			.toList();
	}

}
