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

package io.clientwebsocket.sample;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageRateTests {

	private final MessageRate rate = new MessageRate();

	@Test
	void firstSampleHasNoRate() {
		assertThat(update(100, 3)).isZero();
	}

	@Test
	void rateIsThatOfTheLastSeconds() {
		update(0, 0);
		assertThat(update(400, 2)).isEqualTo(200);
		assertThat(update(1000, 4)).isEqualTo(250);
		assertThat(update(1000, 7)).isEqualTo(120);
		assertThat(update(1000, 20)).isZero();
	}

	private double update(long count, long seconds) {
		return this.rate.update(count, Duration.ofSeconds(seconds).toNanos());
	}

}
