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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.transport.BufferPool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of the keep-alive, on a manual clock.
 */
@Timeout(30)
class KeepAliveContractTests {

	private static final Duration INTERVAL = Duration.ofMillis(100);

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final Duration TICK = Duration.ofMillis(1);

	private static final CloseStatus NORMAL = CloseStatus.NORMAL_CLOSURE;

	private MemoryPeer peer = open(KeepAlive.pingPong(INTERVAL, TIMEOUT));

	private static MemoryPeer open(KeepAlive keepAlive) {
		return new MemoryPeer(ClientWebSocketOptions.builder().keepAlive(keepAlive).build());
	}

	@AfterEach
	void nothingIsLeft() throws Exception {
		this.peer.close();
		this.peer.assertNothingLeft();
	}

	private void reopen(KeepAlive keepAlive) throws Exception {
		nothingIsLeft();
		this.peer = open(keepAlive);
	}

	private void expectPing(long token) {
		ReceivedFrame ping = this.peer.nextFrame();
		assertThat(ping.opcode()).isEqualTo(Opcode.PING);
		assertThat(ping.payload().getLong()).isEqualTo(token);
	}

	private static ServerFrame pong(long token) {
		return Frames.pong(ByteBuffer.allocate(Long.BYTES).putLong(0, token).array());
	}

	/** Send frames, and return when they were handled: the interval begins again. */
	private void sendHandled(ServerFrame... frames) throws Exception {
		CompletableFuture<WebSocketMessage> receive = this.peer.client().receiveAsync();
		this.peer.send(frames);
		this.peer.send(Frames.text("fence"));
		assertThat(ContractTests.text(ContractTests.get(receive))).isEqualTo("fence");
	}

	@Test
	void offSendsNothingAndNeedsNoTimer() throws Exception {
		reopen(KeepAlive.off());
		assertThat(this.peer.clock().pending()).isZero();
		this.peer.pass(Duration.ofDays(1));
		this.peer.assertSilent();
	}

	@Test
	void unsolicitedPongIsSentAtEveryIntervalWhateverElseHappens() throws Exception {
		reopen(KeepAlive.unsolicitedPong(INTERVAL));
		for (int i = 0; i < 5; i++) {
			this.peer.pass(INTERVAL.minus(TICK));
			this.peer.assertSilent();
			this.peer.pass(TICK);
			assertThat(this.peer.next()).isEqualTo("pong [] (0 bytes)");
		}
		this.peer.client().sendText("a");
		assertThat(this.peer.next()).isEqualTo("text \"a\"");
		this.peer.pass(INTERVAL);
		assertThat(this.peer.next()).isEqualTo("pong [] (0 bytes)");
	}

	@Test
	void unsolicitedPongDetectsNothing() throws Exception {
		reopen(KeepAlive.unsolicitedPong(Duration.ofMinutes(1)));
		this.peer.pass(Duration.ofHours(1));
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void unsolicitedPongIsSentAfterThePeersCloseAndNotAfterOurs() throws Exception {
		reopen(KeepAlive.unsolicitedPong(INTERVAL));
		this.peer.send(Frames.close(1000, ""));
		this.peer.client().receive();
		this.peer.pass(INTERVAL);
		assertThat(this.peer.next()).isEqualTo("pong [] (0 bytes)");
		reopen(KeepAlive.unsolicitedPong(INTERVAL));
		this.peer.client().closeOutput(NORMAL, null);
		assertThat(this.peer.nextFrame().isClose()).isTrue();
		this.peer.pass(INTERVAL.multipliedBy(5));
		this.peer.assertSilent();
	}

	@Test
	void pingIsSentAfterAnIntervalOfSilenceAndCounted() throws Exception {
		for (int token = 1; token <= 5; token++) {
			this.peer.pass(INTERVAL.minus(TICK));
			this.peer.assertSilent();
			this.peer.pass(TICK);
			expectPing(token);
			sendHandled(pong(token));
		}
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.OPEN);
		assertThat(this.peer.client().lastRoundTrip()).contains(Duration.ZERO);
	}

	@Test
	void receivedBytesBeginTheIntervalAgainAndSentOnesDoNot() throws Exception {
		this.peer.pass(Duration.ofMillis(60));
		sendHandled();
		this.peer.pass(Duration.ofMillis(60));
		this.peer.client().sendText("a");
		assertThat(this.peer.next()).isEqualTo("text \"a\"");
		this.peer.pass(Duration.ofMillis(39));
		this.peer.assertSilent();
		this.peer.pass(TICK);
		expectPing(1);
	}

