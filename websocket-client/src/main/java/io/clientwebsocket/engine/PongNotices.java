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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.PongListener;

/**
 * Tells the application's listener of PONGs, in order and one at a time. What comes much
 * faster than the listener takes it is dropped.
 */
final class PongNotices {

	private static final Logger logger = LoggerFactory.getLogger(PongNotices.class);

	private static final int MOST_WAITING = 128;

	private final PongListener listener;

	private final ClientWebSocket socket;

	private final Completions completions;

	private final Queue<Notice> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

	/** Notices to be told; whoever adds the first one sees to it. */
	private final AtomicInteger work = new AtomicInteger();

	PongNotices(PongListener listener, ClientWebSocket socket, Completions completions) {
		this.listener = listener;
		this.socket = socket;
		this.completions = completions;
	}

	void add(ByteBuffer payload, @Nullable Duration roundTrip) {
		if (this.waiting.offer(new Notice(payload.asReadOnlyBuffer(), roundTrip)) && this.work.getAndIncrement() == 0) {
			this.completions.complete(this::tell);
		}
	}

	private void tell() {
		do {
			Notice notice = this.waiting.remove();
			try {
				this.listener.onPong(this.socket, notice.payload, notice.roundTrip);
			}
			catch (RuntimeException ex) {
				logger.warn("The listener to PONGs of {} threw", this.socket, ex);
			}
		}
		while (this.work.decrementAndGet() > 0);
	}

	private record Notice(ByteBuffer payload, @Nullable Duration roundTrip) {

	}

}
