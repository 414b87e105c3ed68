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
import java.nio.ByteOrder;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the payload that a {@link FrameReader} reads.
 */
class FrameReaderPayloadTests {

	private static final int KEY = 0x37FA213D;

	@Test
	void payloadIsReadAsFarAsThereIsAnyAndRoomForIt() {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		ByteBuffer in = Hex.buffer("""
				82 06 00 01 02 03 04 05   # binary of 6 bytes
				82 00                     # next frame
				""");
		reader.readHeader(in);
		ByteBuffer out = ByteBuffer.allocate(10);
		in.limit(4);
		assertThat(reader.readPayload(in, out)).isEqualTo(2);
		assertThat(reader.readPayload(in, out)).isZero();
		in.limit(10);
		out.limit(3);
		assertThat(reader.readPayload(in, out)).isEqualTo(1);
		assertThat(reader.readPayload(in, out)).isZero();
		out.limit(10);
		assertThat(reader.readPayload(in, out)).isEqualTo(3);
		assertThat(reader.readPayload(in, out)).isZero();
		assertThat(reader.payloadRemaining()).isZero();
		assertThat(Hex.written(out)).isEqualTo("00 01 02 03 04 05");
		assertThat(Hex.of(in)).isEqualTo("82 00");
	}

	@ParameterizedTest
	@EnumSource(Role.class)
	void payloadMayComeInPiecesOfAnySize(Role role) {
		byte[] payload = payload(40);
		byte[] frame = binaryFrame(role, payload);
		int headerLength = frame.length - payload.length;
		for (int inPiece = 1; inPiece <= payload.length; inPiece++) {
			for (int outPiece = 1; outPiece <= payload.length; outPiece++) {
				FrameReader reader = new FrameReader(role, Long.MAX_VALUE);
				ByteBuffer in = ByteBuffer.wrap(frame).asReadOnlyBuffer();
				reader.readHeader(in.limit(headerLength));
				ByteBuffer out = ByteBuffer.allocate(payload.length);
				while (reader.payloadRemaining() > 0) {
					in.limit(Math.min(in.position() + inPiece, frame.length));
					out.limit(Math.min(out.position() + outPiece, payload.length));
					reader.readPayload(in, out);
				}
				assertThat(out.array()).as("pieces of %d and %d bytes", inPiece, outPiece).isEqualTo(payload);
			}
		}
	}

	@Test
	void payloadIsUnmaskedFromEveryOffset() {
		byte[] payload = payload(40);
		byte[] frame = binaryFrame(Role.SERVER, payload);
		for (int first = 0; first <= payload.length; first++) {
			for (int second = first; second <= payload.length; second++) {
				FrameReader reader = new FrameReader(Role.SERVER, Long.MAX_VALUE);
				ByteBuffer in = ByteBuffer.wrap(frame);
				ByteBuffer out = ByteBuffer.allocateDirect(payload.length);
				reader.readHeader(in);
				reader.readPayload(in, out.limit(first));
				reader.readPayload(in, out.limit(second));
				reader.readPayload(in, out.limit(payload.length));
				assertThat(out.flip()).as("split at %d and %d", first, second).isEqualTo(ByteBuffer.wrap(payload));
			}
		}
	}

	@Test
	void payloadIsUnmaskedWhereItArrived() {
		byte[] payload = payload(40);
		byte[] frame = binaryFrame(Role.SERVER, payload);
		int headerLength = frame.length - payload.length;
		for (int split = 0; split <= payload.length; split++) {
			FrameReader reader = new FrameReader(Role.SERVER, Long.MAX_VALUE);
			ByteBuffer in = ByteBuffer.wrap(frame.clone());
			reader.readHeader(in);
			reader.payloadArrived(in, split);
			assertThat(in.position()).isEqualTo(headerLength + split);
			assertThat(reader.payloadRemaining()).isEqualTo(payload.length - split);
			reader.payloadArrived(in, payload.length - split);
			assertThat(in.hasRemaining()).isFalse();
			assertThat(in.position(headerLength)).as("split at %d", split).isEqualTo(ByteBuffer.wrap(payload));
		}
	}

	@Test
	void payloadIsUnmaskedInBufferOfAnyByteOrder() {
		byte[] payload = payload(21);
		FrameReader reader = new FrameReader(Role.SERVER, Long.MAX_VALUE);
		ByteBuffer in = ByteBuffer.wrap(binaryFrame(Role.SERVER, payload));
		ByteBuffer out = ByteBuffer.allocate(payload.length).order(ByteOrder.LITTLE_ENDIAN);
		reader.readHeader(in);
		reader.readPayload(in, out);
		assertThat(out.array()).isEqualTo(payload);
		assertThat(out.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
	}

	@Test
	void eachFrameIsUnmaskedWithItsOwnKey() {
		FrameReader reader = new FrameReader(Role.SERVER, Long.MAX_VALUE);
		ByteBuffer in = Hex.buffer("""
				01 83 37 FA 21 3D 7F 9F 4D   # text Hel...
				89 81 FF 00 00 00 BE         # ping A
				80 82 00 00 00 01 6C 6F      # ...lo
				""");
		ByteBuffer out = ByteBuffer.allocate(6);
		while (reader.readHeader(in)) {
			reader.readPayload(in, out);
		}
		assertThat(Hex.written(out)).isEqualTo("48 65 6C 41 6C 6F");
	}

	@Test
	void skippedPayloadEndsWithTheFrame() {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		ByteBuffer in = Hex.buffer("82 03 00 01 02 89 00");
		reader.readHeader(in);
		reader.skipPayload(in.limit(4));
		assertThat(in.position()).isEqualTo(4);
		assertThat(reader.payloadRemaining()).isEqualTo(1);
		reader.skipPayload(in.limit(7));
		assertThat(Hex.of(in)).isEqualTo("89 00");
		assertThat(reader.payloadRemaining()).isZero();
	}

	@Test
	void payloadBehindSkippedPartIsUnmaskedFromItsOffset() {
		byte[] payload = payload(12);
		FrameReader reader = new FrameReader(Role.SERVER, Long.MAX_VALUE);
		ByteBuffer in = ByteBuffer.wrap(binaryFrame(Role.SERVER, payload));
		reader.readHeader(in);
		reader.skipPayload(in.limit(in.position() + 5));
		ByteBuffer out = ByteBuffer.allocate(7);
		reader.readPayload(in.limit(in.capacity()), out);
		assertThat(out.flip()).isEqualTo(ByteBuffer.wrap(payload, 5, 7));
	}

	private static byte[] binaryFrame(Role reader, byte[] payload) {
		ByteBuffer frame = ByteBuffer.allocate(FrameWriter.MAX_HEADER_LENGTH + payload.length);
		frame.put((byte) 0x82).put((byte) (reader.masks() ? payload.length : 0x80 | payload.length));
		if (!reader.masks()) {
			frame.putInt(KEY);
		}
		byte[] key = Hex.bytes("37 FA 21 3D");
		for (int i = 0; i < payload.length; i++) {
			frame.put(reader.masks() ? payload[i] : (byte) (payload[i] ^ key[i % 4]));
		}
		byte[] bytes = new byte[frame.position()];
		frame.get(0, bytes);
		return bytes;
	}

	private static byte[] payload(int length) {
		byte[] payload = new byte[length];
		new Random(42).nextBytes(payload);
		return payload;
	}

}
