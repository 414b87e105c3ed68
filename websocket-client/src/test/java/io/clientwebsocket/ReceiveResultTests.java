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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ReceiveResult}.
 */
class ReceiveResultTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, Integer.MAX_VALUE })
	void countMayBeZeroOrMore(int count) {
		assertThat(new ReceiveResult(count, MessageType.BINARY, false).count()).isEqualTo(count);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE })
	void negativeCountIsRefused(int count) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ReceiveResult(count, MessageType.TEXT, true))
			.withMessage("'count' must not be negative, but was " + count);
	}

	@Test
	void resultsAreComparedByValue() {
		assertThat(new ReceiveResult(5, MessageType.TEXT, true)).isEqualTo(new ReceiveResult(5, MessageType.TEXT, true))
			.isNotEqualTo(new ReceiveResult(5, MessageType.TEXT, false));
	}

}
