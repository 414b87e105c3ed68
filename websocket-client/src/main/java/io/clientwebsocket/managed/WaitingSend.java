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

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketMessage;

/**
 * A message that waits to be sent. Its caller may end it, by a cancel, a timeout or a
 * value of their own; if a socket has it already, that is up to the socket.
 */
final class WaitingSend extends CompletableFuture<@Nullable Void> {

	private final WebSocketMessage message;

	private final long size;

	private final long expires;

	private final @Nullable Consumer<ClientWebSocket> onTarget;

	/** Whether it is decided how it ends, and counted. */
	private final AtomicBoolean decided = new AtomicBoolean();

	private volatile @Nullable CompletableFuture<@Nullable Void> write;

	/**
	 * Create a new send.
	 * @param message the message
	 * @param size its bytes
	 * @param expires until when it waits, in nanoseconds since some moment
	 * @param onTarget told which socket sends it; such a message does not wait for
	 * another connection
	 */
	WaitingSend(WebSocketMessage message, long size, long expires, @Nullable Consumer<ClientWebSocket> onTarget) {
		this.message = message;
		this.size = size;
		this.expires = expires;
		this.onTarget = onTarget;
	}

	WebSocketMessage message() {
		return this.message;
	}

	long size() {
		return this.size;
	}

	boolean isBound() {
		return this.onTarget != null;
	}

	/** How long it may still wait. */
	long remaining(long now) {
		return isBound() ? Long.MAX_VALUE : this.expires - now;
	}

	/** Call somebody when it has ended, whoever ended it. */
	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	void whenEnded(Consumer<WaitingSend> action) {
		whenComplete((nothing, failure) -> action.accept(this));
	}

	/** Give it to a socket, unless nobody wants that any more. */
	CompletableFuture<@Nullable Void> write(ClientWebSocket socket) {
		if (isDone()) {
			return CompletableFuture.failedFuture(new CancellationException());
		}
		if (this.onTarget != null) {
			this.onTarget.accept(socket);
		}
		CompletableFuture<@Nullable Void> write = SocketWrites.writeAsync(socket, this.message);
		this.write = write;
		if (isDone()) {
			write.cancel(false);
		}
		return write;
	}

	/** End it, and count it as what it became, unless that was done before. */
	boolean settle(LongAdder counter, @Nullable Throwable failure) {
		boolean first = decide(counter);
		if (first && failure != null) {
			completeExceptionally(failure);
		}
		else if (first) {
			complete(null);
		}
		return first;
	}

	/**
	 * It has ended: count it, and take it back from its socket, if that was not settled.
	 * @return whether it was not
	 */
	boolean abandon(LongAdder counter) {
		boolean first = decide(counter);
		CompletableFuture<@Nullable Void> write = this.write;
		if (first && write != null) {
			write.cancel(false);
		}
		return first;
	}

	private boolean decide(LongAdder counter) {
		boolean first = this.decided.compareAndSet(false, true);
		if (first) {
			counter.increment();
		}
		return first;
	}

}
