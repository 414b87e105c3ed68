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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ManualClock}.
 */
class ManualClockTests {

	private final ManualClock clock = new ManualClock();

	private final List<String> run = new ArrayList<>();

	@Test
	void standsStillUntilItIsTold() {
		schedule("a", 1);
		assertThat(this.clock.nanoTime()).isZero();
		assertThat(this.run).isEmpty();
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.clock.nanoTime()).isEqualTo(Duration.ofSeconds(2).toNanos());
		assertThat(this.run).containsExactly("a");
	}

	@Test
	void runsWhatIsDueInItsOrderAndWhatThatSchedules() {
		schedule("b", 2);
		this.clock.schedule(() -> schedule("c", 2), Duration.ofSeconds(1).toNanos());
		schedule("a", 1);
		this.clock.advance(Duration.ofSeconds(3));
		assertThat(this.run).containsExactly("a", "b", "c");
	}

	@Test
	void tellsHowLongItIsToTheNextTask() {
		assertThat(this.clock.untilNext()).isEmpty();
		schedule("b", 5);
		schedule("a", 3);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.clock.untilNext()).hasValue(Duration.ofSeconds(2));
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.clock.untilNext()).hasValue(Duration.ofSeconds(2));
	}

	@Test
	void forgetsWhatWasCancelled() {
		this.clock.schedule(() -> this.run.add("a"), 1).cancel();
		assertThat(this.clock.pending()).isZero();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.run).isEmpty();
	}

	private void schedule(String name, int seconds) {
		this.clock.schedule(() -> this.run.add(name), Duration.ofSeconds(seconds).toNanos());
	}

}
