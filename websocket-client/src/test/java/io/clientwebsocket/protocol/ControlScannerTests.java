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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ControlScanner}.
 */
class ControlScannerTests {

	private static final String PING = " 89 02 70 31"; // p1

	private static final String CLOSE = " 88 02 03 E8"; // 1000

	private static final long MAX_FRAME_SIZE = 100_000;

	private final FrameReader reader = new FrameReader(Role.CLIENT, MAX_FRAME_SIZE);

	private final ControlScanner scanner = new ControlScanner(this.reader);

	@Test
	void nothingIsFoundWhereNothingIs() {
		assertThat(this.scanner.next(ByteBuffer.allocate(0), 0, false)).isFalse();
		read(this.reader, "82 05", true);
		assertThat(this.scanner.next(ByteBuffer.allocate(0), 2, true)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { //
			"82 00", // empty
			"81 01 41", // text
			"02 03 00 01 02", // first fragment
			"01 00 00 02 89 00", // continuation whose payload looks like a ping
			"82 7D 00*125", //
			"82 7E 00 7E 00*126", //
			"82 7E 00 01 00", // longer form than needed
			"82 7E FF FF 00*65535", //
			"82 7F 00 00 00 00 00 00 00 02 00 00", // longest form, not needed
			"82 7F 00 00 00 00 00 01 00 00 00*65536", //
			"02 01 00 00 00 80 01 00 81 00" }) // several
	void pingBehindDataIsFound(String data) {
		ByteBuffer in = Hex.buffer(data + PING);
		assertFound(in, 0, false, Opcode.PING, "70 31");
		assertThat(this.scanner.next(in, 0, false)).isFalse();
		assertThat(in.position()).isZero();
	}

	@Test
	void payloadIsACopy() {
		ByteBuffer in = Hex.buffer("82 00" + PING);
		this.scanner.next(in, 0, false);
		ByteBuffer payload = this.scanner.payload();
		in.put(5, (byte) 0);
		assertThat(Hex.of(payload)).isEqualTo("70 31");
	}

	@Test
	void pingsAndPongsAreFoundInTheirOrder() {
		ByteBuffer in = Hex.buffer("""
				89 00           # ping
				01 02 00 00     # text...
				8A 01 41        # pong A
				80 01 00        # ...
				89 01 42        # ping B
				8A 7D 43*125    # pong C...
				""");
		assertFound(in, 0, false, Opcode.PING, "");
		assertFound(in, 0, false, Opcode.PONG, "41");
		assertFound(in, 0, false, Opcode.PING, "42");
		assertFound(in, 0, false, Opcode.PONG, "43" + " 43".repeat(124));
		assertThat(this.scanner.next(in, 0, false)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "3, 0", "3, 4294967296", "0, 1234567890123" })
	void payloadInProgressIsHoppedOver(int position, long streamOffset) {
		ByteBuffer in = Hex.buffer("89 00 ".repeat(6) + PING).position(position);
		read(this.reader, "82 0C" + " 00".repeat(position), true);
		assertFound(in, streamOffset, true, Opcode.PING, "70 31");
		assertThat(this.scanner.next(in, streamOffset, true)).isFalse();
		assertThat(in.position()).isEqualTo(position);
	}

	@ParameterizedTest
	@ValueSource(longs = { 4, 5, 1L << 40, Long.MAX_VALUE })
	void payloadInProgressThatGoesOnHidesWhatLooksLikeFrame(long payloadRemaining) {
		FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);
		ControlScanner scanner = new ControlScanner(reader);
		read(reader, "82 7F " + Hex.of(ByteBuffer.allocate(8).putLong(0, payloadRemaining)), true);
		assertThat(scanner.next(Hex.buffer(PING), 100, true)).isFalse();
		assertThat(scanner.next(Hex.buffer(PING), 100, true)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "82 03 00 01 02" + PING, "81 00" + PING, "82 7E 00 01 00" + PING,
			"82 7F 00 00 00 00 00 00 00 01 00" + PING, "89 02 70 31", "8A 02 70 31" })
	void frameIsFoundOnceItIsComplete(String hex) {
		byte[] bytes = Hex.bytes(hex);
		for (int available = 0; available < bytes.length; available++) {
			ByteBuffer in = ByteBuffer.wrap(bytes, 0, available);
			assertThat(this.scanner.next(in, 0, false)).as("%d bytes", available).isFalse();
		}
		assertThat(this.scanner.next(ByteBuffer.wrap(bytes), 0, false)).isTrue();
		assertThat(Hex.of(this.scanner.payload())).isEqualTo("70 31");
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 126, 127, 130 })
	void maskedFrameIsFoundOnceItIsComplete(int payloadLength) {
		ByteBuffer frames = ByteBuffer.allocate(200);
		FrameWriter.writeHeader(frames, FrameWriter.firstByte(Opcode.BINARY, true), payloadLength, 0x37FA213D);
		frames.position(frames.position() + payloadLength);
		frames.put(Hex.bytes("89 82 01 02 03 04 71 33")).flip(); // ping p1
		int length = frames.limit();
		ControlScanner scanner = new ControlScanner(new FrameReader(Role.SERVER, MAX_FRAME_SIZE));
		for (int available = 0; available < length; available++) {
			assertThat(scanner.next(frames.limit(available), 0, false)).as("%d bytes", available).isFalse();
		}
		assertFound(scanner, frames.limit(length), 0, false, Opcode.PING, "70 31");
	}

	@Test
	void payloadOfMaskedFrameIsUnmasked() {
		ByteBuffer in = Hex.buffer("""
				82 83 00 00 00 00 01 02 03                # binary
				89 85 37 FA 21 3D 7F 9F 4D 51 58          # ping Hello
				8A 80 FF FF FF FF                         # pong
				""");
		ControlScanner scanner = new ControlScanner(new FrameReader(Role.SERVER, MAX_FRAME_SIZE));
		assertFound(scanner, in, 0, false, Opcode.PING, "48 65 6C 6C 6F");
		assertFound(scanner, in, 0, false, Opcode.PONG, "");
		assertThat(in).isEqualTo(Hex.buffer(Hex.of(in)));
		assertThat(in.get(15)).isEqualTo((byte) 0x7F);
	}

	@Test
	void frameIsFoundOnceAlthoughTheBufferMoves() {
		ByteBuffer in = Hex.buffer("82 03 00 01 02" + PING + "89 01");
		assertFound(in, 0, false, Opcode.PING, "70 31");
		assertThat(this.scanner.next(in, 0, false)).isFalse();
		read(this.reader, "82 03 00", true);
		assertThat(this.scanner.next(in.position(3), 3, true)).isFalse();
		// the buffer was compacted, and a byte arrived
		ByteBuffer later = Hex.buffer("01 02" + PING + "89 01 42");
		assertFound(later, 3, true, Opcode.PING, "42");
		assertThat(this.scanner.next(later, 3, true)).isFalse();
		// all of it was read
		this.reader.skipPayload(Hex.buffer("01 02"));
		this.reader.endFrame();
		read(this.reader, PING + "89 01 42", false);
		assertThat(this.scanner.next(ByteBuffer.allocate(0), 12, false)).isFalse();
		assertFound(Hex.buffer(PING), 12, false, Opcode.PING, "70 31");
	}

	@Test
	void framesThatWereFoundAreDone() {
		ByteBuffer in = Hex.buffer("89 00 82 00 8A 00 82 01");
		assertThat(this.scanner.isDone(0)).isFalse();
		this.scanner.next(in, 1000, false);
		assertThat(this.scanner.isDone(999)).isTrue();
		assertThat(this.scanner.isDone(1000)).isTrue();
		assertThat(this.scanner.isDone(1002)).isFalse();
		this.scanner.next(in, 1000, false);
		assertThat(this.scanner.isDone(1004)).isTrue();
		assertThat(this.scanner.isDone(1006)).isFalse();
	}

	@Test
	void framesThatWereReadInTheirTurnAreNotLookedAtAgain() {
		assertThat(this.scanner.next(Hex.buffer("82 00"), 0, false)).isFalse();
		// the ping behind it was read before the next look
		read(this.reader, "82 00" + PING, false);
		assertFound(Hex.buffer("8A 00" + PING), 6, false, Opcode.PONG, "");
		assertFound(Hex.buffer("8A 00" + PING), 6, false, Opcode.PING, "70 31");
	}

	@Test
	void messageThatWasReadInItsTurnIsNotTakenForTheOneInProgress() {
		assertThat(this.scanner.next(Hex.buffer("01 00"), 0, false)).isFalse();
		// the end of the message was read before the next look
		read(this.reader, "01 00 80 00", false);
		assertFound(Hex.buffer("82 00" + PING), 4, false, Opcode.PING, "70 31");
	}

	@ParameterizedTest
	@ValueSource(strings = { CLOSE, // a close frame...
			"88 00", // ...and an empty one
			"88 7D 00", // ...and one that is not complete
			"08 00", // fragment of a close frame
			"09 00", // fragment of a ping
			"0A 00", // fragment of a pong
			"8B 00", "8C 00", "8D 00", "8E 00", "8F 00", // unknown opcodes
			"C9 00", "A9 00", "99 00", "CA 00", // reserved bits
			"C2 00", "A2 00", "92 00", "C1 00", "40 00", // the same on data
			"83 00", "84 00", "85 00", "86 00", "87 00", "07 00", // unknown opcodes
			"89 7E 00 01 41", // ping with a long length
			"8A 7F 00 00 00 00 00 00 00 00", // pong with a longer one
			"82 7F 80 00 00 00 00 00 00 00", // length of 2^63
			"82 7F FF FF FF FF FF FF FF FF", // length of 2^64 - 1
			"82 7F C0 00 00 00 00 00 00 00" }) // length of 2^63 + 2^62
	void nothingIsFoundBehindFrameThatEndsTheConnection(String last) {
		assertHidesWhatFollows(this.reader, "82 01 00", PING, last);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			masked text           | 82 00       | 81 81 00 00 00 00 41
			masked ping           | 82 00       | 89 80 00 00 00 00
			masked continuation   | 02 00       | 80 80 00 00 00 00
			stray continuation    | 8A 00       | 80 00
			stray fragment        | 8A 00       | 00 00
			behind whole message  | 82 00       | 80 01 41
			behind last fragment  | 02 00 80 00 | 80 00
			text within binary    | 02 00       | 81 00
			binary within binary  | 02 01 00    | 02 00
			behind continuation   | 02 00 00 00 | 82 00
			too large             | 82 03 00*3  | 82 04 00*4
			too large, long form  | 82 00       | 82 7E 00 04 00*4
			too large fragment    | 02 00       | 80 04 00*4
			""")
	void nothingIsFoundBehindFrameOfServerThatIsWrongWhereItStands(String wrong, String before, String frame) {
		assertHidesWhatFollows(new FrameReader(Role.CLIENT, 3), before, PING, frame);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			unmasked text         | 82 80 00 00 00 00 | 81 01 41
			unmasked ping         | 82 80 00 00 00 00 | 89 00
			unmasked continuation | 02 80 00 00 00 00 | 80 00
			stray continuation    | 82 80 00 00 00 00 | 80 80 00 00 00 00
			text within binary    | 02 80 00 00 00 00 | 81 80 00 00 00 00
			too large             | 82 80 00 00 00 00 | 82 84 00*4 00*4
			""")
	void nothingIsFoundBehindFrameOfClientThatIsWrongWhereItStands(String wrong, String before, String frame) {
		assertHidesWhatFollows(new FrameReader(Role.SERVER, 3), before, " 89 82 00 00 00 00 70 31 ", frame);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			within a fragment           | 02 03 00       | true  | 01 02 | 80 00 | 81 00
			within a continuation       | 02 00 00 01    | true  | 00    | 00 00 | 82 00
			at the end of a fragment    | 02 01 00       | true  | ''    | 80 00 | 01 00
			behind a fragment           | 02 01 00       | false | ''    | 80 00 | 82 00
			at a ping within a message  | 02 01 00 89 00 | false | ''    | 00 00 | 81 00
			within a whole message      | 82 03 00       | true  | 01 02 | 81 00 | 80 00
			within the last fragment    | 02 00 80 01    | true  | 00    | 82 00 | 80 00
			at the end of a message     | 82 01 00       | true  | ''    | 02 00 | 00 00
			behind a message            | 82 01 00       | false | ''    | 81 00 | 80 00
			at a ping behind a message  | 82 01 00 89 00 | false | ''    | 01 00 | 80 00
			""")
	void scanningKnowsWhatMayStandBehindWhatWasRead(String where, String read, boolean inFrame, String rest,
			String right, String wrong) {
		read(this.reader, read, inFrame);
		assertFound(Hex.buffer(rest + " " + right + PING), 50, inFrame, Opcode.PING, "70 31");
		ControlScanner other = new ControlScanner(this.reader);
		ByteBuffer in = Hex.buffer(rest + " " + wrong + PING);
		assertThat(other.next(in, 50, inFrame)).isFalse();
		assertThat(other.next(in, 50, inFrame)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "CLIENT, 82 7F 00 00 00 00 00 00 00 0A", "CLIENT, 82 7F 00 00 00 01 00 00 00 00",
			"CLIENT, 82 7F 40 00 00 00 00 00 00 00", "CLIENT, 82 7F 7F FF FF FF FF FF FF FF",
			"SERVER, 82 FF 7F FF FF FF FF FF FF FF 00 00 00 00" })
	void payloadOfFrameThatIsNotThereYetIsNotTakenForFrames(Role role, String header) {
		FrameReader reader = new FrameReader(role, Long.MAX_VALUE);
		ControlScanner scanner = new ControlScanner(reader);
		ByteBuffer in = Hex.buffer(header + PING + PING);
		assertThat(scanner.next(in, 0, false)).isFalse();
		assertThat(scanner.next(in, 0, false)).isFalse();
		assertThat(reader.readHeader(in)).isTrue();
		assertThat(scanner.next(in, in.position(), true)).isFalse();
		assertThat(new ControlScanner(reader).next(in, in.position(), true)).isFalse();
	}

	@ParameterizedTest
	@EnumSource(Role.class)
	void everyControlFrameIsHandledOnceHoweverReadingAndScanningAlternate(Role role) {
		Random random = new Random(11);
		for (int i = 0; i < 300; i++) {
			List<String> expected = new ArrayList<>();
			ByteBuffer stream = randomStream(random, role, expected);
			assertThat(new ReadAhead(random, role, MAX_FRAME_SIZE).handle(stream)).as("round %d", i)
				.isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@CsvSource({ "82 00 88 00, true", "82 00 83 00, true", "82 00 89 00, false", "82 00 88, false", "82 05, false" })
	void endOfTheConnectionIsToldOnceItIsThere(String hex, boolean atEnd) {
		ByteBuffer in = Hex.buffer(hex);
		while (this.scanner.next(in, 0, false)) {
			assertThat(this.scanner.isAtEnd()).isFalse();
		}
		assertThat(this.scanner.isAtEnd()).isEqualTo(atEnd);
		assertThat(this.scanner.next(ByteBuffer.allocate(0), 4, false)).isFalse();
		assertThat(this.scanner.isAtEnd()).isFalse();
	}

	private void assertFound(ByteBuffer in, long streamOffset, boolean inFrame, int opcode, String payload) {
		assertFound(this.scanner, in, streamOffset, inFrame, opcode, payload);
	}

	private static void assertFound(ControlScanner scanner, ByteBuffer in, long streamOffset, boolean inFrame,
			int opcode, String payload) {
		assertThat(scanner.next(in, streamOffset, inFrame)).isTrue();
		assertThat(scanner.opcode()).isEqualTo(opcode);
		assertThat(Hex.of(scanner.payload())).isEqualTo(payload);
	}

	/** A ping before the frame is found, one behind it is not. */
	private static void assertHidesWhatFollows(FrameReader reader, String before, String ping, String frame) {
		ControlScanner scanner = new ControlScanner(reader);
		int start = Hex.bytes(before + ping).length;
		ByteBuffer in = Hex.buffer(before + " " + ping + " " + frame + " " + ping);
		boolean found = scanner.next(in, 0, false);
		while (found && !scanner.isDone(start - 1)) {
			found = scanner.next(in, 0, false);
		}
		assertThat(found).isTrue();
		assertThat(scanner.next(in, 0, false)).isFalse();
		assertThat(scanner.next(in, 0, false)).isFalse();
		assertThat(scanner.isDone(start)).isFalse();
		// also when its turn to be read comes
		read(reader, before + ping, false);
		assertThat(scanner.next(in.position(start), start, false)).isFalse();
		assertThat(new ControlScanner(reader).next(in, start, false)).isFalse();
	}

	/**
	 * Let the reader come to the end of some bytes.
	 * @param inFrame whether it is not told of the end of the last frame
	 */
	private static void read(FrameReader reader, String hex, boolean inFrame) {
		ByteBuffer in = Hex.buffer(hex);
		while (in.hasRemaining()) {
			assertThat(reader.readHeader(in)).isTrue();
			reader.skipPayload(in);
			if (!Opcode.isControl(reader.opcode()) && (in.hasRemaining() || !inFrame)) {
				reader.endFrame();
			}
		}
	}

	/** Whole messages, fragments, and control frames with numbers. */
	private static ByteBuffer randomStream(Random random, Role reader, List<String> controls) {
		ByteBuffer stream = ByteBuffer.allocate(64 * 1024);
		boolean inMessage = false;
		for (int frame = 0; frame < 40; frame++) {
			if (random.nextInt(3) == 0) {
				int opcode = random.nextBoolean() ? Opcode.PING : Opcode.PONG;
				byte[] payload = new byte[1 + random.nextInt(20)];
				payload[0] = (byte) frame;
				controls.add(opcode + " " + Hex.of(ByteBuffer.wrap(payload)));
				write(stream, random, reader, FrameWriter.firstByte(opcode, true), payload);
			}
			else {
				boolean fin = random.nextBoolean();
				int opcode = inMessage ? Opcode.CONTINUATION : Opcode.BINARY;
				byte[] payload = new byte[random.nextBoolean() ? random.nextInt(10) : random.nextInt(200)];
				random.nextBytes(payload);
				write(stream, random, reader, FrameWriter.firstByte(opcode, fin), payload);
				inMessage = !fin;
			}
		}
		return stream.flip();
	}

	private static void write(ByteBuffer stream, Random random, Role reader, int firstByte, byte[] payload) {
		int key = reader.masks() ? 0 : random.nextInt();
		if (reader.masks()) {
			FrameWriter.writeHeader(stream, firstByte, payload.length);
		}
		else {
			FrameWriter.writeHeader(stream, firstByte, payload.length, key);
		}
		Masking.copy(ByteBuffer.wrap(payload), 0, stream, stream.position(), payload.length, key, 0);
		stream.position(stream.position() + payload.length);
	}

	@Test
	void pingBehindACompressedFrameIsFoundIfCompressionWasAgreed() {
		ByteBuffer in = Hex.buffer("C1 01 00 89 01 70");
		FrameReader compressed = new FrameReader(Role.CLIENT, MAX_FRAME_SIZE, true);
		assertThat(new ControlScanner(compressed).next(in, 0, false)).isTrue();
		FrameReader plain = new FrameReader(Role.CLIENT, MAX_FRAME_SIZE);
		assertThat(new ControlScanner(plain).next(in, 0, false)).isFalse();
	}

}
