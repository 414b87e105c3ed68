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

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;

/**
 * Opens sockets by a Jetty {@link HttpClient}: its own, or one that the caller shares.
 * <p>
 * A connector knows its open sockets: {@link #stop} ends them with a close handshake. An
 * HTTP client that was given is used as it is, and neither started nor stopped.
 *
 * @since 0.1.0
 */
public final class JettyWebSocketConnector implements WebSocketConnector, AutoCloseable {

	private final HttpClient httpClient;

	private final boolean owned;

	private final ClientWebSocketOptions options;

	private final OpenSockets sockets;

	/** Guards {@link #state} and the start of an own HTTP client. */
	private final ReentrantLock lock = new ReentrantLock();

	private volatile State state = State.NEW;

	private JettyWebSocketConnector(HttpClient httpClient, boolean owned, ClientWebSocketOptions options) {
		this.httpClient = httpClient;
		this.owned = owned;
		this.options = options;
		this.sockets = new OpenSockets(httpClient);
	}

	/**
	 * A connector with an HTTP client of its own, made as the options say. It is started
	 * by the first connect.
	 * @param options the default options of its sockets
	 * @return a new connector
	 */
	public static JettyWebSocketConnector create(ClientWebSocketOptions options) {
		Objects.requireNonNull(options, "'options' must not be null");
		return builder().options(options).build();
	}

	/**
	 * A connector that shares the HTTP client of somebody else: its connections, threads,
	 * TLS, proxies, cookies and credentials. Its idle timeout ends no socket: over HTTP/2
	 * it counts for a connection only while no socket is on it.
	 * @param httpClient the HTTP client; to be started before the first connect, and
	 * stopped after this connector
	 * @param options the default options of its sockets
	 * @return a new connector
	 * @throws IncompatibleOptionsException if options are set that belong to the HTTP
	 * client; it names all of them
	 */
	public static JettyWebSocketConnector using(HttpClient httpClient, ClientWebSocketOptions options) {
		Objects.requireNonNull(httpClient, "'httpClient' must not be null");
		Objects.requireNonNull(options, "'options' must not be null");
		List<String> conflicts = HttpClients.differences(options, ClientWebSocketOptions.defaults(), false);
		if (!conflicts.isEmpty()) {
			throw new IncompatibleOptionsException(conflicts,
					"set them there, or build the connector without one ('JettyWebSocketConnector.create')");
		}
		return new JettyWebSocketConnector(httpClient, false, options);
	}

	/**
	 * Settings for a connector with an HTTP client of its own that is not the usual one.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The HTTP client below the sockets.
	 * @return the HTTP client
	 */
	public HttpClient httpClient() {
		return this.httpClient;
	}

	/**
	 * Whether the HTTP client belongs to this connector.
	 * @return whether it is started and stopped with this connector
	 */
	public boolean ownsHttpClient() {
		return this.owned;
	}

	/**
	 * Number of sockets that hold a connection.
	 * @return the number at this moment
	 */
	public int openSockets() {
		return this.sockets.size();
	}

	@Override
	public ClientWebSocketOptions options() {
		return this.options;
	}

