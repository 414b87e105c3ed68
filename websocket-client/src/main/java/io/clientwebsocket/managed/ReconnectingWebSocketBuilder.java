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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketMessage;

/**
 * Builder of a {@link ReconnectingWebSocket}. For one thread at a time; what it has built
 * does not change with it.
 * <p>
 * Suppliers are asked on every attempt, so that tokens and addresses are fresh. They may
 * block, and are interrupted when their attempt is given up.
 *
 * @since 0.1.0
 * @see ReconnectingWebSocket#builder(WebSocketConnector, URI...)
 */
public final class ReconnectingWebSocketBuilder {

	private final WebSocketConnector connector;

	private AttemptSettings.Supply<List<URI>> uris;

	private AttemptSettings.Supply<ClientWebSocketOptions> options;

	private String name;

	private Runnable onUnauthorized = () -> {
	};

	private EndpointOrder order = EndpointOrder.PRIORITY;

	private Duration coolDown = Duration.ofSeconds(30);

	private AttemptSettings.OpenHook onOpen = (socket) -> CompletableFuture.completedFuture(null);

	private Duration onOpenTimeout = Duration.ofSeconds(10);

	private Duration attemptTimeout = Duration.ofMinutes(1);

	private Backoff backoff = Backoff.defaults();

	private @Nullable FailureClassifier classifier;

	private @Nullable Consumer<WebSocketMessage> onMessage;

	private boolean hasUris;

	private @Nullable Consumer<Gap> onGap;

	private final List<Consumer<ConnectionEvent>> onEvent = new ArrayList<>();

	private boolean closeOnListenerFailure;

	private InboundBuffer inboundBuffer = InboundBuffer.block(256);

	private @Nullable Duration noDataTimeout;

	private @Nullable SendBuffer sendBuffer;

	private @Nullable Function<WebSocketMessage, @Nullable Object> replies;

	private Duration replyTimeout = Duration.ofSeconds(10);

	private int maxPendingReplies = 1024;

	private @Nullable Executor executor;

	private @Nullable ScheduledExecutorService scheduler;

	private @Nullable InstantSource clock;

	private @Nullable RandomGenerator random;

	ReconnectingWebSocketBuilder(WebSocketConnector connector, URI... uris) {
		this.connector = Objects.requireNonNull(connector, "'connector' must not be null");
		List<URI> fixed = List.of(uris);
		this.uris = (attempt) -> CompletableFuture.completedFuture(fixed);
		this.hasUris = !fixed.isEmpty();
		this.options = (attempt) -> CompletableFuture.completedFuture(connector.options());
		this.name = fixed.isEmpty() ? "websocket" : String.valueOf(fixed.get(0).getHost());
	}

