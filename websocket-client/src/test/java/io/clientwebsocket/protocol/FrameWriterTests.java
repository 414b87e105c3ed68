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
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FrameWriter}.
 */
class FrameWriterTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			0,  false, 00
			0,  true,  80
			1,  false, 01
			1,  true,  81
			2,  false, 02
			2,  true,  82
			8,  true,  88
			9,  true,  89
			10, true,  8A
			""")
	void firstByteHasOpcodeAndFin(int opcode, boolean fin, String expected) {
		assertThat(FrameWriter.firstByte(opcode, fin)).isEqualTo(Integer.parseInt(expected, 16));
	}

	@ParameterizedTest
	@CsvSource({ "1, false, 41", "1, true, C1", "2, false, 42", "2, true, C2" })
	void firstByteOfACompressedMessageHasTheFirstReservedBit(int opcode, boolean fin, String expected) {
		assertThat(FrameWriter.firstByteCompressed(opcode, fin)).isEqualTo(Integer.parseInt(expected, 16));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			0,                    82 00
			1,                    82 01
			125,                  82 7D
			126,                  82 7E 00 7E
			127,                  82 7E 00 7F
			32768,                82 7E 80 00
			65535,                82 7E FF FF
			65536,                82 7F 00 00 00 00 00 01 00 00
			2147483648,           82 7F 00 00 00 00 80 00 00 00
			9223372036854775807,  82 7F 7F FF FF FF FF FF FF FF
			""")
	void unmaskedHeaderHasShortestLength(long length, String expected) {
		ByteBuffer out = ByteBuffer.allocate(FrameWriter.MAX_HEADER_LENGTH);
		FrameWriter.writeHeader(out, FrameWriter.firstByte(Opcode.BINARY, true), length);
		assertThat(Hex.written(out)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			0,                    01 80 37 FA 21 3D
			125,                  01 FD 37 FA 21 3D
			126,                  01 FE 00 7E 37 FA 21 3D
			65535,                01 FE FF FF 37 FA 21 3D
			65536,                01 FF 00 00 00 00 00 01 00 00 37 FA 21 3D
			9223372036854775807,  01 FF 7F FF FF FF FF FF FF FF 37 FA 21 3D
			""")
	void maskedHeaderEndsWithKey(long length, String expected) {
		ByteBuffer out = ByteBuffer.allocate(FrameWriter.MAX_HEADER_LENGTH);
		FrameWriter.writeHeader(out, FrameWriter.firstByte(Opcode.TEXT, false), length, 0x37FA213D);
		assertThat(Hex.written(out)).isEqualTo(expected);
	}

	@Test
	void longestHeaderHasMaxHeaderLength() {
		ByteBuffer out = ByteBuffer.allocate(20);
		FrameWriter.writeHeader(out, 0x82, Long.MAX_VALUE, 0);
		assertThat(out.position()).isEqualTo(FrameWriter.MAX_HEADER_LENGTH);
	}

	@Test
	void maskedTextIsThatOfTheRfc() {
		// RFC 6455, 5.7: a single-frame masked text message
		byte[] payload = "Hello".getBytes(StandardCharsets.UTF_8);
		ByteBuffer out = ByteBuffer.allocate(FrameWriter.MAX_HEADER_LENGTH + payload.length);
		FrameWriter.writeHeader(out, FrameWriter.firstByte(Opcode.TEXT, true), payload.length, 0x37FA213D);
		Masking.copy(ByteBuffer.wrap(payload), 0, out, out.position(), payload.length, 0x37FA213D, 0);
		assertThat(Hex.written(out.position(out.position() + payload.length)))
			.isEqualTo("81 85 37 FA 21 3D 7F 9F 4D 51 58");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 124, 125, 126, 127, 128, 255, 256, 65534, 65535, 65536, 65537, 131070, 1L << 31,
			1L << 62, Long.MAX_VALUE })
	void headerIsReadByTheOtherEnd(long length) {
		ByteBuffer masked = ByteBuffer.allocate(FrameWriter.MAX_HEADER_LENGTH);
		FrameWriter.writeHeader(masked, FrameWriter.firstByte(Opcode.BINARY, true), length, 0x80000001);
		assertRead(new FrameReader(Role.SERVER, Long.MAX_VALUE), masked.flip(), length);
		ByteBuffer unmasked = ByteBuffer.allocate(FrameWriter.MAX_HEADER_LENGTH);
		FrameWriter.writeHeader(unmasked, FrameWriter.firstByte(Opcode.BINARY, true), length);
		assertRead(new FrameReader(Role.CLIENT, Long.MAX_VALUE), unmasked.flip(), length);
	}

	private static void assertRead(FrameReader reader, ByteBuffer header, long length) {
		assertThat(reader.readHeader(header)).isTrue();
		assertThat(header.hasRemaining()).isFalse();
		assertThat(reader.payloadRemaining()).isEqualTo(length);
		assertThat(reader.opcode()).isEqualTo(Opcode.BINARY);
		assertThat(reader.isFinal()).isTrue();
	}

}
