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

package io.clientwebsocket.test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

/**
 * Something that a {@link RecordingListener} was told.
 *
 * @since 0.1.0
 * @see RecordingListener#events()
 */
public sealed interface RecordedEvent {

	/**
	 * A message arrived.
	 *
	 * @param message the message
	 * @since 0.1.0
	 */
	record Message(WebSocketMessage message) implements RecordedEvent {

		public Message {
			Objects.requireNonNull(message, "'message' must not be null");
		}

		@Override
		public String toString() {
			return Messages.describe(this.message);
		}

	}

	/**
	 * A PONG arrived.
	 *
	 * @param payload a read-only copy of the payload; each call of the accessor returns a
	 * view with a position of its own
	 * @param roundTrip time since the PING that it answers, {@code null} if it answers
	 * none
	 * @since 0.1.0
	 */
	record Pong(ByteBuffer payload, @Nullable Duration roundTrip) implements RecordedEvent {

		public Pong {
			ByteBuffer copy = ByteBuffer.allocate(payload.remaining());
			payload = copy.put(payload.duplicate()).flip().asReadOnlyBuffer();
		}

		@Override
		public ByteBuffer payload() {
			return this.payload.duplicate();
		}

		/**
		 * The payload as bytes.
		 * @return a new array
		 */
		public byte[] bytes() {
			byte[] bytes = new byte[this.payload.remaining()];
			payload().get(bytes);
			return bytes;
		}

		@Override
		public String toString() {
			return Opcode.describe(Opcode.PONG, this.payload) + ((this.roundTrip != null) ? "" : " unasked");
		}

	}

	/**
	 * The messages have come to their end: the peer closed, or the socket was closed.
	 *
	 * @since 0.1.0
	 */
	record End() implements RecordedEvent {

		@Override
		public String toString() {
			return "the end";
		}

	}

	/**
	 * The messages were ended by a failure.
	 *
	 * @param cause the failure
	 * @since 0.1.0
	 */
	record Failure(Throwable cause) implements RecordedEvent {

		public Failure {
			Objects.requireNonNull(cause, "'cause' must not be null");
		}

		@Override
		public String toString() {
			String error = (this.cause instanceof WebSocketException failure) ? failure.error() + ", " : "";
			return "failure (" + error + this.cause + ")";
		}

	}

}
