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

	private final boolean givesWay;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	/** Tasks that were not run yet; whoever brings the first one sees to it. */
	private final AtomicInteger waiting = new AtomicInteger();

	private SerialLane(Consumer<Runnable> threads, boolean givesWay) {
		this.threads = threads;
		this.givesWay = givesWay;
	}

	/**
	 * A lane on the threads of an executor, which gets its thread back after each task:
	 * others want it, too.
	 * @param threads what runs a task, on another thread
	 */
	static SerialLane on(Consumer<Runnable> threads) {
		return new SerialLane(threads, true);
	}

	/**
	 * A lane on the thread that brings the first task.
	 */
	static SerialLane onCallingThread() {
		return new SerialLane(Runnable::run, false);
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
			if (this.waiting.decrementAndGet() == 0) {
				return;
			}
		}
		while (!this.givesWay);
		this.threads.accept(this::run);
	}

}
