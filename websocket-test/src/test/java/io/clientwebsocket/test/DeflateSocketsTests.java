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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.MessageInputStream;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Two compressed sockets that are connected in memory, in both roles.
 */
@Timeout(60)
class DeflateSocketsTests {

	private static InMemoryWebSockets open(DeflateOptions deflate) {
		return open(deflate, 1024 * 1024);
	}

	private static InMemoryWebSockets open(DeflateOptions deflate, long maxMessageSize) {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder()
			.keepAlive(KeepAlive.off())
			.deflate(deflate)
			.maxMessageSize(maxMessageSize)
			.build();
		return InMemoryWebSockets.open(options, options);
	}

	static List<DeflateOptions> everyAgreement() {
		List<DeflateOptions> all = new ArrayList<>();
		for (int bits = 9; bits <= 15; bits++) {
			for (int takeovers = 0; takeovers < 4; takeovers++) {
				all.add(new DeflateOptions(bits, 24 - bits, (takeovers & 1) != 0, (takeovers & 2) != 0, 0,
						1 + takeovers * 2));
			}
		}
		return all;
	}

	/**
	 * Whatever was agreed, however messages are cut, sent and received, in both
	 * directions.
	 */
	@ParameterizedTest
	@MethodSource("everyAgreement")
	void whatIsSentIsReceived(DeflateOptions agreed) throws Exception {
		Random random = new Random(agreed.hashCode());
		try (InMemoryWebSockets pair = open(agreed)) {
			for (int i = 0; i < 24; i++) {
				boolean fromClient = random.nextBoolean();
				ClientWebSocket sender = fromClient ? pair.client() : pair.server();
				ClientWebSocket receiver = fromClient ? pair.server() : pair.client();
				byte[] message = message(random);
				List<CompletableFuture<?>> sends = send(sender, message, random);
				assertThat(receive(receiver, random)).isEqualTo(message);
				for (CompletableFuture<?> send : sends) {
					ContractTests.get(send);
				}
			}
			assertEnds(pair);
		}
	}

	private static byte[] message(Random random) {
		byte[] message = new byte[random.nextInt((random.nextInt(4) == 0) ? 200_000 : 2000)];
		if (random.nextInt(3) == 0) {
			random.nextBytes(message);
			return message;
		}
		int position = 0;
		while (position < message.length) {
			byte[] word = ("\"field" + random.nextInt(50) + "\":" + random.nextInt(9999) + ",")
				.getBytes(StandardCharsets.US_ASCII);
			int count = Math.min(word.length, message.length - position);
			System.arraycopy(word, 0, message, position, count);
			position += count;
		}
		return message;
	}

	private static List<CompletableFuture<?>> send(ClientWebSocket sender, byte[] message, Random random) {
		SendFlag[] plain = { SendFlag.DISABLE_COMPRESSION };
		SendFlag[] flags = (random.nextInt(4) == 0) ? plain : new SendFlag[0];
		List<CompletableFuture<?>> sends = new ArrayList<>();
		int position = 0;
		while (random.nextInt(3) > 0) {
			int count = random.nextInt(message.length - position + 1);
			sends.add(sender.sendAsync(ByteBuffer.wrap(message, position, count), MessageType.BINARY, flags));
			position += count;
		}
		SendFlag[] last = Arrays.copyOf(flags, flags.length + 1);
		last[flags.length] = SendFlag.END_OF_MESSAGE;
		ByteBuffer rest = ByteBuffer.wrap(message, position, message.length - position);
		sends.add(sender.sendAsync(rest, MessageType.BINARY, last));
		return sends;
	}

	private static byte[] receive(ClientWebSocket receiver, Random random) throws Exception {
		switch (random.nextInt(3)) {
			case 0 -> {
				return ContractTests.binary(receiver.receive());
			}
			case 1 -> {
				try (MessageInputStream stream = receiver.receiveStream()) {
					return stream.readAllBytes();
				}
			}
			default -> {
				ByteBuffer target = ByteBuffer.allocate(300_000);
				ReceiveResult result = null;
				while (result == null || !result.endOfMessage()) {
					int room = random.nextInt(5000);
					target.limit(Math.min(target.capacity(), target.position() + room));
					result = receiver.receive(target);
				}
				return Arrays.copyOf(target.array(), target.position());
			}
		}
	}

