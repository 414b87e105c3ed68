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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketMessage;

/**
 * A message that waits to be sent. Cancelling takes it back; if a socket has it already,
 * that is up to the socket.
 */
final class WaitingSend extends CompletableFuture<@Nullable Void> {

	private final OutboundGate gate;

	private final WebSocketMessage message;

	private final long size;

	private final long expires;

	private final @Nullable Consumer<ClientWebSocket> onTarget;

	private volatile @Nullable CompletableFuture<@Nullable Void> write;

	/**
	 * Create a new send.
	 * @param gate where it waits
	 * @param message the message
	 * @param size its bytes
	 * @param expires until when it waits, in nanoseconds since some moment
	 * @param onTarget told which socket sends it; such a message does not wait for
	 * another connection
	 */
	WaitingSend(OutboundGate gate, WebSocketMessage message, long size, long expires,
			@Nullable Consumer<ClientWebSocket> onTarget) {
		this.gate = gate;
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

	/** Give it to a socket. */
	CompletableFuture<@Nullable Void> write(ClientWebSocket socket) {
		if (this.onTarget != null) {
			this.onTarget.accept(socket);
		}
		CompletableFuture<@Nullable Void> write = OutboundGate.write(socket, this.message);
		this.write = write;
		return write;
	}

	/** End it, and count it as what it became. */
	boolean settle(LongAdder counter, @Nullable Throwable failure) {
		boolean first = (failure != null) ? completeExceptionally(failure) : complete(null);
		if (first) {
			counter.increment();
		}
		return first;
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		if (cancelled) {
			this.gate.withdrawn(this);
			CompletableFuture<@Nullable Void> write = this.write;
			if (write != null) {
				write.cancel(mayInterruptIfRunning);
			}
		}
		return cancelled;
	}

}
