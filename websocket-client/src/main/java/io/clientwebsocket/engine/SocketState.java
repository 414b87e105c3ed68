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

import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseResult.Outcome;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.protocol.ClosePayload;

/**
 * State of a socket: one method for each event. Thread-safe; everything but
 * {@link #current} is guarded by the lock, which is held for no longer than an
 * assignment.
 */
final class SocketState {

	private final ReentrantLock lock = new ReentrantLock();

	private volatile WebSocketState current = WebSocketState.OPEN;

	/** Our close frame, from when it was queued: nothing is sent behind it. */
	private volatile @Nullable ClosePayload queued;

	private volatile @Nullable ClosePayload received;

	private boolean sent;

	private @Nullable WebSocketException failure;

	WebSocketState current() {
		return this.current;
	}

	@Nullable ClosePayload received() {
		return this.received;
	}

	boolean isCloseQueued() {
		return this.queued != null;
	}

	/**
	 * Our close frame is about to be queued.
	 * @return whether it may be
	 */
	boolean queueClose(ClosePayload payload) {
		this.lock.lock();
		try {
			if (this.queued != null || this.current.isTerminal()) {
				return false;
			}
			this.queued = payload;
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Our close frame was taken by the transport.
	 * @return the state now
	 */
	WebSocketState closeSent() {
		return transition(() -> {
			this.sent = true;
			return (this.received != null) ? WebSocketState.CLOSED : WebSocketState.CLOSE_SENT;
		});
	}

	/**
	 * The peer's close frame arrived.
	 * @return the state now
	 */
	WebSocketState closeReceived(ClosePayload payload) {
		return transition(() -> {
			this.received = payload;
			return this.sent ? WebSocketState.CLOSED : WebSocketState.CLOSE_RECEIVED;
		});
	}

	/**
	 * The socket ends without a close handshake.
	 * @return whether it had not ended before
	 */
	boolean abort(WebSocketException cause) {
		this.lock.lock();
		try {
			if (this.current.isTerminal()) {
				return false;
			}
			this.failure = cause;
			this.current = WebSocketState.ABORTED;
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private WebSocketState transition(java.util.function.Supplier<WebSocketState> event) {
		this.lock.lock();
		try {
			if (!this.current.isTerminal()) {
				this.current = event.get();
			}
			return this.current;
		}
		finally {
			this.lock.unlock();
		}
	}

	CloseResult result(Outcome outcome) {
		this.lock.lock();
		try {
			CloseStatus sentStatus = (this.sent && this.queued != null) ? this.queued.status() : null;
			return new CloseResult(outcome, sentStatus, (this.received != null) ? this.received.status() : null);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Nullable WebSocketException failure() {
		this.lock.lock();
		try {
			return this.failure;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** What ended the socket, which may have come before what was met just now. */
	WebSocketException failureOr(WebSocketException met) {
		this.lock.lock();
		try {
			return (this.failure != null) ? this.failure : met;
		}
		finally {
			this.lock.unlock();
		}
	}

	void requireSend() {
		WebSocketState state = this.current;
		boolean allowed = state == WebSocketState.OPEN || state == WebSocketState.CLOSE_RECEIVED;
		if (!allowed || this.queued != null) {
			throw invalid("send", "OPEN or CLOSE_RECEIVED");
		}
	}

	/** The error of an operation that the state does not allow. */
	WebSocketException invalid(String operation, String expected) {
		this.lock.lock();
		try {
			boolean closing = this.queued != null && !this.sent && !this.current.isTerminal();
			return new WebSocketException(WebSocketError.INVALID_STATE, "Cannot " + operation + ": expected state "
					+ expected + ", but was " + this.current + (closing ? " with a close frame queued" : ""),
					this.failure);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public String toString() {
		this.lock.lock();
		try {
			StringBuilder text = new StringBuilder(this.current.name());
			if (this.queued != null) {
				text.append(this.sent ? ", sent " : ", sending ").append(this.queued.status());
			}
			if (this.received != null) {
				text.append(", received ").append(this.received.status());
			}
			if (this.failure != null) {
				text.append(", failed with ").append(this.failure.error());
			}
			return text.toString();
		}
		finally {
			this.lock.unlock();
		}
	}

}
