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
import java.nio.CharBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Compares what arrives, in whatever parts, with the messages of a source.
 */
public final class ExpectedMessages implements MessageSink {

	private static final String NO_TEXT = "";

	private final MessageSource source;

	private @Nullable Rest expected;

	private volatile int complete;

	/**
	 * Begin.
	 * @param source the messages that are to arrive
	 */
	public ExpectedMessages(MessageSource source) {
		this.source = source;
		this.expected = Rest.of(source.next());
	}

	/**
	 * Number of messages that arrived as they were expected.
	 * @return the number so far
	 */
	public int complete() {
		return this.complete;
	}

	@Override
	public boolean part(ByteBuffer bytes, boolean last) {
		Rest rest = this.expected;
		int length = bytes.remaining();
		if (rest == null || length > rest.bytes().remaining() || (last && length < rest.bytes().remaining())
				|| !rest.bytes().slice(rest.bytes().position(), length).equals(bytes)) {
			throw unexpected(length + " bytes", last);
		}
		rest.bytes().position(rest.bytes().position() + length);
		return !last || nextMessage();
	}

	@Override
	public boolean text(CharSequence text, boolean last) {
		Rest rest = this.expected;
		int length = text.length();
		if (rest == null || length > rest.text().length() || (last && length < rest.text().length())
				|| !rest.text().subSequence(0, length).equals(CharBuffer.wrap(text))) {
			throw unexpected(length + " characters", last);
		}
		rest.text().position(rest.text().position() + length);
		return !last || nextMessage();
	}

	private IllegalStateException unexpected(String what, boolean last) {
		Rest rest = this.expected;
		return new IllegalStateException("expected message " + this.complete + " unchanged ("
				+ ((rest != null) ? rest.bytes().remaining() + " bytes to come" : "none") + "), but were other " + what
				+ (last ? " at its end" : ""));
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
	private boolean nextMessage() {
		this.complete++;
		this.expected = Rest.of(this.source.next());
		return this.expected != null;
	}

	/**
	 * What is still to come of a message, as bytes or as text.
	 */
	private record Rest(ByteBuffer bytes, CharBuffer text) {

		static @Nullable Rest of(@Nullable Message message) {
			if (message == null) {
				return null;
			}
			String text = message.text();
			return new Rest(message.bytes().duplicate(), CharBuffer.wrap((text != null) ? text : NO_TEXT));
		}

	}

}
