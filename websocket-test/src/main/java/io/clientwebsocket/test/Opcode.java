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
import java.util.HexFormat;

/**
 * Opcodes of RFC 6455, 5.2, and how a frame is told in a message.
 */
final class Opcode {

	static final int CONTINUATION = 0x0;

	static final int TEXT = 0x1;

	static final int BINARY = 0x2;

	static final int CLOSE = 0x8;

	static final int PING = 0x9;

	static final int PONG = 0xA;

	private static final int SHOWN_BYTES = 32;

	private static final int SHOWN_CHARACTERS = 80;

	private Opcode() {
	}

	static boolean isControl(int opcode) {
		return opcode >= CLOSE;
	}

	/**
	 * Tell a frame.
	 * @param fin the FIN bit
	 * @param rsv the three reserved bits, RSV1 counts 4
	 * @param opcode the opcode
	 * @param payload the payload
	 * @return for example <code>text "a", not final, RSV 4</code>
	 */
	static String describe(boolean fin, int rsv, int opcode, ByteBuffer payload) {
		return describe(opcode, payload) + (fin ? "" : ", not final") + ((rsv != 0) ? ", RSV " + rsv : "");
	}

	static String describe(int opcode, ByteBuffer payload) {
		return describe(opcode) + " " + switch (opcode) {
			case TEXT -> quoted(payload);
			case CLOSE -> closePayload(payload);
			default -> bytes(payload);
		};
	}

	static String describe(int opcode) {
		return switch (opcode) {
			case CONTINUATION -> "continuation";
			case TEXT -> "text";
			case BINARY -> "binary";
			case CLOSE -> "close";
			case PING -> "ping";
			case PONG -> "pong";
			default -> "opcode " + opcode;
		};
	}

	private static String closePayload(ByteBuffer payload) {
		if (payload.remaining() < 2) {
			return (payload.remaining() != 0) ? "with half a status" : "without a status";
		}
		int code = payload.getShort(payload.position()) & 0xFFFF;
		return code + " " + quoted(payload.slice(payload.position() + 2, payload.remaining() - 2));
	}

	private static String quoted(ByteBuffer payload) {
		String text = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
		if (text.length() <= SHOWN_CHARACTERS) {
			return '"' + text + '"';
		}
		return '"' + text.substring(0, SHOWN_CHARACTERS) + "...\" (" + payload.remaining() + " bytes)";
	}

	private static String bytes(ByteBuffer payload) {
		byte[] shown = new byte[Math.min(SHOWN_BYTES, payload.remaining())];
		payload.duplicate().get(shown);
		String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(shown);
		return "[" + hex + ((shown.length < payload.remaining()) ? " ..." : "") + "] (" + payload.remaining()
				+ " bytes)";
	}

}
