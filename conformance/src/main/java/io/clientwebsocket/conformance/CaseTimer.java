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

package io.clientwebsocket.conformance;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A time limit by the clock. Its thread does not keep the process alive.
 */
final class CaseTimer implements TimeLimit, AutoCloseable {

	private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "conformance-timer");
		thread.setDaemon(true);
		return thread;
	});

	private final Duration limit;

	CaseTimer(Duration limit) {
		this.limit = limit;
		this.scheduler.setRemoveOnCancelPolicy(true);
	}

	@Override
	public Runnable start(Runnable cutOff) {
		Future<?> timeout = this.scheduler.schedule(cutOff, this.limit.toMillis(), TimeUnit.MILLISECONDS);
		return () -> timeout.cancel(false);
	}

	@Override
	public void close() {
		this.scheduler.shutdownNow();
	}

}
