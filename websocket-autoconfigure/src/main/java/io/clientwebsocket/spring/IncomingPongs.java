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

package io.clientwebsocket.spring;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.PongMessage;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.PongListener;

/**
 * PONGs on their way to a handler: those that answer its PINGs, and those that nobody
 * asked for. The answers to the keep-alive are none of its business. What comes before
 * the handler is there, or much faster than it takes it, is dropped. Thread-safe.
 */
final class IncomingPongs implements PongListener {

	private static final int MOST_WAITING = 128;

	private final @Nullable PongListener ofOptions;

	private final AtomicInteger waiting = new AtomicInteger();

	private volatile @Nullable Line line;

	/**
	 * Create a new instance.
	 * @param ofOptions the listener of the application, if there is one
	 */
	IncomingPongs(@Nullable PongListener ofOptions) {
		this.ofOptions = ofOptions;
	}

	/** The handler is there. */
	void start(SerialCalls calls, Consumer<PongMessage> handler) {
		this.line = new Line(calls, handler);
	}

	void add(ByteBuffer payload) {
		Line line = this.line;
		if (line == null) {
			return;
		}
		if (this.waiting.incrementAndGet() > MOST_WAITING) {
			this.waiting.decrementAndGet();
			return;
		}
		line.calls().run(() -> {
			this.waiting.decrementAndGet();
			line.handler().accept(new PongMessage(payload));
		});
	}

	@Override
	public void onPong(ClientWebSocket socket, ByteBuffer payload, @Nullable Duration roundTrip) {
		if (roundTrip == null) {
			add(payload.duplicate());
		}
		if (this.ofOptions != null) {
			this.ofOptions.onPong(socket, payload, roundTrip);
		}
	}

	/**
	 * Where they go.
	 *
	 * @param calls the line of all calls of the handler
	 * @param handler what is called
	 */
	private record Line(SerialCalls calls, Consumer<PongMessage> handler) {

	}

}