	/**
	 * Set the name, for messages and logs.
	 * @param name the name; the host of the first URI unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder name(String name) {
		this.name = Objects.requireNonNull(name, "'name' must not be null");
		return this;
	}

	/**
	 * Set who tells the servers of each attempt.
	 * @param supplier supplies at least one URI, the first with the highest priority
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder uris(AttemptSupplier<List<URI>> supplier) {
		this.uris = blocking("uris", supplier);
		this.hasUris = true;
		return this;
	}

	/**
	 * Set who tells the servers of each attempt, without blocking.
	 * @param supplier supplies at least one URI, the first with the highest priority
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder urisAsync(AttemptSupplier<? extends CompletionStage<List<URI>>> supplier) {
		Objects.requireNonNull(supplier, "'supplier' must not be null");
		this.uris = (attempt) -> supplied("urisAsync", supplier.get(attempt));
		this.hasUris = true;
		return this;
	}

	/**
	 * Set in which order several servers are tried.
	 * @param order the order, {@link EndpointOrder#PRIORITY} unless set
	 * @param coolDown for how long one that has failed is passed over, 30 s unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder endpointOrder(EndpointOrder order, Duration coolDown) {
		this.order = Objects.requireNonNull(order, "'order' must not be null");
		this.coolDown = Requirements.notNegative("coolDown", coolDown);
		return this;
	}

	/**
	 * Set the options of the sockets.
	 * @param options the options; those of the connector unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder options(ClientWebSocketOptions options) {
		Objects.requireNonNull(options, "'options' must not be null");
		return options((attempt) -> options);
	}

	/**
	 * Set who tells the options of each attempt: headers with a fresh token,
	 * subprotocols, TLS.
	 * @param supplier supplies the options
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder options(AttemptSupplier<ClientWebSocketOptions> supplier) {
		this.options = blocking("options", supplier);
		return this;
	}

	/**
	 * Set who tells the options of each attempt, without blocking.
	 * @param supplier supplies the options
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder optionsAsync(
			AttemptSupplier<? extends CompletionStage<ClientWebSocketOptions>> supplier) {
		Objects.requireNonNull(supplier, "'supplier' must not be null");
		this.options = (attempt) -> supplied("optionsAsync", supplier.get(attempt));
		return this;
	}

	/**
	 * Set what drops cached credentials that the server has refused (401). Called before
	 * the suppliers of the next attempt.
	 * @param action drops the credentials
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder onUnauthorized(Runnable action) {
		this.onUnauthorized = Objects.requireNonNull(action, "'action' must not be null");
		return this;
	}

	/**
	 * Set what makes an open socket ready: subscribe, log in. Runs on each new socket
	 * before the connection is {@link ConnectionState#OPEN} and before anything else is
	 * sent or received on it. If it throws, the attempt has failed.
	 * @param action what to do; may send, receive and block
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder onOpen(OpenAction action) {
		Objects.requireNonNull(action, "'action' must not be null");
		this.onOpen = (socket) -> {
			action.open(socket);
			return CompletableFuture.completedFuture(null);
		};
		return this;
	}

	/**
	 * Asynchronous form of {@link #onOpen(OpenAction)}.
	 * @param action what to do
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder onOpenAsync(
			Function<ClientWebSocket, ? extends CompletionStage<? extends @Nullable Object>> action) {
		Objects.requireNonNull(action, "'action' must not be null");
		this.onOpen = (socket) -> supplied("onOpenAsync", action.apply(socket));
		return this;
	}

	/**
	 * Set how long {@code onOpen} may take.
	 * @param timeout the time, 10 s unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder onOpenTimeout(Duration timeout) {
		this.onOpenTimeout = Requirements.positive("onOpenTimeout", timeout);
		return this;
	}

	/**
	 * Set how long suppliers and handshake may take together.
	 * @param timeout the time, 1 min unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder attemptTimeout(Duration timeout) {
		this.attemptTimeout = Requirements.positive("attemptTimeout", timeout);
		return this;
	}

	/**
	 * Set how long to wait between attempts.
	 * @param backoff the backoff, {@link Backoff#defaults()} unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder backoff(Backoff backoff) {
		this.backoff = Objects.requireNonNull(backoff, "'backoff' must not be null");
		return this;
	}

	/**
	 * Set what decides whether to try again.
	 * @param classifier the classifier; the {@linkplain FailureClassifier#defaults()
	 * default} decides what it has no opinion about
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder classifier(FailureClassifier classifier) {
		this.classifier = Objects.requireNonNull(classifier, "'classifier' must not be null");
		return this;
	}

	/**
	 * Set who gets the messages, one after the other. One that throws is logged and
	 * counted.
	 * @param listener the listener, which may block; without one, messages must be
	 * {@linkplain ReconnectingWebSocket#publisher() asked for}
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder onMessage(Consumer<WebSocketMessage> listener) {
		this.onMessage = Objects.requireNonNull(listener, "'listener' must not be null");
		return this;
	}

	/**
	 * Set who is told of gaps, between the messages around them. Needs a listener to
	 * messages.
	 * @param listener the listener
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder onGap(Consumer<Gap> listener) {
		this.onGap = Objects.requireNonNull(listener, "'listener' must not be null");
		return this;
	}

	/**
	 * Add someone who is told what happens to the connection. Several are told one after
	 * the other; one that throws is logged.
	 * @param listener the listener
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder onEvent(Consumer<ConnectionEvent> listener) {
		this.onEvent.add(Objects.requireNonNull(listener, "'listener' must not be null"));
		return this;
	}

	/**
	 * Set whether a connection ends, with 1011, when the listener to messages or gaps
	 * throws.
	 * @param close whether it does, {@code false} unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder closeOnListenerFailure(boolean close) {
		this.closeOnListenerFailure = close;
		return this;
	}

	/**
	 * Set how many messages wait for the application, and what happens to more.
	 * @param buffer the buffer, {@code block(256)} unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder inboundBuffer(InboundBuffer buffer) {
		this.inboundBuffer = Objects.requireNonNull(buffer, "'buffer' must not be null");
		return this;
	}

	/**
	 * Set after what time without a message a connection is ended, even if keep-alive
	 * says that the peer lives. Time in which the application takes none does not count.
	 * @param timeout the time, {@code null} (never) unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder noDataTimeout(@Nullable Duration timeout) {
		this.noDataTimeout = (timeout != null) ? Requirements.positive("noDataTimeout", timeout) : null;
		return this;
	}

	/**
	 * Let messages wait for a connection.
	 * @param buffer where they wait, {@code null} (they fail at once) unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder sendBuffer(@Nullable SendBuffer buffer) {
		this.sendBuffer = buffer;
		return this;
	}

	/**
	 * Set which messages are replies, for {@link ReconnectingWebSocket#requestAsync}. A
	 * reply that nobody waits for is a message as any other.
	 * @param id tells the id of the request that a message replies to, {@code null} of
	 * one that is no reply; must be quick
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder replies(Function<WebSocketMessage, @Nullable Object> id) {
		this.replies = Objects.requireNonNull(id, "'id' must not be null");
		return this;
	}

	/**
	 * Set how long a request waits for its reply.
	 * @param timeout the time, 10 s unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder replyTimeout(Duration timeout) {
		this.replyTimeout = Requirements.positive("replyTimeout", timeout);
		return this;
	}

	/**
	 * Set how many requests may wait for their replies.
	 * @param number the number, 1024 unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder maxPendingReplies(int number) {
		this.maxPendingReplies = (int) Requirements.positive("maxPendingReplies", number);
		return this;
	}

	/**
	 * Set who runs suppliers, {@code onOpen} and listeners.
	 * @param executor the executor; that of the connector's options unless set, else a
	 * pool that all connections share
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder executor(Executor executor) {
		this.executor = Objects.requireNonNull(executor, "'executor' must not be null");
		return this;
	}

	/**
	 * Set the timer.
	 * @param scheduler the timer; it stays when the connection is stopped. A timer that
	 * all connections share unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder scheduler(ScheduledExecutorService scheduler) {
		this.scheduler = Objects.requireNonNull(scheduler, "'scheduler' must not be null");
		return this;
	}

	/**
	 * Set the clock, for tests with a scheduler of their own.
	 * @param clock the clock; that of the system unless set
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder clock(InstantSource clock) {
		this.clock = Objects.requireNonNull(clock, "'clock' must not be null");
		return this;
	}

	/**
	 * Set where jitter comes from, for tests. Used by one thread at a time.
	 * @param random the random numbers
	 * @return this builder
	 */
	public ReconnectingWebSocketBuilder random(RandomGenerator random) {
		this.random = Objects.requireNonNull(random, "'random' must not be null");
		return this;
	}

