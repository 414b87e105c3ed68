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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;

/**
 * The connections of a {@link ScriptedServer}, in the order of their arrival.
 */
final class Connections {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition added = this.lock.newCondition();

	// The fields below are guarded by the lock

	private final List<ConnectionRunner> runners = new ArrayList<>();

	private boolean closed;

	/**
	 * Add a connection and start it.
	 * @param factory makes the connection from its number, 1 for the first
	 * @return whether it was added: not once the connections are closed
	 */
	boolean add(IntFunction<ConnectionRunner> factory) {
		this.lock.lock();
		try {
			if (!this.closed) {
				ConnectionRunner runner = factory.apply(this.runners.size() + 1);
				this.runners.add(runner);
				runner.start();
				this.added.signalAll();
			}
			return !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	ConnectionRunner await(int number, Wait wait) throws InterruptedException {
		this.lock.lock();
		try {
			long nanos = wait.remainingNanos();
			while (this.runners.size() < number && nanos > 0) {
				nanos = this.added.awaitNanos(nanos);
			}
			if (this.runners.size() < number) {
				throw wait.butWas(this.runners.size() + " connections within " + wait.bound());
			}
			return this.runners.get(number - 1);
		}
		finally {
			this.lock.unlock();
		}
	}

	List<ConnectionRunner> all() {
		this.lock.lock();
		try {
			return List.copyOf(this.runners);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Stop all connections, and take no more.
	 */
	void stop() {
		this.lock.lock();
		try {
			this.closed = true;
		}
		finally {
			this.lock.unlock();
		}
		all().forEach(ConnectionRunner::stop);
	}

}
