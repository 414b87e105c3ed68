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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageDeflater}.
 */
class MessageDeflaterTests {

	private static final byte[] HELLO = "Hello".getBytes(StandardCharsets.US_ASCII);

	private final Natives natives = new Natives();

	@Test
	void messageRefersBackToTheOneBeforeWithTakeover() {
		MessageDeflater deflater = this.natives.deflater(15, true);
		assertThat(Samples.deflate(deflater, HELLO)).isEqualTo(Hex.bytes("f248cdc9c90700"));
		assertThat(Samples.deflate(deflater, HELLO)).isEqualTo(Hex.bytes("f200110000"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 9, 15 })
	void messageIsTheSameEachTimeWithoutTakeover(int bits) {
		MessageDeflater deflater = this.natives.deflater(bits, false);
		for (int i = 0; i < 100; i++) {
			assertThat(Samples.deflate(deflater, HELLO)).isEqualTo(Hex.bytes("f248cdc9c90700"));
			assertThat(this.natives.inUse()).as("natives between messages").isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 9, 15 })
	void emptyMessageIsOneByte(int bits) {
		MessageDeflater deflater = this.natives.deflater(bits, true);
		for (int i = 0; i < 3; i++) {
			assertThat(Samples.deflate(deflater, new byte[0])).hasSizeLessThanOrEqualTo(2).endsWith(0);
		}
		assertThat(Samples.deflate(deflater, new byte[0])).isEqualTo(Hex.bytes("00"));
	}

	@Test
	void emptyLastFragmentIsNeverAnEmptyPayload() {
		MessageDeflater deflater = this.natives.deflater(15, true);
		byte[] first = Samples.deflate(deflater, HELLO, false, 1000);
		assertThat(first).isEqualTo(Hex.bytes("f248cdc9c907000000ffff"));
		assertThat(Samples.deflate(deflater, new byte[0])).isEqualTo(Hex.bytes("00"));
	}

	/** What a smaller window than that of 15 bits is for: the peer has no larger one. */
	@ParameterizedTest
	@CsvSource({ "8, true", "8, false", "9, true", "9, false", "10, true", "10, false", "11, true", "11, false",
			"12, true", "12, false", "13, true", "13, false", "14, true", "14, false", "15, true", "15, false" })
	void referencesStayWithinTheWindow(int bits, boolean takeover) {
		Random random = new Random(bits);
		MessageDeflater deflater = this.natives.deflater(bits, takeover);
		StrictInflater inflater = new StrictInflater(bits);
		for (int i = 0; i < 60; i++) {
			byte[] message = Samples.mixed(random,
					(random.nextInt(4) == 0) ? random.nextInt(100_000) : random.nextInt(900));
			ByteArrayOutputStream payload = new ByteArrayOutputStream();
			int position = 0;
			while (random.nextInt(3) == 0) {
				int count = random.nextInt(message.length - position + 1);
				byte[] fragment = Arrays.copyOfRange(message, position, position + count);
				payload.writeBytes(Samples.deflate(deflater, fragment, false, 64 + random.nextInt(2000)));
				position += count;
			}
			byte[] last = Arrays.copyOfRange(message, position, message.length);
			payload.writeBytes(Samples.deflate(deflater, last, true, 64 + random.nextInt(2000)));
			assertThat(inflater.inflate(payload.toByteArray())).isEqualTo(message);
			if (!takeover) {
				inflater.reset();
			}
		}
		assertThat(inflater.farthest()).as("farthest reference")
			.isBetween((bits < 15) ? (1 << bits) / 2 : 16384, 1 << bits);
		deflater.end();
		assertThat(this.natives.inUse()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 9, 10, 11, 12, 13, 14, 15 })
	void incompressibleDataGrowsByAFewBytesForEachBlock(int bits) {
		byte[] noise = Samples.noise(new Random(1), 100_000);
		byte[] payload = Samples.deflate(this.natives.deflater(bits, true), noise);
		int block = Math.min(1 << (bits - 1), 16_384);
		assertThat(payload.length - noise.length).isBetween(1, 12 * (noise.length / block + 1));
		assertThat(payload.length).isLessThanOrEqualTo((int) MessageDeflater.bound(noise.length));
	}

	@Test
	void boundIsAnEighthAboveTheLength() {
		assertThat(MessageDeflater.bound(0)).isEqualTo(MessageDeflater.LEAST_ROOM);
		assertThat(MessageDeflater.bound(8000)).isEqualTo(9000 + MessageDeflater.LEAST_ROOM);
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 9, 12, 15 })
	void payloadIsTheSameInHoweverManyFramesItLeaves(int bits) {
		Random random = new Random(2);
		byte[] message = Samples.mixed(random, 50_000);
		byte[] whole = Samples.deflate(this.natives.deflater(bits, true), message);
		for (int room : new int[] { 64, 65, 100, 1000, whole.length - 1, whole.length, whole.length + 4 }) {
			byte[] payload = Samples.deflate(this.natives.deflater(bits, true), message, true, room);
			assertThat(new StrictInflater(bits).inflate(payload)).isEqualTo(message);
		}
	}

	@Test
	void applicationsBytesAreLeftAsTheyWere() {
		byte[] message = Samples.mixed(new Random(3), 1000);
		byte[] copy = message.clone();
		ByteBuffer in = ByteBuffer.wrap(message).asReadOnlyBuffer();
		this.natives.deflater(15, true).deflate(in, true, ByteBuffer.allocateDirect(2000));
		assertThat(message).isEqualTo(copy);
		assertThat(in.hasRemaining()).isFalse();
	}

	@Test
	void endGivesNativeMemoryBackInTheMiddleOfAMessage() {
		for (int bits : new int[] { 9, 15 }) {
			MessageDeflater deflater = this.natives.deflater(bits, true);
			byte[] noise = Samples.noise(new Random(4), 1000);
			assertThat(deflater.deflate(ByteBuffer.wrap(noise), true, ByteBuffer.allocate(100))).isFalse();
			assertThat(this.natives.inUse()).isOne();
			deflater.end();
			deflater.end();
			assertThat(this.natives.inUse()).isZero();
		}
	}

}
