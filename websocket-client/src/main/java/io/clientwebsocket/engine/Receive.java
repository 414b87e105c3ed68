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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

/**
 * A receive that has to wait: it is attempted again whenever there is something to read.
 * A blocked thread attempts its own; the future of an asynchronous one is completed
 * outside of all locks.
 *
 * @param <T> what is received
 */
abstract class Receive<T> extends CompletableFuture<T> {

	private final Inbound inbound;

	private final boolean blocking;

	Receive(Inbound inbound, boolean blocking) {
		this.inbound = inbound;
		this.blocking = blocking;
	}

	/** Whether a thread waits that does the reading itself. */
	boolean isBlocking() {
		return this.blocking;
	}

	/**
	 * Try to receive.
	 * @return what was received, or {@code null} if there is not enough to read now
	 */
	abstract @Nullable T attempt(MessageDecoder decoder) throws IOException;

	/** What to return when the wait ends early, or {@code null} if there is nothing. */
	@Nullable T partial(MessageDecoder decoder) {
		return null;
	}

	/** What was received; called outside of all locks. */
	final void deliver(T result) {
		super.complete(result);
	}

	/** Why nothing was received; called outside of all locks. */
	final void fail(WebSocketException cause) {
		super.completeExceptionally(cause);
	}

	// Whoever holds the future may end the wait, but not when the result is on its way:
	// a message that was taken must not get lost.

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return this.inbound.takeBack(this) && super.cancel(mayInterruptIfRunning);
	}

	@Override
	public boolean complete(T value) {
		return this.inbound.takeBack(this) && super.complete(value);
	}

	@Override
	public boolean completeExceptionally(Throwable failure) {
		return this.inbound.takeBack(this) && super.completeExceptionally(failure);
	}

	/** Receives part of a message into a buffer. */
	static class IntoBuffer extends Receive<ReceiveResult> {

		private final ByteBuffer target;

		private final int start;

		IntoBuffer(Inbound inbound, boolean blocking, ByteBuffer target, int start) {
			super(inbound, blocking);
			this.target = target;
			this.start = start;
		}

		@Override
		@Nullable ReceiveResult attempt(MessageDecoder decoder) throws IOException {
			return decoder.receive(this.target, this.start);
		}

		@Override
		@Nullable ReceiveResult partial(MessageDecoder decoder) {
			boolean taken = this.target.position() > this.start;
			return taken ? decoder.takenSoFar(this.target, this.start) : null;
		}

	}

	/** Receives what is there of a message, at least one byte, into a buffer. */
	static final class Some extends IntoBuffer {

		Some(Inbound inbound, ByteBuffer target) {
			super(inbound, true, target, target.position());
		}

		@Override
		@Nullable ReceiveResult attempt(MessageDecoder decoder) throws IOException {
			ReceiveResult result = super.attempt(decoder);
			return (result != null) ? result : partial(decoder);
		}

	}

	/** Waits for a message to begin. */
	static final class Begin extends Receive<ReceiveResult> {

		Begin(Inbound inbound) {
			super(inbound, true);
		}

		@Override
		@Nullable ReceiveResult attempt(MessageDecoder decoder) throws IOException {
			return decoder.begin();
		}

	}

	/** Receives a whole message. */
	static final class Message extends Receive<WebSocketMessage> {

		Message(Inbound inbound, boolean blocking) {
			super(inbound, blocking);
		}

		@Override
		@Nullable WebSocketMessage attempt(MessageDecoder decoder) throws IOException {
			return decoder.receive();
		}

	}

	/** Drops data until the peer's close frame. */
	static final class Close extends Receive<WebSocketMessage.Close> {

		Close(Inbound inbound) {
			super(inbound, false);
		}

		@Override
		WebSocketMessage.@Nullable Close attempt(MessageDecoder decoder) throws IOException {
			return decoder.awaitClose();
		}

	}

}
