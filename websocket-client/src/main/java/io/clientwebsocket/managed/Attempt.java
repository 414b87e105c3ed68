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
import java.util.Objects;
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
import io.clientwebsocket.CloseStatus;
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
		if (setDeadline(Kind.ATTEMPT_TIMED_OUT, "the attempt did not end", timeout)) {
			call(Kind.SUPPLIER_FAILED, this::uris, this::choose);
		}
	}

	private CompletionStage<List<URI>> uris() throws Exception {
		if (this.info.unauthorized()) {
			this.settings.onUnauthorized().run();
		}
		return this.settings.uris().supply(this.info);
	}

	private void choose(List<URI> uris) {
		Objects.requireNonNull(uris, "expected 'urisAsync' to supply a list, but it was null");
		URI chosen = this.settings.endpoints().next(uris, this.threads.nanoTime());
		this.uri = chosen;
		call(Kind.SUPPLIER_FAILED, () -> this.settings.options().supply(this.info), (options) -> connect(chosen,
				Objects.requireNonNull(options, "expected 'optionsAsync' to supply options, but they were null")));
	}

	private void connect(URI uri, ClientWebSocketOptions options) {
		await(Kind.HANDSHAKE_FAILED, handshake(uri, options), (socket) -> opened(socket, uri, options));
	}

	/** One that begins with wrong arguments fails at once. */
	private CompletableFuture<ClientWebSocket> handshake(URI uri, ClientWebSocketOptions options) {
		try {
			return this.settings.connector().connectAsync(uri, options);
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void opened(ClientWebSocket socket, URI uri, ClientWebSocketOptions options) {
		this.socket = socket;
		if (this.ended.get()) {
			socket.abort();
			return;
		}
		cancelDeadline();
		if (!setDeadline(Kind.OPEN_HOOK_FAILED, "'onOpen' did not end", this.settings.onOpenTimeout())) {
			return;
		}
		call(Kind.OPEN_HOOK_FAILED, () -> this.settings.onOpen().open(socket), (nothing) -> {
			if (end()) {
				this.listener.opened(new Opened(uri, socket, options.closeTimeout()));
			}
		});
	}

	private <T extends @Nullable Object> void call(Kind kind, Callable<? extends CompletionStage<? extends T>> call,
			Consumer<T> next) {
		UserCall<T> step = new UserCall<>(call, this.threads);
		await(kind, step, next);
		this.threads.execute(step);
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

	/** Begin the next step. */
	private void goOn(Kind kind, Runnable next) {
		try {
			next.run();
		}
		catch (RuntimeException | Error ex) {
			fail(DisconnectCause.of(kind, ex));
		}
	}

	/** Whether there is one; if not, the attempt has failed. */
	private boolean setDeadline(Kind kind, String what, Duration timeout) {
		this.deadline = this.threads
			.schedule(() -> fail(DisconnectCause.of(kind, new TimeoutException(what + " within " + timeout))), timeout);
		if (this.deadline == null) {
			fail(DisconnectCause.of(Kind.NO_TIMER, Threads.NO_TIMER));
			return false;
		}
		if (this.ended.get()) {
			cancelDeadline();
		}
		return true;
	}

	private void cancelDeadline() {
		Runnable deadline = this.deadline;
		if (deadline != null) {
			deadline.run();
		}
	}

	/**
	 * End what is under way at once, also for a thread that is blocked in it, and tell it
	 * on one that may run the application.
	 */
	private void fail(DisconnectCause cause) {
		if (end()) {
			ClientWebSocket socket = this.socket;
			CloseStatus status = (socket != null) ? socket.closeStatus() : null;
			release();
			this.threads.execute(() -> this.listener.failed(this.uri, cause.closedWith(status)));
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
