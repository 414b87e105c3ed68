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
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads, timer and time of one connection: those that were given, else shared ones
 * while a run needs them. Thread-safe.
 */
final class Threads {

	/** Why something cannot wait. */
	static final String NO_TIMER = "The scheduler takes no timer any more: it was shut down before the connections"
			+ " that use it";

	private static final Logger logger = LoggerFactory.getLogger(Threads.class);

	private final @Nullable Executor executor;

	private final @Nullable ScheduledExecutorService scheduler;

	private final @Nullable InstantSource clock;

	private final ReentrantLock lock = new ReentrantLock();

	/** Written under the lock. */
	private volatile @Nullable SharedThreads shared;

	/** Guarded by the lock. */
	private int runs;

	Threads(@Nullable Executor executor, @Nullable ScheduledExecutorService scheduler, @Nullable InstantSource clock) {
		this.executor = executor;
		this.scheduler = scheduler;
		this.clock = clock;
	}

	void acquire() {
		this.lock.lock();
		try {
			this.runs++;
			if (this.shared == null && (this.executor == null || this.scheduler == null)) {
				this.shared = SharedThreads.acquire();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void release() {
		this.lock.lock();
		try {
			this.runs--;
			SharedThreads shared = this.shared;
			if (this.runs == 0 && shared != null) {
				this.shared = null;
				shared.release();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Run a task on another thread; on one of its own if the others have gone, or refuse
	 * it. Never on this one, which may hold what the task waits for.
	 */
	void execute(Runnable task) {
		SharedThreads shared = this.shared;
		Executor target = (this.executor != null) ? this.executor : (shared != null) ? shared.pool() : Threads::late;
		try {
			target.execute(task);
		}
		catch (RejectedExecutionException ex) {
			late(task);
		}
	}

	private static void late(Runnable task) {
		Thread thread = new Thread(task, "websocket-managed-late");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Run a task later, on the timer's thread: nothing of the application.
	 * @return how to cancel it, {@code null} if the scheduler refuses it
	 */
	@Nullable Runnable schedule(Runnable task, Duration delay) {
		SharedThreads shared = this.shared;
		ScheduledExecutorService target = (this.scheduler != null) ? this.scheduler
				: (shared != null) ? shared.timer() : null;
		if (target == null) {
			return () -> {
				// no run: there is nothing to wait for
			};
		}
		try {
			Future<?> timer = target.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
			return () -> timer.cancel(false);
		}
		catch (RejectedExecutionException ex) {
			logger.warn(NO_TIMER, ex);
			return null;
		}
	}

	/**
	 * The same, on a thread that may run the application.
	 * @return how to cancel it, {@code null} if the scheduler refuses it
	 */
	@Nullable Runnable scheduleOutside(Runnable task, Duration delay) {
		return schedule(() -> execute(task), delay);
	}

	Instant now() {
		return (this.clock != null) ? this.clock.instant() : Instant.now();
	}

	/** Nanoseconds since some moment. */
	long nanoTime() {
		if (this.clock == null) {
			return System.nanoTime();
		}
		Instant now = this.clock.instant();
		return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
	}

}
