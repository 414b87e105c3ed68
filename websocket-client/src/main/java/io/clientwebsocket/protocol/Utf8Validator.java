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

/**
 * Checks UTF-8 as it arrives, in pieces of any size, and refuses it at the first byte
 * that cannot be part of it (RFC 3629: no overlong forms, no surrogates, nothing above
 * U+10FFFF). Not thread-safe.
 *
 * @since 0.1.0
 */
public final class Utf8Validator {

	private static final long HIGH_BITS = 0x8080808080808080L;

	/** Number of bytes that the current character still needs. */
	private int missing;

	/** Smallest value that the next byte of the character may have. */
	private int lowest = 0x80;

	/** Largest value that the next byte of the character may have. */
	private int highest = 0xBF;

	/**
	 * Check the next bytes.
	 * @param bytes the buffer; not advanced
	 * @param from index of the first byte
	 * @param to index behind the last byte
	 * @return whether the bytes can be part of a text
	 */
	public boolean accept(ByteBuffer bytes, int from, int to) {
		int i = from;
		while (i < to) {
			if (this.missing == 0) {
				i = skipAscii(bytes, i, to);
				if (i == to) {
					return true;
				}
			}
			if (!accept(bytes.get(i++) & 0xFF)) {
				return false;
			}
		}
		return true;
	}

	private static int skipAscii(ByteBuffer bytes, int from, int to) {
		int i = from;
		while (i + 8 <= to && (bytes.getLong(i) & HIGH_BITS) == 0) {
			i += 8;
		}
		while (i < to && bytes.get(i) >= 0) {
			i++;
		}
		return i;
	}

	private boolean accept(int value) {
		if (this.missing == 0) {
			return begin(value);
		}
		boolean valid = value >= this.lowest && value <= this.highest;
		this.missing--;
		this.lowest = 0x80;
		this.highest = 0xBF;
		return valid;
	}

	/** ASCII was passed over before. */
	private boolean begin(int value) {
		if (value < 0xC2 || value > 0xF4) {
			return false;
		}
		this.missing = (value < 0xE0) ? 1 : (value < 0xF0) ? 2 : 3;
		restrictSecondByte(value);
		return true;
	}

	private void restrictSecondByte(int first) {
		if (first == 0xE0) {
			this.lowest = 0xA0; // no overlong forms
		}
		else if (first == 0xED) {
			this.highest = 0x9F; // no surrogates
		}
		else if (first == 0xF0) {
			this.lowest = 0x90; // no overlong forms
		}
		else if (first == 0xF4) {
			this.highest = 0x8F; // nothing above U+10FFFF
		}
	}

	/**
	 * Whether no character has begun that is not complete.
	 * @return whether the bytes so far end with a complete character
	 */
	public boolean isBetweenCharacters() {
		return this.missing == 0;
	}

	/**
	 * End the text and get ready for the next one.
	 * @return whether the text ended with a complete character
	 */
	public boolean end() {
		boolean complete = this.missing == 0;
		this.missing = 0;
		this.lowest = 0x80;
		this.highest = 0xBF;
		return complete;
	}

}
