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
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Contract of PING and PONG.
 */
class PingContractTests extends ContractTests {

	@Test
	void pingIsAnsweredWhileNobodyReceives() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.ping("p"));
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		peer.send(Frames.ping(pattern(125)));
		assertThat(peer.nextFrame().bytes()).isEqualTo(pattern(125));
	}

	@Test
	void pingIsAnsweredWhileAReceiveIsPending() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send(Frames.ping(""));
		assertThat(peer.next()).isEqualTo("pong [] (0 bytes)");
		assertThat(receive).isNotDone();
	}

	@Test
	void pingBehindUnreadDataIsAnsweredOnce() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a"), Frames.text("b").fragment(), Frames.ping("p"), Frames.continuation("c"));
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		assertThat(text(peer.client())).isEqualTo("a");
		assertThat(text(peer.client())).isEqualTo("bc");
		peer.expectNothingElse();
	}

	@Test
	void pingIsAnsweredSoonAfterTheApplicationStoppedToReceive() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.text("a"));
		assertThat(text(peer.client())).isEqualTo("a");
		peer.passReadAhead();
		peer.send(Frames.text("b"), Frames.ping("p"));
		assertThat(peer.next()).isEqualTo("pong [70] (1 bytes)");
		assertThat(text(peer.client())).isEqualTo("b");
	}

	@Test
	void pingIsAnsweredBehindAnAsynchronousReceive() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send(Frames.text("a"));
		assertThat(text(get(receive))).isEqualTo("a");
		peer.expectNothingElse();
	}

	@Test
	void pingThatArrivesByteByByteBehindDataIsAnswered() throws Exception {
		RawPeer peer = open();
		for (byte next : Frames.bytes(Frames.text("a"), Frames.ping("pq"))) {
			peer.send(new byte[] { next });
		}
		assertThat(peer.next()).isEqualTo("pong [70 71] (2 bytes)");
		assertThat(text(peer.client())).isEqualTo("a");
		peer.expectNothingElse();
	}

	@Test
	void unsolicitedPongIsIgnored() throws Exception {
		RawPeer peer = open();
		CompletableFuture<WebSocketMessage> receive = peer.client().receiveAsync();
		peer.send(Frames.pong(""), Frames.pong(new byte[8]), Frames.pong(pattern(125)), Frames.text("a"));
		assertThat(text(get(receive))).isEqualTo("a");
		assertThat(peer.client().lastRoundTrip()).isEmpty();
		peer.expectNothingElse();
	}

	@Test
	void pingReturnsTheRoundTripAlthoughNobodyReceives() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		ReceivedFrame frame = peer.nextFrame();
		assertThat(frame.opcode()).isEqualTo(Opcode.PING);
		assertThat(frame.payload().getLong()).isEqualTo(1);
		assertThat(ping).isNotDone();
		peer.pass(Duration.ofMillis(7));
		peer.send(Frames.pong(frame.bytes()));
		Duration roundTrip = get(ping);
		assertThat(roundTrip).isPositive();
		if (peer.clock() != null) {
			assertThat(roundTrip).isEqualTo(Duration.ofMillis(7));
		}
		assertThat(peer.client().lastRoundTrip()).contains(roundTrip);
	}

	@Test
	void blockingPingWaitsForItsOwnPong() throws Exception {
		RawPeer peer = open();
		BlockedCall<Duration> ping = BlockedCall.start(() -> peer.client().ping());
		byte[] payload = peer.nextFrame().bytes();
		peer.send(Frames.pong("x"), Frames.pong(ByteBuffer.allocate(8).putLong(0, 2).array()), Frames.text("fence"));
		assertThat(text(peer.client())).isEqualTo("fence");
		assertThat(ping).isNotDone();
		peer.send(Frames.pong(payload));
		peer.passReadAhead();
		get(ping);
	}

	@Test
	void pongOfALaterPingAnswersTheEarlierOnes() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Duration> first = peer.client().pingAsync();
		CompletableFuture<Duration> second = peer.client().pingAsync();
		peer.nextFrame();
		peer.send(Frames.pong(peer.nextFrame().bytes()));
		get(first);
		get(second);
	}

	@Test
	void pingCarriesThePayloadThatItIsGiven() throws Exception {
		RawPeer peer = open();
		ByteBuffer payload = ByteBuffer.wrap(pattern(127)).position(1).limit(126);
		byte[] expected = Arrays.copyOfRange(pattern(127), 1, 126);
		CompletableFuture<Duration> ping = peer.client().pingAsync(payload);
		assertThat(payload.position()).isEqualTo(1);
		payload.put(1, (byte) ~payload.get(1));
		ReceivedFrame frame = peer.nextFrame();
		assertThat(frame.opcode()).isEqualTo(Opcode.PING);
		assertThat(frame.bytes()).isEqualTo(expected);
		peer.send(Frames.pong("x"), Frames.text("fence"));
		assertThat(text(peer.client())).isEqualTo("fence");
		assertThat(ping).isNotDone();
		peer.send(Frames.pong(expected));
		peer.passReadAhead();
		Duration roundTrip = get(ping);
		assertThat(peer.client().lastRoundTrip()).contains(roundTrip);
	}

	@Test
	void blockingPingCarriesThePayloadThatItIsGiven() throws Exception {
		RawPeer peer = open();
		BlockedCall<Duration> ping = BlockedCall.start(() -> peer.client().ping(utf8("p")));
		assertThat(peer.next()).isEqualTo("ping [70] (1 bytes)");
		peer.send(Frames.pong("p"));
		Duration roundTrip = get(ping);
		assertThat(peer.client().lastRoundTrip()).contains(roundTrip);
	}

	@Test
	void pingWithoutPayloadIsAnsweredByAnEmptyPong() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Duration> ping = peer.client().pingAsync(ByteBuffer.allocate(0));
		assertThat(peer.next()).isEqualTo("ping [] (0 bytes)");
		peer.send(Frames.pong("x"), Frames.text("fence"));
		assertThat(text(peer.client())).isEqualTo("fence");
		assertThat(ping).isNotDone();
		peer.send(Frames.pong(""));
		peer.passReadAhead();
		get(ping);
	}

	@Test
	void pingsWithTheSamePayloadAreAnsweredOneByOne() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Duration> first = peer.client().pingAsync(utf8("p"));
		CompletableFuture<Duration> second = peer.client().pingAsync(utf8("p"));
		assertThat(peer.next()).isEqualTo(peer.next()).isEqualTo("ping [70] (1 bytes)");
		peer.send(Frames.pong("p"), Frames.text("fence"));
		assertThat(text(peer.client())).isEqualTo("fence");
		get(first);
		assertThat(second).isNotDone();
		peer.send(Frames.pong("p"));
		peer.passReadAhead();
		get(second);
	}

	@Test
	void pongOfALaterPayloadAnswersTheEarlierPings() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Duration> counted = peer.client().pingAsync();
		CompletableFuture<Duration> first = peer.client().pingAsync(utf8("a"));
		CompletableFuture<Duration> second = peer.client().pingAsync(utf8("b"));
		CompletableFuture<Duration> third = peer.client().pingAsync(utf8("c"));
		peer.send(Frames.pong("b"), Frames.pong("a"), Frames.text("fence"));
		assertThat(text(peer.client())).isEqualTo("fence");
		assertThat(get(counted)).isEqualTo(get(first)).isEqualTo(get(second));
		assertThat(third).isNotDone();
	}

	@Test
	void interruptedPingLeavesTheSocketUsable() throws Exception {
		RawPeer peer = open();
		BlockedCall<Duration> ping = BlockedCall.start(() -> peer.client().ping());
		ping.interrupt();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> get(ping))
			.withCauseInstanceOf(InterruptedException.class);
		peer.client().sendText("a");
		assertThat(peer.nextFrame().opcode()).isEqualTo(Opcode.PING);
		assertThat(peer.next()).isEqualTo("text \"a\"");
		assertThat(peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void pendingPingFailsWhenTheCloseHandshakeIsComplete() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		peer.send(Frames.close(1000, ""));
		peer.client().close();
		failure(WebSocketError.INVALID_STATE, ping);
	}

	@Test
	void pingsAtFullSpeedWhileNobodyReceivesAreAnsweredWithTheLast() throws Exception {
		RawPeer peer = open();
		ServerFrame[] pings = new ServerFrame[20_000];
		for (int i = 0; i < pings.length; i++) {
			pings[i] = Frames.ping("p" + i);
		}
		peer.send(pings);
		String last = "";
		while (!last.equals("p19999")) {
			ReceivedFrame frame = peer.nextFrame();
			assertThat(frame.opcode()).isEqualTo(Opcode.PONG);
			last = frame.text();
		}
		peer.expectNothingElse();
	}

	@Test
	void pingBehindTheCloseOfThePeerIsAnInvalidState() throws Exception {
		RawPeer peer = open();
		peer.send(Frames.close(1000, ""));
		assertThat(peer.client().receive()).isInstanceOf(WebSocketMessage.Close.class);
		failure(WebSocketError.INVALID_STATE, peer.client().pingAsync());
		failure(WebSocketError.INVALID_STATE, () -> peer.client().ping());
	}

	@Test
	void pingThatWaitsEndsWithTheCloseOfThePeer() throws Exception {
		RawPeer peer = open();
		CompletableFuture<Duration> ping = peer.client().pingAsync();
		CompletableFuture<Duration> withPayload = peer.client().pingAsync(utf8("p"));
		assertThat(peer.next()).startsWith("ping");
		peer.send(Frames.close(1000, ""));
		failure(WebSocketError.INVALID_STATE, ping);
		failure(WebSocketError.INVALID_STATE, withPayload);
	}

}
