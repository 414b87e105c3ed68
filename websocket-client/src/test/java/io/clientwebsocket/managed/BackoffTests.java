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
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BackoffTests {

	private static final Duration DELAY = Duration.ofSeconds(1);

	/** Draws the largest number that is possible. */
	private static final RandomGenerator HIGHEST = new RandomGenerator() {

		@Override
		public long nextLong() {
			return -1;
		}

		@Override
		public long nextLong(long bound) {
			return bound - 1;
		}

	};

	private final RandomGenerator random = new SplittableRandom(42);

	@Test
	void delaysDoubleUpToTheLongest() {
		Backoff backoff = Backoff.builder().jitter(Duration.ZERO).build();
		List<Long> seconds = IntStream.range(0, 8)
			.mapToObj((i) -> backoff.delay(i, null, this.random).toSeconds())
			.toList();
		assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
	}

	@Test
	void delayAfterVeryManyRetriesIsTheLongest() {
		Backoff backoff = Backoff.builder().jitter(Duration.ZERO).build();
		assertThat(backoff.delay(Integer.MAX_VALUE, null, this.random)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void multiplierOfOneKeepsTheDelay() {
		Backoff backoff = Backoff.builder().multiplier(1).jitter(Duration.ZERO).build();
		assertThat(backoff.delay(7, null, this.random)).isEqualTo(DELAY);
	}

	@Test
	void fullJitterReachesFromZeroToTheDelay() {
		Backoff backoff = Backoff.defaults();
		long[] nanos = IntStream.range(0, 10_000)
			.mapToLong((i) -> backoff.delay(2, null, this.random).toNanos())
			.sorted()
			.toArray();
		assertThat(nanos[0]).isBetween(0L, Duration.ofMillis(10).toNanos());
		assertThat(nanos[nanos.length - 1]).isBetween(Duration.ofMillis(3990).toNanos(),
				Duration.ofSeconds(4).toNanos());
		assertThat(nanos[nanos.length / 2]).isBetween(Duration.ofMillis(1900).toNanos(),
				Duration.ofMillis(2100).toNanos());
		assertThat(backoff.delay(2, null, HIGHEST)).isEqualTo(Duration.ofSeconds(4));
	}

	@Test
	void jitterGrowsWithTheDelayAndStaysWithinItsBounds() {
		Backoff backoff = Backoff.builder().jitter(Duration.ofMillis(100)).build();
		assertDelays(backoff, 0, Duration.ofSeconds(1), Duration.ofMillis(1100));
		assertDelays(backoff, 2, Duration.ofMillis(3600), Duration.ofMillis(4400));
		assertDelays(backoff, 9, Duration.ZERO, Duration.ofSeconds(30));
	}

	private void assertDelays(Backoff backoff, int number, Duration shortest, Duration longest) {
		for (int i = 0; i < 1000; i++) {
			assertThat(backoff.delay(number, null, this.random)).isBetween(shortest, longest);
		}
		assertThat(backoff.delay(number, null, HIGHEST)).isEqualTo(longest);
	}

	@Test
	void whatTheServerAsksForIsTheLeast() {
		Backoff backoff = Backoff.builder().jitter(Duration.ZERO).build();
		assertThat(backoff.delay(0, Duration.ofSeconds(5), this.random)).isEqualTo(Duration.ofSeconds(5));
		assertThat(backoff.delay(3, Duration.ofSeconds(5), this.random)).isEqualTo(Duration.ofSeconds(8));
	}

	@Test
	void whatTheServerAsksForIsCapped() {
		Backoff backoff = Backoff.builder().jitter(Duration.ZERO).build();
		assertThat(backoff.delay(0, Duration.ofDays(1), this.random)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void clientsThatWereToldTheSameTimeComeAtDifferentTimes() {
		assertDelaysAsked(Backoff.defaults(), Duration.ofSeconds(6));
		assertDelaysAsked(Backoff.builder().jitter(Duration.ofMillis(100)).build(), Duration.ofMillis(5100));
	}

	private void assertDelaysAsked(Backoff backoff, Duration longest) {
		for (int i = 0; i < 1000; i++) {
			assertThat(backoff.delay(0, Duration.ofSeconds(5), this.random)).isBetween(Duration.ofSeconds(5), longest);
		}
		assertThat(backoff.delay(0, Duration.ofSeconds(5), HIGHEST)).isEqualTo(longest);
	}

	@Test
	void delayIsNotLongerThanTheLongestEvenTheFirst() {
		Backoff backoff = Backoff.builder().maxDelay(Duration.ofMillis(10)).jitter(Duration.ZERO).build();
		assertThat(backoff.delay(0, null, this.random)).isEqualTo(Duration.ofMillis(10));
	}

	@Test
	void wrongValuesAreRefused() {
		Backoff.Builder builder = Backoff.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.delay(Duration.ZERO))
			.withMessage("'delay' must be greater than zero, but was PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.multiplier(0.9)).withMessageContaining("0.9");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.multiplier(Double.NaN));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.jitter(Duration.ofMillis(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxDelay(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxRetries(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.stableAfter(Duration.ofDays(100_000)));
	}

	@Test
	void defaultsAreAsDocumented() {
		Backoff backoff = Backoff.defaults();
		assertThat(backoff.delay()).isEqualTo(Duration.ofSeconds(1));
		assertThat(backoff.multiplier()).isEqualTo(2);
		assertThat(backoff.jitter()).isNull();
		assertThat(backoff.maxDelay()).isEqualTo(Duration.ofSeconds(30));
		assertThat(backoff.maxRetries()).isEqualTo(Long.MAX_VALUE);
		assertThat(backoff.startSpread()).isZero();
		assertThat(backoff.reconnectSpread()).isEqualTo(Duration.ofSeconds(1));
		assertThat(backoff.stableAfter()).isEqualTo(Duration.ofSeconds(30));
		assertThat(backoff.stableOnMessage()).isFalse();
	}

}
