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
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Bounds what the JDK's sockets cannot bound themselves: writes.
 */
final class Watchdog {

	private final ScheduledThreadPoolExecutor executor;

	private final String threadName;

	// Written when the executor needs its only thread
	private volatile @Nullable Thread thread;

	Watchdog(String threadName) {
		this.threadName = threadName;
		this.executor = new ScheduledThreadPoolExecutor(1, this::newThread);
		this.executor.setRemoveOnCancelPolicy(true);
	}

	private Thread newThread(Runnable task) {
		Thread created = new Thread(task, this.threadName);
		created.setDaemon(true);
		this.thread = created;
		return created;
	}

	Future<?> after(Duration delay, Runnable action) {
		try {
			return this.executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			throw new ScriptStoppedException();
		}
	}

	/**
	 * End the thread.
	 * @param wait until when
	 * @return whether it has ended in time
	 * @throws InterruptedException if the calling thread is interrupted
	 */
	boolean stop(Wait wait) throws InterruptedException {
		this.executor.shutdownNow();
		Thread running = this.thread;
		if (running != null) {
			running.join(wait.remainingMillis());
		}
		return running == null || !running.isAlive();
	}

}
