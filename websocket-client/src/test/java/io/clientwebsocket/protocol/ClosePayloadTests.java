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

import io.clientwebsocket.CloseStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ClosePayload}.
 */
class ClosePayloadTests {

	@Test
	void emptyPayloadIsNoStatus() {
		assertThat(ClosePayload.decode(ByteBuffer.allocate(0))).isEqualTo(new ClosePayload(CloseStatus.NO_STATUS, ""));
	}

	@Test
	void payloadOfOneByteIsRefused() {
		assertRefused("03", CloseStatus.PROTOCOL_ERROR, "expected a close status of 2 bytes, but was 1 byte");
	}

	@ParameterizedTest
	@ValueSource(
			ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999 })
	void statusThatMayBeSentIsRead(int code) {
		ByteBuffer payload = ByteBuffer.allocate(2).putShort(0, (short) code);
		assertThat(ClosePayload.decode(payload)).isEqualTo(new ClosePayload(new CloseStatus(code), ""));
		assertThat(payload.hasRemaining()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32768, 65535 })
	void statusThatMustNotBeSentIsRefused(int code) {
		ByteBuffer payload = ByteBuffer.allocate(4).putShort((short) code).put((byte) 'O').put((byte) 'K').flip();
		assertRefused(Hex.of(payload), CloseStatus.PROTOCOL_ERROR,
				"expected a close status that may be sent (RFC 6455, 7.4), but was " + code);
	}

	@Test
	void reasonIsRead() {
		ByteBuffer payload = Hex.buffer("03 E9 62 79 65 20 F0 9F 98 80"); // 1001 bye 😀
		assertThat(ClosePayload.decode(payload))
			.isEqualTo(new ClosePayload(CloseStatus.ENDPOINT_UNAVAILABLE, "bye 😀"));
		assertThat(payload.hasRemaining()).isFalse();
	}

	@Test
	void reasonMayTakeAllTheRoom() {
		ByteBuffer payload = Hex.buffer("0F A0 61*123"); // 4000
		assertThat(ClosePayload.decode(payload)).isEqualTo(new ClosePayload(new CloseStatus(4000), "a".repeat(123)));
	}

	@ParameterizedTest
	@CsvSource({ "FF, never", "C3, cut off", "62 79 65 80, continuation byte", "C0 AF, overlong", "ED A0 80, surrogate",
			"F4 90 80 80, above the largest" })
	void reasonThatIsNotUtf8IsRefusedAsInvalidData(String reason, String name) {
		assertRefused("03 E8 " + reason, CloseStatus.INVALID_PAYLOAD_DATA,
				"expected a close reason in UTF-8, but was something else");
	}

	@Test
	void badStatusCountsBeforeBadReason() {
		assertRefused("03 ED FF", CloseStatus.PROTOCOL_ERROR,
				"expected a close status that may be sent (RFC 6455, 7.4), but was 1005");
	}

	@Test
	void onlyBytesBetweenPositionAndLimitAreRead() {
		ByteBuffer payload = Hex.buffer("FF 03 E8 62 79 65 FF").position(1).limit(6);
		assertThat(ClosePayload.decode(payload)).isEqualTo(new ClosePayload(CloseStatus.NORMAL_CLOSURE, "bye"));
		assertThat(payload.position()).isEqualTo(6);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			1000, '',    03 E8
			1000, bye,   03 E8 62 79 65
			1014, €,     03 F6 E2 82 AC
			3000, ,      0B B8
			4999, ?,     13 87 3F
			""")
	void statusAndReasonAreEncoded(int code, String reason, String expected) {
		ClosePayload payload = ClosePayload.of(new CloseStatus(code), reason);
		assertThat(Hex.of(payload.encode())).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "''", "," })
	void noStatusIsEncodedAsNothing(String reason) {
		assertThat(ClosePayload.of(CloseStatus.NO_STATUS, reason).encode().hasRemaining()).isFalse();
	}

	@Test
	void noReasonIsAnEmptyOne() {
		assertThat(ClosePayload.of(CloseStatus.NORMAL_CLOSURE, null).reason()).isEmpty();
	}

	@Test
	void reasonWithoutStatusIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ClosePayload.of(CloseStatus.NO_STATUS, "bye"))
			.withMessage("'reason' needs a status, but 'status' was 1005");
	}

	@Test
	void constructorMakesNothingThatMustNotBeSent() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ClosePayload(new CloseStatus(1006), ""))
			.withMessageStartingWith("'status' must be 1000 to 1003");
		assertThatIllegalArgumentException().isThrownBy(() -> new ClosePayload(CloseStatus.NO_STATUS, "bye"))
			.withMessageStartingWith("'reason' needs a status");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ClosePayload(CloseStatus.NORMAL_CLOSURE, "a".repeat(124)))
			.withMessageStartingWith("'reason' must be at most 123 bytes");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1004, 1006, 1015, 1016, 2000, 2999 })
	void statusThatMustNotBeSentIsNotMade(int code) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClosePayload.of(new CloseStatus(code), ""))
			.withMessage(
					"'status' must be 1000 to 1003, 1007 to 1014 or 3000 to 4999 (RFC 6455, 7.4), but was " + code);
	}

	@ParameterizedTest
	@CsvSource({ "a, 123", "é, 61", "€, 41", "😀, 30" })
	void reasonOfAtMost123BytesIsAccepted(String character, int count) {
		String reason = character.repeat(count);
		ClosePayload payload = ClosePayload.of(CloseStatus.NORMAL_CLOSURE, reason);
		assertThat(payload.reason()).isEqualTo(reason);
		assertThat(ClosePayload.decode(payload.encode())).isEqualTo(payload);
	}

	@ParameterizedTest
	@CsvSource({ "a, 124", "é, 62", "€, 42", "😀, 31" })
	void reasonOfMoreThan123BytesIsRefused(String character, int count) {
		String reason = character.repeat(count);
		assertThatIllegalArgumentException().isThrownBy(() -> ClosePayload.of(CloseStatus.NORMAL_CLOSURE, reason))
			.withMessage("'reason' must be at most 123 bytes of UTF-8 (RFC 6455, 5.5), but was "
					+ reason.getBytes(StandardCharsets.UTF_8).length);
	}

	@Test
	void reasonWithUnpairedSurrogateIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> ClosePayload.of(CloseStatus.NORMAL_CLOSURE, "bye \uD83D"))
			.withMessage("'reason' must be Unicode, but has an unpaired surrogate");
	}

	private static void assertRefused(String hex, CloseStatus status, String message) {
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> ClosePayload.decode(Hex.buffer(hex)))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.status()).isEqualTo(status));
	}

}
