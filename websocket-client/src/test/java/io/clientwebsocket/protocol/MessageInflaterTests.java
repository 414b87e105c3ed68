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
import java.util.zip.DataFormatException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.CloseStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessageInflater}.
 */
class MessageInflaterTests {

	private static final String HELLO = "Hello";

	private final Natives natives = new Natives();

	private final Random random = new Random(1);

	private String inflate(MessageInflater inflater, String hex) {
		return new String(Samples.inflate(inflater, Hex.bytes(hex), this.random), StandardCharsets.UTF_8);
	}

	/** The examples of RFC 7692, 7.2.3. */
	@ParameterizedTest
	@ValueSource(
			strings = { "f248cdc9c90700", "000500faff48656c6c6f00", "f348cdc9c9070000", "f248050000 00ffffcac9c90700" })
	void exampleOfTheRfcIsHello(String payload) {
		assertThat(inflate(this.natives.inflater(false), payload.replace(" ", ""))).isEqualTo(HELLO);
		MessageInflater inflater = this.natives.inflater(true);
		assertThat(inflate(inflater, payload.replace(" ", ""))).isEqualTo(HELLO);
		assertThat(inflate(inflater, "f248cdc9c90700")).isEqualTo(HELLO);
	}

	@Test
	void messageRefersBackToTheOneBeforeWithTakeover() {
		MessageInflater inflater = this.natives.inflater(true);
		assertThat(inflate(inflater, "f248cdc9c90700")).isEqualTo(HELLO);
		assertThat(inflate(inflater, "f200110000")).isEqualTo(HELLO);
	}

	@Test
	void referenceToTheMessageBeforeIsRefusedWithoutTakeover() {
		MessageInflater inflater = this.natives.inflater(false);
		assertThat(inflate(inflater, "f248cdc9c90700")).isEqualTo(HELLO);
		assertThat(this.natives.inUse()).as("natives between messages").isZero();
		refused(inflater, "f200110000");
	}

	@Test
	void blocksBehindAFinalBlockAreOfTheSameMessage() {
		assertThat(inflate(this.natives.inflater(true), "f348cdc9c90700f348cdc9c90700f248cdc9c90700"))
			.isEqualTo("HelloHelloHello");
	}

	@Test
	void finalBlockAtTheEndIsTheEnd() {
		MessageInflater inflater = this.natives.inflater(true);
		assertThat(inflate(inflater, "f348cdc9c90700")).isEqualTo(HELLO);
		assertThat(inflate(inflater, "f348cdc9c9070000")).isEqualTo(HELLO);
		assertThat(inflate(inflater, "f248cdc9c90700")).isEqualTo(HELLO);
	}

	/**
	 * The last block may be a final one (RFC 7692, 7.2.1), and its header then sets a bit
	 * wherever it begins: here at each of the eight.
	 */
	@Test
	void emptyFinalBlockAtTheEndMayBeginAtAnyBit() {
		for (int length = 0; length <= 16; length++) {
			// characters of nine bits in a block of fixed codes
			StringBuilder bits = new StringBuilder("0").append("10")
				.append("110011000".repeat(length))
				.append("0000000");
			bits.append("1").append("00");
			byte[] payload = new byte[(bits.length() + 7) / 8];
			for (int i = 0; i < bits.length(); i++) {
				payload[i / 8] |= (byte) ((bits.charAt(i) - '0') << (i % 8));
			}
			byte[] expected = new byte[length];
			// code 110010000 is that of 144
			Arrays.fill(expected, (byte) (144 + 0b110011000 - 0b110010000));
			assertThat(Samples.inflate(this.natives.inflater(true), payload, this.random)).isEqualTo(expected);
		}
	}

	@Test
	void manyEmptyBlocksAreNothing() {
		StringBuilder blocks = new StringBuilder();
		blocks.append("000000ffff".repeat(1000)).append("0300".repeat(1000)).append("010000ffff".repeat(1000));
		assertThat(inflate(this.natives.inflater(true), blocks + "f248cdc9c90700")).isEqualTo(HELLO);
	}

