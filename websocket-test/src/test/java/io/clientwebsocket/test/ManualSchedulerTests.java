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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ManualSchedulerTests {

	private final ManualClock clock = new ManualClock();

	private final ManualScheduler scheduler = new ManualScheduler(this.clock);

	private final List<String> ran = new ArrayList<>();

	@Test
	void taskRunsWhenItsTimeHasCome() throws Exception {
		ScheduledFuture<String> task = this.scheduler.schedule(() -> "done", 5, TimeUnit.SECONDS);
		this.clock.advance(Duration.ofSeconds(4));
		assertThat(task.isDone()).isFalse();
		assertThat(task.getDelay(TimeUnit.MILLISECONDS)).isEqualTo(1000);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(task.get()).isEqualTo("done");
	}

	@Test
	void tasksAreOrderedByTheirTimes() {
		ScheduledFuture<?> later = this.scheduler.schedule(() -> this.ran.add("later"), 2, TimeUnit.SECONDS);
		ScheduledFuture<?> sooner = this.scheduler.schedule(() -> this.ran.add("sooner"), 1, TimeUnit.SECONDS);
		assertThat(sooner.compareTo(later)).isNegative();
		this.scheduler.execute(() -> this.ran.add("now"));
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.ran).containsExactly("now", "sooner", "later");
	}

	@Test
	void cancelledTaskIsGone() {
		assertThat(this.scheduler.schedule(() -> this.ran.add("a"), 1, TimeUnit.SECONDS).cancel(false)).isTrue();
		assertThat(this.clock.pending()).isZero();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.ran).isEmpty();
	}

	@Test
	void instantFollowsTheClock() {
		assertThat(this.scheduler.instant()).isEqualTo(ManualScheduler.START);
		this.clock.advance(Duration.ofMillis(1500));
		assertThat(this.scheduler.instant()).isEqualTo(ManualScheduler.START.plusMillis(1500));
	}

	@Test
	void schedulerThatWasShutDownTakesNothing() {
		this.scheduler.shutdown();
		assertThat(this.scheduler.isShutdown()).isTrue();
		assertThat(this.scheduler.isTerminated()).isTrue();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.scheduler.execute(() -> {
		}));
	}

	@Test
	void periodicTasksAreRefused() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.scheduler.scheduleAtFixedRate(() -> {
			}, 1, 1, TimeUnit.SECONDS));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.scheduler.scheduleWithFixedDelay(() -> {
			}, 1, 1, TimeUnit.SECONDS));
	}

}
