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

package io.clientwebsocket.test;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compression of messages by the JDK alone: what a peer may do.
 */
final class RawDeflate implements AutoCloseable {

	private final Deflater deflater = new Deflater(6, true);

	private final Inflater inflater = new Inflater(true);

	/** Payload of a message that refers to no other. */
	static byte[] compress(byte[] message) {
		try (RawDeflate deflate = new RawDeflate()) {
			return deflate.deflate(message);
		}
	}

	/** Payload of a message that may refer to those before. */
	byte[] deflate(byte[] message) {
		this.deflater.setInput(message);
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		byte[] part = new byte[8192];
		int count = part.length;
		while (count == part.length) {
			count = this.deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
			payload.write(part, 0, count);
		}
		return Arrays.copyOf(payload.toByteArray(), payload.size() - 4);
	}

	/** A message that may refer to those before. */
	byte[] inflate(byte[] payload) {
		return inflate(payload, true);
	}

	/** What a frame holds of such a message, which may be less than is in it. */
	byte[] inflate(byte[] payload, boolean last) {
		byte[] input = payload;
		if (last) {
			input = Arrays.copyOf(payload, payload.length + 4);
			input[payload.length + 2] = -1;
			input[payload.length + 3] = -1;
		}
		this.inflater.setInput(input);
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		byte[] part = new byte[8192];
		try {
			for (int count = this.inflater.inflate(part); count > 0; count = this.inflater.inflate(part)) {
				message.write(part, 0, count);
			}
		}
		catch (DataFormatException ex) {
			throw new IllegalStateException("expected compressed data", ex);
		}
		return message.toByteArray();
	}

	/** Forget the messages before. */
	void reset() {
		this.deflater.reset();
		this.inflater.reset();
	}

	@Override
	public void close() {
		this.deflater.end();
		this.inflater.end();
	}

}