	@Test
	void manySmallBlocksAreOneMessage() {
		assertThat(inflate(this.natives.inflater(true), "000100feff61".repeat(2000) + "00"))
			.isEqualTo("a".repeat(2000));
	}

	@Test
	void messageWithoutPayloadIsEmpty() {
		MessageInflater inflater = this.natives.inflater(true);
		assertThat(inflate(inflater, "")).isEmpty();
		assertThat(inflate(inflater, "00")).isEmpty();
		assertThat(inflate(inflater, "f248cdc9c90700")).isEqualTo(HELLO);
	}

	@Test
	void payloadFromWhichNothingWasRemovedIsAcceptable() {
		MessageInflater inflater = this.natives.inflater(true);
		assertThat(inflate(inflater, "f248cdc9c907000000ffff")).isEqualTo(HELLO);
		assertThat(inflate(inflater, "f200110000")).isEqualTo(HELLO);
	}

	@ParameterizedTest
	@ValueSource(strings = { "07", "ffffff", "000500000048656c6c6f00", "f2", "f248", "f248cd", "f248cdc9", "f248cdc9c9",
			"000500faff48656c", "000500faff48656c6c6f", "0005", "f248cdc9c9070001" })
	void whatIsNoCompressedMessageIsRefused(String payload) {
		refused(this.natives.inflater(true), payload);
	}

