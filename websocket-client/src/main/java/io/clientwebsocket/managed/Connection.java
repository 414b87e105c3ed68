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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

	/** How many messages that have come already are taken before they are handed on. */
	private static final int AT_ONCE = 64;

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

	/** Whether the last receive did not have to wait. */
	private boolean flowing;

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

	private void goOn() {
		while (!this.finished) {
			CompletableFuture<WebSocketMessage> receive = this.receiving;
			if (receive == null) {
				if (this.stopped) {
					finish();
					return;
				}
				int room = this.sink.room();
				if (room == 0) {
					return;
				}
				if (this.flowing) {
					takeAtOnce(Math.min(room, AT_ONCE));
					continue;
				}
				receive = receive();
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

	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	private CompletableFuture<WebSocketMessage> receive() {
		CompletableFuture<WebSocketMessage> receive = this.socket.receiveAsync();
		this.receiving = receive;
		this.flowing = receive.isDone();
		if (!this.flowing) {
			receive.whenComplete((message, failure) -> look());
		}
		return receive;
	}

	private void take(CompletableFuture<WebSocketMessage> receive) {
		if (receive.isCancelled()) {
			return;
		}
		try {
			handOn(List.of(receive.join()));
		}
		catch (RuntimeException ex) {
			lost(Failures.unwrap(ex));
		}
	}

	/** Take what has come already: nothing needs to be told of its coming. */
	private void takeAtOnce(int most) {
		List<WebSocketMessage> messages = new ArrayList<>(most);
		WebSocketException failure = null;
		try {
			while (this.flowing && messages.size() < most) {
				Optional<WebSocketMessage> message = this.socket.receive(Duration.ZERO);
				message.ifPresent(messages::add);
				this.flowing = message.isPresent() && !(message.get() instanceof WebSocketMessage.Close);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.flowing = false;
		}
		catch (WebSocketException ex) {
			failure = ex;
		}
		handOn(messages);
		if (failure != null) {
			lost(failure);
		}
	}

	private void lost(Throwable failure) {
		tellEnd(DisconnectCause.of(Kind.CONNECTION_LOST, failure));
		finish();
	}

	private void handOn(List<WebSocketMessage> messages) {
		if (messages.isEmpty()) {
			return;
		}
		int last = messages.size() - 1;
		WebSocketMessage.Close close = (messages.get(last) instanceof WebSocketMessage.Close end) ? end : null;
		List<WebSocketMessage> data = (close != null) ? messages.subList(0, last) : messages;
		if (!data.isEmpty()) {
			if (this.watchdog != null) {
				this.lastData = this.threads.nanoTime();
			}
			if (!this.sink.messages(this, data, !this.hadMessage)) {
				tellEnd(DisconnectCause.of(Kind.OVERFLOW, "more messages waited than the inbound buffer allows"));
			}
			this.hadMessage = true;
		}
		if (close != null) {
			this.closedByPeer = true;
			tellEnd(DisconnectCause.closed(close.status(), close.reason()));
			finish();
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
		if (this.sink.room() == 0) {
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
