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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketStatistics;

/**
 * The connection as the application sees it.
 */
final class ManagedWebSocket implements ReconnectingWebSocket {

	private static final Logger logger = LoggerFactory.getLogger(ManagedWebSocket.class);

	private static final int LONGEST_REASON = 123;

	private final String name;

	private final Counters counters;

	private final Threads threads;

	private final List<Consumer<ConnectionEvent>> onEvent;

	private final @Nullable ListenerLoop listeners;

	private final SerialLane eventLane;

	private final SubmissionPublisher<ConnectionEvent> events;

	private final Supervisor supervisor;

	ManagedWebSocket(ManagedSettings settings, Threads threads, Listeners listeners) {
		this.name = settings.name();
		this.counters = new Counters();
		this.threads = threads;
		this.onEvent = listeners.onEvent();
		this.eventLane = SerialLane.on(threads::execute);
		this.events = new SubmissionPublisher<>(threads::execute, Flow.defaultBufferSize());
		Consumer<WebSocketMessage> onMessage = listeners.onMessage();
		BiConsumer<Connection, Throwable> onFailure = (source, failure) -> {
			if (listeners.closeOnFailure()) {
				source.tellEnd(DisconnectCause.of(DisconnectCause.Kind.LISTENER_FAILED, failure));
			}
		};
		this.listeners = (onMessage != null)
				? new ListenerLoop(this.name, threads::execute, onMessage, listeners.onGap(), onFailure, this.counters)
				: null;
		this.supervisor = new Supervisor(settings, threads, this.counters, this::tell, this::listenTo);
	}

	private void listenTo(InboundChannel channel) {
		if (this.listeners != null) {
			this.listeners.listenTo(channel);
		}
	}

	private void tell(ConnectionEvent event) {
		if (!this.onEvent.isEmpty()) {
			this.eventLane.submit(() -> this.onEvent.forEach((listener) -> tell(listener, event)));
		}
		if (this.events.hasSubscribers()) {
			this.events.offer(event, null);
		}
	}