	/**
	 * Build the connection. It is {@link ConnectionState#STOPPED}.
	 * @return a new connection
	 * @throws IllegalStateException if there is no URI and no supplier of URIs, or if
	 * there is a listener to gaps, or a connection is to end when a listener throws, but
	 * there is no listener to messages
	 */
	public ReconnectingWebSocket build() {
		if (!this.hasUris) {
			throw new IllegalStateException("Expected at least one URI, or a supplier of URIs, but there is none");
		}
		if (this.onMessage == null && (this.onGap != null || this.closeOnListenerFailure)) {
			throw new IllegalStateException("'onGap' and 'closeOnListenerFailure' need 'onMessage'; without it, gaps"
					+ " come between the messages that are asked for");
		}
		Executor executor = (this.executor != null) ? this.executor : this.connector.options().executor();
		Threads threads = new Threads(executor, this.scheduler, this.clock);
		FailureClassifier defaults = new DefaultClassifier(threads::now);
		AttemptSettings attempts = new AttemptSettings(this.connector, this.uris, this.options, this.onUnauthorized,
				new Endpoints(this.order, this.coolDown, this.backoff.maxDelay()), this.onOpen, this.attemptTimeout,
				this.onOpenTimeout);
		ManagedSettings settings = new ManagedSettings(this.name, attempts, this.backoff,
				(this.random != null) ? this.random : new SplittableRandom(),
				(this.classifier != null) ? this.classifier.orElse(defaults) : defaults, this.inboundBuffer,
				this.noDataTimeout, this.sendBuffer, this.replies, this.replyTimeout, this.maxPendingReplies);
		return new ManagedWebSocket(settings, threads,
				new ManagedWebSocket.Listeners(this.onMessage, (this.onGap != null) ? this.onGap : (gap) -> {
				}, List.copyOf(this.onEvent), this.closeOnListenerFailure));
	}

	private static <T> AttemptSettings.Supply<T> blocking(String name, AttemptSupplier<T> supplier) {
		Objects.requireNonNull(supplier, "'supplier' must not be null");
		return (attempt) -> CompletableFuture.completedFuture(supplied(name, supplier.get(attempt)));
	}

	private static <T> T supplied(String name, T value) {
		return Objects.requireNonNull(value, () -> "expected a value of '" + name + "', but it was null");
	}

	/**
	 * Supplies something for an attempt.
	 *
	 * @param <T> what it supplies
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface AttemptSupplier<T> {

		/**
		 * Supply it.
		 * @param attempt the attempt
		 * @return what is needed for it
		 * @throws Exception if there is none: the attempt has failed
		 */
		T get(ConnectAttempt attempt) throws Exception;

	}

	/**
	 * Makes an open socket ready.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface OpenAction {

		/**
		 * Make the socket ready.
		 * @param socket the open socket
		 * @throws Exception if that is not possible: the attempt has failed
		 */
		void open(ClientWebSocket socket) throws Exception;

	}

}
