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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

/**
 * Requests that wait for their replies. Thread-safe; nobody is called under the lock.
 */
final class Correlator {

	private static final Logger logger = LoggerFactory.getLogger(Correlator.class);

	private final @Nullable Function<WebSocketMessage, @Nullable Object> replyId;

	private final Duration timeout;

	private final int maxPending;

	private final Threads threads;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by the lock. */
	private final Map<SafeKey, Pending> pending = new HashMap<>();

	Correlator(@Nullable Function<WebSocketMessage, @Nullable Object> replyId, Duration timeout, int maxPending,
			Threads threads) {
		this.replyId = replyId;
		this.timeout = timeout;
		this.maxPending = maxPending;
		this.threads = threads;
	}

	/**
	 * Send a request.
	 * @param id its id
	 * @param message the request
	 * @param gate where it is sent
	 * @return its reply
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // they only carry over
	CompletableFuture<WebSocketMessage> request(Object id, WebSocketMessage message, OutboundGate gate) {
		if (this.replyId == null) {
			throw new IllegalStateException("Requests need 'replies', which tells the id of a reply");
		}
		SafeKey key = new SafeKey(id);
		Pending request = new Pending();
		WebSocketException refusal = register(key, request);
		if (refusal != null) {
			return CompletableFuture.failedFuture(refusal);
		}
		Runnable timer = this.threads
			.scheduleOutside(() -> request.fail(new WebSocketException(WebSocketError.TIMED_OUT,
					"Expected a reply within " + this.timeout + ", but none came")), this.timeout);
		request.whenComplete((reply, failure) -> {
			if (timer != null) {
				timer.run();
			}
			forget(key, request);
		});
		if (timer == null) {
			request.fail(new WebSocketException(WebSocketError.INVALID_STATE, Threads.NO_TIMER));
			return request;
		}
		try {
			gate.sendBound(message, (socket) -> request.socket = socket).whenComplete((nothing, failure) -> {
				if (failure != null) {
					request.fail(Failures.unwrap(failure));
				}
			});
		}
		catch (RuntimeException ex) {
			request.fail(ex);
			throw ex;
		}
		return request;
	}

	private @Nullable WebSocketException register(SafeKey id, Pending request) {
		this.lock.lock();
		try {
			if (this.pending.size() >= this.maxPending) {
				return new WebSocketException(WebSocketError.SEND_QUEUE_FULL,
						"Expected at most " + this.maxPending + " requests to wait for a reply, but this is one more");
			}
			return (this.pending.putIfAbsent(id, request) == null) ? null
					: new WebSocketException(WebSocketError.INVALID_STATE,
							"Expected an id that no request has that waits for its reply, but another one has it");
		}
		finally {
			this.lock.unlock();
		}
	}

	private void forget(SafeKey id, Pending request) {
		this.lock.lock();
		try {
			this.pending.remove(id, request);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether there can be requests at all. */
	boolean isUsed() {
		return this.replyId != null;
	}

	/**
	 * Find out who waits for a message as a reply.
	 * @return gives it to them, {@code null} if nobody does
	 */
	@Nullable Runnable reply(WebSocketMessage message) {
		SafeKey id = idOf(message);
		Pending request = (id != null) ? remove(id) : null;
		if (request == null || !request.decided.compareAndSet(false, true)) {
			return null;
		}
		return () -> this.threads.execute(() -> request.complete(message));
	}

	private @Nullable SafeKey idOf(WebSocketMessage message) {
		try {
			Object id = (this.replyId != null) ? this.replyId.apply(message) : null;
			return (id != null) ? new SafeKey(id) : null;
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The function that tells the id of a reply threw; the message is taken as no reply", ex);
			return null;
		}
	}

	private @Nullable Pending remove(SafeKey id) {
		this.lock.lock();
		try {
			return this.pending.remove(id);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** A connection has ended. */
	void disconnected(ClientWebSocket socket, WebSocketException failure) {
		fail((request) -> request.socket == socket, failure);
	}

	/** No reply comes any more. */
	void end(WebSocketException failure) {
		fail((request) -> true, failure);
	}

	private void fail(Predicate<Pending> which, WebSocketException failure) {
		List<Pending> failed = new ArrayList<>();
		this.lock.lock();
		try {
			this.pending.values().stream().filter(which).forEach(failed::add);
		}
		finally {
			this.lock.unlock();
		}
		if (!failed.isEmpty()) {
			this.threads.execute(() -> failed.forEach((request) -> request.fail(failure)));
		}
	}

	/**
	 * A request that waits.
	 */
	private static final class Pending extends CompletableFuture<WebSocketMessage> {

		/** The connection that it was sent on. */
		private volatile @Nullable ClientWebSocket socket;

		/** Whether it is decided how it ends: a reply must not be lost to a timeout. */
		private final AtomicBoolean decided = new AtomicBoolean();

		private void fail(Throwable failure) {
			if (this.decided.compareAndSet(false, true)) {
				completeExceptionally(failure);
			}
		}

	}

}
