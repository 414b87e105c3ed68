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

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Guards the sending side of a socket. What happened under it is told when it is
 * released: nothing of the application's or of the receiving side is called while it is
 * held, and no thread is woken to write.
 */
final class OutboundLock {

	/** How often a thread looks for the lock before it waits: about two microseconds. */
	private static final int SPINS = 32;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition progress = this.lock.newCondition();

	private final SocketLifecycle lifecycle;

	/** Sends that ended. */
	private List<SendOperation> ended = List.of();

	/** Why a write failed. */
	private @Nullable Throwable problem;

	/** Whether a thread of the executor is to be called. */
	private boolean calling;

	/** Whether the socket is to be told that its last write has ended. */
	private boolean idle;

	OutboundLock(SocketLifecycle lifecycle) {
		this.lifecycle = lifecycle;
	}

	/**
	 * Others hold the lock for less time than it takes to park, unless they encode much.
	 */
	void lock() {
		for (int i = 0; i < SPINS; i++) {
			if (this.lock.tryLock()) {
				return;
			}
			Thread.onSpinWait();
		}
		this.lock.lock();
	}

	void lockInterruptibly() throws InterruptedException {
		this.lock.lockInterruptibly();
	}

	/**
	 * Wait until the transport has taken something, or a send ended otherwise. Held once;
	 * those who call it look again.
	 */
	@SuppressWarnings("WaitNotInLoop")
	void awaitProgress() throws InterruptedException {
		if (isQuiet()) {
			this.progress.await();
			return;
		}
		try {
			unlock();
		}
		finally {
			lock();
		}
	}

	/** The transport has taken something, and sends have ended. */
	void ended(List<SendOperation> operations) {
		if (this.ended.isEmpty()) {
			this.ended = operations;
		}
		else {
			this.ended.addAll(operations);
		}
		if (this.lock.hasWaiters(this.progress)) {
			this.progress.signalAll();
		}
	}

	/** The transport has failed. */
	void failed(Throwable problem) {
		this.problem = problem;
	}

	/** A thread of the executor is to {@linkplain WriteLoop#takeOver take over}. */
	void call() {
		this.calling = true;
	}

	/** The socket's last write has ended. */
	void idle() {
		this.idle = true;
	}

	/** Release the lock, and tell what happened meanwhile. */
	void unlock() {
		if (this.lock.getHoldCount() > 1 || isQuiet()) {
			this.lock.unlock();
			return;
		}
		WriteLoop writes = this.lifecycle.outbound().writes();
		List<SendOperation> toTell = this.ended;
		Throwable failed = this.problem;
		boolean call = this.calling;
		boolean last = this.idle;
		this.ended = List.of();
		this.problem = null;
		this.calling = false;
		this.idle = false;
		this.lock.unlock();
		try {
			this.lifecycle.completions().tell(toTell, writes);
			if (failed != null) {
				this.lifecycle.sendFailed(failed);
			}
			if (last) {
				this.lifecycle.writesEnded();
			}
		}
		finally {
			if (call) {
				this.lifecycle.completions().execute(writes::takeOver);
			}
		}
	}

	/** Whether there is nothing to tell. */
	private boolean isQuiet() {
		return this.ended.isEmpty() && this.problem == null && !this.calling && !this.idle;
	}

}
