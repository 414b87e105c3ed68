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
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.CloseStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FrameReader}: which frames it reads and which it refuses.
 */
class FrameReaderTests {

	/** Headers of the client role: a server's frames, which are not masked. */
	private static final List<String> HEADERS = List.of( //
			"81 00", // text, empty
			"02 05", // binary, first fragment of 5 bytes
			"82 7D", // binary, 125 bytes
			"82 7E 00 7E", // binary, 126 bytes
			"81 7E FF FF", // text, 65535 bytes
			"82 7F 00 00 00 00 00 01 00 00", // binary, 65536 bytes
			"88 02", // close
			"89 7D", // ping of 125 bytes
			"8A 00"); // pong

	static Stream<Arguments> headers() {
		return HEADERS.stream()
			.flatMap((header) -> Stream.of(Arguments.of(Role.CLIENT, header), Arguments.of(Role.SERVER, header)));
	}

	static Stream<Arguments> violations() {
		String rsv = "expected reserved bits 0, but was ";
		String opcode = "expected a known opcode, but was ";
		String fragment = "expected a control frame in one piece, but was a fragment";
		String large = "expected a control frame of at most 125 bytes, but was one with a longer length";
		String continuation = "expected a new message, but was a continuation frame";
		String length = "expected a payload length below 2^63, but was ";
		return Stream.of( //
				Arguments.of("C1 00", rsv + "RSV1"), //
				Arguments.of("A1 00", rsv + "RSV2"), //
				Arguments.of("91 00", rsv + "RSV3"), //
				Arguments.of("F2 00", rsv + "RSV1, RSV2, RSV3"), //
				Arguments.of("C9 00", rsv + "RSV1"), // ping
				Arguments.of("A8 00", rsv + "RSV2"), // close
				Arguments.of("9A 00", rsv + "RSV3"), // pong
				Arguments.of("83 00", opcode + "3"), //
				Arguments.of("84 00", opcode + "4"), //
				Arguments.of("85 00", opcode + "5"), //
				Arguments.of("86 00", opcode + "6"), //
				Arguments.of("87 00", opcode + "7"), //
				Arguments.of("8B 00", opcode + "11"), //
				Arguments.of("8C 00", opcode + "12"), //
				Arguments.of("8D 00", opcode + "13"), //
				Arguments.of("8E 00", opcode + "14"), //
				Arguments.of("8F 00", opcode + "15"), //
				Arguments.of("80 00", continuation), // last fragment of nothing
				Arguments.of("00 01", continuation), // another fragment of nothing
				Arguments.of("08 02", fragment), // close
				Arguments.of("09 00", fragment), // ping
				Arguments.of("0A 00", fragment), // pong
				Arguments.of("88 7E 00 7E", large), // close of 126 bytes
				Arguments.of("89 7E FF FF", large), // ping of 65535 bytes
				Arguments.of("89 7E 00 01", large), // ping of 1 byte, in the long form
				Arguments.of("8A 7F 00 00 00 00 00 01 00 00", large), // pong
				Arguments.of("82 7F 80 00 00 00 00 00 00 00", length + "9223372036854775808"),
				Arguments.of("82 7F FF FF FF FF FF FF FF FF", length + "18446744073709551615"));
	}

	@ParameterizedTest
	@MethodSource("violations")
	void frameOfServerThatMustNotStandHereIsRefused(String header, String message) {
		assertRefused(new FrameReader(Role.CLIENT, Long.MAX_VALUE), header, CloseStatus.PROTOCOL_ERROR, message);
	}

	@ParameterizedTest
	@MethodSource("violations")
	void frameOfClientThatMustNotStandHereIsRefused(String header, String message) {
		assertRefused(new FrameReader(Role.SERVER, Long.MAX_VALUE), masked(header), CloseStatus.PROTOCOL_ERROR,
				message);
	}

	@Test
	void maskedFrameOfServerIsRefused() {
		assertRefused(new FrameReader(Role.CLIENT, Long.MAX_VALUE), "81 80 37 FA 21 3D", CloseStatus.PROTOCOL_ERROR,
				"expected an unmasked frame, but was a masked one");
	}

	@Test
	void unmaskedFrameOfClientIsRefused() {
		assertRefused(new FrameReader(Role.SERVER, Long.MAX_VALUE), "81 00", CloseStatus.PROTOCOL_ERROR,
				"expected a masked frame, but was an unmasked one");
	}

