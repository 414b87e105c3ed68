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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.managed.DisconnectCause.Kind;

/**
 * One attempt: asks the suppliers, connects, runs {@code onOpen}. Ends once: with an open
 * connection, with a failure, or cancelled, and then nothing of it is left.
 */
final class Attempt {

	private final AttemptSettings settings;

	private final Threads threads;

	private final ConnectAttempt info;

	private final Listener listener;

	private final AtomicBoolean ended = new AtomicBoolean();

	/** The step that is under way. */
	private volatile @Nullable Future<?> step;

	private volatile @Nullable ClientWebSocket socket;

	private volatile @Nullable URI uri;

	private volatile @Nullable Runnable deadline;

	Attempt(AttemptSettings settings, Threads threads, ConnectAttempt info, Listener listener) {
		this.settings = settings;
		this.threads = threads;
		this.info = info;
		this.listener = listener;
	}

	void begin() {
		Duration timeout = this.settings.attemptTimeout();
		setDeadline(Kind.ATTEMPT_TIMED_OUT, "the attempt did not end", timeout);
		call(Kind.SUPPLIER_FAILED, this::uris, this::choose);
	}

	private CompletionStage<List<URI>> uris() throws Exception {
		if (this.info.unauthorized()) {
			this.settings.onUnauthorized().run();
		}
		return this.settings.uris().supply(this.info);
	}

	private void choose(List<URI> uris) {
		URI chosen = this.settings.endpoints().next(uris, this.threads.nanoTime());
		this.uri = chosen;
		call(Kind.SUPPLIER_FAILED, () -> this.settings.options().supply(this.info),
				(options) -> connect(chosen, options));
	}

	private void connect(URI uri, ClientWebSocketOptions options) {
		CompletableFuture<ClientWebSocket> future = this.settings.connector().connectAsync(uri, options);
		await(Kind.HANDSHAKE_FAILED, future, (socket) -> opened(socket, uri, options));
	}

	private void opened(ClientWebSocket socket, URI uri, ClientWebSocketOptions options) {
		this.socket = socket;
		if (this.ended.get()) {
			socket.abort();
			return;
		}
		cancelDeadline();
		setDeadline(Kind.OPEN_HOOK_FAILED, "'onOpen' did not end", this.settings.onOpenTimeout());
		call(Kind.OPEN_HOOK_FAILED, () -> this.settings.onOpen().open(socket), (nothing) -> {
			if (end()) {
				this.listener.opened(new Opened(uri, socket, options.closeTimeout()));
			}
		});
	}

	private <T extends @Nullable Object> void call(Kind kind, Callable<? extends CompletionStage<? extends T>> call,
			Consumer<T> next) {
		UserCall<T> step = new UserCall<>(call);
		this.threads.execute(step);
		await(kind, step, next);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	private <T extends @Nullable Object> void await(Kind kind, CompletableFuture<T> step, Consumer<T> next) {
		this.step = step;
		step.whenComplete((value, failure) -> {
			if (failure != null) {
				fail(DisconnectCause.of(kind, Failures.unwrap(failure)));
			}
			else {
				goOn(kind, () -> next.accept(value));
			}
		});
		if (this.ended.get()) {
			step.cancel(true);
		}
	}

	/** Begin the next step. One that begins with wrong arguments fails at once. */
	private void goOn(Kind kind, Runnable next) {
		try {
			next.run();
		}
		catch (RuntimeException | Error ex) {
			fail(DisconnectCause.of((this.uri != null && kind == Kind.SUPPLIER_FAILED) ? Kind.HANDSHAKE_FAILED : kind,
					ex));
		}
	}

	private void setDeadline(Kind kind, String what, Duration timeout) {
		this.deadline = this.threads
			.schedule(() -> fail(DisconnectCause.of(kind, new TimeoutException(what + " within " + timeout))), timeout);
		if (this.ended.get()) {
			cancelDeadline();
		}
	}

	private void cancelDeadline() {
		Runnable deadline = this.deadline;
		if (deadline != null) {
			deadline.run();
		}
	}

	private void fail(DisconnectCause cause) {
		if (end()) {
			release();
			this.listener.failed(this.uri, cause);
		}
	}

	/**
	 * Give the attempt up.
	 * @return whether that was possible; if not, its listener is told, or was
	 */
	boolean cancel() {
		boolean cancelled = end();
		if (cancelled) {
			release();
		}
		return cancelled;
	}

	private boolean end() {
		boolean first = this.ended.compareAndSet(false, true);
		if (first) {
			cancelDeadline();
		}
		return first;
	}

	private void release() {
		Future<?> step = this.step;
		if (step != null) {
			step.cancel(true);
		}
		ClientWebSocket socket = this.socket;
		if (socket != null) {
			socket.abort();
		}
	}

	/**
	 * Who is told how it ended.
	 */
	interface Listener {

		void opened(Opened opened);

		void failed(@Nullable URI uri, DisconnectCause cause);

	}

	/**
	 * What an attempt has opened.
	 *
	 * @param uri where to
	 * @param socket the socket
	 * @param closeTimeout how long its close handshake may take
	 */
	record Opened(URI uri, ClientWebSocket socket, Duration closeTimeout) {

	}

}
