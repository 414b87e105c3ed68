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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.managed.DisconnectCause.Kind;

/**
 * One open connection: receives as long as there is room, tells its end once, and closes.
 */
final class Connection implements Intake.Receiver {

	private static final DisconnectCause CUT_OFF = DisconnectCause.of(Kind.REQUESTED,
			"replaced, and cut off before it was read to its end");

	private final long id;

	private final URI uri;

	private final ClientWebSocket socket;

	private final Duration closeTimeout;

	private final Sink sink;

	private final Threads threads;

	private final Traffic.Source traffic;

	private final Intake intake;

	private final AtomicBoolean told = new AtomicBoolean();

	private volatile long lastData;

	/** Whether nothing is received because there is no room: no silence of the peer's. */
	private volatile boolean full;

	private volatile @Nullable Runnable watchdog;

	/** Since when it is only read to its end. */
	private volatile @Nullable Instant drainedSince;

	private volatile boolean closedByPeer;

	/** Touched by whoever receives. */
	private boolean hadMessage;

	Connection(long id, Attempt.Opened opened, Sink sink, Threads threads, Traffic traffic) {
		this.id = id;
		this.uri = opened.uri();
		this.socket = opened.socket();
		this.closeTimeout = opened.closeTimeout();
		this.sink = sink;
		this.threads = threads;
		this.traffic = traffic.add(this.socket);
		this.lastData = threads.nanoTime();
		this.intake = new Intake(this.socket, this);
	}

	long id() {
		return this.id;
	}

	URI uri() {
		return this.uri;
	}

	ClientWebSocket socket() {
		return this.socket;
	}

	/** Whether what comes now comes too late. */
	boolean isStopped() {
		return this.intake.isStopped();
	}

	/** Completes when nothing more comes in, whatever the reason. */
	CompletableFuture<@Nullable Void> ended() {
		return this.intake.ended();
	}

	/** Begin to receive, on another thread: a flood does not end. */
	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	void receive(@Nullable Duration noDataTimeout) {
		this.lastData = this.threads.nanoTime();
		if (noDataTimeout != null) {
			watch(noDataTimeout, noDataTimeout.toNanos());
			ended().whenComplete((nothing, failure) -> cancelWatchdog());
		}
		this.threads.execute(this::look);
	}

	/** There may be something to do. */
	void look() {
		this.intake.look();
	}

	@Override
	public int room() {
		int room = this.sink.room();
		if (room == 0) {
			this.full = true;
		}
		else if (this.full) {
			this.lastData = this.threads.nanoTime();
			this.full = false;
		}
		return room;
	}

	@Override
	public void received(List<WebSocketMessage> messages) {
		if (this.watchdog != null) {
			this.lastData = this.threads.nanoTime();
		}
		boolean first = !this.hadMessage;
		this.hadMessage = true;
		if (!this.sink.messages(this, messages, first)) {
			tellEnd(DisconnectCause.of(Kind.OVERFLOW, "more messages waited than the inbound buffer allows"));
		}
	}

	@Override
	public void closed(WebSocketMessage.Close close) {
		this.closedByPeer = true;
		tellEnd(DisconnectCause.closed(close.status(), close.reason()));
	}

	@Override
	public void lost(Throwable failure) {
		tellEnd(DisconnectCause.of(Kind.CONNECTION_LOST, failure));
	}

	/** A send has found that the socket has ended, before a receive has. */
	void tellLost() {
		WebSocketException failure = this.socket.failure();
		CloseStatus status = this.socket.closeStatus();
		if (failure != null) {
			tellEnd(DisconnectCause.of(Kind.CONNECTION_LOST, failure));
		}
		else if (status != null) {
			String reason = this.socket.closeReason();
			tellEnd(DisconnectCause.closed(status, (reason != null) ? reason : ""));
		}
		else {
			tellEnd(DisconnectCause.of(Kind.CONNECTION_LOST, "the socket was closed"));
		}
	}

	/** Tell that it has ended, and why, once. */
	void tellEnd(DisconnectCause cause) {
		if (this.told.compareAndSet(false, true)) {
			this.sink.ended(this, cause);
		}
	}

