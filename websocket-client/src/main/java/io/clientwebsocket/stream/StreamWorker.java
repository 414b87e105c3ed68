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

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * A thread that waits at a stream, and how it is told to stop.
 */
abstract class StreamWorker {

	final ReentrantLock lock = new ReentrantLock();

	/** Something to do has come, or the end. */
	final Condition changed = this.lock.newCondition();

	/** The thread, while it uses the stream; guarded by the lock. */
	private @Nullable Thread atStream;

	/** Guarded by the lock. */
	private boolean stopped;

	/** End the thread, also where it waits at the stream. */
	final void stop() {
		this.lock.lock();
		try {
			this.stopped = true;
			this.changed.signalAll();
			if (this.atStream != null) {
				this.atStream.interrupt();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether the thread is to end; called under the lock. */
	final boolean isStopped() {
		return this.stopped;
	}

	/** The thread goes to the stream; called under the lock. */
	final void enterStream() {
		this.atStream = Thread.currentThread();
	}

	/** The thread is back; called under the lock. */
	final void leaveStream() {
		this.atStream = null;
		if (this.stopped) {
			// an interrupt was meant for the stream, not for what is called next
			Thread.interrupted();
		}
	}

}
