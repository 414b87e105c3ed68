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

package io.clientwebsocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DeflateOptions}.
 */
class DeflateOptionsTests {

	@Test
	void defaultsCompressEverythingAsWellAsCanBe() {
		assertThat(DeflateOptions.defaults()).isEqualTo(new DeflateOptions(15, 15, true, true, 0, 6));
	}

	@Test
	void socketsAreNotCompressedUnlessAskedFor() {
		assertThat(ClientWebSocketOptions.defaults().deflate()).isNull();
		ClientWebSocketOptions options = ClientWebSocketOptions.builder().deflate(DeflateOptions.defaults()).build();
		assertThat(options.deflate()).isEqualTo(DeflateOptions.defaults());
		assertThat(options.toBuilder().build().deflate()).isEqualTo(DeflateOptions.defaults());
		assertThat(options.toBuilder().deflate(null).build().deflate()).isNull();
	}

	@Test
	void eachValueIsChangedAlone() {
		DeflateOptions options = DeflateOptions.defaults()
			.withClientMaxWindowBits(9)
			.withServerMaxWindowBits(10)
			.withClientContextTakeover(false)
			.withServerContextTakeover(false)
			.withMinimumSize(100)
			.withLevel(1);
		assertThat(options).isEqualTo(new DeflateOptions(9, 10, false, false, 100, 1));
		assertThat(DeflateOptions.defaults().withServerContextTakeover(false))
			.isEqualTo(new DeflateOptions(15, 15, true, false, 0, 6));
		assertThat(DeflateOptions.defaults().withClientContextTakeover(false))
			.isEqualTo(new DeflateOptions(15, 15, false, true, 0, 6));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 8, 16 })
	void windowOutOfRangeIsRefusedByName(int bits) {
		assertThatIllegalArgumentException().isThrownBy(() -> DeflateOptions.defaults().withClientMaxWindowBits(bits))
			.withMessage("'clientMaxWindowBits' must be within 9 to 15, but was " + bits);
		assertThatIllegalArgumentException().isThrownBy(() -> DeflateOptions.defaults().withServerMaxWindowBits(bits))
			.withMessage("'serverMaxWindowBits' must be within 9 to 15, but was " + bits);
	}

	/** What a server may answer, and no option offers. */
	@Test
	void windowThatWasAgreedMayHaveEightBits() {
		DeflateOptions agreed = new DeflateOptions(8, 8, true, true, 0, 6);
		assertThat(agreed.withLevel(1).withClientContextTakeover(false).clientMaxWindowBits()).isEqualTo(8);
		assertThatIllegalArgumentException().isThrownBy(() -> new DeflateOptions(7, 15, true, true, 0, 6))
			.withMessage("'clientMaxWindowBits' must be within 8 to 15, but was 7");
		assertThatIllegalArgumentException().isThrownBy(() -> new DeflateOptions(15, 7, true, true, 0, 6))
			.withMessage("'serverMaxWindowBits' must be within 8 to 15, but was 7");
	}

	@Test
	void otherValuesOutOfRangeAreRefusedByName() {
		assertThatIllegalArgumentException().isThrownBy(() -> DeflateOptions.defaults().withLevel(0))
			.withMessage("'level' must be within 1 to 9, but was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> DeflateOptions.defaults().withLevel(10));
		assertThatIllegalArgumentException().isThrownBy(() -> DeflateOptions.defaults().withMinimumSize(-1))
			.withMessage("'minimumSize' must not be negative, but was -1");
	}

}
