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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;

/**
 * The rules of RFC 6455, 5.2 to 5.5, as slow and plain as they can be written: the whole
 * stream at once, no masking tricks, no state but the stream. What {@link FrameReader}
 * must agree with.
 */
final class ReferenceFrames {

	private final byte[] stream;

	private final Role role;

	private final long maxFrameSize;

	private final List<Frame> frames = new ArrayList<>();

	private int position;

	private boolean inMessage;

	private @Nullable CloseStatus refusal;

	private ReferenceFrames(byte[] stream, Role role, long maxFrameSize) {
		this.stream = stream;
		this.role = role;
		this.maxFrameSize = maxFrameSize;
	}

	static ReferenceFrames of(byte[] stream, Role role, long maxFrameSize) {
		ReferenceFrames reference = new ReferenceFrames(stream, role, maxFrameSize);
		boolean more = true;
		while (more) {
			more = reference.readFrame();
		}
		return reference;
	}

	/**
	 * The frames whose header is complete, the last one with the payload that is there.
	 */
	List<Frame> frames() {
		return this.frames;
	}

	/** Why the frame at {@link #position()} is refused, if it is. */
	@Nullable CloseStatus refusal() {
		return this.refusal;
	}

	/** Index behind what can be consumed. */
	int position() {
		return this.position;
	}

	private boolean readFrame() {
		int available = this.stream.length - this.position;
		if (available < 2) {
			return false;
		}
		if (isWrong()) {
			this.refusal = CloseStatus.PROTOCOL_ERROR;
			return false;
		}
		int length = bits(1, 0x7F);
		int extended = (length == 127) ? 8 : (length == 126) ? 2 : 0;
		boolean masked = bits(1, 0x80) != 0;
		int header = 2 + extended + (masked ? 4 : 0);
		if (available < header) {
			return false;
		}
		long payloadLength = (extended == 0) ? length : number(2, extended);
		this.refusal = refusal(payloadLength);
		return this.refusal == null && consume(header, masked, payloadLength);
	}

	/** What the first two bytes tell. */
	private boolean isWrong() {
		boolean reserved = bits(0, 0x70) != 0;
		boolean masked = bits(1, 0x80) != 0;
		boolean sequence = switch (bits(0, 0x0F)) {
			case 0x0 -> this.inMessage;
			case 0x1, 0x2 -> !this.inMessage;
			case 0x8, 0x9, 0xA -> bits(0, 0x80) != 0 && bits(1, 0x7F) <= 125;
			default -> false;
		};
		return reserved || !sequence || masked != (this.role == Role.SERVER);
	}

	private @Nullable CloseStatus refusal(long payloadLength) {
		if (payloadLength < 0) {
			return CloseStatus.PROTOCOL_ERROR;
		}
		boolean data = bits(0, 0x0F) < 0x8;
		return (data && payloadLength > this.maxFrameSize) ? CloseStatus.MESSAGE_TOO_BIG : null;
	}

	private boolean consume(int header, boolean masked, long payloadLength) {
		int start = this.position + header;
		int count = (int) Math.min(payloadLength, this.stream.length - start);
		byte[] payload = new byte[count];
		for (int i = 0; i < count; i++) {
			int key = masked ? this.stream[start - 4 + i % 4] : 0;
			payload[i] = (byte) (this.stream[start + i] ^ key);
		}
		int opcode = bits(0, 0x0F);
		boolean fin = bits(0, 0x80) != 0;
		this.frames.add(new Frame(this.position, opcode, fin, payloadLength, Hex.of(ByteBuffer.wrap(payload))));
		if (opcode < 0x8) {
			this.inMessage = !fin;
		}
		this.position = start + count;
		return count == payloadLength;
	}

	private int bits(int index, int mask) {
		return this.stream[this.position + index] & mask;
	}

	private long number(int index, int count) {
		ByteBuffer bytes = ByteBuffer.wrap(this.stream, this.position + index, count);
		return (count == 2) ? bytes.getChar() : bytes.getLong();
	}

	/**
	 * A frame.
	 *
	 * @param start index of its first byte
	 * @param opcode the opcode
	 * @param fin the FIN bit
	 * @param length length of the payload as the header has it
	 * @param payload the payload that is there, unmasked, as hex
	 */
	record Frame(int start, int opcode, boolean fin, long length, String payload) {

		boolean isComplete() {
			return (this.payload.length() + 1) / 3 == this.length;
		}

	}

}
