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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * Where the work of a socket goes on: futures of the application are completed on its
 * threads, outside of all locks.
 */
final class Completions {

	private final Executor applicationThreads;

	private final Executor ownThreads;

	private final Inbound inbound;

	Completions(EngineSettings settings, Inbound inbound) {
		this.applicationThreads = settings.completions();
		this.ownThreads = settings.environment().executor();
		this.inbound = inbound;
	}

	/** Run a task of the socket itself. */
	void execute(Runnable task) {
		try {
			this.ownThreads.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// the threads are being stopped, and what is left to do must be done
			new Thread(task, "websocket-end").start();
		}
	}

	/** Complete futures of the application, if need be when the lock is released. */
	void complete(Runnable completion) {
		if (!this.inbound.defer(completion)) {
			runOutside(completion);
		}
	}

	/** Complete futures of the application; no lock is held. */
	void runOutside(Runnable completion) {
		try {
			this.applicationThreads.execute(completion);
		}
		catch (RejectedExecutionException ex) {
			// better on this thread than never
			completion.run();
		}
	}

	/**
	 * A future for the application that ends as one of the socket's own does, on the
	 * application's threads.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // it only carries over to the given one
	<T extends @Nullable Object> CompletableFuture<T> follow(CompletableFuture<T> own) {
		CompletableFuture<T> given = new CompletableFuture<>();
		boolean ended = own.isDone();
		own.whenComplete((value, failure) -> {
			Runnable completion = () -> complete(given, value, failure);
			if (ended) {
				completion.run();
			}
			else {
				complete(completion);
			}
		});
		return given;
	}

	private static <T extends @Nullable Object> void complete(CompletableFuture<T> future, T value,
			@Nullable Throwable failure) {
		if (failure != null) {
			future.completeExceptionally(failure);
		}
		else {
			future.complete(value);
		}
	}

	/** Sends have ended. Futures that nobody outside has complete at once. */
	void tell(List<SendOperation> operations, WriteLoop writes) {
		if (operations.isEmpty()) {
			return;
		}
		operations.forEach(SendOperation::tell);
		operations.removeIf(SendOperation::settleUnlessPublished);
		if (operations.isEmpty()) {
			return;
		}
		if (this.applicationThreads == this.ownThreads && !this.inbound.isHeld()) {
			writes.complete(operations);
		}
		else {
			complete(() -> operations.forEach(SendOperation::settle));
		}
	}

}