	private static void assertEnds(InMemoryWebSockets pair) throws Exception {
		CompletableFuture<?> close = pair.client().closeAsync(CloseStatus.NORMAL_CLOSURE, null);
		assertThat(pair.server().receive()).isInstanceOf(WebSocketMessage.Close.class);
		pair.server().close(CloseStatus.NORMAL_CLOSURE, null);
		ContractTests.get(close);
		awaitNothingHeld(pair);
	}

	private static void awaitNothingHeld(InMemoryWebSockets pair) throws Exception {
		ContractTests.await("deflaters and inflaters to be given back", () -> {
			pair.clock().advance(Duration.ofSeconds(1));
			return pair.zlibInUse() == 0 && pair.zlibAlive() == 0 && pair.buffersInUse() == 0;
		});
	}

	@Test
	void idleSocketsHoldNothingWithoutTakeover() throws Exception {
		try (InMemoryWebSockets pair = open(
				DeflateOptions.defaults().withClientContextTakeover(false).withServerContextTakeover(false))) {
			for (int i = 0; i < 10; i++) {
				pair.client().sendText("there");
				assertThat(ContractTests.text(pair.server())).isEqualTo("there");
				pair.server().sendText("back");
				assertThat(ContractTests.text(pair.client())).isEqualTo("back");
				assertThat(pair.zlibInUse()).isZero();
			}
			assertThat(pair.zlibAlive()).as("kept for the next message").isPositive();
			assertEnds(pair);
		}
	}

	@Test
	void socketsThatHaveNotSentHoldNothing() {
		try (InMemoryWebSockets pair = open(DeflateOptions.defaults())) {
			assertThat(pair.zlibInUse()).isZero();
		}
	}

	/** Every way in which a socket ends, with a message half sent and half received. */
	@ParameterizedTest
	@CsvSource({ "abort", "cut", "close", "violation", "timeout" })
	void endedSocketsHoldNothing(String end) throws Exception {
		try (InMemoryWebSockets pair = open(DeflateOptions.defaults(), 100)) {
			ByteBuffer noise = ByteBuffer.allocate(2000);
			new Random(1).nextBytes(noise.array());
			for (ClientWebSocket socket : List.of(pair.client(), pair.server())) {
				socket.send(noise.duplicate().limit(50), MessageType.BINARY);
			}
			CompletableFuture<?> client = pair.client().receiveAsync();
			CompletableFuture<?> server = pair.server().receiveAsync();
			ContractTests.await("inflaters", () -> pair.zlibInUse() == 4);
			switch (end) {
				case "abort" -> pair.client().abort();
				case "cut" -> pair.cut();
				case "close" -> ContractTests.get(pair.client().closeOutputAsync(CloseStatus.NORMAL_CLOSURE, null));
				case "violation" -> pair.client().send(noise, MessageType.BINARY);
				default -> {
					pair.stall();
					CompletableFuture<?> close = pair.client().closeAsync(CloseStatus.NORMAL_CLOSURE, null);
					pair.clock().advance(Duration.ofSeconds(10));
					ContractTests.get(close);
				}
			}
			if (end.equals("close")) {
				ContractTests.await("the close frame", () -> pair.server().closeStatus() != null);
				ContractTests.get(pair.server().closeOutputAsync(CloseStatus.NORMAL_CLOSURE, null));
			}
			pair.heal();
			ContractTests.await("both to end", () -> client.isDone() && server.isDone());
			// who was told of the end answers, or is cut off
			CompletableFuture<?> answers = CompletableFuture.allOf(
					pair.client().closeAsync(CloseStatus.NORMAL_CLOSURE, null).handle((result, failure) -> true),
					pair.server().closeAsync(CloseStatus.NORMAL_CLOSURE, null).handle((result, failure) -> true));
			ContractTests.get(answers);
			awaitNothingHeld(pair);
		}
	}

	@Test
	void sendsOfManyThreadsKeepTheirOrderInTheWindow() throws Exception {
		try (InMemoryWebSockets pair = open(DeflateOptions.defaults().withClientMaxWindowBits(10))) {
			List<BlockedCall<Boolean>> senders = new ArrayList<>();
			for (int sender = 0; sender < 8; sender++) {
				int thread = sender;
				senders.add(BlockedCall.start(() -> {
					for (int i = 0; i < 200; i++) {
						pair.client().sendText("message " + i + " of thread " + thread + ", and of no other thread");
					}
					return true;
				}));
			}
			int[] next = new int[8];
			for (int i = 0; i < 1600; i++) {
				String[] words = ContractTests.text(pair.server()).split("[ ,]", -1);
				int thread = Integer.parseInt(words[4]);
				assertThat(words[1]).isEqualTo(String.valueOf(next[thread]++));
			}
			for (BlockedCall<Boolean> sender : senders) {
				ContractTests.get(sender);
			}
		}
	}

