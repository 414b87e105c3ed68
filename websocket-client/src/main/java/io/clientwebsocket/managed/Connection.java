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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.managed.DisconnectCause.Kind;

/**
 * One open connection: receives as long as there is room, tells its end once, and closes.
 */
final class Connection {

	private static final Logger logger = LoggerFactory.getLogger(Connection.class);

	private static final DisconnectCause CUT_OFF = DisconnectCause.of(Kind.REQUESTED,
			"replaced, and cut off before it was read to its end");

	private final long id;

	private final URI uri;

	private final ClientWebSocket socket;

	private final Duration closeTimeout;

	private final Sink sink;

	private final Threads threads;

	private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

	private final AtomicBoolean told = new AtomicBoolean();

	/** Reasons to look again; whoever brings the first one looks. */
	private final AtomicInteger work = new AtomicInteger();

	private volatile boolean stopped;

	private volatile long lastData;

	private volatile @Nullable Runnable watchdog;

	/** Since when it is only read to its end. */
	private volatile @Nullable Instant drainedSince;

	private volatile boolean closedByPeer;

	/** Touched by whoever looks, like all below. */
	private @Nullable CompletableFuture<WebSocketMessage> receiving;

	private boolean finished;

	private boolean hadMessage;

	Connection(long id, Attempt.Opened opened, Sink sink, Threads threads) {
		this.id = id;
		this.uri = opened.uri();
		this.socket = opened.socket();
		this.closeTimeout = opened.closeTimeout();
		this.sink = sink;
		this.threads = threads;
		this.lastData = threads.nanoTime();
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
		return this.stopped;
	}

	/** Completes when nothing more comes in, whatever the reason. */
	CompletableFuture<@Nullable Void> ended() {
		return this.ended;
	}

	/** Begin to receive, on another thread: a flood does not end. */
	void receive(@Nullable Duration noDataTimeout) {
		this.lastData = this.threads.nanoTime();
		if (noDataTimeout != null) {
			watch(noDataTimeout, noDataTimeout.toNanos());
		}
		this.threads.execute(this::look);
	}

	/** There may be something to do. */
	void look() {
		int seen = (this.work.getAndIncrement() == 0) ? 1 : 0;
		while (seen != 0) {
			try {
				goOn();
			}
			catch (RuntimeException | Error ex) {
				giveUp(ex);
			}
			seen = this.work.addAndGet(-seen);
		}
	}

	/**
	 * Whatever went wrong here, the connection must not stay without anybody who reads
	 * it.
	 */
	private void giveUp(Throwable failure) {
		logger.error("A connection cannot be received from any more, and ends", failure);
		this.socket.abort();
		tellEnd(DisconnectCause.of(Kind.CONNECTION_LOST, failure));
		finish();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	private void goOn() {
		while (!this.finished) {
			CompletableFuture<WebSocketMessage> receive = this.receiving;
			if (receive == null) {
				if (this.stopped) {
					finish();
					return;
				}
				if (!this.sink.hasRoom()) {
					return;
				}
				receive = this.socket.receiveAsync();
				this.receiving = receive;
				if (!receive.isDone()) {
					receive.whenComplete((message, failure) -> look());
				}
			}
			else if (this.stopped) {
				receive.cancel(false);
			}
			if (!receive.isDone()) {
				return;
			}
			this.receiving = null;
			take(receive);
		}
	}

	private void take(CompletableFuture<WebSocketMessage> receive) {
		if (receive.isCancelled()) {
			return;
		}
		WebSocketMessage message;
		try {
			message = receive.join();
		}
		catch (RuntimeException ex) {
			tellEnd(DisconnectCause.of(Kind.CONNECTION_LOST, Failures.unwrap(ex)));
			finish();
			return;
		}
		if (message instanceof WebSocketMessage.Close close) {
			this.closedByPeer = true;
			tellEnd(DisconnectCause.closed(close.status(), close.reason()));
			finish();
		}
		else {
			if (this.watchdog != null) {
				this.lastData = this.threads.nanoTime();
			}
			if (!this.sink.message(this, message, !this.hadMessage)) {
				tellEnd(DisconnectCause.of(Kind.OVERFLOW, "more messages waited than the inbound buffer allows"));
			}
			this.hadMessage = true;
		}
	}

	private void finish() {
		this.finished = true;
		cancelWatchdog();
		this.ended.complete(null);
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
		if (this.ended.isDone() || this.stopped) {
			cancelWatchdog();
		}
	}

	/** The time in which we did not want any does not count. */
	private void checkData(Duration timeout) {
		if (this.ended.isDone() || this.stopped) {
			return;
		}
		long now = this.threads.nanoTime();
		if (!this.sink.hasRoom()) {
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
		return this.ended.thenCompose((nothing) -> {
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
		this.ended.complete(null);
	}

	private void stop() {
		this.stopped = true;
		cancelWatchdog();
		this.threads.execute(this::look); // a message that has just come is the
											// application's
	}

	private CompletableFuture<@Nullable Void> close(CloseStatus status, @Nullable String reason) {
		if (this.socket.state() == WebSocketState.ABORTED) {
			return CompletableFuture.completedFuture(null);
		}
		return this.socket.closeAsync(status, reason).handle((result, failure) -> {
			if (failure != null) {
				this.socket.abort();
			}
			return null;
		});
	}

	/**
	 * Who gets what a connection receives.
	 */
	interface Sink {

		boolean hasRoom();

		/**
		 * A message has come.
		 * @return whether there was room for it
		 */
		boolean message(Connection connection, WebSocketMessage message, boolean first);

		void ended(Connection connection, DisconnectCause cause);

	}

}
