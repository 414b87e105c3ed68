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

package io.clientwebsocket.benchmarks.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A message to send, in each of the forms that clients take, so that none of them pays
 * for another's conversion.
 */
public final class Message {

	private final byte[] array;

	private final ByteBuffer bytes;

	private final @Nullable String text;

	private Message(byte[] array, ByteBuffer bytes, @Nullable String text) {
		this.array = array;
		this.bytes = bytes;
		this.text = text;
	}

	/**
	 * A binary message.
	 * @param array its payload
	 * @return a new message
	 */
	public static Message binary(byte[] array) {
		return new Message(array, ByteBuffer.wrap(array), null);
	}

	/**
	 * A text message.
	 * @param text the text
	 * @return a new message
	 */
	public static Message text(String text) {
		byte[] array = text.getBytes(StandardCharsets.UTF_8);
		return new Message(array, ByteBuffer.wrap(array), text);
	}

	/**
	 * The same message in a direct buffer, for one that is sent often.
	 * @return a new message
	 */
	public Message direct() {
		return new Message(this.array, ByteBuffer.allocateDirect(this.array.length).put(this.array).flip(), this.text);
	}

	/**
	 * The payload.
	 * @return a buffer that must be left as it is, its position included
	 */
	public ByteBuffer bytes() {
		return this.bytes;
	}

	/**
	 * The payload.
	 * @return an array that must be left as it is
	 */
	public byte[] array() {
		return this.array;
	}

	/**
	 * The text.
	 * @return the text, {@code null} for a binary message
	 */
	public @Nullable String text() {
		return this.text;
	}

	/**
	 * Length of the payload.
	 * @return number of bytes
	 */
	public int size() {
		return this.array.length;
	}

}
