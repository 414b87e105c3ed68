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
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		if (hasUnpairedSurrogate(text, bytes.length)) {
			throw new IllegalArgumentException("'" + name + "' must be Unicode, but has an unpaired surrogate");
		}
		return ByteBuffer.wrap(bytes);
	}

	private static boolean hasUnpairedSurrogate(String text, int encodedLength) {
		// an unpaired surrogate was encoded as one '?': without any, there is none
		if (encodedLength == text.length() && text.indexOf('?') == -1) {
			return false;
		}
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
