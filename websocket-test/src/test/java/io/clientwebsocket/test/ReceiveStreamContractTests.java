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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.MessageInputStream;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract of receiving a message as a stream.
 */
class ReceiveStreamContractTests extends ContractTests {

	@Test
	void streamIsOneMessageWithItsType() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a"), Frames.binary(new byte[] { 1, 2 }), Frames.text(""));
		MessageInputStream text = peer.client().receiveStream();
		assertThat(text.type()).isEqualTo(MessageType.TEXT);
		assertThat(text.readAllBytes()).asString().isEqualTo("a");
		assertThat(text.read()).isEqualTo(-1);
		MessageInputStream binary = peer.client().receiveStream();
		assertThat(binary.type()).isEqualTo(MessageType.BINARY);
		assertThat(binary.read()).isEqualTo(1);
		assertThat(binary.read()).isEqualTo(2);
		assertThat(binary.read()).isEqualTo(-1);
		MessageInputStream empty = peer.client().receiveStream();
		assertThat(empty.type()).isEqualTo(MessageType.TEXT);
		assertThat(empty.readAllBytes()).isEmpty();
	}

	@Test
	void streamGoesOnOverFramesOfAnyLengthAndControlFrames() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("").fragment(), Frames.continuation("ab").fragment(), Frames.ping("p"),
				Frames.continuation("").fragment(), Frames.continuation("c"), Frames.text("next"));
		assertThat(peer.client().receiveStream().readAllBytes()).asString().isEqualTo("abc");
		assertThat(text(peer.client())).isEqualTo("next");
	}

	@Test
	void messageBeyondMaxMessageSizeIsReceivedAsAStream() throws Exception {
		RawPeer peer = open((options) -> options.maxMessageSize(10));
		byte[] large = pattern(3_000_000);
		peer.send(Frames.binary(large));
		assertThat(peer.client().receiveStream().readAllBytes()).isEqualTo(large);
	}

	@Test
	void readerDecodesCharactersSplitOverFrames() throws Exception {
		RawPeer peer = open();
		byte[] text = "h\u00E9llo \uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
		peer.send(Frames.frame(Opcode.TEXT, Arrays.copyOfRange(text, 0, 2)).fragment(),
				Frames.frame(Opcode.CONTINUATION, Arrays.copyOfRange(text, 2, 9)).fragment(),
				Frames.frame(Opcode.CONTINUATION, Arrays.copyOfRange(text, 9, text.length)));
		StringWriter read = new StringWriter();
		try (Reader reader = peer.client().receiveStream().reader()) {
			reader.transferTo(read);
		}
		assertThat(read).hasToString("h\u00E9llo \uD83D\uDE00");
	}

	@Test
	void readReturnsWhatIsThereOfAFrame() throws Exception {
		RawPeer peer = open();
		peer.send("82 04 01 02");
		byte[] bytes = new byte[100];
		InputStream stream = peer.client().receiveStream();
		int count = stream.readNBytes(bytes, 0, 2);
		assertThat(count).isEqualTo(2);
		BlockedCall<Integer> more = BlockedCall.start(() -> stream.read(bytes, 2, 98));
		peer.send("03");
		assertThat(get(more)).isEqualTo(1);
		peer.send("04");
		assertThat(stream.read()).isEqualTo(4);
		assertThat(stream.read()).isEqualTo(-1);
	}

	@Test
	void closeDropsTheRestOfTheMessageOnly() throws Exception {
		RawPeer peer = open();
		byte[] large = pattern(300_000);
		peer.send(Frames.binary(large).fragment(), Frames.continuation("more").fragment(), Frames.ping("between"));
		try (InputStream stream = peer.client().receiveStream()) {
			assertThat(stream.readNBytes(3)).containsExactly(large[0], large[1], large[2]);
		}
		peer.send(Frames.continuation("end"), Frames.text("next"));
		assertThat(text(peer.client())).isEqualTo("next");
		assertThat(peer.next()).startsWith("pong");
	}

	@Test
	void closeOfATextInTheMiddleOfACharacterLeavesTheNextTextWhole() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("\u00E9\u00E9\u00E9"), Frames.text("\u00E9"), Frames.text("next"));
		try (InputStream stream = peer.client().receiveStream()) {
			assertThat(stream.read()).isEqualTo(0xC3);
		}
		try (InputStream stream = peer.client().receiveStream()) {
			assertThat(stream.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("\u00E9");
		}
		assertThat(text(peer.client())).isEqualTo("next");
	}

	@Test
	void closedStreamIsNotRead() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("abc"));
		InputStream stream = peer.client().receiveStream();
		stream.close();
		stream.close();
		assertThatExceptionOfType(IOException.class).isThrownBy(stream::read).withMessageContaining("closed");
	}

	@Test
	void peerThatClosesGivesAStreamOfTypeClose() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1001, "bye"));
		MessageInputStream stream = peer.client().receiveStream();
		assertThat(stream.type()).isEqualTo(MessageType.CLOSE);
		assertThat(stream.read()).isEqualTo(-1);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSE_RECEIVED);
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receiveStream());
	}

	@Test
	void closeFrameInTheMiddleOfTheMessageIsAnError() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a").fragment(), Frames.close(1000, ""));
		InputStream stream = peer.client().receiveStream();
		assertThat(stream.read()).isEqualTo('a');
		assertThatExceptionOfType(EOFException.class).isThrownBy(stream::read)
			.withMessageContaining("the peer closed in the middle of it");
		assertThat(stream.read()).isEqualTo(-1);
	}

	@Test
	void lostConnectionIsAnErrorWithItsCause() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a").fragment());
		InputStream stream = peer.client().receiveStream();
		assertThat(stream.read()).isEqualTo('a');
		peer.fin();
		assertThatExceptionOfType(IOException.class).isThrownBy(stream::read)
			.withCauseInstanceOf(WebSocketException.class)
			.satisfies((ex) -> assertThat(((WebSocketException) ex.getCause()).error())
				.isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY));
	}

	@Test
	void invalidTextEndsTheSocketWhereItStands() throws Exception {
		RawPeer peer = open();
		peer.send("81 05 61 62 FF");
		InputStream stream = peer.client().receiveStream();
		assertThatExceptionOfType(IOException.class).isThrownBy(stream::readAllBytes);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1007);
	}

	@Test
	void interruptEndsTheReadAndLosesNothing() throws Exception {
		RawPeer peer = open();
		peer.send("82 02 01");
		InputStream stream = peer.client().receiveStream();
		assertThat(stream.read()).isEqualTo(1);
		BlockedCall<Integer> read = BlockedCall.start(stream::read);
		read.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(read))
			.withCauseInstanceOf(InterruptedIOException.class);
		assertThat(read.leftInterrupt()).isTrue();
		peer.send("02");
		assertThat(stream.read()).isEqualTo(2);
	}

	@Test
	void wholeMessageIsNotReceivedInTheMiddleOfAStream() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("abc"));
		InputStream stream = peer.client().receiveStream();
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receive());
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receiveStream());
		assertThat(stream.readAllBytes()).asString().isEqualTo("abc");
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void streamBeginsWithWhatAReceiveThatEndedEarlyHadCollected() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("ab").fragment());
		BlockedCall<?> receive = BlockedCall.start(() -> peer.client().receive());
		receive.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(receive));
		peer.send(Frames.continuation("c"));
		assertThat(peer.client().receiveStream().readAllBytes()).asString().isEqualTo("abc");
	}

	@Test
	void sixteenMebibytesInSmallFramesArriveWhole() throws Exception {
		RawPeer peer = open();
		byte[] part = new byte[64];
		new Random(7).nextBytes(part);
		int frames = 16 * 1024 * 1024 / part.length;
		ByteBuffer wire = ByteBuffer.allocate(frames * (part.length + 2));
		for (int i = 0; i < frames; i++) {
			wire.put((byte) (((i == 0) ? 0x02 : 0x00) | ((i == frames - 1) ? 0x80 : 0))).put((byte) part.length);
			wire.put(part);
		}
		peer.send(wire.array());
		byte[] read = new byte[part.length];
		try (InputStream stream = peer.client().receiveStream()) {
			for (int i = 0; i < frames; i++) {
				assertThat(stream.readNBytes(read, 0, read.length)).isEqualTo(part.length);
				if (!Arrays.equals(read, part)) {
					throw new AssertionError("expected the frames' own bytes, but was something else in frame " + i);
				}
			}
			assertThat(stream.read()).isEqualTo(-1);
		}
	}

}
