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

package io.clientwebsocket.benchmarks.subject;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Bounds the messages of which the end was not told yet. One thread begins them, any may
 * end them. Costs one atomic increment for a message, so that it does not stand in the
 * way of what is measured.
 */
final class Outstanding implements Completion {

	private final int limit;

	private final AtomicLong ended = new AtomicLong();

	/** The thread that begins. */
	private final Thread sender = Thread.currentThread();

	/** Only the sender. */
	private long begun;

	/** Number of ends at which the sender wants to be woken. */
	private volatile long wakeAt = Long.MAX_VALUE;

	private volatile @Nullable Throwable failure;

	Outstanding(int limit) {
		this.limit = limit;
	}

	/** A message is about to be sent; waits while there are too many. */
	void begin() {
		if (this.begun - this.ended.get() >= this.limit) {
			awaitEnded(this.begun - this.limit / 2);
		}
		this.begun++;
	}

	/** Wait for the end of all. */
	void awaitAll() {
		awaitEnded(this.begun);
	}

	@Override
	public void ended(@Nullable Throwable cause) {
		if (cause != null) {
			this.failure = cause;
			LockSupport.unpark(this.sender);
		}
		else if (this.ended.incrementAndGet() == this.wakeAt) {
			LockSupport.unpark(this.sender);
		}
	}

	private void awaitEnded(long count) {
		this.wakeAt = count;
		while (this.ended.get() < count) {
			Throwable cause = this.failure;
			if (cause != null) {
				throw new IllegalStateException("expected every message to be sent, but one failed", cause);
			}
			LockSupport.park(this);
		}
		this.wakeAt = Long.MAX_VALUE;
	}

}
