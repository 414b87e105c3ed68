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

package io.clientwebsocket.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Encodes text for the wire.
 *
 * @since 0.1.0
 */
public final class Utf8 {

	private static final long QUESTION_MARKS = 0x3F3F3F3F3F3F3F3FL;

	private static final long LOW_BITS = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private Utf8() {
	}

	/**
	 * Encode a text, strictly.
	 * @param name name of the argument, for the error
	 * @param text the text
	 * @return the bytes, ready to be read
	 * @throws IllegalArgumentException if the text has an unpaired surrogate
	 */
	public static ByteBuffer encode(String name, String text) {
		ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
		// an unpaired surrogate was encoded as one '?': without any, there is none
		if (hasQuestionMark(bytes) && hasUnpairedSurrogate(text)) {
			throw new IllegalArgumentException("'" + name + "' must be Unicode, but has an unpaired surrogate");
		}
		return bytes;
	}

	private static boolean hasQuestionMark(ByteBuffer bytes) {
		int i = 0;
		for (int words = bytes.limit() & ~7; i < words; i += 8) {
			// a byte that is '?' becomes zero, and only below a zero can bits be borrowed
			long word = bytes.getLong(i) ^ QUESTION_MARKS;
			if (((word - LOW_BITS) & ~word & HIGH_BITS) != 0) {
				return true;
			}
		}
		while (i < bytes.limit()) {
			if (bytes.get(i++) == '?') {
				return true;
			}
		}
		return false;
	}

	private static boolean hasUnpairedSurrogate(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
					return true;
				}
				i++;
			}
		}
		return false;
	}

}
