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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compressed messages to and from servers by other hands.
 */
@Timeout(60)
class DeflatePeerTests {

	private static final int MESSAGES = 40;

	private static TestConnector connector;

	@BeforeAll
	static void createConnector() {
		connector = TestConnector.create(Scheme.trusting().maxMessageSize(4 * 1024 * 1024).build());
	}

	@AfterAll
	static void closeConnector() {
		connector.assertNothingHeld();
		connector.close();
	}

	/**
	 * What each of them agrees to: their windows have 15 bits, and Netty wants to keep
	 * its context.
	 */
	static List<Arguments> offers() {
		List<Arguments> offers = new ArrayList<>();
		for (int bits : new int[] { 9, 15 }) {
			for (boolean takeover : new boolean[] { true, false }) {
				offers.add(Arguments.of(EchoPeer.JETTY, new DeflateOptions(bits, 15, takeover, true, 0, 6)));
				offers.add(Arguments.of(EchoPeer.JETTY, new DeflateOptions(bits, 15, takeover, false, 0, 6)));
				offers.add(Arguments.of(EchoPeer.REACTOR_NETTY, new DeflateOptions(bits, 15, takeover, true, 0, 6)));
			}
		}
		return offers;
	}

	@ParameterizedTest
	@MethodSource("offers")
	void peerSendsBackWhatItWasSent(EchoPeer peer, DeflateOptions offer) throws Exception {
		Random random = new Random(offer.hashCode());
		ClientWebSocketOptions options = connector.get().options().toBuilder().deflate(offer).build();
		try (EchoPeer.Running server = peer.start(Scheme.WS);
				ClientWebSocket socket = connector.get().connect(server.uri(), options)) {
			assertThat(socket.handshake().deflate()).isNotNull();
			for (int i = 0; i < MESSAGES; i++) {
				byte[] message = message(random);
				List<CompletableFuture<?>> sends = send(socket, message, random);
				assertThat(((WebSocketMessage.Binary) socket.receive()).toByteArray()).isEqualTo(message);
				for (CompletableFuture<?> send : sends) {
					TestConnector.get(send);
				}
			}
			socket.sendText("Gr\u00FC\u00DFe ".repeat(1000));
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("Gr\u00FC\u00DFe ".repeat(1000)));
		}
	}

	private static List<CompletableFuture<?>> send(ClientWebSocket socket, byte[] message, Random random) {
		List<CompletableFuture<?>> sends = new ArrayList<>();
		int border = random.nextBoolean() ? 0 : random.nextInt(message.length + 1);
		if (border > 0) {
			sends.add(socket.sendAsync(ByteBuffer.wrap(message, 0, border), MessageType.BINARY));
		}
		ByteBuffer rest = ByteBuffer.wrap(message, border, message.length - border);
		sends.add(socket.sendAsync(rest, MessageType.BINARY, SendFlag.END_OF_MESSAGE));
		return sends;
	}

	private static byte[] message(Random random) {
		if (random.nextInt(3) == 0) {
			byte[] noise = new byte[random.nextInt(100_000)];
			random.nextBytes(noise);
			return noise;
		}
		StringBuilder text = new StringBuilder();
		int length = random.nextInt((random.nextInt(4) == 0) ? 300_000 : 1000);
		while (text.length() < length) {
			text.append("{\"price\":").append(random.nextInt(1000)).append('}');
		}
		return text.toString().getBytes(StandardCharsets.US_ASCII);
	}

}