	@Test
	void cancelledSendLeavesTheWindowAsItShouldBe() throws Exception {
		for (int bits : new int[] { 10, 15 }) {
			try (InMemoryWebSockets pair = open(DeflateOptions.defaults().withClientMaxWindowBits(bits))) {
				byte[] noise = new byte[900_000];
				new Random(2).nextBytes(noise);
				CompletableFuture<?> blocker = pair.client().sendBinaryAsync(ByteBuffer.wrap(noise));
				List<CompletableFuture<?>> sends = new ArrayList<>();
				for (int i = 0; i < 100; i++) {
					sends.add(pair.client().sendTextAsync("this is number " + i + " of the messages that wait"));
				}
				for (int i = 0; i < 100; i += 3) {
					assertThat(sends.get(i).cancel(false)).isTrue();
				}
				CompletableFuture<?> fragment = pair.client()
					.sendAsync(ByteBuffer.wrap(noise, 0, 100), MessageType.BINARY);
				assertThat(fragment.cancel(false)).isTrue();
				CompletableFuture<?> last = pair.client().sendTextAsync("the last");
				assertThat(ContractTests.binary(pair.server().receive())).isEqualTo(noise);
				ContractTests.get(blocker);
				for (int i = 0; i < 100; i++) {
					if (i % 3 != 0) {
						assertThat(ContractTests.text(pair.server())).startsWith("this is number " + i + " ");
					}
				}
				assertThat(ContractTests.text(pair.server())).isEqualTo("the last");
				ContractTests.get(last);
			}
		}
	}

	/** A gigabyte of zeros, in a megabyte. */
	@Test
	void bombEndsTheSocketInBoundedMemory() throws Exception {
		byte[] zeros = new byte[1024 * 1024];
		try (InMemoryWebSockets pair = open(DeflateOptions.defaults(), 8 * 1024 * 1024)) {
			CompletableFuture<WebSocketMessage> receive = pair.client().receiveAsync();
			BlockedCall<Integer> bomb = BlockedCall.start(() -> {
				int sent = 0;
				for (; sent < 1024; sent++) {
					pair.server().send(ByteBuffer.wrap(zeros), MessageType.BINARY);
				}
				return sent;
			});
			assertThat(ContractTests.failure(WebSocketError.MESSAGE_TOO_BIG, receive))
				.hasMessageContaining("('maxMessageSize'), but was at least 84");
			bomb.interrupt();
			pair.server().abort();
			ContractTests.await("the bomber to end", bomb::isDone);
			awaitNothingHeld(pair);
		}
	}

	@Test
	void millionEmptyFragmentsAreNothing() throws Exception {
		byte[] frames = Frames.bytes(Frames.binary(Frames.hex("F2 48 CD C9 C9 07")).fragment().withRsv(4));
		byte[] empty = Frames.repeat(Frames.hex("00 00"), 1_000_000);
		MemoryPeer peer = new MemoryPeer(
				ClientWebSocketOptions.builder().keepAlive(KeepAlive.off()).deflate(DeflateOptions.defaults()).build());
		peer.send(frames);
		peer.send(empty);
		peer.send("80 01 00");
		assertThat(new String(ContractTests.binary(peer.client().receive()), StandardCharsets.US_ASCII))
			.isEqualTo("Hello");
		peer.close();
		peer.assertNothingLeft();
	}

	@Test
	void endsThatDoNotAgreeAreRefused() {
		ClientWebSocketOptions one = ClientWebSocketOptions.builder().deflate(DeflateOptions.defaults()).build();
		ClientWebSocketOptions other = one.toBuilder()
			.deflate(DeflateOptions.defaults().withServerMaxWindowBits(9))
			.build();
		assertThatIllegalArgumentException().isThrownBy(() -> InMemoryWebSockets.open(one, other))
			.withMessageContaining("'deflate'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> InMemoryWebSockets.open(one, ClientWebSocketOptions.defaults()));
		DeflateOptions own = DeflateOptions.defaults().withLevel(1).withMinimumSize(9);
		try (InMemoryWebSockets pair = InMemoryWebSockets.open(one, one.toBuilder().deflate(own).build())) {
			assertThat(pair.openTransports()).isEqualTo(2);
		}
	}

}
