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

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.TimeSource;

/**
 * A scheduler and a clock of the JDK that follow a {@link ManualClock}: for what is built
 * on those, such as a connection that reconnects. Tasks run on the thread that lets time
 * pass. Periodic tasks are not supported. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService, InstantSource {

	/**
	 * The time of a clock that was not advanced yet.
	 */
	public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final ManualClock clock;

	private volatile boolean shutdown;

	/**
	 * Create a new scheduler.
	 * @param clock the clock to follow
	 */
	public ManualScheduler(ManualClock clock) {
		this.clock = Objects.requireNonNull(clock, "'clock' must not be null");
	}

	@Override
	public Instant instant() {
		return START.plusNanos(this.clock.nanoTime());
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
		return schedule(() -> {
			task.run();
			return null;
		}, delay, unit);
	}

	@Override
	public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
		requireRunning();
		Task<V> scheduled = new Task<>(task, this.clock, this.clock.nanoTime() + unit.toNanos(delay));
		scheduled.timer = this.clock.schedule(scheduled, unit.toNanos(delay));
		return scheduled;
	}

	private void requireRunning() {
		if (this.shutdown) {
			throw new RejectedExecutionException("the scheduler was shut down");
		}
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // there is none to give to the caller
	public void execute(Runnable task) {
		requireRunning();
		this.clock.schedule(task, 0);
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
		throw new UnsupportedOperationException("periodic tasks are not supported");
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException("periodic tasks are not supported");
	}

	@Override
	public void shutdown() {
		this.shutdown = true;
	}

	@Override
	public List<Runnable> shutdownNow() {
		this.shutdown = true;
		return List.of();
	}

	@Override
	public boolean isShutdown() {
		return this.shutdown;
	}

	@Override
	public boolean isTerminated() {
		return this.shutdown;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return this.shutdown;
	}

	/**
	 * A task that waits for its time.
	 *
	 * @param <V> what comes of it
	 */
	private static final class Task<V extends @Nullable Object> extends FutureTask<V> implements ScheduledFuture<V> {

		private final ManualClock clock;

		private final long at;

		private volatile TimeSource.@Nullable Timer timer;

		Task(Callable<V> task, ManualClock clock, long at) {
			super(task);
			this.clock = clock;
			this.at = at;
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			TimeSource.Timer timer = this.timer;
			if (timer != null) {
				timer.cancel();
			}
			return super.cancel(mayInterruptIfRunning);
		}

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(this.at - this.clock.nanoTime(), TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
		}

	}

}
