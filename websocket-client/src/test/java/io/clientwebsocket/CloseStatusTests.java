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

package io.clientwebsocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CloseStatus}.
 */
class CloseStatusTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			1000, 1003, true
			1004, 1006, false
			1007, 1014, true
			1015, 2999, false
			3000, 4999, true
			""")
	void onlySomeCodesMayBeSent(int first, int last, boolean transmittable) {
		for (int code = first; code <= last; code++) {
			assertThat(new CloseStatus(code).isTransmittable()).as("%d", code).isEqualTo(transmittable);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 999, 5000, 65535, Integer.MIN_VALUE, Integer.MAX_VALUE })
	void codeOutOfRangeIsRefused(int code) {
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseStatus(code))
			.withMessage("'code' must be within 1000 to 4999, but was " + code);
	}

	@Test
	void constantsHaveTheCodesOfTheRegistry() {
		assertThat(CloseStatus.NORMAL_CLOSURE.code()).isEqualTo(1000);
		assertThat(CloseStatus.ENDPOINT_UNAVAILABLE.code()).isEqualTo(1001);
		assertThat(CloseStatus.PROTOCOL_ERROR.code()).isEqualTo(1002);
		assertThat(CloseStatus.INVALID_MESSAGE_TYPE.code()).isEqualTo(1003);
		assertThat(CloseStatus.NO_STATUS.code()).isEqualTo(1005);
		assertThat(CloseStatus.INVALID_PAYLOAD_DATA.code()).isEqualTo(1007);
		assertThat(CloseStatus.POLICY_VIOLATION.code()).isEqualTo(1008);
		assertThat(CloseStatus.MESSAGE_TOO_BIG.code()).isEqualTo(1009);
		assertThat(CloseStatus.MANDATORY_EXTENSION.code()).isEqualTo(1010);
		assertThat(CloseStatus.INTERNAL_SERVER_ERROR.code()).isEqualTo(1011);
		assertThat(CloseStatus.SERVICE_RESTART.code()).isEqualTo(1012);
		assertThat(CloseStatus.TRY_AGAIN_LATER.code()).isEqualTo(1013);
	}

	@Test
	void codesAreComparedByValueAndReadAsNumbers() {
		assertThat(new CloseStatus(1000)).isEqualTo(CloseStatus.NORMAL_CLOSURE).hasToString("1000");
	}

}
