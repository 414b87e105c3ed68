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
 * Finds the PING and PONG frames among data that nobody has taken yet, so that they can
 * be answered while the application does not read. Only hops from header to header, as
 * far as the first one that is wrong wherever it stands: what is wrong with a frame is
 * told when its turn to be read comes. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class ControlScanner {

	private static final byte PING = (byte) FrameWriter.firstByte(Opcode.PING, true);

	private static final byte PONG = (byte) FrameWriter.firstByte(Opcode.PONG, true);

	/** Offset in the stream of the first byte that was not scanned. */
	private long scanned;

	private int opcode;

	private boolean masked;

	private int maskKey;

	private int payloadStart;

	private int payloadLength;

	/**
	 * Whether a frame was found by this scanner before, and is done with.
	 * @param streamOffset offset in the stream of the frame's first byte
	 * @return whether the frame needs no handling any more
	 */
	public boolean isDone(long streamOffset) {
		return streamOffset < this.scanned;
	}

	/**
	 * Go on to the next PING or PONG that is complete.
	 * @param in the bytes; not advanced
	 * @param streamOffset offset in the stream of the buffer's position
	 * @param payloadRemaining payload of the frame in progress that starts at the
	 * position
	 * @return whether there is one
	 */
	public boolean next(ByteBuffer in, long streamOffset, long payloadRemaining) {
		if (payloadRemaining >= in.remaining()) {
			return false;
		}
		this.scanned = Math.max(this.scanned, streamOffset + payloadRemaining);
		while (this.scanned - streamOffset + 2 <= in.remaining()) {
			int header = in.position() + (int) (this.scanned - streamOffset);
			int first = in.get(header);
			int second = in.get(header + 1);
			int length = second & 0x7F;
			int lengthBytes = FrameReader.lengthBytes(length);
			int start = header + 2 + lengthBytes + ((second < 0) ? 4 : 0);
			if (start > in.limit()) {
				return false;
			}
			long payloadLength = payloadLength(in, header, length, lengthBytes);
			long frameLength = (start - header) + payloadLength;
			if (isData(first) && payloadLength >= 0) {
				this.scanned += frameLength;
				continue;
			}
			boolean wellFormed = (first == PING || first == PONG) && lengthBytes == 0;
			if (!wellFormed || header + frameLength > in.limit()) {
				return false;
			}
			this.opcode = first & 0x0F;
			this.scanned += frameLength;
			this.masked = second < 0;
			this.maskKey = this.masked ? in.getInt(start - 4) : 0;
			this.payloadStart = start;
			this.payloadLength = length;
			return true;
		}
		return false;
	}

	/** Whether a data frame begins so, without reserved bits and with a known opcode. */
	private static boolean isData(int first) {
		return (first & 0x70) == 0 && (first & 0x0F) <= Opcode.BINARY;
	}

	/** Length of the payload, negative if the frame has none that is allowed. */
	private static long payloadLength(ByteBuffer in, int header, int length, int lengthBytes) {
		return switch (lengthBytes) {
			case 0 -> length;
			case 2 -> in.getShort(header + 2) & 0xFFFF;
			// no stream gets that far, and the sum of offset and length stays a number
			default -> Math.min(in.getLong(header + 2), Long.MAX_VALUE >> 1);
		};
	}

	/**
	 * Opcode of the frame that was found.
	 * @return {@link Opcode#PING} or {@link Opcode#PONG}
	 */
	public int opcode() {
		return this.opcode;
	}

	/**
	 * Payload of the frame that was found.
	 * @param in the buffer that was scanned
	 * @return a copy of the payload, unmasked
	 */
	public ByteBuffer payload(ByteBuffer in) {
		ByteBuffer payload = ByteBuffer.allocate(this.payloadLength);
		payload.put(0, in, this.payloadStart, this.payloadLength);
		if (this.masked) {
			Masking.apply(payload, 0, this.payloadLength, this.maskKey, 0);
		}
		return payload;
	}

}
