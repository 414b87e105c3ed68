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
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;

/**
 * Sends messages that come whole or in parts: which message is under way, and the half of
 * a surrogate pair that waits for the other one. Thread-safe; no lock is held over a
 * send.
 */
final class OutgoingParts {

	private final ReentrantLock lock = new ReentrantLock();

	/** Type of the message that has begun and not ended; guarded by the lock. */
	private @Nullable MessageType type;

	/** What the last part of a text ended with, or empty; guarded by the lock. */
	private String highSurrogate = "";

	void sendText(ClientWebSocket socket, String text, boolean last) throws InterruptedException {
		String part = next(MessageType.TEXT, text, last);
		if (part == null) {
			socket.sendText(text);
			return;
		}
		send(socket, ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)), MessageType.TEXT, last);
	}

	void sendBinary(ClientWebSocket socket, ByteBuffer bytes, boolean last) throws InterruptedException {
		if (next(MessageType.BINARY, "", last) == null) {
			socket.sendBinary(bytes);
			return;
		}
		send(socket, bytes, MessageType.BINARY, last);
	}

	private static void send(ClientWebSocket socket, ByteBuffer bytes, MessageType type, boolean last)
			throws InterruptedException {
		if (last) {
			socket.send(bytes, type, SendFlag.END_OF_MESSAGE);
		}
		else {
			socket.send(bytes, type);
		}
	}

	/**
	 * Go on with the message that is under way.
	 * @return the text to send now, or {@code null} if the message is a whole one
	 */
	private @Nullable String next(MessageType type, String text, boolean last) {
		this.lock.lock();
		try {
			if (this.type == null && last) {
				return null;
			}
			if (this.type != null && this.type != type) {
				throw new IllegalStateException(
						"Cannot send " + type + ": the last part of a " + this.type + " message was not sent yet");
			}
			this.type = last ? null : type;
			return complete(this.highSurrogate + text, last);
		}
		finally {
			this.lock.unlock();
		}
	}

	private String complete(String text, boolean last) {
		int length = text.length();
		boolean split = !last && length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
		this.highSurrogate = split ? text.substring(length - 1) : "";
		return split ? text.substring(0, length - 1) : text;
	}

}
