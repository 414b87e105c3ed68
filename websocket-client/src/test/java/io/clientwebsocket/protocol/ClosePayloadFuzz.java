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
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ClosePayload}: what is read can be written again, byte for byte, and all else is
 * refused with the right status.
 */
class ClosePayloadFuzz {

	@FuzzTest
	void whatIsReadIsWrittenAgain(byte[] data) {
		if (data.length > 125) {
			return; // no close frame is longer
		}
		CloseStatus refusal = refusal(data);
		ByteBuffer bytes = ByteBuffer.wrap(data);
		try {
			ClosePayload payload = ClosePayload.decode(bytes);
			assertThat(refusal).isNull();
			assertThat(bytes.hasRemaining()).isFalse();
			assertThat(payload.encode()).isEqualTo(ByteBuffer.wrap(data));
			assertThat(ClosePayload.of(payload.status(), payload.reason())).isEqualTo(payload);
		}
		catch (ProtocolException ex) {
			assertThat(ex.status()).isEqualTo(refusal);
		}
	}

	private static @Nullable CloseStatus refusal(byte[] data) {
		if (data.length == 0) {
			return null;
		}
		if (data.length == 1 || !maySend(ByteBuffer.wrap(data).getChar())) {
			return CloseStatus.PROTOCOL_ERROR;
		}
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, 2, data.length - 2));
			return null;
		}
		catch (CharacterCodingException ex) {
			return CloseStatus.INVALID_PAYLOAD_DATA;
		}
	}

	private static boolean maySend(int code) {
		return switch (code) {
			case 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014 -> true;
			default -> code >= 3000 && code <= 4999;
		};
	}

}
