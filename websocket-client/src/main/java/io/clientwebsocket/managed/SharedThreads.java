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

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * One timer and one pool for all connections of a process that were given none. They come
 * with the first run and go with the last.
 */
final class SharedThreads {

	private static final int IDLE_SECONDS = 5;

	private static final ReentrantLock lock = new ReentrantLock();

	private static final AtomicInteger count = new AtomicInteger();

	/** Guarded by the lock, like the number of its users. */
	private static @Nullable SharedThreads current;

	private final ScheduledThreadPoolExecutor timer;

	private final ExecutorService pool;

	private int users;

	private SharedThreads() {
		this.timer = new ScheduledThreadPoolExecutor(1, threads("websocket-managed-timer"));
		this.timer.setRemoveOnCancelPolicy(true);
		this.pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
				new SynchronousQueue<>(), threads("websocket-managed"));
	}

	private static ThreadFactory threads(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	static SharedThreads acquire() {
		lock.lock();
		try {
			SharedThreads threads = (current != null) ? current : new SharedThreads();
			current = threads;
			threads.users++;
			return threads;
		}
		finally {
			lock.unlock();
		}
	}

	/** What runs, and what was given to run, still does. */
	void release() {
		lock.lock();
		try {
			this.users--;
			if (this.users == 0) {
				this.timer.shutdownNow();
				this.pool.shutdown();
				current = null;
			}
		}
		finally {
			lock.unlock();
		}
	}

	ScheduledExecutorService timer() {
		return this.timer;
	}

	Executor pool() {
		return this.pool;
	}

}
