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
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Masking keys from a strong source of entropy (RFC 6455, 5.3), drawn in blocks. The
 * first block is drawn from the source itself; those of a socket that sends much are the
 * key stream of AES in counter mode, whose key is drawn from it, and drawn again after
 * each MiB. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class MaskKeys {

	private static final int BLOCK_SIZE = 256;

	private static final int CIPHER_BLOCK_SIZE = 16;

	/** Blocks of one key. */
	private static final int MAX_BLOCKS = 4096;

	private final SecureRandom random;

	private ByteBuffer block = ByteBuffer.allocate(0);

	private @Nullable Cipher stream;

	/** Blocks that may still be drawn from the stream. */
	private int blocks;

	/**
	 * Create a new source of keys.
	 * @param random where the bits come from
	 */
	public MaskKeys(SecureRandom random) {
		this.random = random;
	}

	/**
	 * The next key.
	 * @return a key that was not given out before
	 */
	public int next() {
		if (!this.block.hasRemaining()) {
			draw();
		}
		return this.block.getInt();
	}

	private void draw() {
		if (this.block.capacity() == 0) {
			this.block = ByteBuffer.allocate(BLOCK_SIZE);
			this.random.nextBytes(this.block.array());
			return;
		}
		byte[] bytes = this.block.clear().array();
		try {
			Cipher cipher = stream();
			Arrays.fill(bytes, (byte) 0);
			cipher.update(bytes, 0, BLOCK_SIZE, bytes, 0);
		}
		catch (GeneralSecurityException ex) {
			// there is no such cipher here
			this.random.nextBytes(bytes);
		}
	}

	private Cipher stream() throws GeneralSecurityException {
		Cipher cipher = this.stream;
		if (cipher == null || this.blocks == 0) {
			cipher = (cipher != null) ? cipher : Cipher.getInstance("AES/CTR/NoPadding");
			cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(seed(), "AES"), new IvParameterSpec(seed()));
			this.stream = cipher;
			this.blocks = MAX_BLOCKS;
		}
		this.blocks--;
		return cipher;
	}

	private byte[] seed() {
		byte[] seed = new byte[CIPHER_BLOCK_SIZE];
		this.random.nextBytes(seed);
		return seed;
	}

}
