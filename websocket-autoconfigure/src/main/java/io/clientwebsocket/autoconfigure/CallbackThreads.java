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

package io.clientwebsocket.autoconfigure;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.springframework.context.Phased;
import org.springframework.context.SmartLifecycle;

/**
 * Runs what named clients call back on the application's task executor, with its threads,
 * its decorators and its limits, for as long as that works: a context that is only
 * stopped keeps tasks waiting from the executor's phase on, so they are refused from then
 * on, and the clients run them on threads of their own. An executor that takes no more
 * tasks when its context begins to close refuses them itself.
 */
final class CallbackThreads implements SmartLifecycle {

	private final Executor executor;

	// written by the thread of Spring's life cycle; clients may be used before the start
	private volatile boolean running = true;

	/**
	 * Create the threads.
	 * @param executor the application's task executor, which stops after this bean
	 * because it was injected here
	 */
	CallbackThreads(Executor executor) {
		this.executor = executor;
	}

	void execute(Runnable task) {
		if (!this.running) {
			throw new RejectedExecutionException("The task executor of the application has stopped");
		}
		this.executor.execute(task);
	}

	/** Stopped before the executor, which is a dependency, and after the clients. */
	@Override
	public int getPhase() {
		return (this.executor instanceof Phased phased) ? phased.getPhase() : SmartLifecycle.super.getPhase();
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
