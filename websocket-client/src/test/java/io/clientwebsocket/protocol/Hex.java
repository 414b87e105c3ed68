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
import java.util.HexFormat;

/**
 * Bytes written as hex: pairs of digits with blanks between them, {@code 00*128} for a
 * repeated byte, and comments from {@code #} to the end of the line.
 */
final class Hex {

	private static final HexFormat FORMAT = HexFormat.of().withUpperCase();

	private Hex() {
	}

	static byte[] bytes(String hex) {
		StringBuilder digits = new StringBuilder();
		for (String token : hex.replaceAll("#[^\n]*", "").trim().split("\\s+", -1)) {
			int star = token.indexOf('*');
			digits.append((star == -1) ? token
					: token.substring(0, star).repeat(Integer.parseInt(token.substring(star + 1))));
		}
		return FORMAT.parseHex(digits);
	}

	static ByteBuffer buffer(String hex) {
		return ByteBuffer.wrap(bytes(hex));
	}

	/** The bytes between position and limit. */
	static String of(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(buffer.position(), bytes);
		return FORMAT.withDelimiter(" ").formatHex(bytes);
	}

	/** The bytes from index 0 to the position: what was written. */
	static String written(ByteBuffer buffer) {
		return of(buffer.duplicate().flip());
	}

}
