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

package io.clientwebsocket;

import org.jspecify.annotations.Nullable;

/**
 * How a close handshake ended.
 *
 * @param outcome whether the peer took part
 * @param sent status that we sent, {@code null} if no close frame of ours was written
 * @param received status that the peer sent, {@code null} if no close frame arrived
 * @since 0.1.0
 * @see ClientWebSocket#close(CloseStatus, String)
 */
public record CloseResult(Outcome outcome, @Nullable CloseStatus sent, @Nullable CloseStatus received) {

	/**
	 * Outcome of a close handshake.
	 *
	 * @since 0.1.0
	 */
	public enum Outcome {

		/**
		 * Both close frames went over the wire.
		 */
		CLEAN,

		/**
		 * The peer's close frame did not arrive within the close timeout; the connection
		 * was cut.
		 */
		TIMED_OUT,

		/**
		 * The connection was lost or aborted before the handshake was complete.
		 */
		ABORTED

	}

}
