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

package io.clientwebsocket.managed;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.managed.ConnectionMachine.Ended;
import io.clientwebsocket.managed.DisconnectCause.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionMachineTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private static final URI SERVER = URI.create("ws://a/");

	private static final DisconnectCause LOST = DisconnectCause.of(Kind.CONNECTION_LOST, "lost");

	private static final DisconnectCause REFUSED = DisconnectCause.of(Kind.HANDSHAKE_FAILED, "refused");

	private static final Backoff EXACT = Backoff.builder()
		.jitter(Duration.ZERO)
		.reconnectSpread(Duration.ZERO)
		.maxDelay(Duration.ofSeconds(8))
		.maxRetries(5)
		.build();

	private Instant now = START;

	private ConnectionMachine machine = new ConnectionMachine(EXACT, new SplittableRandom(1), START);

	@Test
	void startConnectsAndOpens() {
		this.machine.start(this.now);
		assertThat(actions()).containsExactly("BeginRun", "STOPPED->CONNECTING", "Connect 1 attempt 1");
		pass(2);
		this.machine.opened(1, SERVER, this.now);
		assertThat(actions()).containsExactly("Activate 1", "CONNECTING->OPEN", "Receive 1", "SetTimer STABLE 1 PT30S");
		assertThat(this.machine.status())
			.isEqualTo(new ConnectionStatus(ConnectionState.OPEN, false, START.plusSeconds(2), null, 1, null, null));
	}

	@Test
	void secondStartChangesNothing() {
		this.machine.start(this.now);
		actions();
		this.machine.start(this.now);
		assertThat(actions()).isEmpty();
		this.machine.opened(1, SERVER, this.now);
		actions();
		this.machine.start(this.now);
		assertThat(actions()).isEmpty();
	}

	@Test
	void failedAttemptsBackOffLongerAndLongerUntilThereWereTooMany() {
		this.machine.start(this.now);
		actions();
		long id = 1;
		for (int seconds : new int[] { 1, 2, 4, 8, 8 }) {
			fail(id, RetryDecision.RETRY_LATER);
			assertThat(actions()).containsExactly("AttemptFailed HANDSHAKE_FAILED",
					"SetTimer RETRY " + (id + 1) + " PT" + seconds + "S", "CONNECTING->BACKING_OFF");
			assertThat(this.machine.status().nextAttempt()).isEqualTo(this.now.plusSeconds(seconds));
			pass(seconds);
			this.machine.retryDue(id + 1, this.now);
			id += 2;
			assertThat(actions()).containsExactly("BACKING_OFF->CONNECTING",
					"Connect " + id + " attempt " + (id / 2 + 1));
		}
		fail(id, RetryDecision.RETRY_LATER);
		assertThat(actions()).containsExactly("AttemptFailed HANDSHAKE_FAILED", "CONNECTING->FAILED",
				"EndRun HANDSHAKE_FAILED");
		this.machine.start(this.now);
		assertThat(actions()).containsExactly("BeginRun", "FAILED->CONNECTING", "Connect 12 attempt 1");
	}

	@Test
	void timeWithoutAConnectionCountsFromTheStartAndFromTheLoss() {
		assertThat(this.machine.status().disconnectedSince()).isNull();
		pass(1);
		this.machine.start(this.now);
		pass(1);
		fail(1, RetryDecision.RETRY_LATER);
		assertThat(this.machine.status().disconnectedSince()).isEqualTo(START.plusSeconds(1));
		this.machine.retryDue(2, this.now);
		this.machine.opened(3, SERVER, this.now);
		assertThat(this.machine.status().disconnectedSince()).isNull();
		pass(5);
		fail(3, RetryDecision.RETRY_LATER);
		pass(1);
		this.machine.retryDue(4, this.now);
		fail(5, RetryDecision.STOP);
		assertThat(this.machine.status().state()).isEqualTo(ConnectionState.FAILED);
		assertThat(this.machine.status().disconnectedSince()).isEqualTo(START.plusSeconds(7));
		this.machine.stop(CloseStatus.NORMAL_CLOSURE, null, this.now);
		assertThat(this.machine.status().disconnectedSince()).isNull();
	}

	@Test
	void fatalFailureEndsTheRun() {
		this.machine.start(this.now);
		actions();
		fail(1, RetryDecision.STOP);
		assertThat(actions()).containsExactly("AttemptFailed HANDSHAKE_FAILED", "CONNECTING->FAILED",
				"EndRun HANDSHAKE_FAILED");
		assertThat(this.machine.status().lastCause()).isEqualTo(REFUSED);
		this.machine.stop(CloseStatus.NORMAL_CLOSURE, null, this.now);
		assertThat(actions()).containsExactly("FAILED->STOPPED");
	}

	@Test
	void retryAtOnceHoldsOnceUntilAConnectionIsStable() {
		this.machine.start(this.now);
		actions();
		fail(1, RetryDecision.RETRY_NOW);
		assertThat(actions()).containsExactly("AttemptFailed HANDSHAKE_FAILED", "CONNECTING->CONNECTING",
				"Connect 2 attempt 2");
		fail(2, RetryDecision.RETRY_NOW);
		assertThat(actions()).contains("SetTimer RETRY 3 PT1S");
		this.machine.retryDue(3, this.now);
		this.machine.opened(4, SERVER, this.now);
		this.machine.stable(4);
		actions();
		lose(4, RetryDecision.RETRY_NOW);
		assertThat(actions()).containsExactly("CancelTimer STABLE", "Retire 4 CONNECTION_LOST",
				"Disconnected CONNECTION_LOST", "OPEN->CONNECTING", "Connect 5 attempt 1");
	}

	@Test
	void connectionThatDoesNotProveStableDoesNotResetTheBackoff() {
		this.machine.start(this.now);
		long id = 1;
		for (int seconds : new int[] { 1, 2, 4 }) {
			this.machine.opened(id, SERVER, this.now);
			actions();
			lose(id, RetryDecision.RETRY_LATER);
			assertThat(actions()).contains("SetTimer RETRY " + (id + 1) + " PT" + seconds + "S");
			this.machine.retryDue(id + 1, this.now);
			id += 2;
		}
		this.machine.opened(id, SERVER, this.now);
		this.machine.stable(id);
		actions();
		lose(id, RetryDecision.RETRY_LATER);
		assertThat(actions()).contains("SetTimer RETRY " + (id + 1) + " PT1S");
	}

	@Test
	void firstMessageProvesStableIfAskedFor() {
		this.machine = new ConnectionMachine(Backoff.builder().stableOnMessage(true).build(), new SplittableRandom(1),
				START);
		this.machine.start(this.now);
		this.machine.opened(1, SERVER, this.now);
		actions();
		this.machine.firstMessage(1);
		assertThat(actions()).containsExactly("CancelTimer STABLE");
	}

	@Test
	void gapTellsTheTimeWithoutAConnection() {
		this.machine.start(this.now);
		this.machine.opened(1, SERVER, this.now);
		lose(1, RetryDecision.RETRY_NOW);
		pass(3);
		fail(2, RetryDecision.RETRY_LATER);
		pass(1);
		this.machine.retryDue(3, this.now);
		pass(1);
		actions();
		this.machine.opened(4, SERVER, this.now);
		assertThat(actions()).startsWith("Activate 4", "CONNECTING->OPEN", "Gap PT5S 2 CONNECTION_LOST",
				"Receive 4 after Gap PT5S 2 CONNECTION_LOST");
	}

	@Test
	void attemptToAnotherServerDoesNotWait() {
		this.machine.start(this.now);
		actions();
		this.machine.ended(1, new Ended(SERVER, REFUSED, RetryDecision.RETRY_LATER, 1), this.now);
		assertThat(actions()).containsExactly("AttemptFailed HANDSHAKE_FAILED", "CONNECTING->CONNECTING",
				"Connect 2 attempt 2");
	}

	@Test
	void serversAreTriedWithoutDelayOnceEachUntilThereWasADelay() {
		this.machine.start(this.now);
		failWithAnother(1, RetryDecision.RETRY_LATER);
		assertThat(this.machine.status().state()).isEqualTo(ConnectionState.CONNECTING);
		failWithAnother(2, RetryDecision.RETRY_LATER);
		assertThat(this.machine.status().nextAttempt()).isEqualTo(this.now.plusSeconds(1));
		this.machine.retryDue(3, this.now);
		Duration asked = Duration.ofSeconds(7);
		failWithAnother(4, RetryDecision.retryAfter(asked));
		assertThat(this.machine.status().state()).isEqualTo(ConnectionState.CONNECTING);
		failWithAnother(5, RetryDecision.retryAfter(asked));
		assertThat(this.machine.status().nextAttempt()).isAfterOrEqualTo(this.now.plus(asked));
	}

	@Test
	void stableConnectionLetsAllServersBeTriedAgain() {
		this.machine.start(this.now);
		failWithAnother(1, RetryDecision.RETRY_LATER);
		this.machine.opened(2, SERVER, this.now);
		this.machine.stable(2);
		failWithAnother(2, RetryDecision.RETRY_LATER);
		assertThat(this.machine.status().state()).isEqualTo(ConnectionState.CONNECTING);
		failWithAnother(3, RetryDecision.RETRY_LATER);
		assertThat(this.machine.status().state()).isEqualTo(ConnectionState.BACKING_OFF);
	}

	@Test
	void stopLeavesNothing() {
		this.machine.stop(CloseStatus.NORMAL_CLOSURE, null, this.now);
		assertThat(actions()).isEmpty();
		this.machine.start(this.now);
		actions();
		this.machine.stop(CloseStatus.NORMAL_CLOSURE, null, this.now);
		assertThat(actions()).containsExactly("Abandon 1", "CONNECTING->STOPPED", "EndRun");
		this.machine.start(this.now);
		this.machine.ended(2, new Ended(null, REFUSED, RetryDecision.RETRY_LATER, 0), this.now);
		actions();
		this.machine.stop(CloseStatus.NORMAL_CLOSURE, null, this.now);
		assertThat(actions()).containsExactly("CancelTimer RETRY", "BACKING_OFF->STOPPED", "EndRun");
		this.machine.start(this.now);
		this.machine.opened(4, SERVER, this.now);
		this.machine.reconnectGracefully(this.now);
		actions();
		this.machine.stop(CloseStatus.ENDPOINT_UNAVAILABLE, "bye", this.now);
		assertThat(actions()).containsExactly("Abandon 5", "CancelTimer STABLE", "Retire 4 REQUESTED 1001 bye",
				"Disconnected REQUESTED", "OPEN->STOPPED", "EndRun");
	}

	@Test
	void pauseKeepsTheRun() {
		this.machine.pause(this.now);
		assertThat(actions()).isEmpty();
		this.machine.start(this.now);
		this.machine.opened(1, SERVER, this.now);
		actions();
		this.machine.pause(this.now);
		assertThat(actions()).containsExactly("CancelTimer STABLE", "Retire 1 REQUESTED 1000", "Disconnected REQUESTED",
				"OPEN->STOPPED");
		assertThat(this.machine.status().paused()).isTrue();
		pass(60);
		this.machine.resume(this.now);
		assertThat(actions()).containsExactly("STOPPED->CONNECTING", "Connect 2 attempt 1");
		this.machine.opened(2, SERVER, this.now);
		assertThat(actions()).contains("Receive 2 after Gap PT1M 1 REQUESTED");
		this.machine.pause(this.now);
		actions();
		this.machine.stop(CloseStatus.NORMAL_CLOSURE, null, this.now);
		assertThat(actions()).containsExactly("STOPPED->STOPPED", "EndRun");
		assertThat(this.machine.status().paused()).isFalse();
	}

	@Test
	void reconnectNowDoesNotWait() {
		this.machine.reconnectNow(this.now);
		assertThat(actions()).isEmpty();
		this.machine.start(this.now);
		actions();
		this.machine.reconnectNow(this.now);
		assertThat(actions()).isEmpty();
		fail(1, RetryDecision.RETRY_LATER);
		actions();
		this.machine.reconnectNow(this.now);
		assertThat(actions()).containsExactly("CancelTimer RETRY", "BACKING_OFF->CONNECTING", "Connect 3 attempt 2");
		this.machine.opened(3, SERVER, this.now);
		actions();
		this.machine.reconnectNow(this.now);
		assertThat(actions()).containsExactly("CancelTimer STABLE", "Retire 3 REQUESTED 1000", "Disconnected REQUESTED",
				"OPEN->CONNECTING", "Connect 4 attempt 1");
		fail(4, RetryDecision.STOP);
		actions();
		this.machine.reconnectNow(this.now);
		assertThat(actions()).containsExactly("BeginRun", "FAILED->CONNECTING", "Connect 5 attempt 1");
	}

	@Test
	void replacementTakesOverWithoutAGap() {
		open();
		this.machine.reconnectGracefully(this.now);
		assertThat(actions()).containsExactly("Connect 2 attempt 1");
		this.machine.reconnectGracefully(this.now);
		assertThat(actions()).isEmpty();
		this.machine.opened(2, SERVER, this.now);
		assertThat(actions()).containsExactly("Replace 1 by 2", "Replaced", "CancelTimer STABLE",
				"SetTimer STABLE 2 PT30S");
		lose(1, RetryDecision.STOP);
		assertThat(actions()).isEmpty();
		assertThat(this.machine.status().state()).isEqualTo(ConnectionState.OPEN);
	}

	@Test
	void replacementThatFailsLeavesTheOldConnection() {
		open();
		this.machine.reconnectGracefully(this.now);
		actions();
		fail(2, RetryDecision.STOP);
		assertThat(actions()).containsExactly("ReplacementFailed HANDSHAKE_FAILED");
		assertThat(this.machine.status().state()).isEqualTo(ConnectionState.OPEN);
	}

	@Test
	void replacementThatIsUnderWayServesWhenTheOldConnectionIsLost() {
		open();
		this.machine.reconnectGracefully(this.now);
		actions();
		lose(1, RetryDecision.RETRY_LATER);
		assertThat(actions()).containsExactly("CancelTimer STABLE", "Retire 1 CONNECTION_LOST",
				"Disconnected CONNECTION_LOST", "OPEN->CONNECTING");
		this.machine.opened(2, SERVER, this.now);
		assertThat(actions()).contains("Receive 2 after Gap PT0S 1 CONNECTION_LOST");
	}

	@Test
	void whatComesOfAttemptsThatAreOverChangesNothing() {
		this.machine.start(this.now);
		this.machine.stop(CloseStatus.NORMAL_CLOSURE, null, this.now);
		actions();
		this.machine.opened(1, SERVER, this.now);
		assertThat(actions()).containsExactly("Abandon 1");
		fail(1, RetryDecision.RETRY_LATER);
		lose(1, RetryDecision.RETRY_LATER);
		this.machine.retryDue(1, this.now);
		this.machine.stable(1);
		this.machine.firstMessage(1);
		assertThat(actions()).isEmpty();
	}

	@Test
	void startIsSpread() {
		this.machine = new ConnectionMachine(Backoff.builder().startSpread(Duration.ofSeconds(10)).build(),
				new SplittableRandom(1), START);
		this.machine.start(this.now);
		ConnectionStatus status = this.machine.status();
		assertThat(status.state()).isEqualTo(ConnectionState.BACKING_OFF);
		assertThat(status.nextAttempt()).isBetween(START, START.plusSeconds(10));
	}

	private void open() {
		this.machine.start(this.now);
		this.machine.opened(1, SERVER, this.now);
		actions();
	}

	private void pass(int seconds) {
		this.now = this.now.plusSeconds(seconds);
	}

	private void fail(long id, RetryDecision decision) {
		this.machine.ended(id, new Ended(SERVER, REFUSED, decision, 0), this.now);
	}

	/** Another server does not cool down. */
	private void failWithAnother(long id, RetryDecision decision) {
		this.machine.ended(id, new Ended(SERVER, REFUSED, decision, 1), this.now);
	}

	private void lose(long id, RetryDecision decision) {
		this.machine.ended(id, new Ended(SERVER, LOST, decision, 0), this.now);
	}

	private List<String> actions() {
		return this.machine.takeActions().stream().map(ActionText::of).toList();
	}

}
