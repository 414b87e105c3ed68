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
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for {@link Utf8Validator}. The JDK's strict decoder says what is right.
 */
class Utf8ValidatorTests {

	/** Bytes next to which something changes: one of each kind ends or begins there. */
	private static final byte[] EDGES = Hex
		.bytes("00 41 7F 80 8F 90 9F A0 BF C0 C1 C2 DF E0 E1 EC ED EE EF F0 F1 F3" + " F4 F5 F7 F8 FB FC FD FE FF");

	private final CharsetDecoder jdk = StandardCharsets.UTF_8.newDecoder();

	private final CharBuffer chars = CharBuffer.allocate(256);

	@ParameterizedTest
	@CsvSource(textBlock = """
			'',                                     nothing
			00,                                     U+0000
			48 65 6C 6C 6F,                         Hello
			7F,                                     U+007F: largest of one byte
			C2 80,                                  U+0080: smallest of two bytes
			DF BF,                                  U+07FF: largest of two bytes
			E0 A0 80,                               U+0800: smallest of three bytes
			ED 9F BF,                               U+D7FF: last before the surrogates
			EE 80 80,                               U+E000: first behind the surrogates
			EF BF BD,                               U+FFFD: replacement character
			EF BF BE,                               U+FFFE: no character, but valid
			EF BF BF,                               U+FFFF: largest of three bytes
			EF BB BF 41,                            byte order mark
			F0 90 80 80,                            U+10000: smallest of four bytes
			F0 9F 98 80,                            U+1F600: an emoji
			F4 8F BF BF,                            U+10FFFF: largest of all
			CE BA E1 BD B9 CF 83 CE BC CE B5,       Greek
			E2 82 AC F0 9F 98 80 C3 A9 41,          all lengths
			""")
	void validTextIsAccepted(String hex, String name) {
		assertValid(hex.isEmpty() ? new byte[0] : Hex.bytes(hex), name);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			80,                    0, continuation byte on its own
			BF,                    0, continuation byte on its own
			41 80,                 1, continuation byte behind ASCII
			C2 A9 A9,              2, one continuation byte too many
			E2 82 AC 80,           3, one continuation byte too many
			C0 80,                 0, U+0000 in two bytes
			C0 AF,                 0, slash in two bytes
			C1 BF,                 0, U+007F in two bytes
			E0 80 80,              1, U+0000 in three bytes
			E0 80 AF,              1, slash in three bytes
			E0 9F BF,              1, U+07FF in three bytes
			F0 80 80 AF,           1, slash in four bytes
			F0 8F BF BF,           1, U+FFFF in four bytes
			F8 88 80 80 80,        0, five bytes
			FC 84 80 80 80 80,     0, six bytes
			ED A0 80,              1, U+D800: first high surrogate
			ED AF BF,              1, U+DBFF: last high surrogate
			ED B0 80,              1, U+DC00: first low surrogate
			ED BF BF,              1, U+DFFF: last low surrogate
			ED A0 BD ED B8 80,     1, an emoji as a pair of surrogates
			F4 90 80 80,           1, U+110000: above the largest
			F5 80 80 80,           0, U+140000
			F7 BF BF BF,           0, U+1FFFFF
			FE,                    0, never
			FF,                    0, never
			C3 28,                 1, ASCII instead of the second byte
			E2 28 A1,              1, ASCII instead of the second byte
			E2 82 28,              2, ASCII instead of the third byte
			F0 28 8C BC,           1, ASCII instead of the second byte
			F0 90 28 BC,           2, ASCII instead of the third byte
			F0 90 8C 28,           3, ASCII instead of the fourth byte
			C3 C3 A9,              1, a character within another
			E2 82 E2 82 AC,        2, a character within another
			48 65 6C 6C 6F FF,     5, behind ASCII
			CE BA E1 BD B9 CF 83 CE BC CE B5 ED A0 80 65 64 69 74 65 64, 12, surrogate within a text
			CE BA E1 BD B9 CF 83 CE BC CE B5 F4 90 80 80 65 64 69 74 65 64, 12, above the largest within a text
			41 41 41 41 41 41 41 41 41 41 41 41 FF 41, 12, within a long run of ASCII
			""")
	void invalidTextIsRefusedAtTheFirstBadByte(String hex, int bad, String name) {
		byte[] bytes = Hex.bytes(hex);
		assertThat(refusedAt(bytes)).as(name).isEqualTo(bad);
		assertThat(isValidForJdk(bytes)).as(name).isFalse();
		for (int split = 0; split <= bytes.length; split++) {
			Utf8Validator validator = new Utf8Validator();
			boolean accepted = accept(validator, bytes, 0, split) && accept(validator, bytes, split, bytes.length);
			assertThat(accepted).as("%s, split at %d", name, split).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "C2", "DF", "E0", "E0 A0", "E2 82", "ED 9F", "EF BF", "F0", "F0 90", "F0 9F 98",
			"F4 8F BF", "41 F0 9F 98" })
	void textThatEndsWithinCharacterIsRefusedAtItsEnd(String hex) {
		byte[] bytes = Hex.bytes(hex);
		Utf8Validator validator = new Utf8Validator();
		assertThat(accept(validator, bytes, 0, bytes.length)).isTrue();
		assertThat(validator.isBetweenCharacters()).isFalse();
		assertThat(validator.end()).isFalse();
	}

	@Test
	void textMayBeSplitAtEveryPosition() {
		byte[] bytes = "aé€😀b, and so on: ñ日本語𝄞\u0000\uD7FF\uE000".getBytes(StandardCharsets.UTF_8);
		for (int first = 0; first <= bytes.length; first++) {
			for (int second = first; second <= bytes.length; second++) {
				Utf8Validator validator = new Utf8Validator();
				assertThat(accept(validator, bytes, 0, first)).isTrue();
				assertThat(accept(validator, bytes, first, second)).isTrue();
				assertThat(accept(validator, bytes, second, bytes.length)).isTrue();
				assertThat(validator.end()).as("split at %d and %d", first, second).isTrue();
			}
		}
	}

	@Test
	void betweenCharactersIsToldAfterEachByte() {
		byte[] bytes = Hex.bytes("41 C3 A9 E2 82 AC F0 9F 98 80");
		boolean[] between = { true, false, true, false, false, true, false, false, false, true };
		Utf8Validator validator = new Utf8Validator();
		assertThat(validator.isBetweenCharacters()).isTrue();
		for (int i = 0; i < bytes.length; i++) {
			accept(validator, bytes, i, i + 1);
			assertThat(validator.isBetweenCharacters()).as("byte %d", i).isEqualTo(between[i]);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "C3", "E0", "ED", "F0", "F4", "F4 8F", "E2 82 AC" })
	void textAfterTheEndOfAnotherStartsAnew(String before) {
		for (String text : List.of("C2 80", "DF BF", "41")) {
			Utf8Validator validator = new Utf8Validator();
			byte[] first = Hex.bytes(before);
			accept(validator, first, 0, first.length);
			validator.end();
			assertThat(validator.isBetweenCharacters()).isTrue();
			byte[] second = Hex.bytes(text);
			assertThat(accept(validator, second, 0, second.length)).as(text).isTrue();
			assertThat(validator.end()).as(text).isTrue();
		}
	}

	@Test
	void onlyTheGivenRangeIsLookedAt() {
		ByteBuffer bytes = Hex.buffer("FF FF 41 C3 A9 FF FF").position(1).limit(7);
		Utf8Validator validator = new Utf8Validator();
		assertThat(validator.accept(bytes, 2, 5)).isTrue();
		assertThat(validator.end()).isTrue();
		assertThat(bytes.position()).isEqualTo(1);
		assertThat(bytes.limit()).isEqualTo(7);
	}

	@Test
	void bufferMayBeDirectAndReadOnly() {
		ByteBuffer direct = ByteBuffer.allocateDirect(20).put(Hex.bytes("41*15 E2 82 AC C3 A9"));
		assertThat(new Utf8Validator().accept(direct.asReadOnlyBuffer(), 0, 20)).isTrue();
		assertThat(new Utf8Validator().accept(direct.put(10, (byte) 0x80), 0, 20)).isFalse();
	}

	@Test
	void badByteIsFoundAtEveryPlaceInLongRunOfAscii() {
		for (int length = 1; length <= 40; length++) {
			for (int bad = 0; bad < length; bad++) {
				byte[] bytes = new byte[length];
				Arrays.fill(bytes, (byte) 'a');
				bytes[bad] = (byte) 0x80;
				assertThat(refusedAt(bytes)).isEqualTo(bad);
				assertThat(isAccepted(bytes, length)).as("%d of %d", bad, length).isFalse();
			}
		}
	}

	@Test
	void everySequenceUpToThreeBytesIsJudgedAsByTheJdk() {
		byte[] bytes = new byte[3];
		for (int first = 0; first < 256; first++) {
			bytes[0] = (byte) first;
			assertJudgedAsByTheJdk(bytes, 1);
			for (int second = 0; second < 256; second++) {
				bytes[1] = (byte) second;
				if (!assertJudgedAsByTheJdk(bytes, 2)) {
					// no third byte mends it
					assertThat(canBecomeValid(bytes, 2)).as(Hex.of(ByteBuffer.wrap(bytes, 0, 2))).isFalse();
					continue;
				}
				for (int third = 0; third < 256; third++) {
					bytes[2] = (byte) third;
					assertJudgedAsByTheJdk(bytes, 3);
				}
			}
		}
	}

	/** Returns whether the bytes were accepted, be it as the beginning of a text. */
	private boolean assertJudgedAsByTheJdk(byte[] bytes, int length) {
		Utf8Validator validator = new Utf8Validator();
		boolean accepted = validator.accept(ByteBuffer.wrap(bytes), 0, length);
		boolean valid = accepted && validator.end();
		if (valid != isValidForJdk(bytes, length)) {
			fail("judged %s as %s", Hex.of(ByteBuffer.wrap(bytes, 0, length)), valid);
		}
		return accepted;
	}

	@Test
	void everySequenceOfEdgesIsRefusedAtTheFirstByteThatNothingCanMend() {
		byte[] bytes = new byte[4];
		for (byte first : EDGES) {
			for (byte second : EDGES) {
				for (byte third : EDGES) {
					bytes[0] = first;
					bytes[1] = second;
					bytes[2] = third;
					int bad = refusedAt(Arrays.copyOf(bytes, 3));
					int good = (bad == -1) ? 3 : bad;
					assertThat(canBecomeValid(bytes, good)).as("%d bytes of %s", good, Hex.of(ByteBuffer.wrap(bytes)))
						.isTrue();
					if (bad != -1) {
						assertThat(canBecomeValid(bytes, bad + 1))
							.as("%d bytes of %s", bad + 1, Hex.of(ByteBuffer.wrap(bytes)))
							.isFalse();
					}
				}
			}
		}
	}

	@Test
	void randomTextIsJudgedAsByTheJdk() {
		Random random = new Random(20_26);
		int valid = 0;
		for (int i = 0; i < 100_000; i++) {
			byte[] bytes = randomText(random);
			boolean expected = isValidForJdk(bytes);
			valid += expected ? 1 : 0;
			if (isAccepted(bytes, 1 + random.nextInt(24)) != expected) {
				fail("judged %s as %s", Hex.of(ByteBuffer.wrap(bytes)), !expected);
			}
		}
		assertThat(valid).isBetween(20_000, 80_000);
	}

	/** Up to 24 characters, in half of the cases cut off or with one byte changed. */
	private static byte[] randomText(Random random) {
		StringBuilder text = new StringBuilder();
		int length = random.nextInt(25);
		int[] bounds = { 0x80, 0x800, 0x10000, 0x110000 };
		while (text.length() < length) {
			int character = random.nextInt(bounds[random.nextInt(4)]);
			if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
				text.appendCodePoint(character);
			}
		}
		byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
		if (bytes.length > 0 && random.nextBoolean()) {
			int place = random.nextInt(bytes.length);
			if (random.nextBoolean()) {
				return Arrays.copyOf(bytes, place);
			}
			bytes[place] = random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : (byte) random.nextInt(256);
		}
		return bytes;
	}

	private void assertValid(byte[] bytes, String name) {
		assertThat(isValidForJdk(bytes)).as(name).isTrue();
		for (int piece = 1; piece <= bytes.length + 1; piece++) {
			assertThat(isAccepted(bytes, piece)).as("%s in pieces of %d", name, piece).isTrue();
		}
	}

	/** The verdict on a whole text that comes in pieces. */
	private static boolean isAccepted(byte[] bytes, int piece) {
		Utf8Validator validator = new Utf8Validator();
		for (int from = 0; from < bytes.length; from += piece) {
			if (!accept(validator, bytes, from, Math.min(from + piece, bytes.length))) {
				return false;
			}
		}
		return validator.end();
	}

	/** Index of the byte at which a text is refused that comes byte by byte, or -1. */
	private static int refusedAt(byte[] bytes) {
		Utf8Validator validator = new Utf8Validator();
		for (int i = 0; i < bytes.length; i++) {
			if (!accept(validator, bytes, i, i + 1)) {
				return i;
			}
		}
		return -1;
	}

	private static boolean accept(Utf8Validator validator, byte[] bytes, int from, int to) {
		return validator.accept(ByteBuffer.wrap(bytes), from, to);
	}

	private boolean isValidForJdk(byte[] bytes) {
		return isValidForJdk(bytes, bytes.length);
	}

	private boolean isValidForJdk(byte[] bytes, int length) {
		CoderResult result = this.jdk.reset().decode(ByteBuffer.wrap(bytes, 0, length), this.chars.clear(), true);
		return result.isUnderflow();
	}

	/** Whether up to three more bytes make a text of it. */
	private boolean canBecomeValid(byte[] bytes, int length) {
		return canBecomeValid(Arrays.copyOf(bytes, length), length, 3);
	}

	private boolean canBecomeValid(byte[] bytes, int length, int more) {
		if (isValidForJdk(bytes, length)) {
			return true;
		}
		if (more > 0) {
			byte[] longer = Arrays.copyOf(bytes, length + 1);
			// each second byte is possible behind one of these, or behind none
			for (int next : new int[] { 0x80, 0x90, 0xA0 }) {
				longer[length] = (byte) next;
				if (canBecomeValid(longer, length + 1, more - 1)) {
					return true;
				}
			}
		}
		return false;
	}

}