	@Test
	void noSecondPingIsSentWhileOneIsOutstanding() throws Exception {
		this.peer.pass(INTERVAL);
		expectPing(1);
		this.peer.pass(INTERVAL.multipliedBy(9));
		this.peer.assertSilent();
	}

	@Test
	void deadPeerIsCutOffExactlyWhenItsTimeIsUp() throws Exception {
		CompletableFuture<WebSocketMessage> receive = this.peer.client().receiveAsync();
		CompletableFuture<Duration> ping = this.peer.client().pingAsync();
		this.peer.pass(INTERVAL.plus(TIMEOUT).minus(TICK));
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.OPEN);
		this.peer.pass(TICK);
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.ABORTED);
		WebSocketException failure = ContractTests.failure(WebSocketError.KEEP_ALIVE_TIMEOUT, receive);
		ContractTests.failure(WebSocketError.KEEP_ALIVE_TIMEOUT, ping);
		assertThat(ContractTests.failure(WebSocketError.INVALID_STATE, () -> this.peer.client().receive()))
			.hasCause(failure);
		assertThat(ContractTests.failure(WebSocketError.INVALID_STATE, () -> this.peer.client().sendText("a")))
			.hasCause(failure);
		assertThat(this.peer.client().closeStatus()).isNull();
	}

	@Test
	void timeoutReachesABlockedSendAndABlockedReceive() throws Exception {
		this.peer.pass(INTERVAL);
		CompletableFuture<Void> send = this.peer.client().sendBinaryAsync(ByteBuffer.allocate(1_000_000));
		BlockedCall<WebSocketMessage> receive = BlockedCall.start(() -> this.peer.client().receive());
		this.peer.pass(TIMEOUT);
		ContractTests.failure(WebSocketError.KEEP_ALIVE_TIMEOUT, send);
		ContractTests.failure(WebSocketError.KEEP_ALIVE_TIMEOUT, receive);
	}

	@Test
	void dataIsNoAnswerToAPing() throws Exception {
		this.peer.pass(INTERVAL);
		expectPing(1);
		for (int i = 0; i < 10; i++) {
			this.peer.pass(Duration.ofMillis(99));
			sendHandled();
		}
		this.peer.pass(Duration.ofMillis(10));
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.ABORTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "8A 00", "8A 08 00*8", "8A 08 00*7 02", "8A 07 00*6 01", "8A 09 00*8 01", "8A 08 FF*8" })
	void wrongPongIsNoAnswerToAPing(String pong) throws Exception {
		this.peer.pass(INTERVAL);
		expectPing(1);
		this.peer.send(pong);
		sendHandled();
		this.peer.pass(TIMEOUT);
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void pongIsSeenWhileNobodyReceives() throws Exception {
		this.peer.pass(INTERVAL);
		expectPing(1);
		this.peer.send(pong(1));
		ContractTests.await("the answer", () -> this.peer.client().lastRoundTrip().isPresent());
		this.peer.pass(TIMEOUT.minus(TICK));
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void slowApplicationIsNotTakenForADeadPeer() throws Exception {
		// the last of these bytes is taken when the socket's buffer is full
		int length = InMemoryWebSockets.CAPACITY + BufferPool.BUFFER_SIZE - 10;
		this.peer.send(Frames.binary(new byte[length]));
		this.peer.awaitSent();
		this.peer.pass(Duration.ofMinutes(1));
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.OPEN);
		expectPing(1);
		CompletableFuture<WebSocketMessage> receive = this.peer.client().receiveAsync();
		assertThat(ContractTests.binary(ContractTests.get(receive))).hasSize(length);
		this.peer.pass(TIMEOUT.minus(TICK));
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.OPEN);
		this.peer.pass(TICK);
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void noPingFollowsOurCloseFrameButTheDeadlineRuns() throws Exception {
		CompletableFuture<CloseResult> close = this.peer.client().closeAsync(NORMAL, null);
		assertThat(this.peer.nextFrame().isClose()).isTrue();
		this.peer.pass(INTERVAL.plus(TIMEOUT).minus(TICK));
		this.peer.assertSilent();
		assertThat(close).isNotDone();
		this.peer.pass(TICK);
		assertThat(ContractTests.get(close)).isEqualTo(new CloseResult(CloseResult.Outcome.ABORTED, NORMAL, null));
	}

	@Test
	void keepAliveEndsWithTheCloseHandshake() throws Exception {
		this.peer.send(Frames.close(1000, ""));
		this.peer.client().close(NORMAL, null);
		assertThat(this.peer.nextFrame().isClose()).isTrue();
		this.peer.pass(Duration.ofMinutes(1));
		assertThat(this.peer.client().state()).isEqualTo(WebSocketState.CLOSED);
		assertThat(this.peer.clock().pending()).isZero();
	}

}
