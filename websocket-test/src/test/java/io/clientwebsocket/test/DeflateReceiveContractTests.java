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

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.MessageInputStream;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of receiving compressed messages (RFC 7692).
 */
class DeflateReceiveContractTests extends ContractTests {

	private static final String HELLO = "C1 07 F2 48 CD C9 C9 07 00";

	private static final String HELLO_AGAIN = "C1 05 F2 00 11 00 00";

	private RawPeer compressed() throws Exception {
		return open((options) -> options.deflate(DeflateOptions.defaults()));
	}

	private RawPeer withoutTakeover() throws Exception {
		return open((options) -> options.deflate(DeflateOptions.defaults().withServerContextTakeover(false)));
	}

	@Test
	void messageMayReferBackToTheOneBefore() throws Exception {
		RawPeer peer = compressed();
		peer.send(HELLO + " " + HELLO_AGAIN);
		assertThat(text(peer.client())).isEqualTo("Hello");
		assertThat(text(peer.client())).isEqualTo("Hello");
		peer.send(HELLO_AGAIN);
		ByteBuffer target = ByteBuffer.allocate(100);
		assertThat(peer.client().receive(target)).isEqualTo(new ReceiveResult(5, MessageType.TEXT, true));
		assertThat(textOf(target)).isEqualTo("Hello");
	}

	@Test
	void eachMessageStandsAloneWithoutTakeover() throws Exception {
		RawPeer peer = withoutTakeover();
		for (int i = 0; i < 100; i++) {
			peer.send(HELLO);
			assertThat(text(peer.client())).isEqualTo("Hello");
		}
		peer.send(HELLO_AGAIN);
		failure(WebSocketError.FAULTED, () -> peer.client().receive());
	}

	/** The examples of RFC 7692, 7.2.3. */
	@ParameterizedTest
	@ValueSource(strings = { HELLO, "41 03 F2 48 CD 80 04 C9 C9 07 00", "C1 0B 00 05 00 FA FF 48 65 6C 6C 6F 00",
			"C1 08 F3 48 CD C9 C9 07 00 00", "C1 0D F2 48 05 00 00 00 FF FF CA C9 C9 07 00",
			"41 00 00 03 F2 48 CD 00 00 89 00 00 04 C9 C9 07 00 80 00" })
	void exampleOfTheRfcIsReceived(String hex) throws Exception {
		RawPeer peer = compressed();
		peer.send(hex);
		peer.send(HELLO);
		assertThat(text(peer.client())).isEqualTo("Hello");
		assertThat(text(peer.client())).isEqualTo("Hello");
	}

	@Test
	void receiveEndsWithTheFrame() throws Exception {
		RawPeer peer = compressed();
		peer.send("41 08 F2 48 05 00 00 00 FF FF 80 05 CA C9 C9 07 00");
		ByteBuffer target = ByteBuffer.allocate(100);
		assertThat(peer.client().receive(target)).isEqualTo(new ReceiveResult(2, MessageType.TEXT, false));
		assertThat(peer.client().receive(target)).isEqualTo(new ReceiveResult(3, MessageType.TEXT, true));
		assertThat(textOf(target)).isEqualTo("Hello");
	}

	@Test
	void frameThatBringsNothingOutIsAReceiveOfNothing() throws Exception {
		RawPeer peer = compressed();
		peer.send("41 00 00 02 F2 48 00 01 05 80 0A 00 00 00 FF FF CA C9 C9 07 00");
		ByteBuffer target = ByteBuffer.allocate(100);
		assertThat(peer.client().receive(target)).isEqualTo(new ReceiveResult(0, MessageType.TEXT, false));
		while (!peer.client().receive(target).endOfMessage()) {
			assertThat(target.position()).isLessThan(5);
		}
		assertThat(textOf(target)).isEqualTo("Hello");
	}

