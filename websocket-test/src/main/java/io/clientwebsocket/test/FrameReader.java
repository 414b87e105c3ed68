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

import org.jspecify.annotations.Nullable;

/**
 * Reads the client's frames, and nothing into them: whether a frame is right at its place
 * is up to the script. Only lengths are checked, for a frame must be read to be told.
 */
final class FrameReader {

	static final int MAX_PAYLOAD = 256 * 1024 * 1024;

	private final Wire wire;

	private final ReceivedConnection record;

	FrameReader(Wire wire, ReceivedConnection record) {
		this.wire = wire;
		this.record = record;
	}

	/**
	 * Read the next frame.
	 * @param wait what is expected, and until when
	 * @return the frame, or {@code null} when the client has ended the connection
	 */
	@Nullable ReceivedFrame next(Wait wait) {
		int first = this.wire.read(wait);
		return (first >= 0) ? rest(first, wait) : null;
	}

	private @Nullable ReceivedFrame rest(int first, Wait wait) {
		byte[] second = new byte[1];
		if (!this.wire.read(second, wait)) {
			return cut();
		}
		byte[] extended = new byte[extendedLength(second[0] & 0x7F)];
		byte[] key = new byte[(second[0] < 0) ? 4 : 0];
		if (!this.wire.read(extended, wait) || !this.wire.read(key, wait)) {
			return cut();
		}
		byte[] payload = new byte[length(second[0] & 0x7F, extended)];
		if (!this.wire.read(payload, wait)) {
			return cut();
		}
		return frame(first, key, payload);
	}

	private @Nullable ReceivedFrame cut() {
		this.record.note("the connection ended within a frame");
		return null;
	}

	private ReceivedFrame frame(int first, byte[] key, byte[] payload) {
		for (int i = 0; i < payload.length && key.length != 0; i++) {
			payload[i] ^= key[i & 3];
		}
		Integer maskingKey = (key.length != 0) ? ByteBuffer.wrap(key).getInt() : null;
		ReceivedFrame frame = new ReceivedFrame((first & 0x80) != 0, (first >> 4) & 7, first & 0xF, maskingKey,
				ByteBuffer.wrap(payload));
		this.record.add(frame);
		return frame;
	}

	private static int extendedLength(int length) {
		return switch (length) {
			case 126 -> 2;
			case 127 -> 8;
			default -> 0;
		};
	}

	private static int length(int shortLength, byte[] extended) {
		long length = switch (extended.length) {
			case 2 -> ByteBuffer.wrap(extended).getShort() & 0xFFFF;
			case 8 -> ByteBuffer.wrap(extended).getLong();
			default -> shortLength;
		};
		if (length < 0 || length > MAX_PAYLOAD) {
			throw new AssertionError("expected a payload of at most " + MAX_PAYLOAD + " bytes, but was "
					+ Long.toUnsignedString(length));
		}
		long shortest = switch (extended.length) {
			case 2 -> 126;
			case 8 -> 0x10000;
			default -> 0;
		};
		if (length < shortest) {
			throw new AssertionError("expected the shortest encoding of length " + length + " (RFC 6455, 5.2), but was "
					+ extended.length + " extra bytes");
		}
		return (int) length;
	}

}
