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

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the ways in which a connection of a {@link ScriptedServer} ends.
 */
class ScriptedEndTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final EventListener listener = new EventListener();

	@Test
	void resetIsARst() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().sendText("a").expectText("b").reset());
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			assertThat(client.readHex(3)).isEqualTo("81 01 61");
			client.send(Frames.text("b").masked(1).toBytes());
			assertThat(client.readEnd()).isEqualTo("RST");
			server.awaitFinished();
		}
	}

	@Test
	void resetIsAnErrorOfTheClient() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().expectText("a").reset())) {
			Jdk.await(Jdk.connect(server.uri(), this.listener).sendText("a", true));
			assertThat(this.listener.next()).isEqualTo("error");
		}
	}

	@Test
	void finLeavesTheOtherDirectionOpen() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().fin().expectText("late").expectEnd(ConnectionEnd.FIN));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			assertThat(client.readEnd()).isEqualTo("FIN");
			client.send(Frames.text("late").masked(1).toBytes()).fin();
			server.awaitFinished();
			assertThat(server.received().end()).isEqualTo(ConnectionEnd.FIN);
		}
	}

	@Test
	void endOfTheScriptIsAFinThatLosesNothing() throws Exception {
		byte[] unread = Frames.binary(new byte[100_000]).masked(1).toBytes();
		CountDownLatch sent = new CountDownLatch(1);
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().stallUntil(sent).sendText("a"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			client.send(unread);
			sent.countDown();
			assertThat(client.readHex(3)).isEqualTo("81 01 61");
			assertThat(client.readEnd()).isEqualTo("FIN");
			client.fin();
			assertThat(server.received().awaitEnd(TIMEOUT)).isEqualTo(ConnectionEnd.FIN);
			assertThat(server.received().frames()).hasSize(1);
		}
	}

	@Test
	void resetOfTheClientIsSeen() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().expectEnd(ConnectionEnd.RESET));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			client.reset();
			server.awaitFinished();
		}
	}

	@Test
	void anotherEndThanExpectedIsAFailure() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().expectEnd(ConnectionEnd.RESET));
				RawClient client = new RawClient(server).send(RawClient.REQUEST).fin()) {
			assertThat(client.readHead()).startsWith("HTTP/1.1 101");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith(
						"expected the end of the connection by RESET, but was the end of the connection (FIN)");
		}
	}

	@Test
	void frameInsteadOfTheEndIsAFailure() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().expectEnd());
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.send(Frames.text("a").masked(1).toBytes());
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith("expected the end of the connection, but was text \"a\"");
		}
	}

	@Test
	void endWithinAFrameIsTold() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().expectText("a"));
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.send(Frames.hex("81 85 00 00")).fin();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith("expected text \"a\", but was the end of the connection (FIN)")
				.withMessageContaining("the connection ended within a frame");
		}
	}

	@Test
	void ignoringReadsAndAnswersNothing() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().ignoreUntilEnd());
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.send(Frames.ping("a").masked(1).toBytes()).send(Frames.close(1000, "").masked(1).toBytes()).fin();
			server.awaitFinished();
			assertThat(server.received().frameCount()).isEqualTo(2);
			client.readHead();
			assertThat(client.readEnd()).isEqualTo("FIN");
		}
	}

	@Test
	void stepBehindAResetIsAFailure() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.reset().sendText("a"));
				RawClient client = new RawClient(server)) {
			assertThat(client.readEnd()).isEqualTo("RST");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageContaining("the script has ended this connection");
		}
	}

	@Test
	void sendingBehindAFinIsAFailure() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.fin().fin().sendText("a"));
				RawClient client = new RawClient(server)) {
			assertThat(client.readEnd()).isEqualTo("FIN");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageContaining("the script has ended the server's direction of this connection");
		}
	}

	@Test
	void missingEndIsTold() {
		ReceivedConnection connection = new ReceivedConnection(7);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> connection.awaitEnd(Duration.ofMillis(20)))
			.withMessageStartingWith("expected the client to end connection 7, but was nothing within PT0.02S");
	}

}
