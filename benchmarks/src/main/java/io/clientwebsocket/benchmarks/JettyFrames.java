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

package io.clientwebsocket.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.jspecify.annotations.Nullable;

/**
 * Where Jetty delivers frames. Whoever uses the session says who takes them before the
 * first demand.
 */
final class JettyFrames implements FrameHandler {

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private volatile @Nullable Consumer consumer;

	void consumer(Consumer consumer) {
		this.consumer = consumer;
	}

	void done() {
		this.done.complete(null);
	}

	void failed(Throwable cause) {
		this.done.completeExceptionally(cause);
	}

	void awaitDone() throws ExecutionException, InterruptedException {
		this.done.get();
	}

	@Override
	public void onOpen(CoreSession session, Callback callback) {
		callback.succeeded();
	}

	@Override
	public void onFrame(Frame frame, Callback callback) {
		Consumer current = this.consumer;
		if (current == null) {
			callback.failed(new IllegalStateException("expected no frame before the first demand"));
			return;
		}
		try {
			current.accept(frame, callback);
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
	}

	@Override
	public void onError(Throwable cause, Callback callback) {
		failed(cause);
		callback.succeeded();
	}

	@Override
	public void onClosed(CloseStatus closeStatus, Callback callback) {
		failed(new IllegalStateException("expected an open session, but was " + closeStatus));
		callback.succeeded();
	}

	/**
	 * Takes frames.
	 */
	@FunctionalInterface
	interface Consumer {

		void accept(Frame frame, Callback callback);

	}

}
