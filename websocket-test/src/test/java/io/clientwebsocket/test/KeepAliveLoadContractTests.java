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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract of keep-alive beside everything else: slow applications, stalled writes, close
 * frames, PINGs of the application.
 */
@Timeout(30)
class KeepAliveLoadContractTests {

	private static final Duration INTERVAL = Duration.ofMillis(100);

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final Duration TICK = Duration.ofMillis(1);

	private MemoryPeer peer = open(KeepAlive.pingPong(INTERVAL, TIMEOUT));

	private static MemoryPeer open(KeepAlive keepAlive) {
		return new MemoryPeer(
				ClientWebSocketOptions.builder().keepAlive(keepAlive).writeTimeout(Duration.ofMinutes(10)).build());
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

	private ReceivedFrame expectPing(long token) {
		ReceivedFrame ping = this.peer.nextFrame();
		assertThat(ping.opcode()).isEqualTo(Opcode.PING);
		assertThat(ping.payload().getLong()).isEqualTo(token);
		return ping;
	}

	private WebSocketState state() {
		return this.peer.client().state();
	}

	@Test
	void healthyPeerOfAnApplicationThatDoesNotReceiveForAMinuteIsNeverCutOff() throws Exception {
		int rounds = 500;
		for (int i = 1; i <= rounds; i++) {
			this.peer.send(Frames.binary(new byte[100]));
			this.peer.expectNothingElse();
			this.peer.pass(INTERVAL);
			this.peer.send(Frames.pong(expectPing(i).bytes()));
			this.peer.expectNothingElse();
		}
		assertThat(Duration.ofNanos(this.peer.clock().nanoTime())).isGreaterThan(Duration.ofMinutes(1));
		assertThat(state()).isEqualTo(WebSocketState.OPEN);
		for (int i = 0; i < rounds; i++) {
			assertThat(ContractTests.binary(this.peer.client().receive())).hasSize(100);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 50, 99, 100, 101, 350, 1099 })
	void deadPeerIsCutOffWithinIntervalAndTimeoutOfItsLastByte(int alive) throws Exception {
		CompletableFuture<WebSocketMessage> receive = this.peer.client().receiveAsync();
		this.peer.pass(Duration.ofMillis(alive));
		if (alive >= 100) {
			this.peer.send(Frames.pong(expectPing(1).bytes()));
		}
		this.peer.send(Frames.text("last"));
		assertThat(ContractTests.text(ContractTests.get(receive))).isEqualTo("last");
		this.peer.pass(INTERVAL.plus(TIMEOUT).minus(TICK));
		assertThat(state()).isEqualTo(WebSocketState.OPEN);
		this.peer.pass(TICK);
		assertThat(this.peer.client().failure().error()).isEqualTo(WebSocketError.KEEP_ALIVE_TIMEOUT);
	}

	@ParameterizedTest
	@CsvSource({ "1000, 100", "100, 1000", "1, 1", "30000, 10000" })
	void intervalMayBeLongerOrShorterThanTheTimeout(int interval, int timeout) throws Exception {
		reopen(KeepAlive.pingPong(Duration.ofMillis(interval), Duration.ofMillis(timeout)));
		this.peer.pass(Duration.ofMillis(interval));
		expectPing(1);
		this.peer.pass(Duration.ofMillis(timeout).minus(TICK));
		assertThat(state()).isEqualTo(WebSocketState.OPEN);
		this.peer.pass(TICK);
		assertThat(state()).isEqualTo(WebSocketState.ABORTED);
	}

	@Test
	void deadlineOfAPingBeginsWhenTheConnectionHasTakenIt() throws Exception {
		CompletableFuture<Void> send = this.peer.client().sendBinaryAsync(ByteBuffer.allocate(1_000_000));
		this.peer.awaitBytes();
		this.peer.pass(INTERVAL.plus(TIMEOUT).multipliedBy(10));
		assertThat(state()).isEqualTo(WebSocketState.OPEN);
		assertThat(this.peer.nextFrame().payload().remaining()).isEqualTo(1_000_000);
		expectPing(1);
		ContractTests.get(send);
		ContractTests.await("the cut", () -> {
			this.peer.pass(TIMEOUT);
			return state() == WebSocketState.ABORTED;
		});
		assertThat(this.peer.client().failure().error()).isEqualTo(WebSocketError.KEEP_ALIVE_TIMEOUT);
	}

	@Test
	void pingGoesBetweenTheFragmentsOfAMessage() throws Exception {
		this.peer.client().send(ContractTests.utf8("a"), MessageType.TEXT);
		assertThat(this.peer.next()).isEqualTo("text \"a\", not final");
		this.peer.pass(INTERVAL);
		expectPing(1);
	}

	@Test
	void pingFollowsTheCloseOfThePeerAndItsDeadlineRuns() throws Exception {
		this.peer.send(Frames.close(1000, ""));
		assertThat(this.peer.client().receive()).isInstanceOf(WebSocketMessage.Close.class);
		this.peer.pass(INTERVAL);
		expectPing(1);
		this.peer.pass(TIMEOUT);
		assertThat(this.peer.client().failure().error()).isEqualTo(WebSocketError.KEEP_ALIVE_TIMEOUT);
		assertThat(this.peer.client().closeStatus()).isNotNull();
	}

	@Test
	void answerToAnEarlierPingOfTheApplicationIsNoAnswerToThatOfTheKeepAlive() throws Exception {
		CompletableFuture<Duration> ping = this.peer.client().pingAsync();
		byte[] earlier = expectPing(1).bytes();
		this.peer.pass(INTERVAL);
		expectPing(2);
		this.peer.send(Frames.pong(earlier));
		ContractTests.get(ping);
		this.peer.pass(TIMEOUT);
		assertThat(this.peer.client().failure().error()).isEqualTo(WebSocketError.KEEP_ALIVE_TIMEOUT);
	}

	@Test
	void answerToALaterPingOfTheApplicationIsAnAnswerToThatOfTheKeepAlive() throws Exception {
		this.peer.pass(INTERVAL);
		expectPing(1);
		CompletableFuture<Duration> ping = this.peer.client().pingAsync();
		this.peer.send(Frames.pong(expectPing(2).bytes()));
		ContractTests.get(ping);
		this.peer.pass(TIMEOUT.minus(TICK));
		assertThat(state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void unsolicitedPongsBehindABlockedSendBecomeOne() throws Exception {
		reopen(KeepAlive.unsolicitedPong(INTERVAL));
		CompletableFuture<Void> send = this.peer.client().sendBinaryAsync(ByteBuffer.allocate(1_000_000));
		this.peer.awaitBytes();
		this.peer.pass(INTERVAL.multipliedBy(10));
		assertThat(this.peer.nextFrame().payload().remaining()).isEqualTo(1_000_000);
		assertThat(this.peer.next()).isEqualTo("pong [] (0 bytes)");
		ContractTests.get(send);
		this.peer.assertSilent();
	}

	@Test
	void answerToAPingThatWaitsStandsForTheUnsolicitedPong() throws Exception {
		reopen(KeepAlive.unsolicitedPong(INTERVAL));
		CompletableFuture<Void> send = this.peer.client().sendBinaryAsync(ByteBuffer.allocate(1_000_000));
		this.peer.awaitBytes();
		this.peer.send(Frames.ping("p"), Frames.text("fence"));
		assertThat(ContractTests.text(this.peer.client())).isEqualTo("fence");
		this.peer.pass(INTERVAL.multipliedBy(10));
		assertThat(this.peer.nextFrame().payload().remaining()).isEqualTo(1_000_000);
		assertThat(this.peer.next()).isEqualTo("pong [70] (1 bytes)");
		ContractTests.get(send);
		this.peer.assertSilent();
	}

	@Test
	void answerToAPingOfTheApplicationIsAnAnswerToAnEarlierOneOfTheKeepAlive() throws Exception {
		this.peer.pass(INTERVAL);
		expectPing(1);
		CompletableFuture<Duration> ping = this.peer.client().pingAsync(ContractTests.utf8("p"));
		this.peer.send(Frames.pong(this.peer.nextFrame().bytes()));
		this.peer.expectNothingElse();
		ContractTests.get(ping);
		this.peer.pass(INTERVAL);
		expectPing(3);
		this.peer.pass(TIMEOUT.minus(TICK));
		assertThat(state()).isEqualTo(WebSocketState.OPEN);
	}

	@Test
	void pingOfTheKeepAliveCarriesNoPayloadThatThoseOfTheApplicationCarry() throws Exception {
		CompletableFuture<Duration> ping = this.peer.client().pingAsync(ByteBuffer.allocate(8).putLong(0, 2));
		ReceivedFrame ofTheApplication = expectPing(2);
		this.peer.pass(INTERVAL);
		expectPing(3);
		this.peer.send(Frames.pong(ofTheApplication.bytes()));
		this.peer.expectNothingElse();
		ContractTests.get(ping);
		this.peer.pass(TIMEOUT);
		assertThat(this.peer.client().failure().error()).isEqualTo(WebSocketError.KEEP_ALIVE_TIMEOUT);
	}

	@Test
	void unsolicitedPongThatCannotBeWrittenEndsTheSocket() throws Exception {
		reopen(KeepAlive.unsolicitedPong(INTERVAL));
		this.peer.send(Frames.close(1000, ""));
		assertThat(this.peer.client().receive()).isInstanceOf(WebSocketMessage.Close.class);
		// nothing is read behind the close frame
		this.peer.reset();
		assertThat(state()).isEqualTo(WebSocketState.CLOSE_RECEIVED);
		this.peer.pass(INTERVAL);
		assertThat(this.peer.client().failure().error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
	}

}