	@Test
	void bufferThatIsFullAtTheEndTellsTheEnd() throws Exception {
		RawPeer peer = compressed();
		peer.send(HELLO);
		peer.send(HELLO);
		assertThat(peer.client().receive(ByteBuffer.allocate(5)))
			.isEqualTo(new ReceiveResult(5, MessageType.TEXT, true));
		ByteBuffer four = ByteBuffer.allocate(4);
		assertThat(peer.client().receive(four)).isEqualTo(new ReceiveResult(4, MessageType.TEXT, false));
		assertThat(textOf(four)).isEqualTo("Hell");
		assertThat(peer.client().receive(ByteBuffer.allocate(1)))
			.isEqualTo(new ReceiveResult(1, MessageType.TEXT, true));
	}

	@Test
	void receiveWithoutRoomWaitsForDataAndTakesNothing() throws Exception {
		RawPeer peer = compressed();
		CompletableFuture<ReceiveResult> receive = peer.client().receiveAsync(ByteBuffer.allocate(0));
		assertThat(receive).isNotDone();
		peer.send(HELLO);
		assertThat(get(receive)).isEqualTo(new ReceiveResult(0, MessageType.TEXT, false));
		assertThat(peer.client().receive(ByteBuffer.allocate(2)).count()).isEqualTo(2);
		assertThat(peer.client().receive(ByteBuffer.allocate(0)))
			.isEqualTo(new ReceiveResult(0, MessageType.TEXT, false));
		ByteBuffer rest = ByteBuffer.allocate(9);
		assertThat(peer.client().receive(rest)).isEqualTo(new ReceiveResult(3, MessageType.TEXT, true));
		assertThat(textOf(rest)).isEqualTo("llo");
	}

	@Test
	void messageThatComesByteByByteIsWhole() throws Exception {
		RawPeer peer = compressed();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		for (byte next : Frames.hex("41 03 F2 48 CD 89 00 80 04 C9 C9 07 00")) {
			peer.send(new byte[] { next });
		}
		assertThat(text(get(receive))).isEqualTo("Hello");
		assertThat(peer.next()).startsWith("pong");
	}

	@Test
	void messagesWithAndWithoutCompressionMayMix() throws Exception {
		RawPeer peer = compressed();
		peer.send(Frames.text("plain"));
		peer.send(HELLO);
		peer.send("82 01 00");
		peer.send(HELLO_AGAIN);
		assertThat(text(peer.client())).isEqualTo("plain");
		assertThat(text(peer.client())).isEqualTo("Hello");
		assertThat(binary(peer.client().receive())).containsExactly(0);
		assertThat(text(peer.client())).isEqualTo("Hello");
	}

	@Test
	void messageMayReferBackToOneThatWasNotReadToItsEnd() throws Exception {
		closeStreamEarly(compressed(), HELLO_AGAIN);
	}

	@Test
	void messageThatWasNotReadToItsEndIsForgottenWithoutTakeover() throws Exception {
		closeStreamEarly(withoutTakeover(), HELLO);
	}

	private static void closeStreamEarly(RawPeer peer, String next) throws Exception {
		peer.send("41 03 F2 48 CD");
		try (InputStream stream = peer.client().receiveStream()) {
			assertThat(stream.read()).isEqualTo('H');
		}
		peer.send("00 02 C9 C9 80 02 07 00");
		peer.send(next);
		assertThat(text(peer.client())).isEqualTo("Hello");
	}

