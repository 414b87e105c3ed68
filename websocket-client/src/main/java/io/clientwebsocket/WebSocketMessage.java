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

import java.nio.ByteBuffer;

/**
 * A whole message, or the peer's close frame.
 *
 * @since 0.1.0
 * @see ClientWebSocket#receive()
 */
public sealed interface WebSocketMessage {

	/**
	 * Type of this message.
	 * @return the type
	 */
	MessageType type();

	/**
	 * A text message.
	 *
	 * @param value the text
	 * @since 0.1.0
	 */
	record Text(String value) implements WebSocketMessage {

		@Override
		public MessageType type() {
			return MessageType.TEXT;
		}

	}

	/**
	 * A binary message.
	 *
	 * @param value the bytes between position and limit; each call of the accessor
	 * returns a view with a position of its own
	 * @since 0.1.0
	 */
	record Binary(ByteBuffer value) implements WebSocketMessage {

		@Override
		public ByteBuffer value() {
			return this.value.duplicate();
		}

		/**
		 * A copy of the bytes.
		 * @return a new array of exactly the message's length
		 */
		public byte[] toByteArray() {
			byte[] bytes = new byte[this.value.remaining()];
			this.value.duplicate().get(bytes);
			return bytes;
		}

		@Override
		public MessageType type() {
			return MessageType.BINARY;
		}

	}

	/**
	 * The peer's close frame: the last message of a socket.
	 *
	 * @param status the peer's status code, {@link CloseStatus#NO_STATUS} when the frame
	 * carried none
	 * @param reason the peer's reason, possibly empty
	 * @since 0.1.0
	 */
	record Close(CloseStatus status, String reason) implements WebSocketMessage {

		@Override
		public MessageType type() {
			return MessageType.CLOSE;
		}

	}

}
