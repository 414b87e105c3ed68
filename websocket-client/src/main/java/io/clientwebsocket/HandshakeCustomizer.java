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

/**
 * Changes the request of each attempt to open a socket: a token that may have expired, a
 * URI that is looked up.
 * <p>
 * It is called once an attempt, before the first request, on a thread of the HTTP client
 * that may block; the time it takes is part of the
 * {@link ClientWebSocketOptions#handshakeTimeout() handshakeTimeout}. What it throws, or
 * a request that cannot be sent, fails the attempt with a
 * {@link WebSocketHandshakeException} whose cause it is.
 *
 * @since 0.1.0
 * @see ClientWebSocketOptions.Builder#handshakeCustomizer(HandshakeCustomizer)
 * @see AsyncHandshakeCustomizer
 */
@FunctionalInterface
public interface HandshakeCustomizer {

	/**
	 * Change a request.
	 * @param request what the options say
	 * @return what is sent
	 * @throws Exception if it cannot be said; the attempt fails
	 */
	HandshakeRequest customize(HandshakeRequest request) throws Exception;

}
