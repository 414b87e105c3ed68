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

import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link WebSocketException} and {@link WebSocketHandshakeException}.
 */
class WebSocketExceptionTests {

	private static final URI SERVER = URI.create("ws://localhost/feed");

	@Test
	void exceptionTellsWhatFailedAndWhy() {
		Exception cause = new Exception("cause");
		WebSocketException exception = new WebSocketException(WebSocketError.FAULTED, "message", cause);
		assertThat(exception.error()).isEqualTo(WebSocketError.FAULTED);
		assertThat(exception).hasMessage("message").hasCause(cause);
	}

	@Test
	void causeMayBeMissing() {
		WebSocketException exception = new WebSocketException(WebSocketError.INVALID_STATE, "message");
		assertThat(exception.error()).isEqualTo(WebSocketError.INVALID_STATE);
		assertThat(exception).hasMessage("message").hasNoCause();
	}

	@Test
	void errorIsNeverMissing() {
		assertThatNullPointerException().isThrownBy(() -> new WebSocketException(null, "message"))
			.withMessage("'error' must not be null");
	}

	@Test
	void handshakeExceptionCarriesTheAnswer() {
		HandshakeResponse response = new HandshakeResponse(403, HttpVersion.HTTP_1_1, Map.of());
		WebSocketHandshakeException exception = new WebSocketHandshakeException(WebSocketError.NOT_A_WEBSOCKET, SERVER,
				"message", response, "go away", null);
		assertThat(exception.error()).isEqualTo(WebSocketError.NOT_A_WEBSOCKET);
		assertThat(exception.uri()).isEqualTo(SERVER);
		assertThat(exception.response()).isSameAs(response);
		assertThat(exception.body()).isEqualTo("go away");
		assertThat(exception).hasMessage("message").hasNoCause();
	}

	@Test
	void handshakeExceptionMayHaveNoAnswer() {
		Exception cause = new Exception("cause");
		WebSocketHandshakeException exception = new WebSocketHandshakeException(WebSocketError.FAULTED, SERVER,
				"message", null, "", cause);
		assertThat(exception.response()).isNull();
		assertThat(exception.body()).isEmpty();
		assertThat(exception).hasCause(cause);
	}

	@Test
	void handshakeExceptionAlwaysHasUriAndBody() {
		assertThatNullPointerException()
			.isThrownBy(() -> new WebSocketHandshakeException(WebSocketError.FAULTED, null, "message", null, "", null))
			.withMessage("'uri' must not be null");
		assertThatNullPointerException()
			.isThrownBy(
					() -> new WebSocketHandshakeException(WebSocketError.FAULTED, SERVER, "message", null, null, null))
			.withMessage("'body' must not be null");
	}

}
