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

package io.clientwebsocket.benchmarks.message;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Random messages of random length, the same ones for the same seed. All three encodings
 * of a frame's length occur, and in texts characters of every length.
 */
public final class RandomMessages implements MessageSource {

	/** Largest payload in bytes. */
	public static final int MAX_SIZE = 100_000;

	private static final int[] BOUNDS = { 125, 65_535, MAX_SIZE };

	private static final String[] CHARACTERS = { "a", "\u00E9", "\u20AC", "\uD83D\uDE00" };

	private final Random random;

	private final Content content;

	private final int maxSize;

	private int left;

	/**
	 * Begin, with messages of up to {@link #MAX_SIZE}.
	 * @param seed the seed
	 * @param count number of messages
	 * @param content what they consist of
	 */
	public RandomMessages(long seed, int count, Content content) {
		this(seed, count, content, MAX_SIZE);
	}

	/**
	 * Begin.
	 * @param seed the seed
	 * @param count number of messages
	 * @param content what they consist of
	 * @param maxSize largest payload in bytes
	 */
	public RandomMessages(long seed, int count, Content content, int maxSize) {
		this.maxSize = maxSize;
		this.random = new Random(seed);
		this.left = count;
		this.content = content;
	}

	@Override
	public @Nullable Message next() {
		if (this.left == 0) {
			return null;
		}
		this.left--;
		int bound = Math.min(this.maxSize, BOUNDS[this.random.nextInt(BOUNDS.length)]);
		int size = this.random.nextInt(bound + 1);
		return switch (this.content) {
			case BINARY -> {
				byte[] bytes = new byte[size];
				this.random.nextBytes(bytes);
				yield Message.binary(bytes);
			}
			case TEXT -> Message.text(text(size));
			case DEFLATED_JSON ->
				Message.text(new String(DeflateSamples.JSON.messages(1, size)[0], StandardCharsets.US_ASCII));
		};
	}

	private String text(int size) {
		StringBuilder text = new StringBuilder();
		for (int length = 0; length < size - CHARACTERS.length;) {
			int bytes = 1 + this.random.nextInt(CHARACTERS.length);
			text.append(CHARACTERS[bytes - 1]);
			length += bytes;
		}
		return text.toString();
	}

}
