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

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Decompresses (RFC 1951), slowly and plainly, and refuses what a window does not allow:
 * references farther back than its size, or back beyond the beginning.
 */
final class StrictInflater {

	private static final int[] LENGTH_BASES = { 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59,
			67, 83, 99, 115, 131, 163, 195, 227, 258 };

	private static final int[] LENGTH_BITS = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4,
			5, 5, 5, 5, 0 };

	private static final int[] DISTANCE_BASES = { 1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385,
			513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577 };

	private static final int[] CODE_ORDER = { 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15 };

	private final int windowSize;

	private byte[] output = new byte[1024];

	private int count;

	private int farthest;

	private byte[] input = {};

	/** Position in the input, in bits. */
	private int position;

	StrictInflater(int windowBits) {
		this.windowSize = 1 << windowBits;
	}

	/** Distance of the farthest reference so far. */
	int farthest() {
		return this.farthest;
	}

	/** Forget what came before, as without context takeover. */
	void reset() {
		this.count = 0;
	}

	/**
	 * Decompress the payload of a message.
	 * @param payload the payload as it goes over the wire
	 */
	byte[] inflate(byte[] payload) {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		stream.writeBytes(payload);
		stream.writeBytes(new byte[] { 0, 0, -1, -1 });
		this.input = stream.toByteArray();
		this.position = 0;
		int start = this.count;
		while (this.position < this.input.length * 8) {
			block();
		}
		return Arrays.copyOfRange(this.output, start, this.count);
	}

	private void block() {
		boolean last = bits(1) == 1;
		switch (bits(2)) {
			case 0 -> stored();
			case 1 -> {
				int[] literals = new int[288];
				Arrays.fill(literals, 0, 144, 8);
				Arrays.fill(literals, 144, 256, 9);
				Arrays.fill(literals, 256, 280, 7);
				Arrays.fill(literals, 280, 288, 8);
				int[] distances = new int[30];
				Arrays.fill(distances, 5);
				compressed(new Code(literals), new Code(distances));
			}
			case 2 -> dynamic();
			default -> throw new IllegalStateException("expected a known type of block");
		}
		if (last) {
			align();
		}
	}

	private void stored() {
		align();
		int length = bits(16);
		if (bits(16) != (length ^ 0xFFFF)) {
			throw new IllegalStateException("expected a length and its complement");
		}
		for (int i = 0; i < length; i++) {
			put((byte) bits(8));
		}
	}

	private void dynamic() {
		int literals = bits(5) + 257;
		int distances = bits(5) + 1;
		int codes = bits(4) + 4;
		int[] codeLengths = new int[19];
		for (int i = 0; i < codes; i++) {
			codeLengths[CODE_ORDER[i]] = bits(3);
		}
		Code code = new Code(codeLengths);
		int[] lengths = new int[literals + distances];
		int i = 0;
		while (i < lengths.length) {
			int symbol = symbol(code);
			int value = (symbol == 16) ? lengths[i - 1] : (symbol < 16) ? symbol : 0;
			int times = switch (symbol) {
				case 16 -> 3 + bits(2);
				case 17 -> 3 + bits(3);
				case 18 -> 11 + bits(7);
				default -> 1;
			};
			Arrays.fill(lengths, i, i + times, value);
			i += times;
		}
		compressed(new Code(Arrays.copyOf(lengths, literals)),
				new Code(Arrays.copyOfRange(lengths, literals, lengths.length)));
	}

	private void compressed(Code literals, Code distances) {
		for (int symbol = symbol(literals); symbol != 256; symbol = symbol(literals)) {
			if (symbol < 256) {
				put((byte) symbol);
			}
			else {
				int length = LENGTH_BASES[symbol - 257] + bits(LENGTH_BITS[symbol - 257]);
				int code = symbol(distances);
				copy(DISTANCE_BASES[code] + bits(Math.max(0, code / 2 - 1)), length);
			}
		}
	}

	private void copy(int distance, int length) {
		if (distance > this.windowSize || distance > this.count) {
			throw new IllegalStateException("expected a reference within " + Math.min(this.windowSize, this.count)
					+ " bytes, but was " + distance);
		}
		this.farthest = Math.max(this.farthest, distance);
		for (int i = 0; i < length; i++) {
			put(this.output[this.count - distance]);
		}
	}

	private int symbol(Code code) {
		int value = 0;
		for (int length = 1; length <= 15; length++) {
			value = (value << 1) | bits(1);
			int symbol = code.symbol(length, value);
			if (symbol >= 0) {
				return symbol;
			}
		}
		throw new IllegalStateException("expected a code of at most 15 bits");
	}

	private int bits(int count) {
		int value = 0;
		for (int i = 0; i < count; i++) {
			value |= ((this.input[this.position >> 3] >> (this.position & 7)) & 1) << i;
			this.position++;
		}
		return value;
	}

	private void align() {
		this.position = (this.position + 7) & ~7;
	}

	private void put(byte value) {
		if (this.count == this.output.length) {
			this.output = Arrays.copyOf(this.output, 2 * this.count);
		}
		this.output[this.count++] = value;
	}

	/** A canonical Huffman code (RFC 1951, 3.2.2). */
	private static final class Code {

		private final int[] firstOf = new int[16];

		private final int[][] symbolsOf = new int[16][0];

		Code(int[] lengths) {
			for (int symbol = 0; symbol < lengths.length; symbol++) {
				int length = lengths[symbol];
				int[] symbols = this.symbolsOf[length];
				this.symbolsOf[length] = Arrays.copyOf(symbols, symbols.length + 1);
				this.symbolsOf[length][symbols.length] = symbol;
			}
			int code = 0;
			for (int length = 1; length <= 15; length++) {
				this.firstOf[length] = code;
				code = (code + this.symbolsOf[length].length) << 1;
			}
		}

		int symbol(int length, int value) {
			int index = value - this.firstOf[length];
			return (index >= 0 && index < this.symbolsOf[length].length) ? this.symbolsOf[length][index] : -1;
		}

	}

}
