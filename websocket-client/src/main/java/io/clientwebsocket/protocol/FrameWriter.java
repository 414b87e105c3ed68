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

package io.clientwebsocket.protocol;

import java.nio.ByteBuffer;

/**
 * Writes frame headers (RFC 6455, 5.2), with the shortest form of the length.
 *
 * @since 0.1.0
 */
public final class FrameWriter {

	/**
	 * Longest header: two bytes, eight of length, four of masking key.
	 */
	public static final int MAX_HEADER_LENGTH = 14;

	static final int RSV1 = 0x40;

	private static final int FIN = 0x80;

	private static final int MASKED = 0x80;

	private FrameWriter() {
	}

	/**
	 * First byte of a frame.
	 * @param opcode the opcode
	 * @param fin whether the frame is the last of its message
	 * @return the byte
	 */
	public static int firstByte(int opcode, boolean fin) {
		return fin ? (FIN | opcode) : opcode;
	}

	/**
	 * First byte of the first frame of a compressed message (RFC 7692, 6.1).
	 * @param opcode the opcode
	 * @param fin whether the frame is the last of its message
	 * @return the byte
	 */
	public static int firstByteCompressed(int opcode, boolean fin) {
		return firstByte(opcode, fin) | RSV1;
	}

	/**
	 * Write an unmasked header.
	 * @param out where the header goes, with at least {@link #MAX_HEADER_LENGTH} bytes of
	 * room
	 * @param firstByte the first byte
	 * @param payloadLength length of the payload
	 */
	public static void writeHeader(ByteBuffer out, int firstByte, long payloadLength) {
		writeStart(out, firstByte, 0, payloadLength);
	}

	/**
	 * Write a masked header.
	 * @param out where the header goes, with at least {@link #MAX_HEADER_LENGTH} bytes of
	 * room
	 * @param firstByte the first byte
	 * @param payloadLength length of the payload
	 * @param maskKey the masking key
	 */
	public static void writeHeader(ByteBuffer out, int firstByte, long payloadLength, int maskKey) {
		writeStart(out, firstByte, MASKED, payloadLength);
		out.putInt(maskKey);
	}

	private static void writeStart(ByteBuffer out, int firstByte, int maskBit, long payloadLength) {
		out.put((byte) firstByte);
		if (payloadLength < 126) {
			out.put((byte) (maskBit | (int) payloadLength));
		}
		else if (payloadLength <= 0xFFFF) {
			out.put((byte) (maskBit | 126)).putShort((short) payloadLength);
		}
		else {
			out.put((byte) (maskBit | 127)).putLong(payloadLength);
		}
	}

}
