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

package io.clientwebsocket.benchmarks;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatenciesTests {

	private final Latencies latencies = new Latencies();

	@Test
	void everyValueFallsIntoABucketAtMostASixtyFourthBelowIt() {
		for (long nanos = 1; nanos > 0 && nanos < Long.MAX_VALUE / 3; nanos = nanos * 3 + 1) {
			assertThat(Latencies.lowest(Latencies.bucket(nanos))).isBetween(nanos - nanos / 64, nanos);
		}
		assertThat(Latencies.lowest(Latencies.bucket(Long.MAX_VALUE))).isPositive();
	}

	@Test
	void quantilesAreThoseOfTheTimesBetweenTwoCopies() {
		this.latencies.record(1_000_000);
		List<Long> before = this.latencies.copy();
		for (int nanos = 1; nanos <= 100; nanos++) {
			this.latencies.record(nanos);
		}
		long[] times = Latencies.between(before, this.latencies.copy());
		assertThat(Latencies.quantile(times, 0.5)).isEqualTo(50);
		assertThat(Latencies.quantile(times, 0.99)).isEqualTo(99);
		assertThat(Latencies.quantile(times, 1)).isEqualTo(100);
	}

	@Test
	void quantileOfNothingIsZero() {
		assertThat(Latencies.quantile(new long[0], 0.5)).isZero();
	}

	@Test
	void timesThatWereOmittedDuringALongOneAreAdded() {
		List<Long> before = this.latencies.copy();
		this.latencies.record(10);
		this.latencies.record(40);
		long[] corrected = Latencies.withOmitted(Latencies.between(before, this.latencies.copy()), 10);
		assertThat(Arrays.stream(corrected).sum()).isEqualTo(5);
		assertThat(Latencies.quantile(corrected, 0.4)).isEqualTo(10);
		assertThat(Latencies.quantile(corrected, 0.6)).isEqualTo(20);
		assertThat(Latencies.quantile(corrected, 0.8)).isEqualTo(30);
		assertThat(Latencies.quantile(corrected, 1)).isEqualTo(40);
	}

}
