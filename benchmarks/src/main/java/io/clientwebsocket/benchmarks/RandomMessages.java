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

package io.clientwebsocket.benchmarks;

import java.nio.ByteBuffer;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Random payloads of random length, the same ones for the same seed. All three encodings
 * of a frame's length occur.
 */
final class RandomMessages implements MessageSource {

	/** Largest payload. */
	static final int MAX_SIZE = 100_000;

	private static final int[] BOUNDS = { 126, 65_536, MAX_SIZE + 1 };

	private final Random random;

	private int left;

	RandomMessages(long seed, int count) {
		this.random = new Random(seed);
		this.left = count;
	}

	/** A payload for a measurement: binary, any bytes. */
	static ByteBuffer payload(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return ByteBuffer.allocateDirect(size).put(bytes).flip();
	}

	@Override
	public @Nullable ByteBuffer next() {
		if (this.left == 0) {
			return null;
		}
		this.left--;
		byte[] bytes = new byte[this.random.nextInt(BOUNDS[this.random.nextInt(BOUNDS.length)])];
		this.random.nextBytes(bytes);
		return ByteBuffer.wrap(bytes);
	}

}
