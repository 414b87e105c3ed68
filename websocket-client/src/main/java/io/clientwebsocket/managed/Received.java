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

import io.clientwebsocket.WebSocketMessage;

/**
 * What comes in over the life of a {@link ReconnectingWebSocket}: messages, and between
 * the last of one connection and the first of the next, a {@link Gap}.
 *
 * @since 0.1.0
 */
public sealed interface Received permits Received.Message, Gap {

	/**
	 * A message.
	 *
	 * @param value the text or binary message
	 * @since 0.1.0
	 */
	record Message(WebSocketMessage value) implements Received {

	}

}