	private void refused(MessageInflater inflater, String payload) {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> inflate(inflater, payload))
			.withMessageStartingWith("expected a message compressed with permessage-deflate, but it ")
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(CloseStatus.INVALID_PAYLOAD_DATA));
		inflater.end();
		assertThat(this.natives.inUse()).isZero();
	}

	@Test
	void refusalNamesTheProblemAndItsCause() {
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> inflate(this.natives.inflater(true), "f248cdc9c9"))
			.withMessageEndingWith("but it was cut off")
			.withNoCause();
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> inflate(this.natives.inflater(true), "07"))
			.withMessageContaining("but it has: invalid")
			.withCauseInstanceOf(DataFormatException.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void takeoverIsAsItWasAgreed(boolean takeover) {
		assertThat(this.natives.inflater(takeover).hasTakeover()).isEqualTo(takeover);
	}

	@Test
	void nothingMoreComesBehindAFinalBlockOrNoPayload() {
		MessageInflater inflater = this.natives.inflater(true);
		assertThat(inflater.endInput()).isFalse();
		inflater.endMessage();
		inflater.input().put(Hex.bytes("f348cdc9c90700"));
		inflater.inputReady();
		assertThat(inflater.inflate(ByteBuffer.allocate(10))).isEqualTo(5);
		assertThat(inflater.endInput()).isFalse();
	}

	@Test
	void bufferIsLetGoOfBetweenMessages() {
		MessageInflater inflater = this.natives.inflater(true);
		ByteBuffer first = inflater.input();
		assertThat(inflater.input()).isSameAs(first);
		inflater.trim();
		assertThat(inflater.input()).isNotSameAs(first);
		assertThat(inflate(inflater, "f248cdc9c90700")).isEqualTo(HELLO);
		ByteBuffer second = inflater.input();
		inflater.trim();
		assertThat(inflater.input()).isNotSameAs(second);
	}

	@Test
	void payloadThatWaitsIsKept() {
		MessageInflater inflater = this.natives.inflater(true);
		inflater.input().put(Hex.bytes("000500faff48656c6c6f00"));
		inflater.inputReady();
		ByteBuffer out = ByteBuffer.allocate(5);
		assertThat(inflater.inflate(out.limit(1))).isOne();
		inflater.trim();
		assertThat(inflater.inflate(out.limit(5))).isEqualTo(4);
		assertThat(new String(out.array(), StandardCharsets.US_ASCII)).isEqualTo(HELLO);
	}

	@Test
	void whatADeflaterMadeComesOutAgain() {
		for (int seed = 0; seed < 40; seed++) {
			Random choices = new Random(seed);
			boolean takeover = choices.nextBoolean();
			MessageDeflater deflater = this.natives.deflater(9 + choices.nextInt(7), takeover);
			MessageInflater inflater = this.natives.inflater(takeover);
			for (int i = 0; i < 10; i++) {
				byte[] message = (choices.nextInt(4) == 0) ? Samples.noise(choices, choices.nextInt(70_000))
						: Samples.mixed(choices, choices.nextInt(70_000));
				int border = choices.nextInt(message.length + 1);
				ByteArrayOutputStream payload = new ByteArrayOutputStream();
				payload.writeBytes(Samples.deflate(deflater, Arrays.copyOf(message, border), false, 500));
				payload.writeBytes(
						Samples.deflate(deflater, Arrays.copyOfRange(message, border, message.length), true, 70_000));
				assertThat(Samples.inflate(inflater, payload.toByteArray(), choices)).isEqualTo(message);
			}
			deflater.end();
			inflater.end();
		}
		assertThat(this.natives.inUse()).isZero();
	}

	@Test
	void outputThatIsThereIsToldBeforeItIsTaken() {
		MessageInflater inflater = this.natives.inflater(true);
		inflater.input().put(Hex.bytes("f248cdc9c90700"));
		inflater.inputReady();
		ByteBuffer out = ByteBuffer.allocate(5);
		assertThat(inflater.hasOutput()).isTrue();
		assertThat(inflater.hasOutput()).isTrue();
		assertThat(inflater.inflate(out.limit(0))).isZero();
		assertThat(inflater.inflate(out.limit(3))).isEqualTo(3);
		assertThat(inflater.hasOutput()).isTrue();
		assertThat(inflater.inflate(out.limit(5))).isEqualTo(2);
		assertThat(inflater.hasOutput()).isFalse();
		assertThat(new String(out.array(), StandardCharsets.US_ASCII)).isEqualTo(HELLO);
		assertThat(inflater.endInput()).isTrue();
		assertThat(inflater.hasOutput()).isFalse();
		assertThat(inflater.endInput()).isFalse();
		inflater.endMessage();
		inflater.trim();
		assertThat(inflate(inflater, "f200110000")).isEqualTo(HELLO);
	}

	@Test
	void changedPayloadIsAnErrorOrSomethingElseButNeverAHang() {
		byte[] message = Samples.mixed(new Random(5), 3000);
		for (int seed = 0; seed < 3000; seed++) {
			Random choices = new Random(seed);
			byte[] payload = Samples.deflate(this.natives.deflater(9 + choices.nextInt(7), true), message);
			payload[choices.nextInt(payload.length)] ^= (byte) (1 << choices.nextInt(8));
			MessageInflater inflater = this.natives.inflater(true);
			try {
				Samples.inflate(inflater, payload, choices);
			}
			catch (ProtocolException ex) {
				assertThat(ex.status()).isEqualTo(CloseStatus.INVALID_PAYLOAD_DATA);
			}
			inflater.end();
		}
	}

	@Test
	void messageThatIsCutOffIsNearlyAlwaysAnError() {
		byte[] message = Samples.mixed(new Random(6), 3000);
		byte[] payload = Samples.deflate(this.natives.deflater(15, false), message);
		int accepted = 0;
		for (int length = 1; length < payload.length - 1; length++) {
			MessageInflater inflater = this.natives.inflater(false);
			try {
				byte[] part = Samples.inflate(inflater, Arrays.copyOf(payload, length), this.random);
				assertThat(part).isEqualTo(Arrays.copyOf(message, part.length));
				accepted++;
			}
			catch (ProtocolException ex) {
				inflater.end();
			}
		}
		assertThat(accepted).isLessThan(payload.length / 20);
	}

}
