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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ScriptedConnection#echo()}.
 */
class ScriptedEchoTests {

	private static final int KEY = 0x01020304;

	private final EventListener listener = new EventListener();

	@Test
	void messagesComeBackUntilTheClientCloses() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			WebSocket socket = Jdk.connect(server.uri(), this.listener);
			Jdk.await(socket.sendText("ä", true));
			assertThat(this.listener.next()).isEqualTo("text ä");
			Jdk.await(socket.sendBinary(ByteBuffer.allocate(200_000), true));
			assertThat(this.listener.nextBinary()).isEqualTo(200_000);
			Jdk.await(socket.sendPing(ByteBuffer.allocate(5)));
			assertThat(this.listener.next()).isEqualTo("pong 5");
			Jdk.await(socket.sendPong(ByteBuffer.allocate(5)));
			Jdk.await(socket.sendClose(1000, "bye"));
			assertThat(this.listener.next()).isEqualTo("close 1000 ");
			server.awaitFinished();
		}
	}

	@Test
	void framesComeBackOneByOne() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			client.send(Frames.text("a").fragment().masked(KEY).toBytes())
				.send(Frames.continuation("b").masked(KEY).toBytes());
			assertThat(client.readHex(6)).isEqualTo("01 01 61 80 01 62");
		}
	}

	@ParameterizedTest
	@CsvSource({ "'', 88 00", "03 E8, 88 02 03 E8", "03 E8 61, 88 02 03 E8", "03, 88 02 03 EA", "03 ED, 88 02 03 EA",
			"0F A0, 88 02 0F A0", "13 88, 88 02 03 EA", "03 F4, 88 02 03 F4" })
	void closeIsAnsweredByTheRules(String payload, String answer) throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			client.send(Frames.frame(8, Frames.hex(payload)).masked(KEY).toBytes());
			assertThat(client.readHex(answer.split(" ", -1).length)).isEqualTo(answer);
			assertThat(client.readEnd()).isEqualTo("FIN");
		}
	}

	@Test
	void endWithoutCloseIsNoFailure() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.readHead();
			client.reset();
			server.awaitFinished();
			assertThat(server.received().end()).isEqualTo(ConnectionEnd.RESET);
		}
	}

	@Test
	void frameWithoutMaskIsAFailure() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
				RawClient client = new RawClient(server).send(RawClient.REQUEST)) {
			client.send(Frames.text("a").toBytes());
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith("expected a masked frame to echo, but was text \"a\", not masked");
		}
	}

}
