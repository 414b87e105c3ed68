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

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Frames} and {@link ServerFrame}.
 */
class FramesTests {

	@Test
	void hexIsReadWithBlanksAndComments() {
		assertThat(Frames.hex("""
				81 05           # text, 5 bytes
				4865 6c  6C 6F  # Hello

				# nothing here
				""")).isEqualTo(new byte[] { (byte) 0x81, 5, 'H', 'e', 'l', 'l', 'o' });
	}

	@Test
	void hexRepeatsBytes() {
		assertThat(Frames.hex("0102*3 FF*2")).isEqualTo(new byte[] { 1, 2, 1, 2, 1, 2, -1, -1 });
	}

	@Test
	void hexOfNothingIsEmpty() {
		assertThat(Frames.hex(" # nothing")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "8", "8G", "0x81", "81*", "81*0", "81*-1", "81*x", "81*99999999999", "-1" })
	void hexRefusesAnythingElse(String hex) {
		assertThatIllegalArgumentException().isThrownBy(() -> Frames.hex("00 " + hex))
			.withMessage("'hex' must hold bytes such as 8A or 00*128, but was \"" + hex + '"');
	}

	@Test
	void toHexIsReadByHex() {
		byte[] bytes = { 0, (byte) 0x8A, 127 };
		assertThat(Frames.toHex(bytes)).isEqualTo("00 8A 7F");
		assertThat(Frames.hex(Frames.toHex(bytes))).isEqualTo(bytes);
	}

	@Test
	void framesAreThoseOfTheRfc() {
		assertBytes("81 05 48 65 6C 6C 6F", Frames.text("Hello"));
		assertBytes("81 85 37 FA 21 3D 7F 9F 4D 51 58", Frames.text("Hello").masked(0x37FA213D));
		assertBytes("01 03 48 65 6C", Frames.text("Hel").fragment());
		assertBytes("80 02 6C 6F", Frames.continuation("lo"));
		assertBytes("89 05 48 65 6C 6C 6F", Frames.ping("Hello"));
		assertBytes("8A 05 48 65 6C 6C 6F", Frames.pong("Hello"));
		assertBytes("82 7E 01 00 00*256", Frames.binary(new byte[256]));
		assertBytes("82 7F 00 00 00 00 00 01 00 00 00*65536", Frames.binary(new byte[65536]));
	}

	@Test
	void lengthsAreEncodedShortest() {
		assertBytes("82 7D 00*125", Frames.binary(new byte[125]));
		assertBytes("82 7E 00 7E 00*126", Frames.binary(new byte[126]));
		assertBytes("82 7E FF FF 00*65535", Frames.binary(new byte[65535]));
	}

	@Test
	void closeFramesHaveStatusAndReason() {
		assertBytes("88 05 03 E8 62 79 65", Frames.close(1000, "bye"));
		assertBytes("88 02 FF FF", Frames.close(65535, ""));
		assertBytes("88 00", Frames.closeWithoutStatus());
	}

	@Test
	void framesCanBeWrong() {
		assertBytes("F1 01 61", Frames.text("a").withRsv(7));
		assertBytes("8B 00", Frames.frame(11, new byte[0]));
		assertBytes("81 7E 00 01 61", Frames.text("a").withLengthSize(2));
		assertBytes("81 7F 00 00 00 00 00 00 00 01 61", Frames.text("a").withLengthSize(8));
		assertBytes("81 7F 80 00 00 00 00 00 00 00 61", Frames.text("a").withLength(Long.MIN_VALUE));
		assertBytes("81 7D 61", Frames.text("a").withLength(125));
		assertBytes("09 7E 00 7E 00*126", Frames.ping(new byte[126]).fragment());
	}

	@Test
	void framesAreJoined() {
		assertThat(Frames.bytes(Frames.text("a"), Frames.pong(new byte[0]))).isEqualTo(Frames.hex("81 01 61 8A 00"));
	}

	@Test
	void framesAreToldInWords() {
		assertThat(Frames.text("a").fragment().withRsv(4)).hasToString("text \"a\", not final, RSV 4");
		assertThat(Frames.binary(new byte[33]).masked(1))
			.hasToString("binary [" + "00 ".repeat(32) + "...] (33 bytes), masked");
		assertThat(Frames.close(1002, "why")).hasToString("close 1002 \"why\"");
		assertThat(Frames.closeWithoutStatus()).hasToString("close without a status");
		assertThat(Frames.frame(8, new byte[1])).hasToString("close with half a status");
		assertThat(Frames.text("a").withLength(-1)).hasToString("text \"a\", length told as 18446744073709551615");
		assertThat(Frames.text("x".repeat(81))).hasToString("text \"" + "x".repeat(80) + "...\" (81 bytes)");
	}

	@Test
	void payloadCannotBeChanged() {
		byte[] payload = { 1 };
		ServerFrame frame = Frames.binary(payload);
		payload[0] = 2;
		assertThat(frame).isEqualTo(Frames.binary(new byte[] { 1 }));
		ByteBuffer view = frame.payload();
		assertThat(view.get()).isOne();
		assertThat(frame.payload().remaining()).isOne();
		assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> frame.payload().put((byte) 3));
	}

	@Test
	void argumentsAreChecked() {
		ServerFrame frame = Frames.binary(new byte[126]);
		assertThatIllegalArgumentException().isThrownBy(() -> frame.withRsv(8))
			.withMessage("'rsv' must be within 0 to 7, but was 8");
		assertThatIllegalArgumentException().isThrownBy(() -> Frames.frame(16, new byte[0]))
			.withMessage("'opcode' must be within 0 to 15, but was 16");
		assertThatIllegalArgumentException().isThrownBy(() -> frame.withLengthSize(1))
			.withMessage("'lengthSize' must be 0, 2 or 8, but was 1");
		assertThatIllegalArgumentException().isThrownBy(() -> frame.withLengthSize(0))
			.withMessage("'length' must fit into 'lengthSize' 0, but was 126");
	}

	private static void assertBytes(String hex, ServerFrame frame) {
		assertThat(frame.toBytes()).isEqualTo(Frames.hex(hex));
	}

}
