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

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.WebSocketException;

/**
 * A subscriber to what comes in: takes as much as it asks for. All signals are given in
 * one lane.
 */
final class InboundSubscription implements Flow.Subscription {

	private static final Logger logger = LoggerFactory.getLogger(InboundSubscription.class);

	/** Messages in a row; then others get the thread. */
	private static final int IN_A_ROW = 256;

	private final InboundChannel channel;

	private final Flow.Subscriber<? super Received> subscriber;

	private final SerialLane lane;

	private final Runnable reader = this::wake;

	private final AtomicBoolean woken = new AtomicBoolean();

	private final AtomicLong demand = new AtomicLong();

	private volatile boolean cancelled;

	private volatile @Nullable IllegalArgumentException wrongRequest;

	/** Touched in the lane. */
	private boolean ended;

	InboundSubscription(InboundChannel channel, Flow.Subscriber<? super Received> subscriber,
			Consumer<Runnable> threads) {
		this.channel = channel;
		this.subscriber = subscriber;
		this.lane = SerialLane.on(threads);
	}

	void begin() {
		this.lane.submit(() -> {
			signal(() -> this.subscriber.onSubscribe(this));
			this.channel.addReader(this.reader);
			look();
		});
	}

	@Override
	public void request(long count) {
		if (count <= 0) {
			this.wrongRequest = new IllegalArgumentException("'count' must be positive, but was " + count);
		}
		else {
			this.demand.accumulateAndGet(count, (now, more) -> (now + more < 0) ? Long.MAX_VALUE : now + more);
		}
		wake();
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		wake();
	}

	private void wake() {
		if (this.woken.compareAndSet(false, true)) {
			this.lane.submit(() -> {
				this.woken.set(false);
				look();
			});
		}
	}

	private void look() {
		for (int turn = 0; !this.ended; turn++) {
			if (turn == IN_A_ROW) {
				wake();
				return;
			}
			Throwable wrong = this.wrongRequest;
			if (this.cancelled) {
				end();
			}
			else if (wrong != null) {
				end();
				signal(() -> this.subscriber.onError(wrong));
			}
			else if (!deliver()) {
				return;
			}
		}
	}

	/** Whether there may be more to do. */
	private boolean deliver() {
		if (this.channel.isExhausted()) {
			end();
			WebSocketException failure = this.channel.failure();
			signal((failure != null) ? () -> this.subscriber.onError(failure) : this.subscriber::onComplete);
			return true;
		}
		Received next = (this.demand.get() > 0) ? this.channel.poll() : null;
		if (next == null) {
			// what comes now wakes us, but the end may have come between the two looks
			return this.channel.isExhausted();
		}
		this.demand.updateAndGet((now) -> (now == Long.MAX_VALUE) ? now : now - 1);
		signal(() -> this.subscriber.onNext(next));
		return true;
	}

	private void end() {
		this.ended = true;
		this.channel.removeReader(this.reader);
	}

	/** A subscriber must not throw; one that does is not told anything any more. */
	private void signal(Runnable signal) {
		try {
			signal.run();
		}
		catch (RuntimeException ex) {
			end();
			logger.warn("A subscriber to incoming messages threw, and its subscription ends", ex);
		}
	}

}
