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
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.TimeSource;

/**
 * A clock that stands still until it is told to go on: keep-alive, timeouts and deadlines
 * happen when a test says so, without waiting. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ManualClock implements TimeSource {

	private final ReentrantLock lock = new ReentrantLock();

	private final PriorityQueue<Entry> entries = new PriorityQueue<>(
			Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number));

	private long now;

	private long count;

	@Override
	public long nanoTime() {
		this.lock.lock();
		try {
			return this.now;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public Timer schedule(Runnable task, long delayNanos) {
		this.lock.lock();
		try {
			Entry entry = new Entry(this.now + Math.max(0, delayNanos), this.count++, task);
			this.entries.add(entry);
			return () -> remove(entry);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void remove(Entry entry) {
		this.lock.lock();
		try {
			this.entries.remove(entry);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Let time pass. What is due on the way runs on this thread, in the order in which it
	 * is due, and what that schedules runs as well if it is due by then.
	 * @param duration how much time passes
	 */
	public void advance(Duration duration) {
		long end = nanoTime() + duration.toNanos();
		Entry next = next(end);
		while (next != null) {
			next.task().run();
			next = next(end);
		}
	}

	private @Nullable Entry next(long end) {
		this.lock.lock();
		try {
			Entry first = this.entries.peek();
			if (first == null || first.at() > end) {
				this.now = end;
				return null;
			}
			this.now = Math.max(this.now, first.at());
			return this.entries.remove();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Number of tasks that wait for their time.
	 * @return the number at this moment
	 */
	public int pending() {
		this.lock.lock();
		try {
			return this.entries.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Time until the next task is due.
	 * @return how far to {@linkplain #advance advance} for the next task, empty if none
	 * waits
	 */
	public Optional<Duration> untilNext() {
		this.lock.lock();
		try {
			return Optional.ofNullable(this.entries.peek()).map((entry) -> Duration.ofNanos(entry.at() - this.now));
		}
		finally {
			this.lock.unlock();
		}
	}

	private record Entry(long at, long number, Runnable task) {

	}

}
