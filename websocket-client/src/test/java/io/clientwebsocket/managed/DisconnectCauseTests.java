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

package io.clientwebsocket.managed;

import java.net.ConnectException;

import org.junit.jupiter.api.Test;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.managed.DisconnectCause.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DisconnectCause}.
 */
class DisconnectCauseTests {

	@Test
	void summaryTellsTheErrorAndTheTypeOfTheExceptionBelowItWithoutItsWords() {
		ConnectException refused = new ConnectException("secret");
		WebSocketException failure = new WebSocketException(WebSocketError.FAULTED, "secret",
				new WebSocketException(WebSocketError.FAULTED, "secret", refused));
		assertThat(DisconnectCause.of(Kind.HANDSHAKE_FAILED, failure).summary())
			.isEqualTo("HANDSHAKE_FAILED FAULTED (ConnectException)");
		assertThat(DisconnectCause.of(Kind.SUPPLIER_FAILED, refused).summary())
			.isEqualTo("SUPPLIER_FAILED (ConnectException)");
	}

	@Test
	void summaryWithoutAnExceptionBelowEndsWithWhatIsKnown() {
		WebSocketException failure = new WebSocketException(WebSocketError.KEEP_ALIVE_TIMEOUT, "secret");
		assertThat(DisconnectCause.of(Kind.CONNECTION_LOST, failure).summary())
			.isEqualTo("CONNECTION_LOST KEEP_ALIVE_TIMEOUT");
		assertThat(DisconnectCause.of(Kind.NO_DATA, "secret").summary()).isEqualTo("NO_DATA");
		assertThat(DisconnectCause.closed(CloseStatus.ENDPOINT_UNAVAILABLE, "secret").summary())
			.isEqualTo("CLOSED_BY_PEER 1001");
	}

}
