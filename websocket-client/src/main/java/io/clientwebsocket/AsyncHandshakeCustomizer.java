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

import java.util.concurrent.CompletionStage;

/**
 * Changes the request of each attempt to open a socket, and needs no thread that waits.
 *
 * @since 0.1.0
 * @see ClientWebSocketOptions.Builder#handshakeCustomizerAsync(AsyncHandshakeCustomizer)
 * @see HandshakeCustomizer
 */
@FunctionalInterface
public interface AsyncHandshakeCustomizer {

	/**
	 * Change a request. Called as {@link HandshakeCustomizer#customize} is.
	 * @param request what the options say
	 * @return a stage of what is sent; its failure fails the attempt
	 */
	CompletionStage<HandshakeRequest> customize(HandshakeRequest request);

}