	@ParameterizedTest
	@CsvSource({ "01 00, 81 00", "01 00, 01 00", "02 00, 82 00", "02 00, 81 00", "01 00, 02 00" })
	void newMessageWithinMessageIsRefused(String first, String second) {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		readEmpty(reader, first);
		assertRefused(reader, second, CloseStatus.PROTOCOL_ERROR,
				"expected a continuation frame, but was a new message");
	}

	@ParameterizedTest
	@ValueSource(strings = { "80 00", "00 00" })
	void continuationAfterWholeMessageIsRefused(String continuation) {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		readEmpty(reader, "81 00");
		assertRefused(reader, continuation, CloseStatus.PROTOCOL_ERROR,
				"expected a new message, but was a continuation frame");
	}

	@ParameterizedTest
	@ValueSource(strings = { "80 00", "00 00" })
	void continuationAfterLastFragmentIsRefused(String continuation) {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		readEmpty(reader, "02 00");
		readEmpty(reader, "00 00");
		readEmpty(reader, "80 00");
		assertRefused(reader, continuation, CloseStatus.PROTOCOL_ERROR,
				"expected a new message, but was a continuation frame");
	}

	@ParameterizedTest
	@ValueSource(strings = { "C0 00", "20 00" })
	void continuationWithReservedBitIsRefused(String continuation) {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		readEmpty(reader, "01 00");
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> reader.readHeader(Hex.buffer(continuation)))
			.withMessageStartingWith("expected reserved bits 0, but was RSV");
	}

	@ParameterizedTest
	@ValueSource(strings = { "83 7F", "09 7F", "89 7E", "80 7E", "C1 7F", "81 FE" })
	void violationIsFoundBeforeTheLengthIsThere(String firstTwoBytes) {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> reader.readHeader(Hex.buffer(firstTwoBytes)));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			82 00,                              0
			82 01,                              1
			82 7D,                            125
			82 7E 00 7E,                      126
			82 7E 00 7F,                      127
			82 7E 80 00,                    32768
			82 7E FF FF,                    65535
			82 7F 00 00 00 00 00 01 00 00,  65536
			82 7F 00 00 00 00 7F FF FF FF,  2147483647
			82 7F 00 00 00 00 80 00 00 00,  2147483648
			82 7F 00 00 00 01 00 00 00 00,  4294967296
			82 7F 7F FF FF FF FF FF FF FF,  9223372036854775807
			""")
	void lengthIsReadInEachForm(String header, long length) {
		assertLength(header, length);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			82 7E 00 00,                        0
			82 7E 00 05,                        5
			82 7E 00 7D,                      125
			82 7F 00 00 00 00 00 00 00 00,      0
			82 7F 00 00 00 00 00 00 00 7D,    125
			82 7F 00 00 00 00 00 00 FF FF,  65535
			""")
	void lengthInLongerFormThanNeededIsAccepted(String header, long length) {
		assertLength(header, length);
	}

	@ParameterizedTest
	@MethodSource("headers")
	void headerIsReadOnceItIsComplete(Role role, String unmasked) {
		byte[] header = Hex.bytes(role.masks() ? unmasked : masked(unmasked));
		FrameReader reader = new FrameReader(role, Long.MAX_VALUE);
		for (int available = 0; available < header.length; available++) {
			ByteBuffer in = ByteBuffer.wrap(header, 0, available);
			assertThat(reader.readHeader(in)).as("%d bytes of %s", available, unmasked).isFalse();
			assertThat(in.position()).isZero();
		}
		ByteBuffer in = ByteBuffer.allocate(header.length + 3).put(3, header).position(3);
		assertThat(reader.readHeader(in)).isTrue();
		assertThat(in.hasRemaining()).isFalse();
		assertThat(reader.opcode()).isEqualTo(header[0] & 0x0F);
		assertThat(reader.isFinal()).isEqualTo(header[0] < 0);
	}

	@Test
	void headerThatIsIncompleteLeavesFrameBeforeItInPlace() {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		readEmpty(reader, "01 00");
		assertThat(reader.readHeader(Hex.buffer("80 7E 01"))).isFalse();
		assertThat(reader.opcode()).isEqualTo(Opcode.TEXT);
		assertThat(reader.messageOpcode()).isEqualTo(Opcode.TEXT);
		assertThat(reader.isFinal()).isFalse();
		assertThat(reader.payloadRemaining()).isZero();
	}

	@Test
	void readerStartsBetweenMessages() {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		assertThat(reader.messageOpcode()).isEqualTo(Opcode.CONTINUATION);
		assertThat(reader.payloadRemaining()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "01, 1", "02, 2" })
	void fragmentsBelongToMessageOfTheFirst(String firstByte, int type) {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		ByteBuffer in = Hex.buffer(firstByte + " 03 48 65 6C" // Hel
				+ " 00 00" // nothing
				+ " 80 02 6C 6F"); // lo
		assertFrame(reader, in, type, type, false, "48 65 6C");
		assertFrame(reader, in, Opcode.CONTINUATION, type, false, "");
		assertFrame(reader, in, Opcode.CONTINUATION, type, true, "6C 6F");
		assertThat(reader.messageOpcode()).isEqualTo(Opcode.CONTINUATION);
	}

	@Test
	void messagesFollowEachOther() {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		ByteBuffer in = Hex.buffer("""
				81 01 41        # text A
				82 01 FF        # binary
				01 01 42        # text B...
				80 01 43        # ...C
				02 00           # binary, nothing...
				80 01 00        # ...and a zero
				81 00           # text, empty
				""");
		assertFrame(reader, in, Opcode.TEXT, Opcode.TEXT, true, "41");
		assertFrame(reader, in, Opcode.BINARY, Opcode.BINARY, true, "FF");
		assertFrame(reader, in, Opcode.TEXT, Opcode.TEXT, false, "42");
		assertFrame(reader, in, Opcode.CONTINUATION, Opcode.TEXT, true, "43");
		assertFrame(reader, in, Opcode.BINARY, Opcode.BINARY, false, "");
		assertFrame(reader, in, Opcode.CONTINUATION, Opcode.BINARY, true, "00");
		assertFrame(reader, in, Opcode.TEXT, Opcode.TEXT, true, "");
		assertThat(in.hasRemaining()).isFalse();
	}

	@Test
	void controlFramesMayStandBetweenFragments() {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		ByteBuffer in = Hex.buffer("""
				89 00           # ping
				01 01 41        # text A...
				89 02 70 31     # ping p1
				8A 00           # pong
				00 01 42        # ...B...
				89 02 70 32     # ping p2
				80 01 43        # ...C
				88 02 03 E8     # close 1000
				""");
		assertControl(reader, in, Opcode.PING, Opcode.CONTINUATION, "");
		assertFrame(reader, in, Opcode.TEXT, Opcode.TEXT, false, "41");
		assertControl(reader, in, Opcode.PING, Opcode.TEXT, "70 31");
		assertControl(reader, in, Opcode.PONG, Opcode.TEXT, "");
		assertFrame(reader, in, Opcode.CONTINUATION, Opcode.TEXT, false, "42");
		assertControl(reader, in, Opcode.PING, Opcode.TEXT, "70 32");
		assertFrame(reader, in, Opcode.CONTINUATION, Opcode.TEXT, true, "43");
		assertControl(reader, in, Opcode.CLOSE, Opcode.CONTINUATION, "03 E8");
		assertThat(in.hasRemaining()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			82 7E 03 E8,                    1000
			81 7D,                          125
			82 7F 7F FF FF FF FF FF FF FF,  9223372036854775807
			""")
	void frameOfLargestSizeIsAccepted(String header, long maxFrameSize) {
		FrameReader reader = new FrameReader(Role.CLIENT, maxFrameSize);
		assertThat(reader.readHeader(Hex.buffer(header))).isTrue();
		assertThat(reader.payloadRemaining()).isEqualTo(maxFrameSize);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			82 7E 03 E9,                    1000, 1001
			81 01,                          0,    1
			02 7E 04 00,                    1000, 1024
			82 7F 7F FF FF FF FF FF FF FF,  9223372036854775806, 9223372036854775807
			""")
	void frameAboveLargestSizeIsRefusedByItsHeader(String header, long maxFrameSize, long size) {
		assertRefused(new FrameReader(Role.CLIENT, maxFrameSize), header, CloseStatus.MESSAGE_TOO_BIG,
				"expected a frame of at most " + maxFrameSize + " bytes ('maxFrameSize'), but was " + size);
	}

	@Test
	void largestSizeHoldsForEachFragment() {
		FrameReader reader = new FrameReader(Role.CLIENT, 3);
		ByteBuffer in = Hex.buffer("02 03 00 01 02 00 03 03 04 05");
		assertFrame(reader, in, Opcode.BINARY, Opcode.BINARY, false, "00 01 02");
		assertFrame(reader, in, Opcode.CONTINUATION, Opcode.BINARY, false, "03 04 05");
		assertRefused(reader, "80 04", CloseStatus.MESSAGE_TOO_BIG,
				"expected a frame of at most 3 bytes ('maxFrameSize'), but was 4");
	}

	@Test
	void largestSizeDoesNotHoldForControlFrames() {
		FrameReader reader = new FrameReader(Role.CLIENT, 1);
		assertThat(reader.readHeader(Hex.buffer("89 7D"))).isTrue();
		assertThat(reader.payloadRemaining()).isEqualTo(125);
	}

	private static void assertRefused(FrameReader reader, String header, CloseStatus status, String message) {
		ByteBuffer in = Hex.buffer(header);
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> reader.readHeader(in))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(status));
		assertThat(in.position()).isZero();
	}

	private static void assertLength(String header, long length) {
		FrameReader client = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		assertThat(client.readHeader(Hex.buffer(header))).isTrue();
		assertThat(client.payloadRemaining()).isEqualTo(length);
		FrameReader server = new FrameReader(Role.SERVER, Long.MAX_VALUE);
		assertThat(server.readHeader(Hex.buffer(masked(header)))).isTrue();
		assertThat(server.payloadRemaining()).isEqualTo(length);
	}

	private static void assertFrame(FrameReader reader, ByteBuffer in, int opcode, int messageOpcode, boolean fin,
			String payload) {
		assertContent(reader, in, opcode, messageOpcode, payload);
		assertThat(reader.isFinal()).isEqualTo(fin);
		reader.endFrame();
	}

	private static void assertControl(FrameReader reader, ByteBuffer in, int opcode, int messageOpcode,
			String payload) {
		assertContent(reader, in, opcode, messageOpcode, payload);
	}

	private static void assertContent(FrameReader reader, ByteBuffer in, int opcode, int messageOpcode,
			String payload) {
		assertThat(reader.readHeader(in)).isTrue();
		assertThat(reader.opcode()).isEqualTo(opcode);
		assertThat(reader.messageOpcode()).isEqualTo(messageOpcode);
		ByteBuffer out = ByteBuffer.allocate(in.remaining());
		reader.readPayload(in, out);
		assertThat(Hex.written(out)).isEqualTo(payload);
		assertThat(reader.payloadRemaining()).isZero();
	}

	private static void readEmpty(FrameReader reader, String header) {
		assertThat(reader.readHeader(Hex.buffer(header))).isTrue();
		reader.endFrame();
	}

	/** The same header, sent by a client. */
	private static String masked(String header) {
		byte[] bytes = Hex.bytes(header);
		bytes[1] |= (byte) 0x80;
		return Hex.of(ByteBuffer.wrap(bytes)) + " 37 FA 21 3D";
	}

	@Test
	void firstFrameOfACompressedMessageSaysSo() {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE, true);
		ByteBuffer in = Hex.buffer("41 00 89 00 80 00 81 00 C2 00 02 00");
		boolean[] compressed = { true, true, true, false, true };
		for (boolean expected : compressed) {
			assertThat(reader.readHeader(in)).isTrue();
			assertThat(reader.isCompressed()).isEqualTo(expected);
			if (!Opcode.isControl(reader.opcode())) {
				reader.endFrame();
			}
		}
		assertThat(reader.readHeader(in)).isTrue();
		assertThat(reader.isCompressed()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			C9 00 | RSV1
			CA 00 | RSV1
			C8 00 | RSV1
			E1 00 | RSV1, RSV2
			D2 00 | RSV1, RSV3
			A1 00 | RSV2
			91 00 | RSV3
			""")
	void otherReservedBitsAreRefusedWithCompression(String header, String bits) {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE, true);
		assertRefused(reader, header, CloseStatus.PROTOCOL_ERROR, "expected reserved bits 0, but was " + bits);
	}

	@Test
	void reservedBitOfAContinuationIsRefusedWithCompression() {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE, true);
		assertThat(reader.readHeader(Hex.buffer("41 00"))).isTrue();
		reader.endFrame();
		assertRefused(reader, "C0 00", CloseStatus.PROTOCOL_ERROR, "expected reserved bits 0, but was RSV1");
	}

}
