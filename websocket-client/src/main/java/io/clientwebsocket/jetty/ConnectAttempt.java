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

package io.clientwebsocket.jetty;

import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.jetty.client.Authentication;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.AsyncHandshakeCustomizer;
import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.Credentials;
import io.clientwebsocket.HandshakeRequest;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;

/**
 * One attempt to open a socket: as many {@linkplain Handshake handshakes} as redirects
 * and challenges make of it. Ends exactly once, whoever is first: a server's answer, the
 * timeout, or the caller that gives up.
 */
final class ConnectAttempt {

	private static final Logger logger = LoggerFactory.getLogger(ConnectAttempt.class);

	/** The answer to a challenge, and once more if the server's nonce was too old. */
	private static final int MOST_ANSWERS = 2;

	private final URI uri;

	private final ClientWebSocketOptions options;

	private final HttpClient httpClient;

	private final OpenSockets sockets;

	private final Executor completions;

	private final AtomicBoolean decided = new AtomicBoolean();

	private final CompletableFuture<ClientWebSocket> result = new Result();

	/** What is under way; {@code null} while the customizer is. */
	private volatile @Nullable Handshake handshake;

	private volatile Scheduler.Task timeout = () -> false;

	ConnectAttempt(URI uri, ClientWebSocketOptions options, HttpClient httpClient, OpenSockets sockets,
			Executor completions) {
		this.uri = uri;
		this.options = options;
		this.httpClient = httpClient;
		this.sockets = sockets;
		this.completions = completions;
	}

	ClientWebSocketOptions options() {
		return this.options;
	}

	HttpClient httpClient() {
		return this.httpClient;
	}

	OpenSockets sockets() {
		return this.sockets;
	}

	CompletableFuture<ClientWebSocket> start() {
		long millis = this.options.handshakeTimeout().toMillis();
		this.timeout = this.httpClient.getScheduler().schedule(this::onTimeout, millis, TimeUnit.MILLISECONDS);
		HandshakeRequest request = new HandshakeRequest(this.uri, this.options.headers(), this.options.credentials());
		AsyncHandshakeCustomizer customizer = this.options.handshakeCustomizer();
		if (customizer == null) {
			send(HandshakeRound.first(request));
		}
		else {
			// it may block, and the caller has a timeout
			try {
				this.sockets.execute(() -> customize(request, customizer));
			}
			catch (RejectedExecutionException ex) {
				// the HTTP client was stopped at this moment
				cancel();
			}
		}
		return this.result;
	}

	private void customize(HandshakeRequest request, AsyncHandshakeCustomizer customizer) {
		CompletionStage<HandshakeRequest> customized;
		try {
			customized = Objects.requireNonNull(customizer.customize(request), "no stage");
		}
		catch (Throwable ex) {
			customized = CompletableFuture.failedFuture(ex);
		}
		customized.whenComplete((changed, problem) -> {
			try {
				if (problem != null) {
					throw problem;
				}
				WebSocketUris.check(Objects.requireNonNull(changed, "no request").uri());
				send(HandshakeRound.first(changed));
			}
			catch (Throwable ex) {
				Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
				fail(HandshakeFailures.failure(WebSocketError.FAULTED, this.uri,
						"the handshake customizer failed: " + cause, cause));
			}
		});
	}

	private void send(HandshakeRound round) {
		logger.debug("-> Handshake with {}", WebSocketUris.name(round.request().uri()));
		Handshake handshake = new Handshake(this, round);
		this.handshake = handshake;
		if (!this.decided.get()) {
			handshake.start();
		}
	}

	/** The server has answered, but not as it does to open a socket. */
	void answered(HandshakeRound round, WebSocketHandshakeException failure, Challenges challenges) {
		try {
			Redirect redirect = Redirect.of(round.request(), Objects.requireNonNull(failure.response()));
			if (redirect != null) {
				redirected(round, redirect, failure);
			}
			else if (!challenges.isEmpty()) {
				challenged(round, challenges, failure);
			}
			else {
				fail(failure);
			}
		}
		catch (RuntimeException ex) {
			fail(HandshakeFailures.with(failure, "; it cannot be followed up: " + ex.getMessage()));
		}
	}

	private void redirected(HandshakeRound round, Redirect redirect, WebSocketHandshakeException failure) {
		String to = ", a redirect to " + WebSocketUris.name(redirect.to()) + ", which is not followed: ";
		if (redirect.isDowngrade()) {
			fail(HandshakeFailures.with(failure, to + "it gives up TLS"));
		}
		else if (round.redirects() == this.options.maxRedirects()) {
			fail(HandshakeFailures.with(failure, to + "'maxRedirects' is " + this.options.maxRedirects()));
		}
		else {
			send(round.redirected(redirect.request()));
		}
	}

	private void challenged(HandshakeRound round, Challenges challenges, WebSocketHandshakeException failure) {
		Credentials credentials = round.request().credentials();
		Authentication.Result answer = (credentials instanceof Credentials.Digest digest) ? challenges.answer(digest)
				: challenges.answer(this.httpClient.getAuthenticationStore());
		if (answer == null && credentials instanceof Credentials.Digest) {
			fail(HandshakeFailures.with(failure,
					"; there are credentials for Digest with qop=auth, but it asks for " + challenges.describe()));
		}
		else if (answer != null && (round.answers() == 0 || challenges.isStale()) && round.answers() < MOST_ANSWERS) {
			send(round.answering(answer));
		}
		else {
			fail(failure);
		}
	}

	/** Whether a socket may be opened: nobody has ended the attempt. */
	boolean decide() {
		boolean first = this.decided.compareAndSet(false, true);
		if (first) {
			this.timeout.cancel();
			this.sockets.ended(this);
		}
		return first;
	}

	boolean isDecided() {
		return this.decided.get();
	}

	void opened(ClientWebSocket socket) {
		this.completions.execute(() -> {
			if (!this.sockets.isAccepting()) {
				this.result.completeExceptionally(HandshakeFailures.cancelled(this.uri));
			}
			if (!this.result.complete(socket)) {
				socket.abort();
			}
		});
	}

	/** There should have been a socket, but something of ours has failed. */
	void notOpened(RuntimeException problem) {
		WebSocketHandshakeException failure = HandshakeFailures.failure(WebSocketError.FAULTED, this.uri,
				"the socket cannot be opened, was the HTTP client stopped? " + problem, problem);
		this.completions.execute(() -> this.result.completeExceptionally(failure));
	}

	void fail(WebSocketHandshakeException failure) {
		if (decide()) {
			logger.debug("<- {}", failure.getMessage());
			Handshake handshake = this.handshake;
			if (handshake != null) {
				handshake.abort(failure);
			}
			this.completions.execute(() -> this.result.completeExceptionally(failure));
		}
	}

	private void onTimeout() {
		Handshake handshake = this.handshake;
		if (handshake != null) {
			handshake.timeOut();
		}
		else {
			fail(HandshakeFailures.failure(WebSocketError.TIMED_OUT, this.uri,
					"expected the handshake customizer to end within " + this.options.handshakeTimeout()
							+ " ('handshakeTimeout'), but it did not",
					null));
		}
	}

	/** Give the attempt up. */
	void cancel() {
		fail(HandshakeFailures.cancelled(this.uri));
	}

	/** The future of the attempt: cancelling it gives the attempt up. */
	private final class Result extends CompletableFuture<ClientWebSocket> {

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			boolean cancelled = super.cancel(mayInterruptIfRunning);
			if (cancelled) {
				ConnectAttempt.this.cancel();
			}
			return cancelled;
		}

	}

}
