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

import java.util.Arrays;

/**
 * What a fuzz target is given: two bytes that choose, then the bytes to read. So an input
 * can be written by hand.
 */
final class FuzzInput {

	private final int first;

	private final int second;

	private final byte[] bytes;

	FuzzInput(byte[] data) {
		this.first = (data.length > 0) ? data[0] & 0xFF : 0;
		this.second = (data.length > 1) ? data[1] & 0xFF : 0;
		this.bytes = Arrays.copyOfRange(data, Math.min(2, data.length), data.length);
	}

	/** The end that reads. */
	Role role() {
		return ((this.first & 1) == 0) ? Role.CLIENT : Role.SERVER;
	}

	/** One of some values. */
	long choose(long... values) {
		return values[(this.first >> 1) % values.length];
	}

	/** Seed of how the input is cut into pieces. */
	int seed() {
		return this.second;
	}

	/** The bytes to read. */
	byte[] bytes() {
		return this.bytes;
	}

}
