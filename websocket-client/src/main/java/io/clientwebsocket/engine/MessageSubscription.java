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

package io.clientwebsocket.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

/**
 * A subscriber's view of the messages of a socket: a message is received when it was
 * asked for. Signals come one at a time, whatever threads they come from.
 */
final class MessageSubscription implements Flow.Subscription {

	private static final Logger logger = LoggerFactory.getLogger(MessageSubscription.class);

	private final ClientWebSocket socket;

	private final Flow.Subscriber<? super WebSocketMessage> subscriber;

	private final AtomicLong demand = new AtomicLong();

	/** Reasons to look again; whoever brings the first one looks. */
	private final AtomicInteger work = new AtomicInteger();

	private volatile boolean cancelled;

	private volatile @Nullable IllegalArgumentException wrongRequest;

	/** Written by whoever looks. */
	private volatile @Nullable CompletableFuture<WebSocketMessage> receiving;

	/** Touched by whoever looks. */
	private boolean ended;

	MessageSubscription(ClientWebSocket socket, Flow.Subscriber<? super WebSocketMessage> subscriber) {
		this.socket = socket;
		this.subscriber = subscriber;
	}

	@Override
	public void request(long count) {
		if (count <= 0) {
			this.wrongRequest = new IllegalArgumentException("'count' must be positive, but was " + count);
		}
		else {
			this.demand.accumulateAndGet(count, (now, more) -> (now + more < 0) ? Long.MAX_VALUE : now + more);
		}
		look();
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		look();
	}

	private void look() {
		int seen = (this.work.getAndIncrement() == 0) ? 1 : 0;
		while (seen != 0) {
			goOn();
			seen = this.work.addAndGet(-seen);
		}
	}

	private void goOn() {
		while (!this.ended) {
			CompletableFuture<WebSocketMessage> receive = this.receiving;
			if (receive == null) {
				receive = begin();
			}
			else if (this.cancelled || this.wrongRequest != null) {
				// a message that is on its way is still delivered: it would be lost
				receive.cancel(false);
			}
			if (receive == null || !receive.isDone()) {
				return;
			}
			this.receiving = null;
			deliver(receive);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	private @Nullable CompletableFuture<WebSocketMessage> begin() {
		if (this.wrongRequest != null) {
			end(this.wrongRequest);
		}
		this.ended |= this.cancelled;
		if (this.ended || this.demand.get() == 0) {
			return null;
		}
		CompletableFuture<WebSocketMessage> receive = this.socket.receiveAsync();
		this.receiving = receive;
		if (!receive.isDone()) {
			receive.whenComplete((message, failure) -> look());
		}
		return receive;
	}

	private void deliver(CompletableFuture<WebSocketMessage> receive) {
		if (receive.isCancelled()) {
			return;
		}
		try {
			WebSocketMessage message = receive.join();
			if (message instanceof WebSocketMessage.Close) {
				end(null);
			}
			else {
				this.demand.updateAndGet((now) -> (now == Long.MAX_VALUE) ? now : now - 1);
				signal(() -> this.subscriber.onNext(message));
			}
		}
		catch (CompletionException ex) {
			Throwable cause = ex.getCause();
			boolean closed = cause instanceof WebSocketException failure && MessageIterator.isEnd(this.socket, failure);
			end(closed ? null : cause);
		}
	}

	private void end(@Nullable Throwable failure) {
		this.ended = true;
		if (!this.cancelled) {
			signal(() -> {
				if (failure != null) {
					this.subscriber.onError(failure);
				}
				else {
					this.subscriber.onComplete();
				}
			});
		}
	}

	/** A subscriber must not throw; one that does is not told anything any more. */
	private void signal(Runnable signal) {
		try {
			signal.run();
		}
		catch (RuntimeException ex) {
			this.ended = true;
			logger.warn("The subscriber to the messages of {} threw, and its subscription ends", this.socket, ex);
		}
	}

}
