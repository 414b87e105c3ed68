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
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebSocketState}.
 */
class WebSocketStateTests {

	@ParameterizedTest
	@EnumSource(WebSocketState.class)
	void onlyClosedAndAbortedAreTerminal(WebSocketState state) {
		assertThat(state.isTerminal()).isEqualTo(state == WebSocketState.CLOSED || state == WebSocketState.ABORTED);
	}

	@Test
	void statesStandInTheOrderInWhichSocketPassesThroughThem() {
		assertThat(WebSocketState.values()).containsExactly(WebSocketState.NONE, WebSocketState.CONNECTING,
				WebSocketState.OPEN, WebSocketState.CLOSE_SENT, WebSocketState.CLOSE_RECEIVED, WebSocketState.CLOSED,
				WebSocketState.ABORTED);
	}

}
