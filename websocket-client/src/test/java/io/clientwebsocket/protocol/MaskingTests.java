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
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Masking}.
 */
class MaskingTests {

	private static final int KEY = 0x8123FE7F;

	private static final byte[] KEY_BYTES = Hex.bytes("81 23 FE 7F");

	private static final int MARGIN = 9;

	static Stream<Named<IntFunction<ByteBuffer>>> buffers() {
		return Stream.of(Named.of("heap", ByteBuffer::allocate), Named.of("direct", ByteBuffer::allocateDirect),
				Named.of("little-endian", (size) -> ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN)));
	}

	static Stream<Arguments> pairs() {
		return buffers().flatMap((source) -> buffers().map((target) -> Arguments.of(source, target)));
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void copyMasksFromEveryOffsetAtEveryLength(IntFunction<ByteBuffer> sources, IntFunction<ByteBuffer> targets) {
		Random random = new Random(1);
		for (int offset = 0; offset < 8; offset++) {
			for (int length = 0; length <= 40; length++) {
				byte[] bytes = bytes(random, 5 + length);
				ByteBuffer source = sources.apply(bytes.length).put(0, bytes);
				ByteBuffer target = targets.apply(MARGIN + length + MARGIN);
				Masking.copy(source, 5, target, MARGIN, length, KEY, offset);
				assertThat(content(target)).as("offset %d, length %d", offset, length)
					.isEqualTo(expected(new byte[target.capacity()], MARGIN, bytes, 5, length, offset));
				assertThat(content(source)).isEqualTo(bytes);
				assertThat(source.position()).isZero();
				assertThat(target.position()).isZero();
			}
		}
	}

	@ParameterizedTest
	@MethodSource("buffers")
	void applyMasksInPlaceFromEveryOffsetAtEveryLength(IntFunction<ByteBuffer> buffers) {
		Random random = new Random(2);
		for (int offset = 0; offset < 8; offset++) {
			for (int length = 0; length <= 40; length++) {
				byte[] bytes = bytes(random, MARGIN + length + MARGIN);
				ByteBuffer buffer = buffers.apply(bytes.length).put(0, bytes);
				Masking.apply(buffer, MARGIN, length, KEY, offset);
				assertThat(content(buffer)).as("offset %d, length %d", offset, length)
					.isEqualTo(expected(bytes.clone(), MARGIN, bytes, MARGIN, length, offset));
				assertThat(buffer.position()).isZero();
			}
		}
	}

	@Test
	void offsetMayBeBeyondIntegers() {
		byte[] bytes = bytes(new Random(3), 13);
		ByteBuffer buffer = ByteBuffer.wrap(bytes.clone());
		Masking.apply(buffer, 0, bytes.length, KEY, Long.MAX_VALUE - 2); // 1 in a key of
																			// 4
		assertThat(buffer.array()).isEqualTo(expected(new byte[13], 0, bytes, 0, bytes.length, 1));
	}

	@Test
	void maskingTwiceGivesWhatWasThere() {
		byte[] bytes = bytes(new Random(4), 1000);
		ByteBuffer buffer = ByteBuffer.wrap(bytes.clone());
		Masking.apply(buffer, 0, bytes.length, KEY, 3);
		assertThat(buffer.array()).isNotEqualTo(bytes);
		Masking.apply(buffer, 0, bytes.length, KEY, 3);
		assertThat(buffer.array()).isEqualTo(bytes);
	}

	@Test
	void keyOfZeroChangesNothing() {
		byte[] bytes = bytes(new Random(5), 20);
		ByteBuffer buffer = ByteBuffer.wrap(bytes.clone());
		Masking.apply(buffer, 0, bytes.length, 0, 0);
		assertThat(buffer.array()).isEqualTo(bytes);
	}

	@Test
	void sourceMayBeReadOnly() {
		ByteBuffer target = ByteBuffer.allocate(5);
		// RFC 6455, 5.7: Hello
		Masking.copy(Hex.buffer("48 65 6C 6C 6F").asReadOnlyBuffer(), 0, target, 0, 5, 0x37FA213D, 0);
		assertThat(Hex.of(target)).isEqualTo("7F 9F 4D 51 58");
	}

	/** Byte by byte, as RFC 6455, 5.3 has it. */
	private static byte[] expected(byte[] target, int targetIndex, byte[] source, int sourceIndex, int length,
			int offset) {
		for (int i = 0; i < length; i++) {
			target[targetIndex + i] = (byte) (source[sourceIndex + i] ^ KEY_BYTES[(offset + i) % 4]);
		}
		return target;
	}

	private static byte[] content(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.capacity()];
		buffer.get(0, bytes);
		return bytes;
	}

	private static byte[] bytes(Random random, int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return bytes;
	}

}
