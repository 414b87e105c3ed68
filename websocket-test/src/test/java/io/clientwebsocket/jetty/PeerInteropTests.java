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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Talks with servers by different hands, plain and over TLS.
 */
@Timeout(30)
@ParameterizedClass(name = "{0} {1}")
@CsvSource({ "SCRIPTED, WS", "SCRIPTED, WSS", "JETTY, WS", "JETTY, WSS", "REACTOR_NETTY, WS", "REACTOR_NETTY, WSS" })
class PeerInteropTests {

	private static final int[] SIZES = { 0, 1, 125, 126, 127, 4_096, 65_535, 65_536, 200_000 };

	@Parameter(0)
	private EchoPeer peer;

	@Parameter(1)
	private Scheme scheme;

	private EchoPeer.Running server;

	private TestConnector connector;

	private ClientWebSocket socket;

	@BeforeEach
	void open() throws Exception {
		this.server = this.peer.start(this.scheme);
		this.connector = TestConnector.create();
		this.socket = this.connector.get().connect(this.server.uri());
	}

	@AfterEach
	void close() {
		this.connector.close();
		this.server.close();
	}

	@Test
	void textIsSentThenItComesBackAtEverySize() throws Exception {
		for (int size : SIZES) {
			String text = "aä€😀".repeat(size / 10 + 1).substring(0, size / 10 * 5);
			this.socket.sendText(text);
			assertThat(this.socket.receive()).isEqualTo(new WebSocketMessage.Text(text));
		}
	}

	@Test
	void binaryIsSentThenItComesBackAtEverySize() throws Exception {
		Random random = new Random(42);
		for (int size : SIZES) {
			byte[] bytes = new byte[size];
			random.nextBytes(bytes);
			this.socket.sendBinary(ByteBuffer.wrap(bytes));
			WebSocketMessage echo = this.socket.receive();
			assertThat(echo).isInstanceOf(WebSocketMessage.Binary.class);
			assertThat(((WebSocketMessage.Binary) echo).toByteArray()).isEqualTo(bytes);
		}
	}

	@Test
	void messageIsSentInFragmentsThenItComesBackWhole() throws Exception {
		String text = "fragments ä€😀 in bytes";
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < bytes.length; i++) {
			this.socket.send(ByteBuffer.wrap(bytes, i, 1), MessageType.TEXT);
		}
		this.socket.send(ByteBuffer.allocate(0), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		assertThat(this.socket.receive()).isEqualTo(new WebSocketMessage.Text(text));
	}

	@Test
	void pingIsSentWithinAMessageThenItIsAnsweredAndTheMessageStaysWhole() throws Exception {
		this.socket.send(ByteBuffer.wrap(new byte[] { 1, 2 }), MessageType.BINARY);
		assertThat(this.socket.ping()).isBetween(Duration.ofNanos(1), TestConnector.LIMIT);
		this.socket.send(ByteBuffer.wrap(new byte[] { 3 }), MessageType.BINARY, SendFlag.END_OF_MESSAGE);
		WebSocketMessage echo = this.socket.receive();
		assertThat(((WebSocketMessage.Binary) echo).toByteArray()).containsExactly(1, 2, 3);
		assertThat(this.socket.lastRoundTrip()).isPresent();
	}

	@Test
	void closedWithAStatusThenThePeerAnswersItAndTheConnectionEnds() throws Exception {
		for (int code : new int[] { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 3000, 4999 }) {
			ClientWebSocket closing = this.connector.get().connect(this.server.uri());
			CloseStatus status = new CloseStatus(code);
			CloseResult result = closing.close(status, "because ä");
			assertThat(result.outcome()).as(result.toString()).isEqualTo(CloseResult.Outcome.CLEAN);
			assertThat(result.sent()).isEqualTo(status);
			assertThat(result.received()).isEqualTo(status);
			assertThat(closing.state()).isEqualTo(WebSocketState.CLOSED);
		}
	}

	@Test
	void closedWithoutAStatusThenTheCloseIsClean() throws Exception {
		CloseResult result = this.socket.close(CloseStatus.NO_STATUS, null);
		assertThat(result.outcome()).as(result.toString()).isEqualTo(CloseResult.Outcome.CLEAN);
		assertThat(this.socket.state()).isEqualTo(WebSocketState.CLOSED);
	}

}
