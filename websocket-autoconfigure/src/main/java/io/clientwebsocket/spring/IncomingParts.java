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

package io.clientwebsocket.spring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;

/**
 * Makes Spring's messages of what is received into a buffer. Incoming text was checked to
 * be UTF-8 by the socket. Not thread-safe.
 */
abstract sealed class IncomingParts {

	private static final int INITIAL_SIZE = 8 * 1024;

	private static final int LARGEST_KEPT = 64 * 1024;

	private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_SIZE);

	/** Where the next part goes; there is room for one byte at least. */
	final ByteBuffer room() {
		if (!this.buffer.hasRemaining()) {
			int larger = (int) Math.min(this.buffer.capacity() * 2L, Integer.MAX_VALUE - 8);
			this.buffer = ByteBuffer.wrap(Arrays.copyOf(this.buffer.array(), larger)).position(this.buffer.position());
		}
		return this.buffer;
	}

	/**
	 * A part is in the buffer.
	 * @return the message to tell of now, or {@code null} if more is to come
	 * @throws WebSocketException if the message is larger than the session takes
	 */
	abstract @Nullable WebSocketMessage<?> take(ReceiveResult part);

	/** Forget what is in the buffer. */
	final void drop() {
		this.buffer.clear();
	}

	final int size() {
		return this.buffer.position();
	}

	/** Take bytes from the front of the buffer, and make room. */
	final WebSocketMessage<?> message(MessageType type, int length, boolean last) {
		byte[] bytes = this.buffer.array();
		WebSocketMessage<?> message = (type == MessageType.TEXT)
				? new TextMessage(new String(bytes, 0, length, StandardCharsets.UTF_8), last)
				: new BinaryMessage(ByteBuffer.wrap(Arrays.copyOf(bytes, length)), last);
		if (last && this.buffer.capacity() > LARGEST_KEPT) {
			this.buffer = ByteBuffer.allocate(INITIAL_SIZE);
		}
		else {
			this.buffer.flip().position(length);
			this.buffer.compact();
		}
		return message;
	}

	/** How many bytes at the end are the beginning of a character. */
	final int incompleteCharacter() {
		for (int length = 1; length <= Math.min(3, size()); length++) {
			int octet = this.buffer.get(size() - length) & 0xFF;
			if (octet < 0x80) {
				return 0;
			}
			if (octet >= 0xC0) {
				int needed = (octet >= 0xF0) ? 4 : (octet >= 0xE0) ? 3 : 2;
				return (length < needed) ? length : 0;
			}
		}
		return 0;
	}

	/** Puts whole messages together, as large as the session takes them. */
	static final class Whole extends IncomingParts {

		private final WebSocketSession session;

		Whole(WebSocketSession session) {
			this.session = session;
		}

		@Override
		@Nullable WebSocketMessage<?> take(ReceiveResult part) {
			boolean text = part.type() == MessageType.TEXT;
			int limit = text ? this.session.getTextMessageSizeLimit() : this.session.getBinaryMessageSizeLimit();
			if (size() > limit) {
				drop();
				throw new WebSocketException(WebSocketError.MESSAGE_TOO_BIG, "The message is too big: expected at most "
						+ limit + " bytes, the " + (text ? "text" : "binary") + "MessageSizeLimit of the session");
			}
			return part.endOfMessage() ? message(part.type(), size(), true) : null;
		}

	}

	/** Tells of each part as it comes. */
	static final class Each extends IncomingParts {

		@Override
		@Nullable WebSocketMessage<?> take(ReceiveResult part) {
			int rest = (part.type() == MessageType.TEXT) ? incompleteCharacter() : 0;
			int length = size() - rest;
			return (length > 0 || part.endOfMessage()) ? message(part.type(), length, part.endOfMessage()) : null;
		}

	}

}