	@Override
	public ClientWebSocket connect(URI uri, ClientWebSocketOptions options) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException("interrupted before the attempt began");
		}
		// nothing depends on this future but the caller, who may be the executor's only
		// thread
		CompletableFuture<ClientWebSocket> attempt = attempt(uri, options, Runnable::run);
		try {
			return attempt.get();
		}
		catch (InterruptedException ex) {
			attempt.cancel(false);
			throw ex;
		}
		catch (ExecutionException ex) {
			throw rethrown(ex);
		}
	}

	/** The failure of an attempt, with the stack of who asked for it. */
	private static RuntimeException rethrown(ExecutionException ex) {
		if (ex.getCause() instanceof WebSocketHandshakeException cause) {
			return new WebSocketHandshakeException(cause.error(), cause.uri(), String.valueOf(cause.getMessage()),
					cause.response(), cause.body(), cause);
		}
		if (ex.getCause() instanceof WebSocketException cause) {
			return new WebSocketException(cause.error(), String.valueOf(cause.getMessage()), cause);
		}
		return new IllegalStateException("expected a WebSocketException, but was " + ex.getCause(), ex);
	}

	@Override
	public CompletableFuture<ClientWebSocket> connectAsync(URI uri, ClientWebSocketOptions options) {
		return attempt(uri, options, (completion) -> this.sockets.complete(options, completion));
	}

	private CompletableFuture<ClientWebSocket> attempt(URI uri, ClientWebSocketOptions options, Executor completions) {
		Objects.requireNonNull(uri, "'uri' must not be null");
		Objects.requireNonNull(options, "'options' must not be null");
		WebSocketUris.check(uri);
		List<String> conflicts = HttpClients.differences(options, this.options, this.owned);
		if (!conflicts.isEmpty()) {
			throw new IncompatibleOptionsException(conflicts,
					"build a connector with them, they cannot be set for one socket");
		}
		try {
			requireRunning();
		}
		catch (WebSocketException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		ConnectAttempt attempt = new ConnectAttempt(uri, options, this.httpClient, this.sockets, completions);
		this.sockets.began(attempt);
		CompletableFuture<ClientWebSocket> result = attempt.start();
		if (this.state == State.STOPPED) {
			attempt.cancel();
		}
		return result;
	}

	private void requireRunning() {
		if (this.state == State.NEW) {
			start();
		}
		if (this.state == State.STOPPED || !this.httpClient.isStarted()) {
			throw new WebSocketException(WebSocketError.INVALID_STATE, (this.state == State.STOPPED)
					? "Cannot connect: the connector is stopped" : "Cannot connect: the HTTP client is not started");
		}
	}

	/**
	 * Accept connects, and start an own HTTP client. Does nothing on a connector that
	 * runs.
	 */
	public void start() {
		this.lock.lock();
		try {
			if (this.owned && !this.httpClient.isStarted()) {
				startHttpClient();
			}
			this.sockets.accept();
			this.state = State.RUNNING;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void startHttpClient() {
		CompletableFuture<Void> started = new CompletableFuture<>();
		// a thread of its own: an interrupt of the caller must not leave it half started
		new Thread(() -> {
			try {
				this.httpClient.start();
				started.complete(null);
			}
			catch (Exception ex) {
				started.completeExceptionally(ex);
			}
		}, "websocket-start").start();
		try {
			started.join();
		}
		catch (CompletionException ex) {
			throw new WebSocketException(WebSocketError.FAULTED, "Cannot start the HTTP client", ex.getCause());
		}
	}

	/**
	 * Make the connections from now on with the TLS material that
	 * {@link ClientWebSocketOptions#sslContext()} gives now, for a context that changes.
	 * Open sockets stay as they are; an HTTP/2 connection takes no more of them, and ends
	 * with its last. Does nothing if the HTTP client is somebody else's.
	 */
	public void reloadTls() {
		this.lock.lock();
		try {
			if (this.owned && this.httpClient.isStarted()) {
				HttpClients.reloadTls(this.httpClient);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether this connector accepts connects.
	 * @return whether it was started and not stopped
	 */
	public boolean isRunning() {
		return this.state == State.RUNNING;
	}

	/**
	 * Refuse new connects, give up those under way, send a close frame on every open
	 * socket and wait for the answers, then stop an own HTTP client. The connector can be
	 * started again.
	 * @param status the status to send
	 * @param reason the reason to send, or {@code null}
	 * @return a future that completes when every socket has ended; each is bounded by its
	 * {@link ClientWebSocketOptions#closeTimeout()}
	 */
	public CompletableFuture<Void> stop(CloseStatus status, @Nullable String reason) {
		this.state = State.STOPPED;
		CompletableFuture<Void> closed = this.sockets.closeAll(status, reason);
		// a thread of its own: those of the HTTP client are about to end
		return closed.thenRunAsync(this::stopHttpClient, (task) -> new Thread(task, "websocket-stop").start());
	}

	private void stopHttpClient() {
		this.lock.lock();
		try {
			if (this.state != State.STOPPED) {
				// started again meanwhile
				return;
			}
			this.sockets.abortAll();
			if (this.owned) {
				this.httpClient.stop();
			}
		}
		catch (Exception ex) {
			throw new WebSocketException(WebSocketError.FAULTED, "Cannot stop the HTTP client", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Abort every socket that is still open, and stop an own HTTP client, without waiting
	 * for anybody.
	 */
	public void abort() {
		this.state = State.STOPPED;
		stopHttpClient();
	}

	/**
	 * {@link #stop Stop} with {@link CloseStatus#ENDPOINT_UNAVAILABLE} and wait for the
	 * end. An interrupt {@linkplain #abort() aborts} what is still open and stays set.
	 */
	@Override
	public void close() {
		try {
			stop(CloseStatus.ENDPOINT_UNAVAILABLE, null).get();
		}
		catch (InterruptedException ex) {
			abort();
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			throw rethrown(ex);
		}
	}

	/**
	 * Settings of a connector with an HTTP client of its own. For a shared HTTP client
	 * they are made there: {@link HttpClient#setMaxConnectionsPerDestination(int)} and
	 * the connection pool of its transport. Not safe for use from many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private HttpClientSettings settings = HttpClientSettings.DEFAULTS;

		private ClientWebSocketOptions options = ClientWebSocketOptions.defaults();

		private final List<Consumer<HttpClient>> customizers = new ArrayList<>();

		private Builder() {
		}

		/**
		 * Set the default options of the sockets.
		 * @param options the options
		 * @return this builder
		 */
		public Builder options(ClientWebSocketOptions options) {
			this.options = Objects.requireNonNull(options, "'options' must not be null");
			return this;
		}

		/**
		 * Whether another HTTP/2 connection to a server is opened when all streams that
		 * the server allows on those that are open are taken. Otherwise a connect waits
		 * for a free stream, within its
		 * {@link ClientWebSocketOptions#handshakeTimeout()}. Set unless changed.
		 * @param enable whether more than one connection is opened
		 * @return this builder
		 */
		public Builder enableMultipleHttp2Connections(boolean enable) {
			this.settings = this.settings.withMultipleHttp2Connections(enable);
			return this;
		}

		/**
		 * Set how long an HTTP/2 connection is kept that carries no socket, no handshake
		 * and no other request. The next connect to that server within this time uses it;
		 * after it, the connection is ended. Default: 1 minute.
		 * @param timeout the time, 0 to keep it until the connector stops
		 * @return this builder
		 * @throws IllegalArgumentException if it is negative or longer than
		 * {@link Integer#MAX_VALUE} ms
		 */
		public Builder http2IdleTimeout(Duration timeout) {
			Objects.requireNonNull(timeout, "'timeout' must not be null");
			this.settings = this.settings.withHttp2IdleTimeout(timeout);
			return this;
		}

		/**
		 * Set the versions of HTTP that can be spoken. A socket that needs another one
		 * ({@link ClientWebSocketOptions#httpVersionPolicy()}) cannot be opened. Default:
		 * all.
		 * @param versions the versions, in any order
		 * @return this builder
		 * @throws IllegalArgumentException if there is none
		 */
		public Builder httpVersions(HttpVersion... versions) {
			this.settings = this.settings.withHttpVersions(List.of(versions));
			return this;
		}

		/**
		 * Set how many threads there may be, for selectors and for what the application
		 * runs on them. Default: 200.
		 * @param threads the number, at least 4
		 * @return this builder
		 * @throws IllegalArgumentException if there are fewer
		 */
		public Builder maxThreads(int threads) {
			this.settings = this.settings.withMaxThreads(threads);
			return this;
		}

		/**
		 * Set how many connections to a server there may be at once: those on which a
		 * handshake over HTTP/1.1 is under way, which leave the count when they become a
		 * socket, and those of HTTP/2. Other handshakes wait. Default: 64.
		 * @param connections the number, at least 1
		 * @return this builder
		 * @throws IllegalArgumentException if there are fewer
		 */
		public Builder maxConnectionsPerDestination(int connections) {
			this.settings = this.settings.withMaxConnectionsPerDestination(connections);
			return this;
		}

		/**
		 * Set how many handshakes with a server may wait for a connection. One more
		 * fails. Default: 10 000.
		 * @param handshakes the number, at least 1
		 * @return this builder
		 * @throws IllegalArgumentException if there are fewer
		 */
		public Builder maxQueuedHandshakes(int handshakes) {
			this.settings = this.settings.withMaxQueuedHandshakes(handshakes);
			return this;
		}

		/**
		 * Set which addresses may be connected to. Each address is asked for after name
		 * resolution and before the connect: that of the server, of one that a redirect
		 * leads to, and of a proxy. The addresses of servers behind a proxy are not known
		 * here. A host of which every address is refused fails the attempt at once, with
		 * {@link WebSocketError#ADDRESS_REFUSED}. Default: all.
		 * @param filter tells whether an address may be connected to; must not block
		 * @return this builder
		 */
		public Builder addressFilter(Predicate<? super InetSocketAddress> filter) {
			this.settings = this.settings.withAddressFilter(filter);
			return this;
		}

		/**
		 * Let a function work on the HTTP client, before it starts and after everything
		 * else that this builder says. Several are called in their order, once for each
		 * connector.
		 * @param customizer the function
		 * @return this builder
		 */
		public Builder customizeHttpClient(Consumer<? super HttpClient> customizer) {
			Objects.requireNonNull(customizer, "'customizer' must not be null");
			this.customizers.add(customizer::accept);
			return this;
		}

		/**
		 * Make a connector. Its HTTP client is started by the first connect.
		 * @return a new connector
		 */
		public JettyWebSocketConnector build() {
			HttpClient httpClient = HttpClients.create(this.options, this.settings);
			this.customizers.forEach((customizer) -> customizer.accept(httpClient));
			return new JettyWebSocketConnector(httpClient, true, this.options);
		}

	}

	private enum State {

		NEW, RUNNING, STOPPED

	}

}
