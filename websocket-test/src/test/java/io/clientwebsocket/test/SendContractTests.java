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
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Contract of sending to a peer that reads.
 */
class SendContractTests extends ContractTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 125, 126, 127, 65_535, 65_536, 65_537, 200_000, 1_000_000 })
	void messageOfAnyLengthIsOneMaskedFrameWithTheShortestLength(int length) throws Exception {
		RawPeer peer = open();
		CompletableFuture<Void> bytes = peer.client().sendBinaryAsync(ByteBuffer.wrap(pattern(length)));
		CompletableFuture<Void> text = peer.client().sendTextAsync("x".repeat(length));
		ReceivedFrame binary = peer.nextFrame();
		assertThat(binary.fin()).isTrue();
		assertThat(binary.rsv()).isZero();
		assertThat(binary.opcode()).isEqualTo(Opcode.BINARY);
		assertThat(binary.bytes()).isEqualTo(pattern(length));
		ReceivedFrame second = peer.nextFrame();
		assertThat(second.opcode()).isEqualTo(Opcode.TEXT);
		assertThat(second.text()).isEqualTo("x".repeat(length));
		get(bytes);
		get(text);
	}

	@Test
	void wireBytesAreThoseOfTheProtocol() throws Exception {
		RawPeer peer = open();
		peer.client().sendText("Hello");
		byte[] frame = peer.bytes(11, "a frame").array();
		assertThat(Frames.toHex(frame)).startsWith("81 85 ");
		for (int i = 0; i < 5; i++) {
			frame[6 + i] ^= frame[2 + (i & 3)];
		}
		assertThat(new String(frame, 6, 5, StandardCharsets.UTF_8)).isEqualTo("Hello");
	}

	@Test
	void everyFrameHasAMaskingKeyOfItsOwn() throws Exception {
		RawPeer peer = open();
		Map<Integer, Integer> keys = new HashMap<>();
		for (int i = 0; i < 100; i++) {
			peer.client().sendText("a");
			keys.merge(peer.nextFrame().maskingKey(), 1, Integer::sum);
		}
		assertThat(keys).hasSizeGreaterThan(98);
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 80_000 })
	void sourceIsLeftAsItWas(int length) throws Exception {
		RawPeer peer = open();
		ByteBuffer source = ByteBuffer.wrap(pattern(length)).position(1).limit(length - 1);
		peer.client().sendBinary(source);
		assertThat(peer.nextFrame().payload()).isEqualTo(source);
		get(peer.client().sendBinaryAsync(source));
		assertThat(peer.nextFrame().payload()).isEqualTo(source);
		peer.client().send(source, MessageType.BINARY, SendFlag.END_OF_MESSAGE);
		assertThat(peer.nextFrame().payload()).isEqualTo(source);
		assertThat(source.position()).isEqualTo(1);
		assertThat(source.limit()).isEqualTo(length - 1);
		assertThat(source.array()).isEqualTo(pattern(length));
	}

	@ParameterizedTest
	@ValueSource(ints = { 13, 100_003 })
	void buffersOfEveryKindAreSentInTheSameWay(int length) throws Exception {
		RawPeer peer = open();
		byte[] bytes = pattern(length);
		ByteBuffer direct = ByteBuffer.allocateDirect(length).put(bytes).flip();
		List<ByteBuffer> sources = List.of(ByteBuffer.wrap(bytes),
				ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), ByteBuffer.wrap(bytes).asReadOnlyBuffer(),
				direct, direct.duplicate().order(ByteOrder.LITTLE_ENDIAN),
				direct.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN),
				ByteBuffer.allocate(length + 7).position(7).put(7, bytes).slice());
		for (ByteBuffer source : sources) {
			ByteOrder order = source.order();
			peer.client().sendBinary(source);
			assertThat(peer.nextFrame().bytes()).isEqualTo(bytes);
			assertThat(source.order()).isEqualTo(order);
		}
	}

	@Test
	void fragmentsAreAFirstFrameAndContinuations() throws Exception {
		RawPeer peer = open();
		ClientWebSocket socket = peer.client();
		socket.send(utf8("a"), MessageType.TEXT);
		socket.send(utf8("b"), MessageType.BINARY);
		get(socket.sendAsync(utf8(""), MessageType.TEXT));
		socket.send(utf8(""), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		socket.sendText("next");
		assertThat(peer.next()).isEqualTo("text \"a\", not final");
		assertThat(peer.next()).isEqualTo("continuation [62] (1 bytes), not final");
		assertThat(peer.next()).isEqualTo("continuation [] (0 bytes), not final");
		assertThat(peer.next()).isEqualTo("continuation [] (0 bytes)");
		assertThat(peer.next()).isEqualTo("text \"next\"");
	}

	@Test
	void frameWithEndOfMessageAloneIsAWholeMessage() throws Exception {
		RawPeer peer = open();
		peer.client().send(utf8("a"), MessageType.BINARY, SendFlag.END_OF_MESSAGE, SendFlag.END_OF_MESSAGE);
		assertThat(peer.next()).isEqualTo("binary [61] (1 bytes)");
	}

	@Test
	void wholeMessagesOfOthersWaitForTheLastFragment() throws Exception {
		RawPeer peer = open();
		peer.client().send(utf8("a"), MessageType.TEXT);
		BlockedCall<Boolean> whole = BlockedCall.run(() -> peer.client().sendText("whole"));
		CompletableFuture<Void> async = peer.client().sendTextAsync("async");
		peer.client().send(utf8("b"), MessageType.TEXT);
		assertThat(whole).isNotDone();
		peer.client().send(utf8("c"), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		assertThat(peer.next()).isEqualTo("text \"a\", not final");
		assertThat(peer.next()).isEqualTo("continuation [62] (1 bytes), not final");
		assertThat(peer.next()).isEqualTo("continuation [63] (1 bytes)");
		assertThat(peer.next()).isEqualTo("text \"whole\"");
		assertThat(peer.next()).isEqualTo("text \"async\"");
		get(whole);
		get(async);
	}

	@Test
	void controlFramesGoBetweenFragments() throws Exception {
		RawPeer peer = open();
		peer.client().send(utf8("a"), MessageType.TEXT);
		peer.send(Frames.ping("p"));
		assertThat(peer.next()).isEqualTo("text \"a\", not final");
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		peer.client().send(utf8("b"), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		assertThat(peer.next()).isEqualTo("continuation [62] (1 bytes)");
	}

	@Test
	void wholeMessageOfTheThreadThatFragmentsIsRefused() throws Exception {
		RawPeer peer = open();
		peer.client().send(utf8("a"), MessageType.TEXT);
		failure(WebSocketError.INVALID_STATE, () -> peer.client().sendText("x"));
		failure(WebSocketError.INVALID_STATE, () -> peer.client().sendBinary(utf8("x")));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
		peer.client().send(utf8("b"), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
		peer.client().sendText("c");
		assertThat(peer.next()).isEqualTo("text \"a\", not final");
		assertThat(peer.next()).isEqualTo("continuation [62] (1 bytes)");
		assertThat(peer.next()).isEqualTo("text \"c\"");
	}

	@Test
	void asynchronousSendsKeepTheOrderOfTheCalls() throws Exception {
		RawPeer peer = open((options) -> options.maxSendQueueSize(64 * 1024 * 1024));
		List<CompletableFuture<Void>> sends = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			// every tenth is larger than a batch
			sends.add(peer.client().sendTextAsync(i + ":" + "x".repeat((i % 10 == 0) ? 100_000 : i)));
		}
		for (int i = 0; i < 300; i++) {
			assertThat(peer.nextFrame().text()).startsWith(i + ":");
		}
		for (CompletableFuture<Void> send : sends) {
			get(send);
		}
	}

	@Test
	void threadsKeepTheirOwnOrderAndTheirFragmentsTogether() throws Exception {
		RawPeer peer = open();
		List<BlockedCall<Boolean>> threads = new ArrayList<>();
		for (int t = 0; t < 4; t++) {
			String name = "t" + t;
			threads.add(BlockedCall.run(() -> sendSeries(peer.client(), name)));
		}
		Map<String, Integer> seen = new HashMap<>();
		for (int i = 0; i < 4 * 50; i++) {
			String message = nextMessage(peer);
			String name = message.substring(0, 2);
			int number = seen.merge(name, 1, Integer::sum) - 1;
			assertThat(message).startsWith(name + ":" + number + ":");
		}
		for (BlockedCall<Boolean> thread : threads) {
			get(thread);
		}
	}

	private static void sendSeries(ClientWebSocket socket, String name) throws InterruptedException {
		for (int i = 0; i < 50; i++) {
			socket.sendText(name + ":" + i + ":" + "x".repeat(i * 1500));
		}
	}

	private static String nextMessage(RawPeer peer) {
		ReceivedFrame frame = peer.nextFrame();
		assertThat(frame.opcode()).isEqualTo(Opcode.TEXT);
		assertThat(frame.fin()).isTrue();
		return frame.text();
	}

	@Test
	void typeCloseIsAnIllegalArgument() throws Exception {
		RawPeer peer = open();
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().send(utf8("a"), MessageType.CLOSE))
			.withMessageContaining("'type'");
		assertThatIllegalArgumentException().isThrownBy(() -> peer.client().sendAsync(utf8("a"), MessageType.CLOSE));
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
		peer.expectNothingElse();
	}

	@Test
	void textIsSentAsUtf8() throws Exception {
		RawPeer peer = open();
		peer.client().sendText("a\u00E4\u20AC\uD83D\uDE00\u0000");
		assertThat(peer.nextFrame().text()).isEqualTo("a\u00E4\u20AC\uD83D\uDE00\u0000");
	}

	@Test
	void sendOnAnAbortedSocketIsAnInvalidState() throws Exception {
		RawPeer peer = open();
		peer.client().abort();
		assertThat(failure(WebSocketError.INVALID_STATE, () -> peer.client().sendText("a")))
			.hasMessageContaining("ABORTED");
		failure(WebSocketError.INVALID_STATE, peer.client().sendTextAsync("a"));
		failure(WebSocketError.INVALID_STATE, () -> peer.client().send(utf8("a"), MessageType.TEXT));
		peer.skipToEnd();
	}

}
