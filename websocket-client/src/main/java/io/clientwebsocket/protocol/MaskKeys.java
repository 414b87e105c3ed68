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

/**
 * Masking keys from a strong source of entropy (RFC 6455, 5.3), drawn in blocks. Not
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class MaskKeys {

	private static final int BLOCK_SIZE = 256;

	private final SecureRandom random;

	private ByteBuffer block = ByteBuffer.allocate(0);

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
			if (this.block.capacity() == 0) {
				this.block = ByteBuffer.allocate(BLOCK_SIZE);
			}
			this.random.nextBytes(this.block.array());
			this.block.clear();
		}
		return this.block.getInt();
	}

}
