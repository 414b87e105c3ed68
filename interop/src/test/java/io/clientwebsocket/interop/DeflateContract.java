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

package io.clientwebsocket.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketMessage;

import static io.clientwebsocket.test.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds with every server that compresses messages (RFC 7692). The servers enforce
 * what was agreed: who leaves its window is closed.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeflateContract {

	private static final String RECORD = "{\"symbol\":\"EURUSD\",\"bid\":1.08%04d,\"ask\":1.09%04d,\"ä€😀\":%d},";

	private static final int[] SIZES = { 0, 1, 125, 126, 5_000, 65_536, 1024 * 1024 };

	@Parameter
	private Way way;

	private ServerPeer server;

	abstract ServerPeer startServer();

	@BeforeAll
	void startPeer() {
		this.server = startServer();
	}

	@AfterAll
	void stopPeer() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, 15, 15, true, true", "server_no_context_takeover, 15, 15, true, false",
			"client_no_context_takeover, 15, 15, false, true",
			"server_no_context_takeover&client_no_context_takeover, 15, 15, false, false",
			"client_max_window_bits=8, 8, 15, true, true", "client_max_window_bits=9, 9, 15, true, true",
			"client_max_window_bits=10, 10, 15, true, true", "client_max_window_bits=12, 12, 15, true, true",
			"client_max_window_bits=14, 14, 15, true, true",
			"server_max_window_bits=9&client_max_window_bits=9, 9, 9, true, true",
			"server_max_window_bits=10&client_max_window_bits=11&client_no_context_takeover, 11, 10, false, true" })
	void serverHasItsSayThenMessagesComeBackAsTheyWere(String demands, int clientBits, int serverBits,
			boolean clientTakeover, boolean serverTakeover) throws Exception {
		// a server may only choose a window of its own that was offered
		DeflateOptions offer = DeflateOptions.defaults().withServerMaxWindowBits(serverBits);
		try (Client client = new Client(this.way.options().deflate(offer).maxMessageSize(2 * 1024 * 1024).build());
				ClientWebSocket socket = client
					.connect(this.server.uri(this.way, "/deflate" + ((demands != null) ? "?" + demands : "")))) {
			DeflateOptions agreed = socket.handshake().deflate();
			assertThat(agreed).isNotNull();
			assertThat(agreed.clientMaxWindowBits()).isEqualTo(clientBits);
			assertThat(agreed.serverMaxWindowBits()).isEqualTo(serverBits);
			assertThat(agreed.clientContextTakeover()).isEqualTo(clientTakeover);
			assertThat(agreed.serverContextTakeover()).isEqualTo(serverTakeover);
			requireTexts(socket);
			requireBinaries(socket);
			requireFragments(socket);
		}
	}

	private static void requireTexts(ClientWebSocket socket) throws InterruptedException {
		for (int size : SIZES) {
			String text = text(size);
			socket.sendText(text);
			WebSocketMessage.Text echo = (WebSocketMessage.Text) socket.receive();
			// no assertion that prints megabytes
			assertThat(echo.value().equals(text)).as("text of %s came back", size).isTrue();
		}
	}

	private static void requireBinaries(ClientWebSocket socket) throws InterruptedException {
		Random random = new Random(42);
		for (int size : SIZES) {
			byte[] bytes = new byte[size];
			random.nextBytes(bytes);
			socket.sendBinary(ByteBuffer.wrap(bytes));
			WebSocketMessage.Binary echo = (WebSocketMessage.Binary) socket.receive();
			assertThat(echo.value().equals(ByteBuffer.wrap(bytes))).as("%s bytes came back", size).isTrue();
		}
	}

	private static void requireFragments(ClientWebSocket socket) throws InterruptedException {
		byte[] bytes = text(20_000).getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < bytes.length; i += 777) {
			socket.send(ByteBuffer.wrap(bytes, i, Math.min(777, bytes.length - i)), MessageType.TEXT);
			if (i % 5 == 0) {
				socket.ping();
			}
		}
		socket.send(ByteBuffer.allocate(0), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		assertThat(socket.receive()).isText(text(20_000));
		socket.send(ByteBuffer.wrap(bytes), MessageType.TEXT, SendFlag.END_OF_MESSAGE, SendFlag.DISABLE_COMPRESSION);
		assertThat(socket.receive()).isText(text(20_000));
	}

	/** JSON of about so many characters. */
	private static String text(int size) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; text.length() < size; i++) {
			text.append(RECORD.formatted(i * 7 % 10_000, i * 13 % 10_000, i));
		}
		return text.substring(0, size).replaceAll("\\p{Cs}$", "z");
	}

}
