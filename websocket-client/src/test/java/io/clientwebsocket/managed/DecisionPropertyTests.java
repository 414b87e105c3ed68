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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.managed.ConnectionMachine.Ended;
import io.clientwebsocket.managed.DisconnectCause.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of the pure decisions whatever the settings and the numbers: seeded, many
 * times over.
 */
class DecisionPropertyTests {

	private static final int TRIES = Integer.getInteger("managed.seeds", 2000);

	private final SplittableRandom random = new SplittableRandom(1);

	@Test
	void delayStaysWithinItsBoundsWhateverTheSettings() {
		for (int i = 0; i < TRIES; i++) {
			Backoff backoff = backoff();
			int number = this.random.nextInt(100);
			Duration delay = backoff.delay(number, null, this.random);
			assertThat(delay).as("%s", describe(backoff)).isBetween(Duration.ZERO, backoff.maxDelay());
			assertThat(backoff.interval(number + 1)).as("%s", describe(backoff))
				.isGreaterThanOrEqualTo(backoff.interval(number));
			if (backoff.jitter() != null) {
				Duration least = (backoff.delay().compareTo(backoff.maxDelay()) < 0) ? backoff.delay()
						: backoff.maxDelay();
				assertThat(delay).as("%s", describe(backoff)).isGreaterThanOrEqualTo(least);
			}
		}
	}

	@Test
	void whatTheServerAsksForIsTheLeastUpToTheLongest() {
		for (int i = 0; i < TRIES; i++) {
			Backoff backoff = backoff();
			Duration asked = millis(100_000);
			Duration spread = (backoff.jitter() != null) ? backoff.jitter() : backoff.delay();
			Duration capped = (asked.compareTo(backoff.maxDelay()) < 0) ? asked : backoff.maxDelay();
			Duration delay = backoff.delay(this.random.nextInt(20), asked, this.random);
			assertThat(delay).as("%s asked %s", describe(backoff), asked)
				.isGreaterThanOrEqualTo(capped)
				.isLessThanOrEqualTo(backoff.maxDelay().plus(spread));
		}
	}

	@Test
	void retriesAreBoundedAndAtMostOneLossIsHurried() {
		for (int i = 0; i < TRIES; i++) {
			int most = this.random.nextInt(8);
			Backoff backoff = Backoff.builder().jitter(Duration.ZERO).maxRetries(most).build();
			Retries retries = new Retries(backoff, this.random);
			int count = 0;
			int immediate = 0;
			Duration next = retries.next(lost(), false);
			while (next != null) {
				count++;
				immediate += next.isZero() ? 1 : 0;
				next = retries.next(lost(), false);
			}
			assertThat(count).isEqualTo(most);
			assertThat(immediate).isLessThanOrEqualTo(1);
		}
	}

	private Ended lost() {
		RetryDecision decision = this.random.nextBoolean() ? RetryDecision.RETRY_NOW : RetryDecision.RETRY_LATER;
		return new Ended(null, DisconnectCause.of(Kind.CONNECTION_LOST, "lost"), decision, 0);
	}

	@Test
	void serverThatIsChosenWaitsLeast() {
		for (int i = 0; i < TRIES; i++) {
			EndpointOrder order = List.of(EndpointOrder.values()).get(this.random.nextInt(3));
			Endpoints endpoints = new Endpoints(order, Duration.ofNanos(50), Duration.ofNanos(200));
			List<URI> uris = new ArrayList<>();
			for (int k = 0; k <= this.random.nextInt(4); k++) {
				uris.add(URI.create("ws://server" + k + "/"));
			}
			Map<URI, Long> until = new HashMap<>();
			long now = this.random.nextLong();
			for (int step = 0; step < 30; step++) {
				now += this.random.nextInt(40);
				URI chosen = endpoints.next(uris, now);
				long time = now;
				assertThat(uris).contains(chosen);
				assertThat(waits(until, chosen, time)).as("%s of %s", chosen, until)
					.isLessThanOrEqualTo(
							uris.stream().mapToLong((uri) -> waits(until, uri, time)).min().orElseThrow() + 1);
				if (this.random.nextBoolean()) {
					long asked = this.random.nextInt(300);
					int others = endpoints.failed(chosen, Duration.ofNanos(asked), now);
					until.put(chosen, now + Math.max(50, Math.min(asked, 200)));
					boolean ready = uris.stream().anyMatch((uri) -> waits(until, uri, time) == 0);
					assertThat(others).isEqualTo(ready ? uris.size() - 1 : 0);
				}
			}
		}
	}

	private static long waits(Map<URI, Long> until, URI uri, long now) {
		return until.containsKey(uri) ? Math.max(0, until.get(uri) - now) : 0;
	}

	@Test
	void datesAndSecondsOfRetryAfterMeanTheSame() {
		DateTimeFormatter date = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
			.withZone(ZoneOffset.UTC);
		for (int i = 0; i < TRIES; i++) {
			Instant now = Instant.ofEpochSecond(this.random.nextLong(4_000_000_000L));
			int seconds = this.random.nextInt(1_000_000);
			assertThat(RetryAfter.parse(String.valueOf(seconds), now)).isEqualTo(Duration.ofSeconds(seconds));
			assertThat(RetryAfter.parse(date.format(now.plusSeconds(seconds)), now))
				.isEqualTo(Duration.ofSeconds(seconds));
			assertThat(RetryAfter.parse(date.format(now.minusSeconds(seconds)), now)).isZero();
		}
	}

	@Test
	void anyTextOfRetryAfterIsATimeOrNone() {
		String letters = "0123456789 ,:-GMTSunNov+.\u00e9\u0661";
		for (int i = 0; i < TRIES; i++) {
			StringBuilder text = new StringBuilder();
			for (int k = this.random.nextInt(40); k > 0; k--) {
				text.append(letters.charAt(this.random.nextInt(letters.length())));
			}
			Duration time = RetryAfter.parse(text.toString(), Instant.EPOCH);
			assertThat(time == null || !time.isNegative()).as("'%s'", text).isTrue();
		}
	}

	@Test
	void everyStatusIsDecidedAndTheSameEachTime() {
		FailureClassifier classifier = FailureClassifier.defaults();
		for (int status = 100; status < 600; status++) {
			DisconnectCause cause = FailureClassifierTests.refused(status, Map.of());
			assertThat(classifier.classify(cause)).as("%d", status).isNotNull().isEqualTo(classifier.classify(cause));
		}
		for (int status = 1000; status < 5000; status++) {
			DisconnectCause cause = DisconnectCause.closed(new CloseStatus(status), "");
			assertThat(classifier.classify(cause)).as("%d", status).isNotNull().isEqualTo(classifier.classify(cause));
		}
	}

	private Backoff backoff() {
		return Backoff.builder()
			.delay(millis(20_000).plusMillis(1))
			.maxDelay(millis(60_000).plusMillis(1))
			.multiplier(1 + 3 * this.random.nextDouble())
			.jitter(this.random.nextBoolean() ? null : millis(5000))
			.build();
	}

	private Duration millis(int bound) {
		return Duration.ofMillis(this.random.nextInt(bound));
	}

	private static String describe(Backoff backoff) {
		return backoff.delay() + " * " + backoff.multiplier() + " +- " + backoff.jitter() + " <= " + backoff.maxDelay();
	}

}
