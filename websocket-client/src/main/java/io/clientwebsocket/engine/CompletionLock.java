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

package io.clientwebsocket.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A lock that knows what is to be done when it is released: futures are not completed
 * under it.
 */
final class CompletionLock {

	private final ReentrantLock lock = new ReentrantLock();

	private final Consumer<Runnable> executor;

	/** Guarded by the lock. */
	private @Nullable List<Runnable> completions;

	CompletionLock(Consumer<Runnable> executor) {
		this.executor = executor;
	}

	void lock() {
		this.lock.lock();
	}

	void lockInterruptibly() throws InterruptedException {
		this.lock.lockInterruptibly();
	}

	Condition newCondition() {
		return this.lock.newCondition();
	}

	boolean isHeldByCurrentThread() {
		return this.lock.isHeldByCurrentThread();
	}

	/** Do something when the lock is released. */
	void later(Runnable completion) {
		if (this.completions == null) {
			this.completions = new ArrayList<>(1);
		}
		this.completions.add(completion);
	}

	/** Release the lock, and let the executor do what was left for later. */
	void unlock() {
		List<Runnable> toRun = (this.completions != null) ? takeIfLast() : null;
		this.lock.unlock();
		if (toRun != null) {
			this.executor.accept(() -> toRun.forEach(Runnable::run));
		}
	}

	/** Release the lock, and do what was left for later on this thread. */
	void unlockAndRun() {
		List<Runnable> toRun = takeIfLast();
		this.lock.unlock();
		if (toRun != null) {
			toRun.forEach(Runnable::run);
		}
	}

	private @Nullable List<Runnable> takeIfLast() {
		if (this.lock.getHoldCount() > 1) {
			return null;
		}
		List<Runnable> taken = this.completions;
		this.completions = null;
		return taken;
	}

}