	private void watch(Duration timeout, long nanos) {
		this.watchdog = this.threads.scheduleOutside(() -> checkData(timeout), Duration.ofNanos(nanos));
		if (ended().isDone() || isStopped()) {
			cancelWatchdog();
		}
	}

	/** The time in which we did not want any does not count. */
	private void checkData(Duration timeout) {
		if (ended().isDone() || isStopped()) {
			return;
		}
		long now = this.threads.nanoTime();
		if (this.full) {
			this.lastData = now;
		}
		long silence = now - this.lastData;
		if (silence >= timeout.toNanos()) {
			tellEnd(DisconnectCause.of(Kind.NO_DATA, "no message within " + timeout));
		}
		else {
			watch(timeout, timeout.toNanos() - silence);
		}
	}

	private void cancelWatchdog() {
		Runnable watchdog = this.watchdog;
		if (watchdog != null) {
			watchdog.run();
		}
	}

	/**
	 * Receive no more, and end the socket in the way that fits the cause.
	 * @return completes when the socket has ended
	 */
	CompletableFuture<@Nullable Void> retire(DisconnectCause cause, CloseStatus status, @Nullable String reason) {
		stop();
		return switch (cause.kind()) {
			case REQUESTED -> close(status, reason);
			case LISTENER_FAILED -> close(CloseStatus.INTERNAL_SERVER_ERROR, null);
			case OVERFLOW -> close(CloseStatus.POLICY_VIOLATION, null);
			case CLOSED_BY_PEER -> close(answer(cause.closeStatus()), null);
			default -> {
				this.socket.abort();
				this.traffic.end();
				yield CompletableFuture.completedFuture(null);
			}
		};
	}

	private static CloseStatus answer(@Nullable CloseStatus status) {
		return (status != null && status.isTransmittable()) ? status : CloseStatus.NO_STATUS;
	}

	/**
	 * Send no more, but receive what the peer still sends until it closes, too.
	 * @return completes when the socket has ended
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	CompletableFuture<@Nullable Void> drain() {
		cancelWatchdog();
		this.drainedSince = this.threads.now();
		Runnable deadline = this.threads.schedule(this::abandon, this.closeTimeout);
		if (deadline == null) {
			abandon();
		}
		CompletableFuture<@Nullable Void> output = this.socket.closeOutputAsync(CloseStatus.NORMAL_CLOSURE, null);
		output.exceptionally((failure) -> {
			abandon();
			return null;
		});
		return ended().thenCompose((nothing) -> {
			if (deadline != null) {
				deadline.run();
			}
			return close(CloseStatus.NORMAL_CLOSURE, null);
		});
	}

	/**
	 * What may be missing because it was cut off before it was read to its end.
	 * @param now the time
	 * @return the gap, {@code null} if nothing is missing
	 */
	@Nullable Gap cutOff(Instant now) {
		Instant since = this.drainedSince;
		return (since != null && !this.closedByPeer) ? new Gap(since, now, 1, CUT_OFF) : null;
	}

	/** Even if whoever looks is held up by the application. */
	private void abandon() {
		this.socket.abort();
		stop();
		this.intake.end();
	}

	private void stop() {
		this.intake.stop();
		cancelWatchdog();
		// a message that has come before goes to code of the application
		this.threads.execute(this::look);
	}

	private CompletableFuture<@Nullable Void> close(CloseStatus status, @Nullable String reason) {
		if (this.socket.state() == WebSocketState.ABORTED) {
			this.traffic.end();
			return CompletableFuture.completedFuture(null);
		}
		return this.socket.closeAsync(status, reason).handle((result, failure) -> {
			if (failure != null) {
				this.socket.abort();
			}
			this.traffic.end();
			return null;
		});
	}

	/**
	 * Who gets what a connection receives.
	 */
	interface Sink {

		/** How many messages may be received now. */
		int room();

		/**
		 * Messages have come.
		 * @param first whether none has come before
		 * @return whether there was room for them
		 */
		boolean messages(Connection connection, List<WebSocketMessage> messages, boolean first);

		void ended(Connection connection, DisconnectCause cause);

	}

}
