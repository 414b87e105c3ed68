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

import java.security.SecureRandom;
import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandshakeKey}.
 */
class HandshakeKeyTests {

	@Test
	void acceptIsThatOfTheRfc() {
		// RFC 6455, 1.3
		assertThat(new HandshakeKey("dGhlIHNhbXBsZSBub25jZQ==").accept()).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
	}

	@Test
	void generatedKeyIsSixteenBytesInBase64() {
		HandshakeKey key = HandshakeKey.generate(new SecureRandom() {

			@Override
			public void nextBytes(byte[] bytes) {
				for (int i = 0; i < bytes.length; i++) {
					bytes[i] = (byte) (0xF0 + i);
				}
			}

		});
		assertThat(Base64.getDecoder().decode(key.value()))
			.isEqualTo(Hex.bytes("F0 F1 F2 F3 F4 F5 F6 F7 F8 F9 FA FB FC FD FE FF"));
		assertThat(key.value()).hasSize(24).endsWith("==");
	}

	@Test
	void generatedKeysDiffer() {
		SecureRandom random = new SecureRandom();
		assertThat(HandshakeKey.generate(random)).isNotEqualTo(HandshakeKey.generate(random));
	}

}
