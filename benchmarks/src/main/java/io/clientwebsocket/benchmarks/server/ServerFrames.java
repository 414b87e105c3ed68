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

package io.clientwebsocket.benchmarks.server;

import java.nio.ByteBuffer;

/**
 * Frames as the server writes them: unmasked.
 */
final class ServerFrames {

	static final int MAX_HEADER_LENGTH = 10;

	static final int FIN = 0x80;

	/** Bits of the opcode. */
	static final int OPCODE = 0x0F;

	static final int TEXT = 1;

	static final int BINARY = 2;

	/** Says that a message is compressed. */
	static final int RSV1 = 0x40;

	private ServerFrames() {
	}

	/** Write a frame; the payload is not advanced. */
	static ByteBuffer write(ByteBuffer out, int firstByte, ByteBuffer payload) {
		int length = payload.remaining();
		out.put((byte) firstByte);
		if (length < 126) {
			out.put((byte) length);
		}
		else if (length < 65_536) {
			out.put((byte) 126).putShort((short) length);
		}
		else {
			out.put((byte) 127).putLong(length);
		}
		out.put(out.position(), payload, payload.position(), length);
		return out.position(out.position() + length);
	}

}
