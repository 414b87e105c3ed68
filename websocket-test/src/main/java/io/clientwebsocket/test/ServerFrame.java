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
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A frame for the server to send: right or wrong in whatever way a test needs. Immutable;
 * {@link Frames} makes correct ones, and each method here returns a changed copy.
 *
 * @param fin whether the frame is the last of its message
 * @param rsv the reserved bits, from 0 to 7: RSV1 counts 4, RSV2 counts 2, RSV3 counts 1
 * @param opcode the opcode, from 0 to 15
 * @param maskingKey the masking key, or {@code null} for a frame without mask, as is
 * right for a server
 * @param length the length that the header tells, as an unsigned number
 * @param lengthSize how many bytes tell the length behind the first two: 0, 2 or 8
 * @param payload the payload, read-only; each call of the accessor returns a view with a
 * position of its own
 * @since 0.1.0
 */
public record ServerFrame(boolean fin, int rsv, int opcode, @Nullable Integer maskingKey, long length, int lengthSize,
		ByteBuffer payload) {

	public ServerFrame {
		checkRange("rsv", rsv, 7);
		checkRange("opcode", opcode, 15);
		if (lengthSize != 0 && lengthSize != 2 && lengthSize != 8) {
			throw new IllegalArgumentException("'lengthSize' must be 0, 2 or 8, but was " + lengthSize);
		}
		if (Long.compareUnsigned(length, greatestLength(lengthSize)) > 0) {
			throw new IllegalArgumentException(
					"'length' must fit into 'lengthSize' " + lengthSize + ", but was " + Long.toUnsignedString(length));
		}
		payload = Objects.requireNonNull(payload, "'payload' must not be null").asReadOnlyBuffer();
	}

	ServerFrame(int opcode, byte[] payload) {
		this(true, 0, opcode, null, payload.length, lengthSize(payload.length), ByteBuffer.wrap(payload.clone()));
	}

	@Override
	public ByteBuffer payload() {
		return this.payload.duplicate();
	}

	/**
	 * The same frame with FIN off: the message goes on with a
	 * {@linkplain Frames#continuation(String) continuation}.
	 * @return the changed copy
	 */
	public ServerFrame fragment() {
		return new ServerFrame(false, this.rsv, this.opcode, this.maskingKey, this.length, this.lengthSize,
				this.payload);
	}

	/**
	 * The same frame with other reserved bits.
	 * @param bits from 0 to 7: RSV1 counts 4, RSV2 counts 2, RSV3 counts 1
	 * @return the changed copy
	 */
	public ServerFrame withRsv(int bits) {
		return new ServerFrame(this.fin, bits, this.opcode, this.maskingKey, this.length, this.lengthSize,
				this.payload);
	}

	/**
	 * The same frame, masked, which is wrong for a server.
	 * @param key the masking key
	 * @return the changed copy
	 */
	public ServerFrame masked(int key) {
		return new ServerFrame(this.fin, this.rsv, this.opcode, key, this.length, this.lengthSize, this.payload);
	}

	/**
	 * The same frame with a header that tells another length than the payload has, in the
	 * shortest encoding.
	 * @param told the length, as an unsigned number
	 * @return the changed copy
	 */
	public ServerFrame withLength(long told) {
		return new ServerFrame(this.fin, this.rsv, this.opcode, this.maskingKey, told, lengthSize(told), this.payload);
	}

	/**
	 * The same frame with its length told in another number of bytes, possibly more than
	 * the shortest encoding has.
	 * @param size 0, 2 or 8 bytes behind the first two
	 * @return the changed copy
	 */
	public ServerFrame withLengthSize(int size) {
		return new ServerFrame(this.fin, this.rsv, this.opcode, this.maskingKey, this.length, size, this.payload);
	}

	/**
	 * The frame as it goes over the wire.
	 * @return a new array
	 */
	public byte[] toBytes() {
		int maskSize = (this.maskingKey != null) ? 4 : 0;
		ByteBuffer bytes = ByteBuffer.allocate(2 + this.lengthSize + maskSize + this.payload.remaining());
		bytes.put((byte) ((this.fin ? 0x80 : 0) | (this.rsv << 4) | this.opcode));
		putLength(bytes, (maskSize != 0) ? 0x80 : 0);
		if (this.maskingKey != null) {
			bytes.putInt(this.maskingKey);
		}
		int start = bytes.position();
		bytes.put(payload());
		if (this.maskingKey != null) {
			mask(bytes.array(), start, this.maskingKey);
		}
		return bytes.array();
	}

	private void putLength(ByteBuffer bytes, int maskBit) {
		switch (this.lengthSize) {
			case 0 -> bytes.put((byte) (maskBit | (int) this.length));
			case 2 -> bytes.put((byte) (maskBit | 126)).putShort((short) this.length);
			default -> bytes.put((byte) (maskBit | 127)).putLong(this.length);
		}
	}

	private static void mask(byte[] bytes, int start, int key) {
		for (int i = start; i < bytes.length; i++) {
			bytes[i] ^= (byte) (key >>> (24 - 8 * ((i - start) & 3)));
		}
	}

	private static int lengthSize(long length) {
		if (length >= 0 && length <= 125) {
			return 0;
		}
		return (length >= 0 && length <= 0xFFFF) ? 2 : 8;
	}

	private static long greatestLength(int lengthSize) {
		return switch (lengthSize) {
			case 0 -> 125;
			case 2 -> 0xFFFF;
			default -> -1;
		};
	}

	private static void checkRange(String name, int value, int greatest) {
		if (value < 0 || value > greatest) {
			throw new IllegalArgumentException("'" + name + "' must be within 0 to " + greatest + ", but was " + value);
		}
	}

	@Override
	public String toString() {
		return Opcode.describe(this.fin, this.rsv, this.opcode, this.payload)
				+ ((this.maskingKey != null) ? ", masked" : "") + ((this.length != this.payload.remaining())
						? ", length told as " + Long.toUnsignedString(this.length) : "");
	}

}
