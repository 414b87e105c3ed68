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
import java.nio.ByteOrder;

/**
 * Masking of payloads, eight bytes at a time (RFC 6455, 5.3). The byte order of the
 * buffers does not matter.
 *
 * @since 0.1.0
 */
public final class Masking {

	private Masking() {
	}

	/**
	 * Mask or unmask bytes in place.
	 * @param buffer the buffer
	 * @param from index of the first byte
	 * @param count number of bytes
	 * @param key the masking key
	 * @param offset offset of the first byte in the frame's payload
	 */
	public static void apply(ByteBuffer buffer, int from, int count, int key, long offset) {
		copy(buffer, from, buffer, from, count, key, offset);
	}

	/**
	 * Copy bytes and mask them on the way.
	 * @param source where the bytes come from; not advanced
	 * @param sourceIndex index of the first byte in the source
	 * @param target where the bytes go; not advanced
	 * @param targetIndex index of the first byte in the target
	 * @param count number of bytes
	 * @param key the masking key
	 * @param offset offset of the first byte in the frame's payload
	 */
	public static void copy(ByteBuffer source, int sourceIndex, ByteBuffer target, int targetIndex, int count, int key,
			long offset) {
		int rotated = Integer.rotateLeft(key, (int) (offset & 3) * 8);
		long word = ((long) rotated << 32) | (rotated & 0xFFFFFFFFL);
		ByteBuffer from = bigEndian(source);
		ByteBuffer to = bigEndian(target);
		int i = 0;
		for (int words = count & ~7; i < words; i += 8) {
			to.putLong(targetIndex + i, from.getLong(sourceIndex + i) ^ word);
		}
		for (; i < count; i++) {
			to.put(targetIndex + i, (byte) (from.get(sourceIndex + i) ^ (rotated >> (24 - (i & 3) * 8))));
		}
	}

	private static ByteBuffer bigEndian(ByteBuffer buffer) {
		return (buffer.order() == ByteOrder.BIG_ENDIAN) ? buffer : buffer.duplicate();
	}

}
