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
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntSupplier;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link Utf8Validator} against the strict decoder of the JDK. That one tells what is
 * valid at the end; a byte is the first bad one if the text could be completed before it
 * and cannot be behind it.
 */
class Utf8ValidatorFuzz {

	/** The borders of all ranges of continuation bytes. */
	private static final byte[] CONTINUATIONS = { (byte) 0x80, (byte) 0x8F, (byte) 0x90, (byte) 0x9F, (byte) 0xA0,
			(byte) 0xBF };

	@FuzzTest
	void textIsRefusedAtItsFirstBadByte(byte[] data) {
		FuzzInput input = new FuzzInput(data);
		byte[] bytes = input.bytes();
		int bad = firstBad(bytes);
		Random random = new Random(input.seed());
		verify(bytes, bad, () -> 1);
		verify(bytes, bad, () -> 1 + random.nextInt(12));
		verify(bytes, bad, () -> bytes.length);
	}

	private static void verify(byte[] bytes, int bad, IntSupplier sizes) {
		Utf8Validator validator = new Utf8Validator();
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		for (int from = 0; from < bytes.length;) {
			int to = Math.min(bytes.length, from + sizes.getAsInt());
			boolean accepted = validator.accept(buffer, from, to);
			assertThat(accepted).as("bytes %d to %d", from, to).isEqualTo(to <= bad);
			if (!accepted) {
				return;
			}
			assertThat(validator.isBetweenCharacters()).isEqualTo(isValid(bytes, to));
			from = to;
		}
		assertThat(buffer.position()).isZero();
		assertThat(validator.end()).isEqualTo(isValid(bytes, bytes.length));
		assertThat(validator.isBetweenCharacters()).isTrue();
	}

	/** Index of the first bad byte, or a large number. */
	private static int firstBad(byte[] bytes) {
		ByteBuffer in = ByteBuffer.wrap(bytes);
		StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length), true);
		// the character that is wrong or cut off
		int start = in.position();
		for (int to = start + 1; to <= bytes.length; to++) {
			if (!canBeCompleted(Arrays.copyOfRange(bytes, start, to), start + 4 - to)) {
				return to - 1;
			}
		}
		return Integer.MAX_VALUE;
	}

	private static boolean canBeCompleted(byte[] bytes, int room) {
		if (isValid(bytes, bytes.length)) {
			return true;
		}
		byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
		for (int i = 0; i < CONTINUATIONS.length && room > 0; i++) {
			longer[bytes.length] = CONTINUATIONS[i];
			if (canBeCompleted(longer, room - 1)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isValid(byte[] bytes, int length) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

}
