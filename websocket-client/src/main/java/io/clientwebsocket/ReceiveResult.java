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
 * What one call of {@link ClientWebSocket#receive(java.nio.ByteBuffer)} brought.
 *
 * @param count number of bytes put into the buffer, possibly 0
 * @param type type of the message that the bytes belong to; of a fragmented message,
 * always the type of its first frame
 * @param endOfMessage whether the message is complete with these bytes
 * @since 0.1.0
 */
public record ReceiveResult(int count, MessageType type, boolean endOfMessage) {

	public ReceiveResult {
		if (count < 0) {
			throw new IllegalArgumentException("'count' must not be negative, but was " + count);
		}
	}

}
