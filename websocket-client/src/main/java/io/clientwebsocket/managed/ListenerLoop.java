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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.WebSocketMessage;

/**
 * Hands what comes in to the application's listeners, one after the other. A listener
 * that throws is logged and counted, and nothing else.
 */
final class ListenerLoop {

	private static final Logger logger = LoggerFactory.getLogger(ListenerLoop.class);

	/** How long a thread is kept that others may want. */
	private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	/** How many messages are handed over between two looks at the time. */
	private static final int BETWEEN_LOOKS = 16;

	private final String name;

	private final Consumer<Runnable> threads;

	private final Consumer<WebSocketMessage> onMessage;

	private final Consumer<Gap> onGap;

	private final BiConsumer<Connection, Throwable> onFailure;

	private final Counters counters;

	/** One for each run: what is left of one comes before what the next one brings. */
	private final Queue<InboundChannel> channels = new ConcurrentLinkedQueue<>();

	/** Reasons to look for messages; whoever brings the first one sees to it. */
	private final AtomicInteger reasons = new AtomicInteger();

	ListenerLoop(String name, Consumer<Runnable> threads, Consumer<WebSocketMessage> onMessage, Consumer<Gap> onGap,
			BiConsumer<Connection, Throwable> onFailure, Counters counters) {
		this.name = name;
		this.threads = threads;
		this.onMessage = onMessage;
		this.onGap = onGap;
		this.onFailure = onFailure;
		this.counters = counters;
	}

	/** Hand over what comes in, from now on, behind what other channels still have. */
	void listenTo(InboundChannel channel) {
		this.channels.add(channel);
		channel.addReader(this::wake);
	}

	private void wake() {
		if (this.reasons.getAndIncrement() == 0) {
			this.threads.accept(this::work);
		}
	}

	private void work() {
		int seen;
		do {
			seen = this.reasons.get();
			if (handOver()) {
				this.threads.accept(this::work);
				return;
			}
		}
		while (this.reasons.addAndGet(-seen) != 0);
	}

	/**
	 * Hand over what is there, but for no longer than others can wait for the thread.
	 * @return whether there may be more
	 */
	private boolean handOver() {
		long start = System.nanoTime();
		for (int i = 1;; i++) {
			InboundChannel.Slot next = next();
			if (next == null) {
				return false;
			}
			deliver(next.value(), next.source());
			if (i % BETWEEN_LOOKS == 0 && System.nanoTime() - start >= SLICE_NANOS) {
				return true;
			}
		}
	}

	private InboundChannel.@Nullable Slot next() {
		for (InboundChannel channel = this.channels.peek(); channel != null; channel = this.channels.peek()) {
			InboundChannel.Slot next = channel.pollSlot();
			boolean ended = next == null && channel.isEnded();
			if (ended) {
				// what has come since, before the end
				next = channel.pollSlot();
			}
			if (next != null || !ended) {
				return next;
			}
			this.channels.remove();
		}
		return null;
	}

	private void deliver(Received received, Connection source) {
		try {
			if (received instanceof Received.Message message) {
				this.onMessage.accept(message.value());
			}
			else if (received instanceof Gap gap) {
				this.onGap.accept(gap);
			}
		}
		catch (RuntimeException | Error ex) { // also one thrown by an assertion
			this.counters.listenerFailures.increment();
			logger.warn("A listener of connection '{}' threw", this.name, ex);
			this.onFailure.accept(source, ex);
		}
	}

}
