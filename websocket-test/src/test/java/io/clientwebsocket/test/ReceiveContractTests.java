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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Contract of receiving into a buffer.
 */
class ReceiveContractTests extends ContractTests {

	private static ReceiveResult result(int count, MessageType type, boolean end) {
		return new ReceiveResult(count, type, end);
	}

	@Test
	void receiveEndsWithTheFrameAlthoughTheBufferHasRoom() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("ab"), Frames.text("cd"));
		ByteBuffer buffer = ByteBuffer.allocate(10);
		assertThat(peer.client().receive(buffer)).isEqualTo(result(2, MessageType.TEXT, true));
		assertThat(textOf(buffer)).isEqualTo("ab");
		assertThat(peer.client().receive(buffer)).isEqualTo(result(2, MessageType.TEXT, true));
		assertThat(textOf(buffer)).isEqualTo("abcd");
	}

	@Test
	void receiveEndsWithTheFragmentAlthoughTheBufferHasRoom() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("ab").fragment(), Frames.continuation("cd").fragment(), Frames.continuation("e"));
		ByteBuffer buffer = ByteBuffer.allocate(10);
		assertThat(peer.client().receive(buffer)).isEqualTo(result(2, MessageType.TEXT, false));
		assertThat(peer.client().receive(buffer)).isEqualTo(result(2, MessageType.TEXT, false));
		assertThat(peer.client().receive(buffer)).isEqualTo(result(1, MessageType.TEXT, true));
		assertThat(textOf(buffer)).isEqualTo("abcde");
	}

	@Test
	void fullBufferEndsTheReceiveAndTheRestOfTheFrameFollows() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.binary(pattern(10)));
		ByteBuffer buffer = ByteBuffer.allocate(4);
		assertThat(peer.client().receive(buffer)).isEqualTo(result(4, MessageType.BINARY, false));
		assertThat(peer.client().receive(buffer.clear())).isEqualTo(result(4, MessageType.BINARY, false));
		assertThat(peer.client().receive(buffer.clear())).isEqualTo(result(2, MessageType.BINARY, true));
		assertThat(buffer.get(0)).isEqualTo(pattern(10)[8]);
	}

	@Test
	void bufferThatTheFrameFillsExactlyEndsTheMessage() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("abc"));
		assertThat(peer.client().receive(ByteBuffer.allocate(3))).isEqualTo(result(3, MessageType.TEXT, true));
	}

	@Test
	void receiveWaitsUntilTheBufferIsFullOrTheFrameEnds() throws Exception {
		RawPeer peer = open();
		ByteBuffer buffer = ByteBuffer.allocate(4);
		CompletableFuture<ReceiveResult> receive = peer.client().receiveAsync(buffer);
		peer.send("82 06 01 02 03");
		peer.send(Frames.hex("04"));
		assertThat(get(receive)).isEqualTo(result(4, MessageType.BINARY, false));
		receive = peer.client().receiveAsync(buffer.clear());
		peer.send("05");
		peer.send("06");
		assertThat(get(receive)).isEqualTo(result(2, MessageType.BINARY, true));
	}

	@Test
	void headerThatArrivesInPiecesIsPutTogether() throws Exception {
		RawPeer peer = open();
		CompletableFuture<ReceiveResult> receive = peer.client().receiveAsync(ByteBuffer.allocate(70_000));
		for (String piece : List.of("82", "7F", "00 00 00 00", "00 01", "00")) {
			peer.send(piece);
		}
		assertThat(receive).isNotDone();
		peer.send("00");
		peer.send(pattern(65_536));
		assertThat(get(receive)).isEqualTo(result(65_536, MessageType.BINARY, true));
	}

	@Test
	void bufferWithoutRoomWaitsForDataAndLeavesIt() throws Exception {
		RawPeer peer = open();
		CompletableFuture<ReceiveResult> receive = peer.client().receiveAsync(ByteBuffer.allocate(0));
		peer.send(Frames.ping("p"));
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		assertThat(receive).isNotDone();
		peer.send(Frames.text("x"));
		assertThat(get(receive)).isEqualTo(result(0, MessageType.TEXT, false));
		assertThat(peer.client().receive(ByteBuffer.allocate(0))).isEqualTo(result(0, MessageType.TEXT, false));
		assertThat(peer.client().receiveAsync(ByteBuffer.allocate(5)))
			.isCompletedWithValue(result(1, MessageType.TEXT, true));
	}

	@Test
	void emptyFinalFrameEndsTheMessageOfABufferWithoutRoom() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text(""), Frames.text("next"));
		assertThat(peer.client().receive(ByteBuffer.allocate(0))).isEqualTo(result(0, MessageType.TEXT, true));
		assertThat(text(peer.client())).isEqualTo("next");
	}

	@Test
	void closeIsReceivedByABufferWithoutRoom() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		assertThat(peer.client().receive(ByteBuffer.allocate(0))).isEqualTo(result(0, MessageType.CLOSE, true));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.CLOSE_RECEIVED);
	}

	@Test
	void emptyFragmentIsCountZeroWithoutEnd() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("").fragment(), Frames.continuation("").fragment(), Frames.continuation(""));
		ByteBuffer buffer = ByteBuffer.allocate(4);
		assertThat(peer.client().receive(buffer)).isEqualTo(result(0, MessageType.TEXT, false));
		assertThat(peer.client().receive(buffer)).isEqualTo(result(0, MessageType.TEXT, false));
		assertThat(peer.client().receive(buffer)).isEqualTo(result(0, MessageType.TEXT, true));
	}

	@Test
	void continuationHasTheTypeOfTheFirstFrame() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.binary(new byte[1]).fragment(), Frames.continuation(new byte[1]), Frames.text("t").fragment(),
				Frames.continuation("u"));
		List<MessageType> types = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			types.add(peer.client().receive(ByteBuffer.allocate(9)).type());
		}
		assertThat(types).containsExactly(MessageType.BINARY, MessageType.BINARY, MessageType.TEXT, MessageType.TEXT);
	}

	@Test
	void characterMaySpanBuffersAndFragments() throws Exception {
		RawPeer peer = open();
		byte[] euro = "\u20AC\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
		peer.send(Frames.frame(Opcode.TEXT, Arrays.copyOfRange(euro, 0, 2)).fragment(),
				Frames.continuation(Arrays.copyOfRange(euro, 2, 7)));
		ByteBuffer all = ByteBuffer.allocate(7);
		ReceiveResult last = null;
		while (last == null || !last.endOfMessage()) {
			last = peer.client().receive(all.limit(all.position() + 1));
			assertThat(last.count()).isEqualTo(1);
		}
		assertThat(textOf(all)).isEqualTo("\u20AC\uD83D\uDE00");
	}

	@Test
	void controlFramesBetweenFragmentsAreHandledAndNotDelivered() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a").fragment(), Frames.ping("1"), Frames.pong("x"), Frames.continuation("b"));
		ByteBuffer buffer = ByteBuffer.allocate(9);
		assertThat(peer.client().receive(buffer)).isEqualTo(result(1, MessageType.TEXT, false));
		assertThat(peer.client().receive(buffer)).isEqualTo(result(1, MessageType.TEXT, true));
		assertThat(peer.next()).isEqualTo("pong [31] (1 bytes)");
	}

	@Test
	void lengthsMayBeToldInMoreBytesThanNeeded() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("abc").withLengthSize(2), Frames.text("def").withLengthSize(8));
		assertThat(text(peer.client())).isEqualTo("abc");
		assertThat(text(peer.client())).isEqualTo("def");
	}

	@Test
	void greatestLengthIsReceivedUpToTheBuffer() throws Exception {
		RawPeer peer = open((options) -> options.maxFrameSize(Long.MAX_VALUE));
		peer.send("82 7F 7F FF FF FF FF FF FF FF 01 02 03");
		assertThat(peer.client().receive(ByteBuffer.allocate(3))).isEqualTo(result(3, MessageType.BINARY, false));
	}

	@Test
	void directBufferIsFilledAcrossManySegments() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.binary(pattern(1_000_000)));
		ByteBuffer buffer = ByteBuffer.allocateDirect(1_000_000);
		assertThat(peer.client().receive(buffer)).isEqualTo(result(1_000_000, MessageType.BINARY, true));
		assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(pattern(1_000_000)));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void framesOfEverySizeFollowEachOtherIntoOneBuffer(boolean direct) throws Exception {
		RawPeer peer = open();
		ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(200_000) : ByteBuffer.allocate(200_000);
		for (int size : new int[] { 65_536, 65_536, 3, 0, 70_000, 65_535, 200_000, 65_537, 100_000, 1, 65_536 }) {
			peer.send(Frames.binary(pattern(size)), Frames.ping("p"));
			assertThat(peer.client().receive(buffer.clear())).isEqualTo(result(size, MessageType.BINARY, true));
			assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(pattern(size)));
			String text = "a\u00e4\u20ac".repeat(size / 7);
			peer.send(Frames.text(text));
			buffer.clear();
			assertThat(peer.client().receive(buffer).endOfMessage()).isTrue();
			assertThat(StandardCharsets.UTF_8.decode(buffer.flip()).toString()).isEqualTo(text);
		}
	}

	@Test
	void messageSizeIsNotBounded() throws Exception {
		RawPeer peer = open((options) -> options.maxMessageSize(3));
		peer.send(Frames.text("abcd"));
		assertThat(peer.client().receive(ByteBuffer.allocate(9))).isEqualTo(result(4, MessageType.TEXT, true));
	}

	@Test
	void readOnlyBufferIsAnIllegalArgument() throws Exception {
		RawPeer peer = open();
		ByteBuffer buffer = ByteBuffer.allocate(9).asReadOnlyBuffer();
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().receive(buffer))
			.withMessageContaining("'buffer'");
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().receiveAsync(buffer));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void asynchronousReceivesAreServedInTheOrderOfTheCalls() throws Exception {
		RawPeer peer = open();
		List<CompletableFuture<ReceiveResult>> receives = new ArrayList<>();
		List<ByteBuffer> buffers = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			buffers.add(ByteBuffer.allocate(4));
			receives.add(peer.client().receiveAsync(buffers.get(i)));
		}
		for (int i = 0; i < 20; i++) {
			peer.send(Frames.text("m" + i));
		}
		for (int i = 0; i < 20; i++) {
			get(receives.get(i));
			assertThat(textOf(buffers.get(i))).isEqualTo("m" + i);
		}
	}

	@Test
	void cancelledReceiveLeavesTheSocketAndTheDataToTheNext() throws Exception {
		RawPeer peer = open();
		CompletableFuture<ReceiveResult> first = peer.client().receiveAsync(ByteBuffer.allocate(4));
		CompletableFuture<ReceiveResult> second = peer.client().receiveAsync(ByteBuffer.allocate(4));
		assertThat(first.cancel(false)).isTrue();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(first));
		peer.send(Frames.text("a"));
		assertThat(get(second)).isEqualTo(result(1, MessageType.TEXT, true));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void messageOfWhichACancelledReceiveTookAPartIsNotReceivedAsAWhole() throws Exception {
		RawPeer peer = open();
		ByteBuffer buffer = ByteBuffer.allocate(4);
		CompletableFuture<ReceiveResult> receive = peer.client().receiveAsync(buffer);
		peer.send("81 03 61 62");
		await("two bytes", () -> buffer.position() == 2);
		receive.cancel(false);
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receive());
		peer.send("63");
		assertThat(peer.client().receive(buffer)).isEqualTo(result(1, MessageType.TEXT, true));
	}

	@Test
	void cancelledReceiveLeavesWhatItTookInItsBuffer() throws Exception {
		RawPeer peer = open();
		ByteBuffer buffer = ByteBuffer.allocate(4);
		CompletableFuture<ReceiveResult> receive = peer.client().receiveAsync(buffer);
		peer.send("81 03 61 62");
		await("two bytes", () -> buffer.position() == 2);
		receive.cancel(false);
		peer.send("63");
		assertThat(peer.client().receive(buffer)).isEqualTo(result(1, MessageType.TEXT, true));
		assertThat(textOf(buffer)).isEqualTo("abc");
	}

	@Test
	void interruptBeforeDataLeavesTheSocketUsable() throws Exception {
		RawPeer peer = open();
		BlockedCall<ReceiveResult> call = BlockedCall.start(() -> peer.client().receive(ByteBuffer.allocate(4)));
		call.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(call))
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(call.leftInterrupt()).isFalse();
		peer.send(Frames.text("a"));
		assertThat(text(peer.client())).isEqualTo("a");
	}

	@Test
	void interruptBehindDataReturnsTheDataAndStaysSet() throws Exception {
		RawPeer peer = open();
		ByteBuffer buffer = ByteBuffer.allocate(8);
		BlockedCall<ReceiveResult> call = BlockedCall.start(() -> peer.client().receive(buffer));
		peer.send("81 03 61 62");
		await("two bytes", () -> buffer.position() == 2);
		call.interrupt();
		assertThat(get(call)).isEqualTo(result(2, MessageType.TEXT, false));
		assertThat(call.leftInterrupt()).isTrue();
		peer.send("63");
		assertThat(peer.client().receive(buffer)).isEqualTo(result(1, MessageType.TEXT, true));
		assertThat(textOf(buffer)).isEqualTo("abc");
	}

	@Test
	void connectionThatEndsFailsThePendingReceiveAndTheSocket() throws Exception {
		RawPeer peer = open();
		CompletableFuture<ReceiveResult> receive = peer.client().receiveAsync(ByteBuffer.allocate(4));
		peer.fin();
		failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, receive);
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(peer.client().closeStatus()).isNull();
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receive(ByteBuffer.allocate(4)));
		peer.skipToEnd();
	}

	@Test
	void connectionThatEndsWithinAFrameFailsTheReceive() throws Exception {
		RawPeer peer = open();
		peer.send("82 05 01 02");
		peer.fin();
		failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, () -> peer.client().receive(ByteBuffer.allocate(9)));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void dataBeforeTheEndOfTheConnectionIsDeliveredFirst() throws Exception {
		RawPeer peer = open();
		List<CompletableFuture<WebSocketMessage>> receives = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			receives.add(peer.client().receiveAsync());
		}
		peer.send(Frames.text("a"), Frames.text("b"));
		peer.fin();
		assertThat(text(get(receives.get(0)))).isEqualTo("a");
		assertThat(text(get(receives.get(1)))).isEqualTo("b");
		failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY, receives.get(2));
	}

	@Test
	void dataIsDeliveredAlthoughTheConnectionEndedWhileNobodyReceived() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a"), Frames.text("b"));
		peer.fin();
		peer.passReadAhead();
		assertThat(text(peer.client())).isEqualTo("a");
		assertThat(text(peer.client())).isEqualTo("b");
	}

}
