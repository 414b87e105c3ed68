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

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.jspecify.annotations.Nullable;

/**
 * A call into the application that may block, or go on behind a stage. Cancelling
 * interrupts the thread that is in it, and cancels the stage.
 *
 * @param <T> what comes of it
 */
final class UserCall<T extends @Nullable Object> extends CompletableFuture<T> implements Runnable {

	private final FutureTask<CompletionStage<? extends T>> task;

	private final Threads threads;

	private volatile @Nullable CompletionStage<? extends T> stage;

	UserCall(Callable<? extends CompletionStage<? extends T>> call, Threads threads) {
		this.task = new FutureTask<>(call::call);
		this.threads = threads;
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // it only carries over to this one
	public void run() {
		this.task.run();
		try {
			CompletionStage<? extends T> stage = this.task.get();
			this.stage = stage;
			stage.whenComplete(this::carryOver);
			if (isCancelled()) {
				cancelStage();
			}
		}
		catch (ExecutionException ex) {
			completeExceptionally((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (CancellationException ex) {
			super.cancel(true);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			completeExceptionally(ex);
		}
	}

	private void carryOver(T value, @Nullable Throwable failure) {
		if (failure != null) {
			completeExceptionally(Failures.unwrap(failure));
		}
		else {
			complete(value);
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		this.task.cancel(true);
		cancelStage();
		return cancelled;
	}

	private void cancelStage() {
		if (this.stage instanceof CompletableFuture<?> future) {
			// what depends on it is the application's, too
			this.threads.execute(() -> future.cancel(true));
		}
	}

}
