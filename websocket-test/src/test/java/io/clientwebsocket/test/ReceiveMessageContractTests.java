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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract of receiving whole messages.
 */
class ReceiveMessageContractTests extends ContractTests {

	private static final Duration SHORT = Duration.ofMillis(1);

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3, 4, 5, 31, 32, 33, 125, 126, 127, 128, 65_534, 65_535, 65_536, 131_070, 200_000 })
	void messageOfAnyLengthArrivesWhole(int length) throws Exception {
		RawPeer peer = open();
		peer.send(Frames.binary(pattern(length)), Frames.text("x".repeat(length)));
		assertThat(binary(peer.client().receive())).isEqualTo(pattern(length));
		assertThat(text(peer.client())).isEqualTo("x".repeat(length));
	}

	@Test
	void fragmentsArePutTogether() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a").fragment());
		for (int i = 0; i < 1000; i++) {
			peer.send(Frames.continuation("\u20AC").fragment());
		}
		peer.send(Frames.continuation(""));
		assertThat(text(peer.client())).isEqualTo("a" + "\u20AC".repeat(1000));
	}

	@Test
	void manyFramesInOneSegmentAreManyMessages() throws Exception {
		RawPeer peer = open();
		ServerFrame[] frames = new ServerFrame[5000];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = Frames.text("m" + i);
		}
		peer.send(frames);
		for (int i = 0; i < frames.length; i++) {
			assertThat(text(peer.client())).isEqualTo("m" + i);
		}
	}

	@Test
	void bytesThatArriveOneByOneAreAMessage() throws Exception {
		RawPeer peer = open();
		byte[] bytes = Frames.bytes(Frames.text("a\u20AC").fragment(), Frames.ping("p"),
				Frames.continuation("b".repeat(300)));
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		for (byte next : bytes) {
			assertThat(receive).isNotDone();
			peer.send(new byte[] { next });
		}
		assertThat(text(get(receive))).isEqualTo("a\u20AC" + "b".repeat(300));
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
	}

	@Test
	void controlFramesBetweenFragmentsDoNotEndTheMessage() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a").fragment(), Frames.ping("1"), Frames.pong(""), Frames.continuation("b"));
		assertThat(text(peer.client())).isEqualTo("ab");
		assertThat(peer.next()).isEqualTo("pong [31] (1 bytes)");
	}

	@Test
	void closeIsTheLastMessageAndDeliveredOnce() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a"), Frames.close(1001, "bye"));
		assertThat(text(peer.client())).isEqualTo("a");
		assertThat(peer.client().receive())
			.isEqualTo(new WebSocketMessage.Close(CloseStatus.ENDPOINT_UNAVAILABLE, "bye"));
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receive());
		failure(WebSocketError.INVALID_STATE, peer.client().receiveAsync());
	}

	@Test
	void receiveWithTimeoutIsEmptyWhenTheTimeIsUp() throws Exception {
		RawPeer peer = open();
		assertThat(peer.client().receive(Duration.ZERO)).isEmpty();
		assertThat(peer.client().receive(Duration.ofMillis(-1))).isEmpty();
		assertThat(peer.client().receive(SHORT)).isEmpty();
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
		peer.send(Frames.text("a"));
		assertThat(peer.client().receive(RawPeer.TIMEOUT)).contains(new WebSocketMessage.Text("a"));
	}

	@Test
	void longestTimeoutIsNoTimeout() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a"));
		assertThat(peer.client().receive(Duration.ofSeconds(Long.MAX_VALUE))).contains(new WebSocketMessage.Text("a"));
	}

	@Test
	void receiveWithTimeoutKeepsWhatCameOfAMessage() throws Exception {
		RawPeer peer = open();
		peer.send("81 03 61");
		assertThat(peer.client().receive(SHORT)).isEmpty();
		peer.send("62");
		assertThat(peer.client().receive(SHORT)).isEmpty();
		peer.send("63");
		assertThat(text(peer.client())).isEqualTo("abc");
	}

	@Test
	void interruptedReceiveLosesNothing() throws Exception {
		RawPeer peer = open();
		peer.send("81 03 61");
		BlockedCall<WebSocketMessage> call = BlockedCall.start(() -> peer.client().receive());
		call.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(call))
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(call.leftInterrupt()).isFalse();
		peer.send("62 63");
		assertThat(text(peer.client())).isEqualTo("abc");
	}

	@Test
	void cancelledReceiveLosesNothing() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send("81 03 61");
		assertThat(receive.cancel(true)).isTrue();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> get(receive));
		peer.send("62 63");
		assertThat(text(peer.client())).isEqualTo("abc");
	}

	@Test
	void cancellingAReceiveInTheMiddleOfTheQueueKeepsTheOrderOfTheOthers() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> first = peer.client().receiveAsync();
		CompletableFuture<WebSocketMessage> second = peer.client().receiveAsync();
		CompletableFuture<WebSocketMessage> third = peer.client().receiveAsync();
		second.cancel(false);
		peer.send(Frames.text("a"), Frames.text("b"));
		assertThat(text(get(first))).isEqualTo("a");
		assertThat(text(get(third))).isEqualTo("b");
	}

	@Test
	void asynchronousReceivesAreServedInTheOrderOfTheCalls() throws Exception {
		RawPeer peer = open();
		List<CompletableFuture<WebSocketMessage>> receives = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			receives.add(peer.client().receiveAsync());
		}
		for (int i = 0; i < 100; i++) {
			peer.send(Frames.text("m" + i));
		}
		for (int i = 0; i < 100; i++) {
			assertThat(text(get(receives.get(i)))).isEqualTo("m" + i);
		}
	}

	@Test
	void blockingReceiveWaitsBehindAnAsynchronousOne() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> first = peer.client().receiveAsync();
		BlockedCall<String> second = BlockedCall.start(() -> text(peer.client()));
		peer.send(Frames.text("a"), Frames.text("b"));
		assertThat(text(get(first))).isEqualTo("a");
		assertThat(get(second)).isEqualTo("b");
	}

	@Test
	void receiveThatIsThereCompletesBeforeTheCallReturns() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a"), Frames.text("b"));
		assertThat(text(peer.client())).isEqualTo("a");
		assertThat(peer.client().receiveAsync()).isCompletedWithValue(new WebSocketMessage.Text("b"));
	}

	@Test
	void wholeMessageIsNotReceivedBehindAPartOfIt() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("abcd"), Frames.text("e"));
		peer.client().receive(ByteBuffer.allocate(2));
		failure(WebSocketError.INVALID_STATE, () -> peer.client().receive());
		failure(WebSocketError.INVALID_STATE, peer.client().receiveAsync());
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
		assertThat(peer.client().receive(ByteBuffer.allocate(9)))
			.isEqualTo(new ReceiveResult(2, MessageType.TEXT, true));
		assertThat(text(peer.client())).isEqualTo("e");
	}

	@Test
	void partIsReceivedOfWhatATimedOutReceiveCollected() throws Exception {
		RawPeer peer = open();
		peer.send("01 02 61 62 80 03 63");
		Optional<WebSocketMessage> none = peer.client().receive(Duration.ofMillis(200));
		assertThat(none).isEmpty();
		peer.send("64 65");
		ByteBuffer buffer = ByteBuffer.allocate(9);
		ReceiveResult last = peer.client().receive(buffer);
		assertThat(last.type()).isEqualTo(MessageType.TEXT);
		while (!last.endOfMessage()) {
			last = peer.client().receive(buffer);
		}
		assertThat(textOf(buffer)).isEqualTo("abcde");
	}

	@Test
	void messageAboveTheLimitIsRefusedByNameAndEndsTheSocket() throws Exception {
		RawPeer peer = open((options) -> options.maxMessageSize(100));
		peer.send(Frames.binary(new byte[100]), Frames.binary(new byte[101]));
		assertThat(binary(peer.client().receive())).hasSize(100);
		WebSocketException failure = failure(WebSocketError.MESSAGE_TOO_BIG, () -> peer.client().receive());
		assertThat(failure).hasMessageContaining("'maxMessageSize'").hasMessageContaining("101");
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1009);
	}

	@Test
	void fragmentedMessageAboveTheLimitIsRefusedWithTheFragmentThatExceedsIt() throws Exception {
		RawPeer peer = open((options) -> options.maxMessageSize(100));
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send("02 3C" + " 00".repeat(60));
		peer.send("80 29");
		assertThat(failure(WebSocketError.MESSAGE_TOO_BIG, receive)).hasMessageContaining("'maxMessageSize'");
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1009);
	}

	@Test
	void frameAboveTheLimitIsRefusedByNameBeforeItsPayload() throws Exception {
		RawPeer peer = open((options) -> options.maxFrameSize(100));
		CompletableFuture<ReceiveResult> receive = peer.client().receiveAsync(ByteBuffer.allocate(10));
		peer.send("82 65");
		WebSocketException failure = failure(WebSocketError.MESSAGE_TOO_BIG, receive);
		assertThat(failure).hasMessageContaining("'maxFrameSize'").hasMessageContaining("101");
		assertThat(peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(peer.nextFrame().closeCode()).isEqualTo(1009);
	}

	@Test
	void announcedLengthDoesNotTakeMemoryBeforeItsBytesCome() throws Exception {
		RawPeer peer = open((options) -> options.maxMessageSize(Integer.MAX_VALUE - 8).maxFrameSize(Long.MAX_VALUE));
		peer.send("82 7F 00 00 00 00 7F FF FF F7 01");
		assertThat(peer.client().receive(Duration.ofMillis(50))).isEmpty();
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

}
