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

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;

/**
 * Why an attempt failed or a connection ended.
 *
 * @param kind what happened
 * @param failure the exception, {@code null} if there was none
 * @param closeStatus status of the peer's close frame, {@code null} if none arrived
 * @param text what happened, in words: the peer's reason, or the exception's message
 * @since 0.1.0
 */
public record DisconnectCause(Kind kind, @Nullable Throwable failure, @Nullable CloseStatus closeStatus, String text) {

	public DisconnectCause {
		Objects.requireNonNull(kind, "'kind' must not be null");
		Objects.requireNonNull(text, "'text' must not be null");
	}

	static DisconnectCause of(Kind kind, String text) {
		return new DisconnectCause(kind, null, null, text);
	}

	static DisconnectCause of(Kind kind, Throwable failure) {
		String message = failure.getMessage();
		return new DisconnectCause(kind, failure, null,
				(message != null) ? message : failure.getClass().getSimpleName());
	}

	static DisconnectCause closed(CloseStatus status, String reason) {
		return new DisconnectCause(Kind.CLOSED_BY_PEER, null, status, reason);
	}

	/** This cause, with the status of a close frame that the peer has sent meanwhile. */
	DisconnectCause closedWith(@Nullable CloseStatus status) {
		return (status != null) ? new DisconnectCause(this.kind, this.failure, status, this.text) : this;
	}

	/**
	 * What the server, or a proxy, answered to the handshake.
	 * @return the answer, {@code null} if there was none or the handshake did not fail
	 */
	public @Nullable HandshakeResponse response() {
		return (this.failure instanceof WebSocketHandshakeException handshake) ? handshake.response() : null;
	}

	/**
	 * HTTP status with which the handshake was refused.
	 * @return the status, 0 if there was none
	 */
	public int httpStatus() {
		HandshakeResponse response = response();
		return (response != null) ? response.status() : 0;
	}

	/**
	 * What happened, without the words of the peer and of exceptions, which may be
	 * private: for logs, health and metrics.
	 * @return the kind, and as far as there are such the close status, the HTTP status,
	 * or the error and the type of the exception that it comes from
	 */
	public String summary() {
		if (this.closeStatus != null) {
			return this.kind + " " + this.closeStatus;
		}
		if (httpStatus() != 0) {
			return this.kind + " " + httpStatus();
		}
		return this.kind + ((this.failure instanceof WebSocketException known) ? " " + known.error() : "") + origin();
	}

	/** What tells a server that is away from a name that nobody knows. */
	private String origin() {
		Throwable origin = this.failure;
		while (origin instanceof WebSocketException) {
			origin = origin.getCause();
		}
		return (origin != null) ? " (" + origin.getClass().getSimpleName() + ")" : "";
	}

	@Override
	public String toString() {
		return this.kind + ((this.closeStatus != null) ? " " + this.closeStatus : "")
				+ (this.text.isEmpty() ? "" : ": " + this.text);
	}

	/**
	 * What happened.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/**
		 * A supplier of URIs or options failed.
		 */
		SUPPLIER_FAILED,

		/**
		 * The connector could not open a socket.
		 */
		HANDSHAKE_FAILED,

		/**
		 * {@code onOpen} failed, or did not end in time.
		 */
		OPEN_HOOK_FAILED,

		/**
		 * The attempt as a whole did not end in time.
		 */
		ATTEMPT_TIMED_OUT,

		/**
		 * The peer sent a close frame.
		 */
		CLOSED_BY_PEER,

		/**
		 * The connection was lost without a close frame, or failed.
		 */
		CONNECTION_LOST,

		/**
		 * No message came for as long as {@code noDataTimeout} says.
		 */
		NO_DATA,

		/**
		 * The message listener threw, and was asked to end the connection then.
		 */
		LISTENER_FAILED,

		/**
		 * More messages waited to be taken than allowed, and the policy is to close.
		 */
		OVERFLOW,

		/**
		 * The scheduler does not take timers any more, such as one that was shut down.
		 */
		NO_TIMER,

		/**
		 * The application asked for it: reconnect, pause or stop.
		 */
		REQUESTED

	}

}
