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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Data to compress, and short ways to do it.
 */
final class Samples {

	private static final String[] WORDS = { "price", "EURUSD", "bid", "ask", "time", "volume", "the", "of", "and",
			"market", "order", "book", "level", "depth" };

	private Samples() {
	}

	/** Bytes that are a mixture of what repeats and what does not. */
	static byte[] mixed(Random random, int length) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		while (bytes.size() < length) {
			switch (random.nextInt(4)) {
				case 0 -> {
					byte[] noise = new byte[random.nextInt(40)];
					random.nextBytes(noise);
					bytes.writeBytes(noise);
				}
				case 1 -> bytes.writeBytes(new byte[random.nextInt(300)]);
				default ->
					bytes.writeBytes(("{\"" + WORDS[random.nextInt(WORDS.length)] + "\":" + random.nextInt(1000) + "},")
						.getBytes(StandardCharsets.US_ASCII));
			}
		}
		return Arrays.copyOf(bytes.toByteArray(), length);
	}

	static byte[] noise(Random random, int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return bytes;
	}

	/** The payload of a message in one frame. */
	static byte[] deflate(MessageDeflater deflater, byte[] message) {
		return deflate(deflater, message, true, Integer.MAX_VALUE);
	}

	/** The payload of a fragment, in frames with only so much room. */
	static byte[] deflate(MessageDeflater deflater, byte[] fragment, boolean fin, int room) {
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		ByteBuffer in = ByteBuffer.wrap(fragment);
		boolean complete = false;
		while (!complete) {
			ByteBuffer out = ByteBuffer
				.allocate((int) Math.min(room, Math.max(128, MessageDeflater.bound(fragment.length))));
			complete = deflater.deflate(in, fin, out);
			payload.write(out.array(), 0, out.position());
		}
		return payload.toByteArray();
	}

	/** A message, given and brought out in pieces of random size. */
	static byte[] inflate(MessageInflater inflater, byte[] payload, Random random) {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		int position = 0;
		boolean more = true;
		while (more) {
			ByteBuffer out = ByteBuffer.allocate(1 + random.nextInt(2000));
			if (inflater.inflate(out) > 0) {
				message.write(out.array(), 0, out.position());
			}
			else if (position < payload.length) {
				ByteBuffer in = inflater.input();
				int count = Math.min(payload.length - position, random.nextInt(Math.min(600, in.remaining())));
				in.put(payload, position, count);
				position += count;
				inflater.inputReady();
			}
			else {
				more = inflater.endInput();
			}
		}
		inflater.endMessage();
		return message.toByteArray();
	}

}
