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

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Utf8}.
 */
class Utf8Tests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			'',            ''
			Hello,         48 65 6C 6C 6F
			Why?,          57 68 79 3F
			é,             C3 A9
			é?,            C3 A9 3F
			€,             E2 82 AC
			😀,            F0 9F 98 80
			?😀?,          3F F0 9F 98 80 3F
			""")
	void textIsEncoded(String text, String expected) {
		assertThat(Hex.of(Utf8.encode("text", text))).isEqualTo(expected);
	}

	@Test
	void charactersNextToTheSurrogatesAreEncoded() {
		assertThat(Hex.of(Utf8.encode("text", "\uD7FF?\uE000"))).isEqualTo("ED 9F BF 3F EE 80 80");
		assertThat(Hex.of(Utf8.encode("text", "\uD800\uDC00?\uDBFF\uDFFF"))).isEqualTo("F0 90 80 80 3F F4 8F BF BF");
	}

	@ParameterizedTest
	@ValueSource(strings = { //
			"\uD83D", // high on its own
			"\uDE00", // low on its own
			"a\uD83D", // high at the end
			"\uD83Da", // high before another character
			"\uDE00\uD83D", // the wrong way round
			"\uD83D\uD83D\uDE00", // high before a pair
			"\uD83D\uDE00\uDE00", // low behind a pair
			"?\uD83D", // with what it would be replaced by
			"é\uDE00?", "€\uD83D", "some text that is longer than a word \uD83D and goes on" })
	void unpairedSurrogateIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Utf8.encode("greeting", text))
			.withMessage("'greeting' must be Unicode, but has an unpaired surrogate");
	}

	@Test
	void unpairedSurrogateIsFoundAtEveryPlaceOfLongText() {
		for (int length = 1; length <= 40; length++) {
			for (int place = 0; place < length; place++) {
				String text = "a".repeat(place) + '\uDBFF' + "a".repeat(length - place - 1);
				assertThatIllegalArgumentException().as("%d of %d", place, length)
					.isThrownBy(() -> Utf8.encode("text", text));
			}
		}
	}

	@Test
	void randomTextIsEncodedAsByTheJdkOrRefused() {
		Random random = new Random(7);
		char[] alphabet = "ab?é€\uD83D\uDE00".toCharArray();
		int refused = 0;
		for (int i = 0; i < 10_000; i++) {
			StringBuilder text = new StringBuilder();
			int length = random.nextInt(12);
			while (text.length() < length) {
				text.append(alphabet[random.nextInt(alphabet.length)]);
			}
			if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
				assertThat(Utf8.encode("text", text.toString()))
					.isEqualTo(StandardCharsets.UTF_8.encode(text.toString()));
			}
			else {
				refused++;
				assertThatIllegalArgumentException().isThrownBy(() -> Utf8.encode("text", text.toString()));
			}
		}
		assertThat(refused).isBetween(1_000, 9_000);
	}

}
