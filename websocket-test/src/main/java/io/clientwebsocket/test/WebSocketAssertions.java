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

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.WebSocketMessage;

/**
 * AssertJ's assertions for sockets, in words of WebSockets. Stands beside AssertJ's own
 * {@code assertThat} as a second static import.
 *
 * <pre class="code">
 * assertThat(socket).receivesText("a").receivesClose(1000);
 * assertThat(socket.close(CloseStatus.NORMAL_CLOSURE, null)).isClean();
 * assertThat(socket).isClosed();
 * </pre>
 * <p>
 * Needs {@code org.assertj:assertj-core}; the other classes of this package do not.
 *
 * @since 0.1.0
 */
public final class WebSocketAssertions {

	private WebSocketAssertions() {
	}

	/**
	 * Assertions on a socket.
	 * @param actual the socket
	 * @return the assertions
	 */
	public static ClientWebSocketAssert assertThat(@Nullable ClientWebSocket actual) {
		return new ClientWebSocketAssert(actual);
	}

	/**
	 * Assertions on a message.
	 * @param actual the message
	 * @return the assertions
	 */
	public static WebSocketMessageAssert assertThat(@Nullable WebSocketMessage actual) {
		return new WebSocketMessageAssert(actual);
	}

	/**
	 * Assertions on how a close handshake ended.
	 * @param actual the result
	 * @return the assertions
	 */
	public static CloseResultAssert assertThat(@Nullable CloseResult actual) {
		return new CloseResultAssert(actual);
	}

}