	private void tell(Consumer<ConnectionEvent> listener, ConnectionEvent event) {
		try {
			listener.accept(event);
		}
		catch (RuntimeException ex) {
			logger.warn("The listener to events of connection '{}' threw", this.name, ex);
		}
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public ConnectionStatus status() {
		return this.supervisor.board().status();
	}

	@Override
	public ConnectionCounters counters() {
		return this.counters.snapshot(this.supervisor.gate().waiting());
	}

	@Override
	public @Nullable URI uri() {
		Connection live = this.supervisor.live();
		return (live != null) ? live.uri() : null;
	}

	@Override
	public @Nullable HandshakeResponse handshake() {
		Connection live = this.supervisor.live();
		return (live != null) ? live.socket().handshake() : null;
	}

	@Override
	public Optional<Duration> lastRoundTrip() {
		Connection live = this.supervisor.live();
		return (live != null) ? live.socket().lastRoundTrip() : Optional.empty();
	}

	@Override
	public @Nullable WebSocketStatistics statistics() {
		Connection live = this.supervisor.live();
		return (live != null) ? live.socket().statistics() : null;
	}

	@Override
	public CompletableFuture<Duration> pingAsync() {
		Connection live = this.supervisor.live();
		return (live != null) ? live.socket().pingAsync()
				: CompletableFuture.failedFuture(Failures.notOpen(this.name, status()));
	}

	@Override
	public ReconnectingWebSocket start() {
		this.supervisor.start();
		return this;
	}

	@Override
	public boolean awaitOpen(Duration timeout) throws InterruptedException {
		Requirements.notNegative("timeout", timeout);
		long end = System.nanoTime() + timeout.toNanos();
		try {
			this.supervisor.settled().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			return false;
		}
		ConnectionStatus status = this.supervisor.board()
			.await((now) -> now.state() == ConnectionState.OPEN || now.state() == ConnectionState.FAILED
					|| now.state() == ConnectionState.STOPPED, end - System.nanoTime());
		return status.state() == ConnectionState.OPEN;
	}

	@Override
	public CompletableFuture<@Nullable Void> stopAsync(CloseStatus status, @Nullable String reason) {
		Objects.requireNonNull(status, "'status' must not be null");
		boolean none = status.equals(CloseStatus.NO_STATUS);
		if (!status.isTransmittable() && !none) {
			throw new IllegalArgumentException("'status' must be one that may be sent, but was " + status);
		}
		if (reason != null && (none || MessageSize.of(reason) > LONGEST_REASON)) {
			throw new IllegalArgumentException(
					"'reason' needs a status and must have at most " + LONGEST_REASON + " bytes of UTF-8");
		}
		return this.supervisor.stop(status, reason).thenCompose((nothing) -> offTheMailbox());
	}

	/** What depends on a future of the application runs on a thread for that. */
	private CompletableFuture<@Nullable Void> offTheMailbox() {
		CompletableFuture<@Nullable Void> given = new CompletableFuture<>();
		this.threads.execute(() -> given.complete(null));
		return given;
	}

	@Override
	public void close() {
		try {
			this.supervisor.stop(CloseStatus.NORMAL_CLOSURE, null).get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("a stop does not fail", ex);
		}
	}

	@Override
	public void pause() {
		this.supervisor.pause();
	}

	@Override
	public void resume() {
		this.supervisor.resume();
	}

	@Override
	public void reconnectNow() {
		this.supervisor.reconnectNow();
	}

	@Override
	public CompletableFuture<@Nullable Void> reconnectGracefully() {
		return this.supervisor.reconnectGracefully();
	}

	@Override
	public void sendText(String text) throws InterruptedException {
		Objects.requireNonNull(text, "'text' must not be null");
		this.supervisor.gate().send(new WebSocketMessage.Text(text));
	}

	@Override
	public CompletableFuture<@Nullable Void> sendTextAsync(String text) {
		Objects.requireNonNull(text, "'text' must not be null");
		return this.supervisor.gate().sendAsync(new WebSocketMessage.Text(text));
	}

	@Override
	public void sendBinary(ByteBuffer bytes) throws InterruptedException {
		Objects.requireNonNull(bytes, "'bytes' must not be null");
		this.supervisor.gate().send(new WebSocketMessage.Binary(bytes.duplicate()));
	}

	@Override
	public CompletableFuture<@Nullable Void> sendBinaryAsync(ByteBuffer bytes) {
		Objects.requireNonNull(bytes, "'bytes' must not be null");
		return this.supervisor.gate().sendAsync(new WebSocketMessage.Binary(bytes.duplicate()));
	}

	@Override
	public WebSocketMessage request(Object id, String text) throws InterruptedException {
		Objects.requireNonNull(text, "'text' must not be null");
		CompletableFuture<WebSocketMessage> reply = requestAsync(id, new WebSocketMessage.Text(text));
		try {
			return Failures.get(reply);
		}
		catch (InterruptedException ex) {
			reply.cancel(false);
			throw ex;
		}
	}

	@Override
	public CompletableFuture<WebSocketMessage> requestAsync(Object id, WebSocketMessage message) {
		Objects.requireNonNull(id, "'id' must not be null");
		Objects.requireNonNull(message, "'message' must not be null");
		return this.supervisor.correlator().request(id, message, this.supervisor.gate());
	}

	@Override
	public Flow.Publisher<Received> publisher() {
		requireNoListener();
		return (subscriber) -> {
			Objects.requireNonNull(subscriber, "'subscriber' must not be null");
			new InboundSubscription(this.supervisor.channel(), subscriber, this.threads::execute).begin();
		};
	}

	@Override
	public Iterable<Received> received() {
		requireNoListener();
		return () -> new ReceivedIterator(this.supervisor.channel());
	}

	private void requireNoListener() {
		if (this.listeners != null) {
			throw new IllegalStateException(
					"Connection '" + this.name + "' has a listener to messages, which takes all of them");
		}
	}

	@Override
	public Flow.Publisher<ConnectionEvent> events() {
		return this.events;
	}

	@Override
	public String toString() {
		return "ReconnectingWebSocket[" + this.name + ", " + status().describe() + "]";
	}

	/**
	 * Whom to tell.
	 *
	 * @param onMessage gets messages, {@code null} if they are asked for instead
	 * @param onGap gets gaps
	 * @param onEvent get events
	 * @param closeOnFailure whether a connection ends when one of the first two throws
	 */
	record Listeners(@Nullable Consumer<WebSocketMessage> onMessage, Consumer<Gap> onGap,
			List<Consumer<ConnectionEvent>> onEvent, boolean closeOnFailure) {

	}

}
