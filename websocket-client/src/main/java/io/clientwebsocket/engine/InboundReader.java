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

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.protocol.ProtocolException;
import io.clientwebsocket.transport.Transport;

/**
 * What reading means for the socket: a receive is attempted, control frames are looked
 * after, the end is awaited, and whatever goes wrong ends the socket and is told to one
 * receive at least. Guarded by the lock of {@link Inbound}.
 */
final class InboundReader {

	private final SocketLifecycle lifecycle;

	private final Transport transport;

	private final InboundBuffer buffer;

	private final MessageDecoder decoder;

	private boolean closeDelivered;

	/** Whether only the end of the connection is waited for. */
	private boolean draining;

	private boolean decoding;

	private @Nullable WebSocketException failure;

	/** Whether a receive was told of the failure: the first one is, if it comes later. */
	private boolean failureTold;

	InboundReader(SocketLifecycle lifecycle, Transport transport, EngineSettings settings) {
		this.lifecycle = lifecycle;
		this.transport = transport;
		this.buffer = new InboundBuffer(transport, settings.environment().buffers());
		this.decoder = new MessageDecoder(this.buffer, lifecycle, settings);
	}

	/** How often the transport may be read before others have their turn. */
	void allow(int turns) {
		this.buffer.allow(turns);
	}

	/** Whether nothing is to be received any more. */
	boolean hasEnded() {
		return this.failure != null || this.decoder.close() != null;
	}

	boolean hasFailed() {
		return this.failure != null;
	}

	boolean isDraining() {
		return this.draining;
	}

	/** A new receive needs a state that allows it. */
	void requireReceive() {
		if (this.failure != null && !this.failureTold) {
			requirePending();
		}
		WebSocketState state = this.lifecycle.state().current();
		boolean received = state == WebSocketState.CLOSE_RECEIVED || state == WebSocketState.CLOSED;
		boolean allowed = state == WebSocketState.OPEN || state == WebSocketState.CLOSE_SENT
				|| (received && !this.closeDelivered);
		if (!allowed) {
			throw this.lifecycle.state().invalid("receive", "OPEN or CLOSE_SENT");
		}
	}

	/** A waiting receive fails with what ended the socket. */
	void requirePending() {
		if (this.failure != null) {
			this.failureTold = true;
			throw new WebSocketException(this.failure.error(), String.valueOf(this.failure.getMessage()), this.failure);
		}
		if (this.closeDelivered) {
			throw this.lifecycle.state().invalid("receive", "OPEN or CLOSE_SENT");
		}
	}

	/**
	 * Attempt a receive.
	 * @return what was received, or {@code null} if there is not enough to read now
	 */
	<T> @Nullable T attempt(Receive<T> receive) {
		this.decoding = true;
		try {
			return receive.attempt(this.decoder);
		}
		catch (ProtocolException | IOException | WebSocketException ex) {
			throw failed(ex);
		}
		finally {
			endAttempt();
		}
	}

	/** Number of bytes that have arrived. May be called without the lock. */
	long bytesReceived() {
		return this.buffer.received();
	}

	/** Attempt to receive into a buffer. */
	@Nullable ReceiveResult attempt(ByteBuffer target, int start) {
		this.decoding = true;
		try {
			return this.decoder.receive(target, start);
		}
		catch (ProtocolException | IOException | WebSocketException ex) {
			throw failed(ex);
		}
		finally {
			endAttempt();
		}
	}

	/** What a receive met ends the socket, and is told to that receive. */
	private WebSocketException failed(Exception problem) {
		WebSocketException cause = this.lifecycle.receiveFailed(problem);
		this.failureTold = true;
		return cause;
	}

	private void endAttempt() {
		this.closeDelivered = this.decoder.close() != null;
		endDecoding();
	}

	/** What a receive whose wait ends early has got so far. */
	<T> @Nullable T partial(Receive<T> receive) {
		return receive.partial(this.decoder);
	}

	/** Nobody wants what is left of the message that is received in parts. */
	void discardRest() {
		this.decoder.discardRest();
	}

	/** Look after control frames while nobody receives. */
	void readAhead() {
		if (hasEnded()) {
			return;
		}
		this.decoding = true;
		try {
			if (this.decoder.readAhead()) {
				this.transport.requestRead();
			}
		}
		catch (ProtocolException | IOException | WebSocketException ex) {
			this.lifecycle.receiveFailed(ex);
		}
		finally {
			endDecoding();
		}
	}

	private void endDecoding() {
		this.decoding = false;
		if (hasEnded()) {
			release();
		}
	}

	private void release() {
		this.buffer.release();
		this.decoder.end();
	}

	/** Read to the end of the connection, and tell when it was met. */
	void drain() {
		this.draining = true;
		try {
			int count = 1;
			while (count > 0) {
				count = this.buffer.fill();
				this.buffer.release();
			}
			if (count == 0) {
				this.transport.requestRead();
				return;
			}
		}
		catch (IOException ex) {
			// the connection has ended, which is all that was waited for
			this.buffer.release();
		}
		this.lifecycle.transportEnded();
	}

	/**
	 * The socket has ended.
	 * @param cause why
	 * @param awaited whether a receive waits, and is told of it
	 */
	void fail(WebSocketException cause, boolean awaited) {
		this.failure = cause;
		this.failureTold |= awaited || cause.error() == WebSocketError.ABORTED;
		if (!this.decoding) {
			release();
		}
	}

}
