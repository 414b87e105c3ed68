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

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Contract of sending compressed messages (RFC 7692).
 */
class DeflateSendContractTests extends ContractTests {

	private RawPeer compressed() throws Exception {
		return compressed(DeflateOptions.defaults());
	}

	private RawPeer compressed(DeflateOptions options) throws Exception {
		return open((builder) -> builder.deflate(options));
	}

	private static void expect(RawPeer peer, boolean fin, int rsv, int opcode, String payload) {
		ReceivedFrame frame = peer.nextFrame();
		assertThat(Frames.toHex(frame.bytes())).isEqualTo(payload);
		assertThat(frame.fin()).as("fin").isEqualTo(fin);
		assertThat(frame.rsv()).as("rsv").isEqualTo(rsv);
		assertThat(frame.opcode()).as("opcode").isEqualTo(opcode);
	}

	@Test
	void messageRefersBackToTheOneBefore() throws Exception {
		RawPeer peer = compressed();
		peer.client().sendText("Hello");
		peer.client().sendText("Hello");
		expect(peer, true, 4, 1, "F2 48 CD C9 C9 07 00");
		expect(peer, true, 4, 1, "F2 00 11 00 00");
	}

	@Test
	void messageIsTheSameEachTimeWithoutTakeover() throws Exception {
		RawPeer peer = compressed(DeflateOptions.defaults().withClientContextTakeover(false));
		for (int i = 0; i < 100; i++) {
			peer.client().sendText("Hello");
			expect(peer, true, 4, 1, "F2 48 CD C9 C9 07 00");
		}
	}

	@Test
	void messageIsSentAsItIsWhenCompressionIsDisabled() throws Exception {
		RawPeer peer = compressed();
		peer.client().sendText("Hello");
		peer.client().send(utf8("Hello"), MessageType.TEXT, SendFlag.END_OF_MESSAGE, SendFlag.DISABLE_COMPRESSION);
		peer.client().sendText("Hello");
		expect(peer, true, 4, 1, "F2 48 CD C9 C9 07 00");
		expect(peer, true, 0, 1, "48 65 6C 6C 6F");
		expect(peer, true, 4, 1, "F2 00 11 00 00");
	}

	@Test
	void fragmentsOfAMessageAreSentInOneWay() throws Exception {
		RawPeer peer = compressed();
		peer.client().send(utf8("a"), MessageType.TEXT, SendFlag.DISABLE_COMPRESSION);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> peer.client().send(utf8("b"), MessageType.TEXT, SendFlag.END_OF_MESSAGE))
			.withMessageContaining("DISABLE_COMPRESSION");
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().sendAsync(utf8("b"), MessageType.TEXT));
		peer.client().send(utf8("c"), MessageType.TEXT, SendFlag.END_OF_MESSAGE, SendFlag.DISABLE_COMPRESSION);
		peer.client().send(utf8("Hello"), MessageType.TEXT);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> peer.client().sendAsync(utf8("b"), MessageType.TEXT, SendFlag.DISABLE_COMPRESSION));
		peer.client().send(utf8(""), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		expect(peer, false, 0, 1, "61");
		expect(peer, true, 0, 0, "63");
		expect(peer, false, 4, 1, "F2 48 CD C9 C9 07 00 00 00 FF FF");
		expect(peer, true, 0, 0, "00");
	}

	@Test
	void flagHasNoEffectWithoutCompression() throws Exception {
		RawPeer peer = open();
		peer.client().send(utf8("Hello"), MessageType.TEXT, SendFlag.END_OF_MESSAGE, SendFlag.DISABLE_COMPRESSION);
		expect(peer, true, 0, 1, "48 65 6C 6C 6F");
	}

	@Test
	void messageBelowTheMinimumIsSentAsItIs() throws Exception {
		RawPeer peer = compressed(DeflateOptions.defaults().withMinimumSize(5));
		peer.client().sendText("Hell");
		peer.client().sendText("Hello");
		peer.client().send(utf8(""), MessageType.TEXT);
		peer.client().send(utf8("a"), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		try (OutputStream stream = peer.client().sendStream(MessageType.BINARY)) {
			stream.write(1);
		}
		expect(peer, true, 0, 1, "48 65 6C 6C");
		expect(peer, true, 4, 1, "F2 48 CD C9 C9 07 00");
		assertThat(peer.nextFrame().rsv()).isEqualTo(4);
		assertThat(peer.nextFrame().rsv()).isZero();
		expect(peer, true, 0, 2, "01");
	}

	@Test
	void emptyMessageIsOneByte() throws Exception {
		RawPeer peer = compressed();
		peer.client().sendText("Hello");
		peer.client().sendText("");
		assertThat(peer.nextFrame().rsv()).isEqualTo(4);
		expect(peer, true, 4, 1, "00");
	}

	@Test
	void controlFramesAreNeverCompressed() throws Exception {
		RawPeer peer = compressed();
		peer.client().sendText("Hello");
		assertThat(peer.nextFrame().rsv()).isEqualTo(4);
		peer.expectNothingElse();
		peer.client().closeOutput(CloseStatus.NORMAL_CLOSURE, "Hello");
		expect(peer, true, 0, 8, "03 E8 48 65 6C 6C 6F");
	}

	@Test
	void largeMessageOfAnyKindIsWholeAtTheOtherEnd() throws Exception {
		RawPeer peer = compressed();
		byte[] message = pattern(300_000);
		new Random(1).nextBytes(message);
		System.arraycopy(pattern(100_000), 0, message, 100_000, 100_000);
		byte[] copy = message.clone();
		CompletableFuture<?> send = peer.client().sendBinaryAsync(ByteBuffer.wrap(message));
		try (RawDeflate deflate = new RawDeflate()) {
			assertThat(deflate.inflate(nextPayload(peer))).isEqualTo(message);
			get(send);
			assertThat(message).isEqualTo(copy);
			peer.client().sendText("Hello");
			assertThat(new String(deflate.inflate(nextPayload(peer)), StandardCharsets.UTF_8)).isEqualTo("Hello");
		}
	}

	/** The payload of a compressed message in however many frames. */
	private static byte[] nextPayload(RawPeer peer) {
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		ReceivedFrame frame = peer.nextFrame();
		assertThat(frame.rsv()).isEqualTo(4);
		payload.writeBytes(frame.bytes());
		while (!frame.fin()) {
			frame = peer.nextFrame();
			assertThat(frame.rsv()).isZero();
			assertThat(frame.opcode()).isZero();
			payload.writeBytes(frame.bytes());
		}
		return payload.toByteArray();
	}

	@Test
	void pingGoesBetweenTheFramesOfALargeMessage() throws Exception {
		RawPeer peer = compressed();
		byte[] message = new byte[4 * 1024 * 1024];
		new Random(2).nextBytes(message);
		CompletableFuture<?> send = peer.client().sendBinaryAsync(ByteBuffer.wrap(message));
		peer.awaitBytes();
		CompletableFuture<?> ping = peer.client().pingAsync();
		int frames = 0;
		ReceivedFrame frame = peer.nextFrame();
		while (frame.opcode() != 9) {
			frames++;
			assertThat(frame.fin()).as("end of the message before the PING").isFalse();
			frame = peer.nextFrame();
		}
		assertThat(frames).isPositive();
		peer.send(Frames.pong(frame.bytes()));
		get(ping);
		peer.client().abort();
		assertThat(send).isNotNull();
	}

}
