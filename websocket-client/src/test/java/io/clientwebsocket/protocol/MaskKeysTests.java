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
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MaskKeys}.
 */
class MaskKeysTests {

	/** Drawn before the key stream of a cipher begins. */
	private static final int FIRST_KEYS = 64;

	private final CountingRandom random = new CountingRandom();

	private final MaskKeys keys = new MaskKeys(this.random);

	@Test
	void keysAreTheBytesOfTheRandomSourceInOrder() {
		assertThat(this.keys.next()).isEqualTo(0x00010203);
		assertThat(this.keys.next()).isEqualTo(0x04050607);
		assertThat(this.keys.next()).isEqualTo(0x08090A0B);
	}

	@Test
	void nothingIsDrawnBeforeTheFirstKey() {
		assertThat(this.random.calls).isZero();
	}

	@Test
	void firstKeysAreDrawnInOneBlock() {
		take(FIRST_KEYS);
		assertThat(this.random.calls).isEqualTo(1);
		take(1);
		assertThat(this.random.calls).isEqualTo(3);
	}

	@Test
	void laterKeysAreTheKeyStreamOfAesInCounterMode() throws Exception {
		take(FIRST_KEYS);
		byte[] key = this.random.bytes(4L * FIRST_KEYS, 16);
		byte[] counter = this.random.bytes(4L * FIRST_KEYS + 16, 16);
		Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
		cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
		ByteBuffer expected = ByteBuffer.wrap(cipher.update(new byte[4000]));
		while (expected.hasRemaining()) {
			assertThat(this.keys.next()).isEqualTo(expected.getInt());
		}
	}

	@Test
	void keyOfTheStreamIsDrawnAgainAfterOneMebibyte() {
		take(FIRST_KEYS);
		take(1024 * 1024 / 4);
		assertThat(this.random.calls).isEqualTo(3);
		this.keys.next();
		assertThat(this.random.calls).isEqualTo(5);
	}

	private void take(int count) {
		for (int i = 0; i < count; i++) {
			this.keys.next();
		}
	}

	@Test
	void keysOfSecureRandomDiffer() {
		MaskKeys secure = new MaskKeys(new SecureRandom());
		Set<Integer> seen = new HashSet<>();
		for (int i = 0; i < 200; i++) {
			seen.add(secure.next());
		}
		// 200 draws of 32 bits: two pairs of equals come once in 10^11 runs
		assertThat(seen).hasSizeGreaterThan(197);
	}

	/**
	 * Gives out the numbers from 0 to 250, again and again.
	 */
	private static final class CountingRandom extends SecureRandom {

		private int calls;

		private long next;

		@Override
		public void nextBytes(byte[] bytes) {
			this.calls++;
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = (byte) byteAt(this.next++);
			}
		}

		private byte[] bytes(long index, int count) {
			byte[] bytes = new byte[count];
			for (int i = 0; i < count; i++) {
				bytes[i] = (byte) byteAt(index + i);
			}
			return bytes;
		}

		private int byteAt(long index) {
			return (int) (index % 251);
		}

	}

}
