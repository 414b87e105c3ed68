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

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * A call that blocks, on a thread of its own.
 *
 * @param <T> what the call returns
 */
final class BlockedCall<T> extends FutureTask<T> {

	private final Thread thread = new Thread(this, "blocked-call");

	private volatile boolean interruptedAtEnd;

	private BlockedCall(Callable<T> call) {
		super(call);
		this.thread.setDaemon(true);
	}

	/** Make a call, and return when its thread waits. */
	static <T> BlockedCall<T> start(Callable<T> call) throws Exception {
		BlockedCall<T> blocked = new BlockedCall<>(call);
		blocked.thread.start();
		ContractTests.await("the call to block", blocked::isBlocked);
		return blocked;
	}

	/** Make a call without a result, and return when its thread waits. */
	static BlockedCall<Boolean> run(Action action) throws Exception {
		return start(() -> {
			action.run();
			return true;
		});
	}

	/** Whether the call is done, or waits for somebody else and not just for a lock. */
	private boolean isBlocked() {
		return isDone() || Arrays.stream(this.thread.getStackTrace()).anyMatch(BlockedCall::isWait);
	}

	private static boolean isWait(StackTraceElement frame) {
		return frame.getClassName().endsWith("$ConditionObject") || frame.getMethodName().equals("waitingGet")
				|| frame.getMethodName().equals("timedGet");
	}

	@Override
	public void run() {
		super.run();
		this.interruptedAtEnd = Thread.currentThread().isInterrupted();
	}

	void interrupt() {
		this.thread.interrupt();
	}

	/** Whether the call left the thread's interrupt set. */
	boolean leftInterrupt() throws InterruptedException {
		this.thread.join(RawPeer.TIMEOUT.toMillis());
		return this.interruptedAtEnd;
	}

	/** A call without a result. */
	@FunctionalInterface
	interface Action {

		void run() throws Exception;

	}

}
