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

package io.clientwebsocket.stream;

import java.security.SecureRandom;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.clientwebsocket.engine.EngineSettings;
import io.clientwebsocket.transport.BufferPool;
import io.clientwebsocket.transport.TimeSource;

/**
 * What all sockets over streams and channels share. Its threads are daemons, and end when
 * there was nothing to do for a while.
 */
final class StreamEnvironment {

	private static final long IDLE_SECONDS = 10;

	private static final EngineSettings.Environment SHARED = new EngineSettings.Environment(new SystemTime(),
			new BufferPool(), new SecureRandom(), executor());

	private StreamEnvironment() {
	}

	static EngineSettings.Environment shared() {
		return SHARED;
	}

	/** Start a thread that holds no program up. */
	static Thread start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static ThreadFactory daemons(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

	private static ThreadPoolExecutor executor() {
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
				daemons("websocket-stream"));
	}

	/** The system's clock, with one thread for its timers. */
	private static final class SystemTime implements TimeSource {

		private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1,
				daemons("websocket-stream-timer"));

		SystemTime() {
			this.timers.setRemoveOnCancelPolicy(true);
			this.timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
			this.timers.allowCoreThreadTimeOut(true);
		}

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public Timer schedule(Runnable task, long delayNanos) {
			ScheduledFuture<?> timer = this.timers.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
			return () -> timer.cancel(false);
		}

	}

}
