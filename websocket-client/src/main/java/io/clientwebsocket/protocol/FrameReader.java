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

import io.clientwebsocket.CloseStatus;

/**
 * Reads frames: header by header, and the payload in whatever pieces it comes (RFC 6455,
 * 5.2 to 5.5). Knows which frames may follow each other. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class FrameReader {

	/**
	 * Longest payload of a control frame (RFC 6455, 5.5).
	 */
	public static final int MAX_CONTROL_PAYLOAD = 125;

	private static final int PLAIN_TEXT = FrameWriter.firstByte(Opcode.TEXT, true) << 8;

	private static final int PLAIN_BINARY = FrameWriter.firstByte(Opcode.BINARY, true) << 8;

	private final Role role;

	private final long maxFrameSize;

	/** Whether messages may be compressed: RSV1 of their first frames says so. */
	private final boolean compression;

	/** Longest payload of a header of two bytes that is right here, -1 if none is. */
	private final int maxPlainLength;

	/** Type of the message in progress, {@link Opcode#CONTINUATION} between messages. */
	private int messageOpcode;

	/** Whether that message is compressed. */
	private boolean compressed;

	private int opcode;

	private boolean fin;

	private boolean masked;

	private int maskKey;

	private long payloadLength;

	private long payloadRemaining;

	/**
	 * Create a new reader.
	 * @param role the end that reads
	 * @param maxFrameSize largest payload of a data frame in bytes
	 */
	public FrameReader(Role role, long maxFrameSize) {
		this(role, maxFrameSize, false);
	}

	/**
	 * Create a new reader.
	 * @param role the end that reads
	 * @param maxFrameSize largest payload of a data frame in bytes
	 * @param compression whether messages may be compressed (RFC 7692, 6)
	 */
	public FrameReader(Role role, long maxFrameSize, boolean compression) {
		this.role = role;
		this.maxFrameSize = maxFrameSize;
		this.compression = compression;
		this.maxPlainLength = role.masks() ? (int) Math.min(125, maxFrameSize) : -1;
	}

	/** Create a new reader, between messages, with the checks of another one. */
	FrameReader(FrameReader other) {
		this(other.role, other.maxFrameSize, other.compression);
	}

	/**
	 * Stand behind the current data frame of another reader.
	 * @param other reads the same stream
	 * @param inFrame whether it was not told yet of the end of that frame
	 */
	void continueBehind(FrameReader other, boolean inFrame) {
		this.messageOpcode = (inFrame && other.fin) ? Opcode.CONTINUATION : other.messageOpcode;
	}

	/**
	 * Read the header of the next frame.
	 * @param in the bytes; advanced behind the header if it is complete and allowed, else
	 * unchanged
	 * @return whether the header was complete
	 * @throws ProtocolException if the header must not stand here
	 */
	public boolean readHeader(ByteBuffer in) {
		int available = in.remaining();
		if (available < 2) {
			return false;
		}
		int position = in.position();
		int start = in.getShort(position);
		if (isPlain(start)) {
			in.position(position + 2);
			beginPlain(start);
			return true;
		}
		int first = start >> 8;
		int second = (byte) start;
		checkFirstByte(first);
		checkSecondByte(first, second);
		int length = second & 0x7F;
		int lengthBytes = lengthBytes(length);
		int headerLength = 2 + lengthBytes + ((second < 0) ? 4 : 0);
		if (available < headerLength) {
			return false;
		}
		this.payloadLength = switch (lengthBytes) {
			case 0 -> length;
			case 2 -> in.getShort(position + 2) & 0xFFFF;
			default -> checkLength(in.getLong(position + 2));
		};
		checkSize(first);
		this.masked = second < 0;
		this.maskKey = this.masked ? in.getInt(position + headerLength - 4) : 0;
		in.position(position + headerLength);
		begin(first);
		return true;
	}

	/**
	 * Whether two bytes are the whole header of a short, unmasked message in one frame,
	 * and such a frame is right here: the usual case, told by one look.
	 */
	private boolean isPlain(int start) {
		int kind = start & 0xFF80;
		return (kind == PLAIN_TEXT || kind == PLAIN_BINARY) && (start & 0x7F) <= this.maxPlainLength
				&& this.messageOpcode == Opcode.CONTINUATION;
	}

	private void beginPlain(int start) {
		this.opcode = (start >> 8) & 0x0F;
		this.messageOpcode = this.opcode;
		this.compressed = false;
		this.fin = true;
		this.masked = false;
		this.payloadLength = start & 0x7F;
		this.payloadRemaining = this.payloadLength;
	}

	/** Number of bytes of the extended length. */
	private static int lengthBytes(int length) {
		return (length < 126) ? 0 : (length == 126) ? 2 : 8;
	}

	private void begin(int first) {
		this.opcode = first & 0x0F;
		this.fin = first < 0;
		this.payloadRemaining = this.payloadLength;
		if (!Opcode.isControl(this.opcode) && this.opcode != Opcode.CONTINUATION) {
			this.messageOpcode = this.opcode;
			this.compressed = (first & FrameWriter.RSV1) != 0;
		}
	}

	private void checkFirstByte(int first) {
		if ((first & 0x70) != 0 && !isCompressedStart(first)) {
			throw ProtocolException.violation("expected reserved bits 0, but was " + reservedBits(first));
		}
		int code = first & 0x0F;
		switch (code) {
			case Opcode.CONTINUATION -> {
				if (this.messageOpcode == Opcode.CONTINUATION) {
					throw ProtocolException.violation("expected a new message, but was a continuation frame");
				}
			}
			case Opcode.TEXT, Opcode.BINARY -> {
				if (this.messageOpcode != Opcode.CONTINUATION) {
					throw ProtocolException.violation("expected a continuation frame, but was a new message");
				}
			}
			case Opcode.CLOSE, Opcode.PING, Opcode.PONG -> {
				if (first >= 0) {
					throw ProtocolException.violation("expected a control frame in one piece, but was a fragment");
				}
			}
			default -> throw ProtocolException.violation("expected a known opcode, but was " + code);
		}
	}

	/** RSV1 alone, on the first frame of a message (RFC 7692, 6.1). */
	private boolean isCompressedStart(int first) {
		int opcode = first & 0x0F;
		return this.compression && (first & 0x70) == FrameWriter.RSV1
				&& (opcode == Opcode.TEXT || opcode == Opcode.BINARY);
	}

	private void checkSecondByte(int first, int second) {
		if ((second < 0) == this.role.masks()) {
			throw ProtocolException.violation(this.role.masks() ? "expected an unmasked frame, but was a masked one"
					: "expected a masked frame, but was an unmasked one");
		}
		if (Opcode.isControl(first) && (second & 0x7F) > MAX_CONTROL_PAYLOAD) {
			throw ProtocolException.violation("expected a control frame of at most " + MAX_CONTROL_PAYLOAD
					+ " bytes, but was one with a longer length");
		}
	}

	private static long checkLength(long length) {
		if (length < 0) {
			throw ProtocolException
				.violation("expected a payload length below 2^63, but was " + Long.toUnsignedString(length));
		}
		return length;
	}

	private void checkSize(int first) {
		if (!Opcode.isControl(first) && this.payloadLength > this.maxFrameSize) {
			throw new ProtocolException(CloseStatus.MESSAGE_TOO_BIG, "expected a frame of at most " + this.maxFrameSize
					+ " bytes ('maxFrameSize'), but was " + this.payloadLength);
		}
	}

	private static String reservedBits(int first) {
		StringBuilder bits = new StringBuilder();
		for (int bit = 1; bit <= 3; bit++) {
			if ((first & (0x80 >> bit)) != 0) {
				bits.append(bits.isEmpty() ? "RSV" : ", RSV").append(bit);
			}
		}
		return bits.toString();
	}

	/**
	 * Move payload of the current frame, unmasked, as much as both buffers allow.
	 * @param in where the bytes come from; advanced
	 * @param out where the bytes go; advanced
	 * @return number of bytes moved
	 */
	public int readPayload(ByteBuffer in, ByteBuffer out) {
		int from = in.position();
		int count = (int) Math.min(this.payloadRemaining, Math.min(in.limit() - from, out.remaining()));
		out.put(out.position(), in, from, count);
		in.position(from + count);
		payloadArrived(out, count);
		return count;
	}

	/**
	 * Take over payload that is in place already: unmask it there.
	 * @param out the buffer that holds the bytes from its position on; advanced
	 * @param count how many bytes arrived, at most {@link #payloadRemaining()}
	 */
	public void payloadArrived(ByteBuffer out, int count) {
		int position = out.position();
		if (this.masked) {
			Masking.apply(out, position, count, this.maskKey, this.payloadLength - this.payloadRemaining);
		}
		out.position(position + count);
		this.payloadRemaining -= count;
	}

	/**
	 * Pass over payload of the current frame.
	 * @param in where the bytes come from; advanced
	 */
	public void skipPayload(ByteBuffer in) {
		int count = (int) Math.min(this.payloadRemaining, in.remaining());
		in.position(in.position() + count);
		this.payloadRemaining -= count;
	}

	/**
	 * Tell that the current data frame was consumed: after the last one of a message, a
	 * new message may follow.
	 */
	public void endFrame() {
		if (this.fin) {
			this.messageOpcode = Opcode.CONTINUATION;
		}
	}

	/**
	 * Opcode of the current frame.
	 * @return the opcode
	 */
	public int opcode() {
		return this.opcode;
	}

	/**
	 * Type of the message that the current data frame belongs to.
	 * @return {@link Opcode#TEXT} or {@link Opcode#BINARY}, {@link Opcode#CONTINUATION}
	 * between messages
	 */
	public int messageOpcode() {
		return this.messageOpcode;
	}

	/**
	 * Whether the message that the current data frame belongs to is compressed.
	 * @return the RSV1 bit of its first frame
	 */
	public boolean isCompressed() {
		return this.compressed;
	}

	/**
	 * Whether the current frame is the last of its message.
	 * @return the FIN bit
	 */
	public boolean isFinal() {
		return this.fin;
	}

	/**
	 * Payload of the current frame that was not read yet.
	 * @return number of bytes
	 */
	public long payloadRemaining() {
		return this.payloadRemaining;
	}

}
