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
 * How many bytes a message has.
 */
final class MessageSize {

	private MessageSize() {
	}

	static long of(WebSocketMessage message) {
		if (message instanceof WebSocketMessage.Text text) {
			return of(text.value());
		}
		return (message instanceof WebSocketMessage.Binary binary) ? binary.value().remaining() : 0;
	}

	/** Bytes of a text; unpaired surrogates are refused now, not when it is sent. */
	static long of(String text) {
		long bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isSurrogate(c)) {
				boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
						&& Character.isLowSurrogate(text.charAt(i + 1));
				if (!pair) {
					throw new IllegalArgumentException(
							"'text' must not have unpaired surrogates, but has one at index " + i);
				}
				i++;
				bytes += 4;
			}
			else {
				bytes += (c < 0x80) ? 1 : (c < 0x800) ? 2 : 3;
			}
		}
		return bytes;
	}

}
