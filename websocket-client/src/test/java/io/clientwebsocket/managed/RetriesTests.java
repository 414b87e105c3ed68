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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.managed.ConnectionMachine.Ended;
import io.clientwebsocket.managed.DisconnectCause.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class RetriesTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final DisconnectCause LOST = DisconnectCause.of(Kind.CONNECTION_LOST, "lost");

	private static final DisconnectCause REFUSED = FailureClassifierTests.refused(401, Map.of());

	private static final Backoff EXACT = Backoff.builder()
		.jitter(Duration.ZERO)
		.reconnectSpread(Duration.ZERO)
		.maxRetries(4)
		.build();

	private final Retries retries = new Retries(EXACT, new SplittableRandom(1));

	@Test
	void onlyAConnectionThatWasOpenIsSpread() {
		Backoff backoff = Backoff.builder().reconnectSpread(SECOND).build();
		Retries retries = new Retries(backoff, new SplittableRandom(1));
		assertThat(retries.next(ended(LOST, RetryDecision.RETRY_NOW, 0), true)).isBetween(Duration.ofNanos(1), SECOND);
		retries.forget();
		assertThat(retries.next(ended(LOST, RetryDecision.RETRY_NOW, 0), false)).isZero();
	}

	@Test
	void retryAtOnceHoldsOnce() {
		Ended now = ended(LOST, RetryDecision.RETRY_NOW, 0);
		assertThat(List.of(this.retries.next(now, true), this.retries.next(now, true), this.retries.next(now, false)))
			.containsExactly(Duration.ZERO, SECOND, SECOND.multipliedBy(2));
	}

	@Test
	void retriesEndAfterTheLastOne() {
		Ended later = ended(LOST, RetryDecision.RETRY_LATER, 0);
		for (int i = 0; i < 4; i++) {
			assertThat(this.retries.next(later, false)).isEqualTo(SECOND.multipliedBy(1L << i));
		}
		assertThat(this.retries.next(later, false)).isNull();
		this.retries.forget();
		assertThat(this.retries.next(later, false)).isEqualTo(SECOND);
		assertThat(this.retries.next(ended(LOST, RetryDecision.STOP, 3), false)).isNull();
	}

	@Test
	void eachOtherServerIsTriedOnceWithoutDelay() {
		Ended later = ended(LOST, RetryDecision.RETRY_LATER, 1);
		assertThat(this.retries.next(later, false)).isZero();
		assertThat(this.retries.next(later, false)).isEqualTo(SECOND);
		assertThat(this.retries.next(later, false)).isZero();
		assertThat(this.retries.next(later, false)).isEqualTo(SECOND.multipliedBy(2));
		this.retries.forget();
		assertThat(this.retries.next(later, false)).isZero();
		this.retries.forget();
		assertThat(this.retries.next(later, false)).isZero();
	}

	@Test
	void whatTheServerAsksForIsWaitedFor() {
		Duration asked = SECOND.multipliedBy(7);
		assertThat(this.retries.next(ended(LOST, RetryDecision.retryAfter(asked), 0), false)).isEqualTo(asked);
	}

	@Test
	void credentialsAreRefusedOnceAtOnceAndThenForGood() {
		Ended first = this.retries.judge(ended(REFUSED, RetryDecision.RETRY_NOW, 0));
		assertThat(first.decision()).isEqualTo(RetryDecision.RETRY_NOW);
		assertThat(this.retries.isRefusedOnce(first)).isTrue();
		assertThat(this.retries.next(first, false)).isZero();
		Ended second = this.retries.judge(ended(REFUSED, RetryDecision.RETRY_NOW, 3));
		assertThat(second).isEqualTo(ended(REFUSED, RetryDecision.STOP, 3));
		assertThat(this.retries.isRefusedOnce(second)).isFalse();
		assertThat(this.retries.next(second, false)).isNull();
	}

	@Test
	void refusalIsForgottenWithWhateverElseHappens() {
		Ended refused = ended(REFUSED, RetryDecision.RETRY_NOW, 0);
		Ended other = ended(LOST, RetryDecision.RETRY_LATER, 0);
		assertThat(this.retries.judge(refused)).isEqualTo(refused);
		assertThat(this.retries.judge(other)).isEqualTo(other);
		assertThat(this.retries.isRefusedOnce(other)).isFalse();
		assertThat(this.retries.judge(refused)).isEqualTo(refused);
		this.retries.forgetRefusal();
		assertThat(this.retries.judge(refused)).isEqualTo(refused);
		this.retries.forget();
		assertThat(this.retries.judge(refused)).isEqualTo(refused);
	}

	@Test
	void refusalThatIsToBeRetriedLaterIsNeitherHurriedNorFinal() {
		Ended later = ended(REFUSED, RetryDecision.RETRY_LATER, 0);
		assertThat(this.retries.judge(later)).isEqualTo(later);
		assertThat(this.retries.isRefusedOnce(later)).isFalse();
		assertThat(this.retries.next(later, false)).isEqualTo(SECOND);
		assertThat(this.retries.judge(later)).isEqualTo(later);
	}

	@Test
	void refusalDoesNotUseUpTheRetryAtOnceAfterALossNorTheOtherWayRound() {
		Ended loss = ended(LOST, RetryDecision.RETRY_NOW, 0);
		Ended refused = this.retries.judge(ended(REFUSED, RetryDecision.RETRY_NOW, 0));
		assertThat(this.retries.next(refused, false)).isZero();
		this.retries.forgetRefusal();
		assertThat(this.retries.next(loss, true)).isZero();
		refused = this.retries.judge(ended(REFUSED, RetryDecision.RETRY_NOW, 0));
		assertThat(this.retries.next(refused, false)).isZero();
	}

	private static Ended ended(DisconnectCause cause, RetryDecision decision, int others) {
		return new Ended(null, cause, decision, others);
	}

}
