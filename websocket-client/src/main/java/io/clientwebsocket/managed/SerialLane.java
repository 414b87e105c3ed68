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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other, in the order in which they come, each on some thread.
 */
final class SerialLane {

	private static final Logger logger = LoggerFactory.getLogger(SerialLane.class);

	private final Consumer<Runnable> threads;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	/** Tasks that were not run yet; whoever brings the first one sees to it. */
	private final AtomicInteger waiting = new AtomicInteger();

	/**
	 * Create a new lane.
	 * @param threads what runs a task, such as an executor; {@link Runnable#run} for the
	 * thread that brings it
	 */
	SerialLane(Consumer<Runnable> threads) {
		this.threads = threads;
	}

	void submit(Runnable task) {
		this.tasks.add(task);
		if (this.waiting.getAndIncrement() == 0) {
			this.threads.accept(this::run);
		}
	}

	/** A task that throws must not stop those behind it. */
	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("A task of a managed connection threw", ex);
		}
	}

	private void run() {
		do {
			Runnable task = this.tasks.poll();
			if (task != null) {
				run(task);
			}
		}
		while (this.waiting.decrementAndGet() != 0);
	}

}
