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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketMessage;

/**
 * How a whole message is told in a message of the kit.
 */
final class Messages {

	private Messages() {
	}

	/**
	 * Tell a message.
	 * @param message the message
	 * @return for example <code>text "a"</code>
	 */
	static String describe(WebSocketMessage message) {
		if (message instanceof WebSocketMessage.Close close) {
			return describeClose(close.status().code(), close.reason());
		}
		int opcode = (message instanceof WebSocketMessage.Text) ? Opcode.TEXT : Opcode.BINARY;
		return Opcode.describe(opcode, ByteBuffer.wrap(bytes(message)));
	}

	static String describeClose(int code) {
		return (code == CloseStatus.NO_STATUS.code()) ? "close without a status" : "close " + code;
	}

	static String describeClose(int code, String reason) {
		boolean bare = code == CloseStatus.NO_STATUS.code() && reason.isEmpty();
		return describeClose(code) + (bare ? "" : " \"" + reason + '"');
	}

	/** Payload of a text or binary message. */
	static byte[] bytes(WebSocketMessage message) {
		if (message instanceof WebSocketMessage.Binary binary) {
			return binary.toByteArray();
		}
		if (message instanceof WebSocketMessage.Text text) {
			return text.value().getBytes(StandardCharsets.UTF_8);
		}
		throw new IllegalArgumentException("'message' must be text or binary, but was " + message);
	}

}
