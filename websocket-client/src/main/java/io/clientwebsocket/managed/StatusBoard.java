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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The status that everybody sees, and may wait for. Thread-safe.
 */
final class StatusBoard {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	/** Written under the lock. */
	private volatile ConnectionStatus status;

	StatusBoard(ConnectionStatus status) {
		this.status = status;
	}

	ConnectionStatus status() {
		return this.status;
	}

	void set(ConnectionStatus status) {
		this.lock.lock();
		try {
			this.status = status;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for a status; returns the one that it was, or that it is when the time is up.
	 */
	ConnectionStatus await(Predicate<ConnectionStatus> wanted, long nanos) throws InterruptedException {
		long end = System.nanoTime() + nanos;
		this.lock.lockInterruptibly();
		try {
			long left = nanos;
			while (!wanted.test(this.status) && left > 0) {
				this.changed.await(left, TimeUnit.NANOSECONDS);
				left = end - System.nanoTime();
			}
			return this.status;
		}
		finally {
			this.lock.unlock();
		}
	}

}