	@Test
	void messageIsReceivedAsAStream() throws Exception {
		RawPeer peer = compressed();
		peer.send("41 03 F2 48 CD 80 04 C9 C9 07 00");
		try (MessageInputStream stream = peer.client().receiveStream()) {
			assertThat(stream.type()).isEqualTo(MessageType.TEXT);
			assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("Hello");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			reserved bit 1 on a PING        | C9 00                                     | 1002 | RSV1
			reserved bit 1 on a close frame | C8 02 03 E8                               | 1002 | RSV1
			continued with reserved bit 1   | 41 03 F2 48 CD C0 04 C9 C9 07 00          | 1002 | RSV1
			reserved bits 1 and 2           | E1 07 F2 48 CD C9 C9 07 00                | 1002 | RSV1, RSV2
			no compressed data              | C1 03 FF FF FF                            | 1007 | permessage-deflate
			a window that is not there      | C1 05 F2 00 11 00 00                      | 1007 | permessage-deflate
			lengths that do not match       | C1 0B 00 05 00 00 00 48 65 6C 6C 6F 00    | 1007 | permessage-deflate
			cut off within a block          | C1 05 F2 48 CD C9 C9                      | 1007 | permessage-deflate
			text that is not UTF-8          | C1 08 00 02 00 FD FF C3 28 00             | 1007 | UTF-8
			text that ends in a character   | C1 07 00 01 00 FE FF C3 00                | 1007 | UTF-8
			""")
	void violationIsAnsweredWithACloseFrameAndEndsTheSocket(String violation, String hex, int code, String message)
			throws Exception {
		RawPeer peer = compressed();
		peer.send(hex);
		WebSocketException failure = failure(WebSocketError.FAULTED, () -> peer.client().receive());
		assertThat(failure).as(violation).hasMessageContaining(message);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(code);
	}

	@Test
	void badDataIsRefusedByAReceiveIntoABuffer() throws Exception {
		RawPeer peer = compressed();
		peer.send("82 01 00 C2 03 FF FF FF");
		ByteBuffer target = ByteBuffer.allocate(10);
		assertThat(peer.client().receive(target).count()).isOne();
		failure(WebSocketError.FAULTED, () -> peer.client().receive(target));
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1007);
	}

	@Test
	void limitIsThatOfTheMessageAndNotOfItsPayload() throws Exception {
		byte[] bomb = RawDeflate.compress(new byte[100_000]);
		RawPeer peer = open((options) -> options.deflate(DeflateOptions.defaults()).maxMessageSize(99_999));
		assertThat(bomb).hasSizeLessThan(200);
		peer.send(Frames.binary(bomb).withRsv(4));
		assertThat(failure(WebSocketError.MESSAGE_TOO_BIG, () -> peer.client().receive()))
			.hasMessageContaining("'maxMessageSize'");
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1009);
	}

	@Test
	void messageOfTheLargestSizeIsReceivedAndAnyByTheLowLevel() throws Exception {
		byte[] message = pattern(200_000);
		byte[] payload = RawDeflate.compress(message);
		RawPeer peer = open((options) -> options.deflate(DeflateOptions.defaults()).maxMessageSize(200_000));
		peer.send(Frames.binary(payload).withRsv(4));
		assertThat(binary(peer.client().receive())).isEqualTo(message);
		RawPeer small = open((options) -> options.deflate(DeflateOptions.defaults()).maxMessageSize(1));
		small.send(Frames.binary(payload).withRsv(4));
		ByteBuffer target = ByteBuffer.allocate(200_001);
		assertThat(small.client().receive(target)).isEqualTo(new ReceiveResult(200_000, MessageType.BINARY, true));
		assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(message));
	}

	@Test
	void messageThatTimedOutInTheMiddleIsNotLost() throws Exception {
		RawPeer peer = compressed();
		peer.send("41 08 F2 48 05 00 00 00 FF FF");
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.passReadAhead();
		assertThat(receive.cancel(false)).isTrue();
		peer.send("80 05 CA C9 C9 07 00");
		assertThat(text(peer.client())).isEqualTo("Hello");
	}

	@Test
	void compressedMessagesAreDroppedWhileClosing() throws Exception {
		RawPeer peer = compressed();
		CompletableFuture<?> close = peer.client().closeAsync(CloseStatus.NORMAL_CLOSURE, null);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1000);
		peer.send(HELLO);
		peer.send("C1 03 FF FF FF");
		peer.send(Frames.close(1000, ""));
		get(close);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSED);
	}

}
