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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * A frame of HTTP/2 (RFC 9113, 4.1). A stream of 0 is the connection.
 */
final class Http2Frame {

	static final int DATA = 0;

	static final int HEADERS = 1;

	static final int RST_STREAM = 3;

	static final int SETTINGS = 4;

	static final int PING = 6;

	static final int GOAWAY = 7;

	static final int WINDOW_UPDATE = 8;

	static final int CONTINUATION = 9;

	static final int ACK = 0x1;

	static final int END_STREAM = 0x1;

	static final int END_HEADERS = 0x4;

	static final int PADDED = 0x8;

	static final int PRIORITY = 0x20;

	/** The largest payload that every peer takes. */
	static final int MAX_PAYLOAD = 16 * 1024;

	private static final int HEAD_SIZE = 9;

	private final int type;

	private final int flags;

	private final int streamId;

	private final byte[] payload;

	Http2Frame(int type, int flags, int streamId, byte[] payload) {
		this.type = type;
		this.flags = flags;
		this.streamId = streamId;
		this.payload = payload;
	}

	static Http2Frame read(InputStream in) throws IOException {
		ByteBuffer head = ByteBuffer.wrap(readFully(in, HEAD_SIZE));
		int first = head.getInt();
		int flags = head.get() & 0xFF;
		int streamId = head.getInt() & Integer.MAX_VALUE;
		return new Http2Frame(first & 0xFF, flags, streamId, readFully(in, first >>> 8));
	}

	static byte[] readFully(InputStream in, int count) throws IOException {
		byte[] bytes = in.readNBytes(count);
		if (bytes.length < count) {
			throw new EOFException("the connection ended");
		}
		return bytes;
	}

	static Http2Frame headers(int streamId, byte[] block, boolean last) {
		return new Http2Frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), streamId, block);
	}

	static Http2Frame data(int streamId, byte[] bytes, boolean last) {
		return new Http2Frame(DATA, last ? END_STREAM : 0, streamId, bytes);
	}

	static Http2Frame paddedData(int streamId, byte[] bytes, int padding, boolean last) {
		ByteBuffer payload = ByteBuffer.allocate(1 + bytes.length + padding).put((byte) padding).put(bytes);
		return new Http2Frame(DATA, PADDED | (last ? END_STREAM : 0), streamId, payload.array());
	}

	static Http2Frame reset(int streamId, int code) {
		return new Http2Frame(RST_STREAM, 0, streamId, ByteBuffer.allocate(4).putInt(code).array());
	}

	static Http2Frame settings(Map<Integer, Integer> values) {
		ByteBuffer payload = ByteBuffer.allocate(6 * values.size());
		values.forEach((id, value) -> payload.putShort(id.shortValue()).putInt(value));
		return new Http2Frame(SETTINGS, 0, 0, payload.array());
	}

	static Http2Frame goAway(int lastStreamId, int code) {
		return new Http2Frame(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(lastStreamId).putInt(code).array());
	}

	static Http2Frame windowUpdate(int streamId, int increment) {
		return new Http2Frame(WINDOW_UPDATE, 0, streamId, ByteBuffer.allocate(4).putInt(increment).array());
	}

	int type() {
		return this.type;
	}

	int streamId() {
		return this.streamId;
	}

	int length() {
		return this.payload.length;
	}

	byte[] payload() {
		return this.payload;
	}

	boolean has(int flag) {
		return (this.flags & flag) != 0;
	}

	/** The number that the payload begins with, or has at a later place. */
	int intAt(int index) {
		return ByteBuffer.wrap(this.payload).getInt(index);
	}

	/** The payload without padding and priority. */
	byte[] content() {
		ByteBuffer content = ByteBuffer.wrap(this.payload);
		if (has(PADDED)) {
			int padding = content.get() & 0xFF;
			content.limit(content.limit() - padding);
		}
		if (this.type == HEADERS && has(PRIORITY)) {
			content.position(content.position() + 5);
		}
		byte[] bytes = new byte[content.remaining()];
		content.get(bytes);
		return bytes;
	}

	byte[] toBytes() {
		return ByteBuffer.allocate(HEAD_SIZE + this.payload.length)
			.putInt((this.payload.length << 8) | this.type)
			.put((byte) this.flags)
			.putInt(this.streamId)
			.put(this.payload)
			.array();
	}

}
