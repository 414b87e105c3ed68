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

package io.clientwebsocket.protocol;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.protocol.KeepAliveState.Action;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeepAliveState}. The interval is 10 s, the timeout 3 s, and every
 * connection opens at {@link #T0}.
 */
class KeepAliveStateTests {

	private static final long MS = 1_000_000;

	private static final long INTERVAL = 10_000 * MS;

	private static final long TIMEOUT = 3_000 * MS;

	private static final long NEVER = Long.MAX_VALUE;

	/** Clocks may start anywhere, below zero too. */
	private static final long T0 = -5_000 * MS;

	/** When the first PING is due. */
	private static final long T1 = T0 + INTERVAL;

	private final KeepAliveState state = new KeepAliveState(
			KeepAlive.pingPong(Duration.ofSeconds(10), Duration.ofSeconds(3)), T0);

	@Test
	void offNeverSendsAnything() {
		KeepAliveState off = new KeepAliveState(KeepAlive.off(), T0);
		assertThat(off.decide(T0)).isEqualTo(Action.NONE);
		assertThat(off.decide(T0 + 1_000 * INTERVAL)).isEqualTo(Action.NONE);
		assertThat(off.nextTime()).isEqualTo(NEVER);
		off.received(T0);
		assertThat(off.nextTime()).isEqualTo(NEVER);
	}

	@Test
	void pongIsSentAtEveryInterval() {
		KeepAliveState pong = new KeepAliveState(KeepAlive.unsolicitedPong(Duration.ofSeconds(10)), T0);
		assertThat(pong.nextTime()).isEqualTo(T1);
		assertThat(pong.decide(T1 - 1)).isEqualTo(Action.NONE);
		assertThat(pong.decide(T1)).isEqualTo(Action.SEND_PONG);
		assertThat(pong.nextTime()).isEqualTo(T1 + INTERVAL);
		assertThat(pong.decide(T1)).isEqualTo(Action.NONE);
		assertThat(pong.decide(T1 + INTERVAL - 1)).isEqualTo(Action.NONE);
		assertThat(pong.decide(T1 + INTERVAL)).isEqualTo(Action.SEND_PONG);
	}

	@Test
	void pongIsSentWhateverArrives() {
		KeepAliveState pong = new KeepAliveState(KeepAlive.unsolicitedPong(Duration.ofSeconds(10)), T0);
		pong.received(T1 - 1);
		pong.pongReceived(1);
		assertThat(pong.nextTime()).isEqualTo(T1);
		assertThat(pong.decide(T1)).isEqualTo(Action.SEND_PONG);
	}

	@Test
	void pongIsSentWhileReadingIsPaused() {
		KeepAliveState pong = new KeepAliveState(KeepAlive.unsolicitedPong(Duration.ofSeconds(10)), T0);
		pong.suspend();
		assertThat(pong.nextTime()).isEqualTo(T1);
		assertThat(pong.decide(T1)).isEqualTo(Action.SEND_PONG);
	}

	@Test
	void missedPongsAreNotMadeUpFor() {
		KeepAliveState pong = new KeepAliveState(KeepAlive.unsolicitedPong(Duration.ofSeconds(10)), T0);
		long late = T0 + 5 * INTERVAL + 7;
		assertThat(pong.decide(late)).isEqualTo(Action.SEND_PONG);
		assertThat(pong.decide(late)).isEqualTo(Action.NONE);
		assertThat(pong.nextTime()).isEqualTo(late + INTERVAL);
	}

	@Test
	void pingIsSentAfterAnIntervalOfSilence() {
		assertThat(this.state.nextTime()).isEqualTo(T1);
		assertThat(this.state.decide(T0)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(T1 - 1)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(T1)).isEqualTo(Action.SEND_PING);
	}

	@Test
	void receivedBytesStartTheSilenceAnew() {
		this.state.received(T1 - 1);
		assertThat(this.state.nextTime()).isEqualTo(T1 - 1 + INTERVAL);
		assertThat(this.state.decide(T1)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(T1 - 2 + INTERVAL)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(T1 - 1 + INTERVAL)).isEqualTo(Action.SEND_PING);
	}

	@Test
	void pingThatWasNotQueuedIsTriedAgainAfterAnInterval() {
		assertThat(this.state.decide(T1)).isEqualTo(Action.SEND_PING);
		assertThat(this.state.decide(T1)).isEqualTo(Action.NONE);
		assertThat(this.state.nextTime()).isEqualTo(T1 + INTERVAL);
		assertThat(this.state.decide(T1 + INTERVAL)).isEqualTo(Action.SEND_PING);
	}

	@Test
	void unansweredPingFailsAfterTheTimeout() {
		sendPing(1, T1);
		assertThat(this.state.nextTime()).isEqualTo(T1 + TIMEOUT);
		assertThat(this.state.decide(T1 + TIMEOUT - 1)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(T1 + TIMEOUT)).isEqualTo(Action.FAIL);
	}

	@Test
	void secondPingIsNotSentWhileOneIsOutstanding() {
		KeepAliveState patient = new KeepAliveState(KeepAlive.pingPong(Duration.ofSeconds(10), Duration.ofSeconds(100)),
				T0);
		assertThat(patient.decide(T1)).isEqualTo(Action.SEND_PING);
		patient.pingQueued(1);
		patient.pingSent(1, T1);
		assertThat(patient.decide(T1 + INTERVAL)).isEqualTo(Action.NONE);
		assertThat(patient.decide(T1 + 9 * INTERVAL)).isEqualTo(Action.NONE);
		assertThat(patient.nextTime()).isEqualTo(T1 + 10 * INTERVAL);
		assertThat(patient.decide(T1 + 10 * INTERVAL)).isEqualTo(Action.FAIL);
	}

	@Test
	void dataDoesNotStandForTheAnswer() {
		sendPing(1, T1);
		this.state.received(T1 + 1);
		this.state.received(T1 + TIMEOUT - 1);
		assertThat(this.state.nextTime()).isEqualTo(T1 + TIMEOUT);
		assertThat(this.state.decide(T1 + TIMEOUT)).isEqualTo(Action.FAIL);
	}

	@Test
	void answerKeepsTheConnection() {
		sendPing(1, T1);
		this.state.received(T1 + 5);
		this.state.pongReceived(1);
		assertThat(this.state.nextTime()).isEqualTo(T1 + 5 + INTERVAL);
		assertThat(this.state.decide(T1 + TIMEOUT)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(T1 + 4 + INTERVAL)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(T1 + 5 + INTERVAL)).isEqualTo(Action.SEND_PING);
	}

	@Test
	void nextPingHasTimeOfItsOwn() {
		sendPing(1, T1);
		this.state.received(T1 + 5);
		this.state.pongReceived(1);
		long second = T1 + 5 + INTERVAL;
		sendPing(2, second);
		assertThat(this.state.decide(second + TIMEOUT - 1)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(second + TIMEOUT)).isEqualTo(Action.FAIL);
	}

	@Test
	void answerToAnEarlierPingIsNone() {
		sendPing(7, T1);
		this.state.pongReceived(6);
		this.state.pongReceived(1);
		this.state.pongReceived(0);
		assertThat(this.state.decide(T1 + TIMEOUT)).isEqualTo(Action.FAIL);
	}

	@Test
	void answerToLaterPingStandsForEarlierOnes() {
		sendPing(7, T1);
		this.state.pongReceived(8); // of the application
		assertThat(this.state.decide(T1 + TIMEOUT)).isEqualTo(Action.NONE);
		assertThat(this.state.nextTime()).isEqualTo(T1 + INTERVAL);
	}

	@Test
	void answerThatNobodyWaitsForChangesNothing() {
		this.state.pongReceived(99);
		assertThat(this.state.nextTime()).isEqualTo(T1);
		sendPing(1, T1);
		assertThat(this.state.decide(T1 + TIMEOUT)).isEqualTo(Action.FAIL);
	}

	@Test
	void pingThatWaitsToBeSentDoesNotCount() {
		assertThat(this.state.decide(T1)).isEqualTo(Action.SEND_PING);
		this.state.pingQueued(1);
		assertThat(this.state.nextTime()).isEqualTo(NEVER);
		assertThat(this.state.decide(T1 + 100 * TIMEOUT)).isEqualTo(Action.NONE);
		long sent = T1 + 100 * TIMEOUT;
		this.state.pingSent(1, sent);
		assertThat(this.state.nextTime()).isEqualTo(sent + TIMEOUT);
		assertThat(this.state.decide(sent + TIMEOUT - 1)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(sent + TIMEOUT)).isEqualTo(Action.FAIL);
	}

	@Test
	void pingOfTheApplicationDoesNotStartTheTime() {
		this.state.decide(T1);
		this.state.pingQueued(2);
		this.state.pingSent(1, T1);
		this.state.pingSent(3, T1);
		assertThat(this.state.nextTime()).isEqualTo(NEVER);
		assertThat(this.state.decide(T1 + TIMEOUT)).isEqualTo(Action.NONE);
	}

	@Test
	void answerMayComeBeforeWeKnowThatThePingWasSent() {
		this.state.decide(T1);
		this.state.pingQueued(1);
		this.state.pongReceived(1);
		this.state.pingSent(1, T1 + 1);
		assertThat(this.state.nextTime()).isEqualTo(T1 + INTERVAL);
		assertThat(this.state.decide(T1 + 1 + TIMEOUT)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(T1 + INTERVAL)).isEqualTo(Action.SEND_PING);
	}

	@Test
	void silenceIsOursWhileWeDoNotRead() {
		sendPing(1, T1);
		this.state.suspend();
		assertThat(this.state.nextTime()).isEqualTo(NEVER);
		assertThat(this.state.decide(T1 + TIMEOUT)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(T1 + 100 * TIMEOUT)).isEqualTo(Action.NONE);
	}

	@Test
	void peerGetsTheWholeTimeOnceWeReadAgain() {
		sendPing(1, T1);
		this.state.suspend();
		long resumed = T1 + 100 * TIMEOUT;
		assertThat(this.state.resume(resumed)).isTrue();
		assertThat(this.state.nextTime()).isEqualTo(resumed + TIMEOUT);
		assertThat(this.state.decide(resumed + TIMEOUT - 1)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(resumed + TIMEOUT)).isEqualTo(Action.FAIL);
	}

	@Test
	void readingOnDoesNotGiveMoreTime() {
		sendPing(1, T1);
		assertThat(this.state.resume(T1 + TIMEOUT - 1)).isFalse();
		assertThat(this.state.decide(T1 + TIMEOUT)).isEqualTo(Action.FAIL);
	}

	@Test
	void readingResumesOnce() {
		this.state.suspend();
		this.state.suspend();
		assertThat(this.state.resume(T0)).isTrue();
		assertThat(this.state.resume(T0)).isFalse();
	}

	@Test
	void pingIsSentWhileReadingIsPausedAndCountsFromItsResumption() {
		this.state.suspend();
		assertThat(this.state.nextTime()).isEqualTo(T1);
		sendPing(1, T1);
		assertThat(this.state.nextTime()).isEqualTo(NEVER);
		long resumed = T1 + 2 * TIMEOUT;
		this.state.resume(resumed);
		assertThat(this.state.decide(resumed)).isEqualTo(Action.NONE);
		assertThat(this.state.decide(resumed + TIMEOUT)).isEqualTo(Action.FAIL);
	}

	@Test
	void resumptionDoesNotStartTheTimeOfPingThatWaitsToBeSent() {
		this.state.decide(T1);
		this.state.pingQueued(1);
		this.state.suspend();
		this.state.resume(T1 + 1);
		assertThat(this.state.nextTime()).isEqualTo(NEVER);
		assertThat(this.state.decide(T1 + 100 * TIMEOUT)).isEqualTo(Action.NONE);
	}

	@Test
	void answerFoundAfterPauseKeepsTheConnection() {
		sendPing(1, T1);
		this.state.suspend();
		long resumed = T1 + 100 * TIMEOUT;
		this.state.received(resumed);
		this.state.resume(resumed);
		this.state.pongReceived(1);
		assertThat(this.state.nextTime()).isEqualTo(resumed + INTERVAL);
		assertThat(this.state.decide(resumed + TIMEOUT)).isEqualTo(Action.NONE);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, Long.MIN_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE - INTERVAL - 1 })
	void clockMayOverflow(long start) {
		KeepAliveState overflowing = new KeepAliveState(
				KeepAlive.pingPong(Duration.ofSeconds(10), Duration.ofSeconds(3)), start);
		long due = start + INTERVAL;
		assertThat(overflowing.decide(start)).isEqualTo(Action.NONE);
		assertThat(overflowing.decide(due - 1)).isEqualTo(Action.NONE);
		assertThat(overflowing.decide(due)).isEqualTo(Action.SEND_PING);
		overflowing.pingQueued(1);
		overflowing.pingSent(1, due);
		assertThat(overflowing.decide(due)).isEqualTo(Action.NONE);
		assertThat(overflowing.decide(due + TIMEOUT - 1)).isEqualTo(Action.NONE);
		assertThat(overflowing.decide(due + TIMEOUT)).isEqualTo(Action.FAIL);
	}

	private void sendPing(long token, long now) {
		assertThat(this.state.decide(now)).isEqualTo(Action.SEND_PING);
		this.state.pingQueued(token);
		this.state.pingSent(token, now);
	}

}
