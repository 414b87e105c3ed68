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

package io.clientwebsocket.conformance;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketException;

/**
 * How a case ended. Whether that is right is up to the server.
 *
 * @param kind the kind
 * @param detail a status, or what happened
 */
record CaseEnd(Kind kind, String detail) {

	static CaseEnd closed(CloseStatus status) {
		return new CaseEnd(Kind.CLOSED, CloseStatus.NO_STATUS.equals(status) ? "no status" : status.toString());
	}

	/** What ended a socket on which an operation has failed. */
	static CaseEnd of(ClientWebSocket socket, WebSocketException failed) {
		// an operation may only tell that the socket has ended, and the socket tells why
		WebSocketException ended = socket.failure();
		return of((ended != null) ? ended : failed);
	}

	private static CaseEnd of(WebSocketException failure) {
		Kind kind = switch (failure.error()) {
			case FAULTED, MESSAGE_TOO_BIG -> Kind.FAILED;
			// nobody aborts a socket but the one who watches the time
			case ABORTED -> Kind.CUT_OFF;
			default -> Kind.LOST;
		};
		return new CaseEnd(kind, String.valueOf(failure.getMessage()));
	}

	static CaseEnd notConnected(WebSocketException failure) {
		return new CaseEnd(Kind.NOT_CONNECTED, String.valueOf(failure.getMessage()));
	}

	@Override
	public String toString() {
		return this.kind + " (" + this.detail + ")";
	}

	/**
	 * Kind of an end.
	 */
	enum Kind {

		/**
		 * The server closed, and we answered.
		 */
		CLOSED("closed", true),

		/**
		 * The server broke the protocol, and we told it so.
		 */
		FAILED("failed by the client", true),

		/**
		 * The connection ended without a close handshake.
		 */
		LOST("connection lost", true),

		/**
		 * The case took too long.
		 */
		CUT_OFF("cut off", false),

		/**
		 * The server did not accept the connection.
		 */
		NOT_CONNECTED("not connected", false);

		private final String text;

		private final boolean complete;

		Kind(String text, boolean complete) {
			this.text = text;
			this.complete = complete;
		}

		/** Whether the server could carry out the whole case. */
		boolean isComplete() {
			return this.complete;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
