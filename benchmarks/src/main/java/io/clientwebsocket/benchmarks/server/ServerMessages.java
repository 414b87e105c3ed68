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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.message.MessageSink;

/**
 * Reads whole frames of clients, unmasks them in place, and may send them back. What was
 * read in one go is answered in one go.
 */
final class ServerMessages {

	private static final int BUFFER_SIZE = 256 * 1024;

	private final SocketChannel channel;

	private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_SIZE).flip();

	private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_SIZE);

	private final Inflation inflation = new Inflation();

	/** First byte of the current frame. */
	private int first;

	/** Whether the current message is compressed. */
	private boolean compressed;

	ServerMessages(SocketChannel channel) {
		this.channel = channel;
	}

	void echo() throws IOException {
		while (true) {
			ByteBuffer payload = next();
			while (payload == null) {
				flush();
				fill();
				payload = next();
			}
			if (this.out.remaining() < payload.remaining() + ServerFrames.MAX_HEADER_LENGTH) {
				flush();
			}
			if ((this.first & 8) == 0) {
				ServerFrames.write(this.out, this.first, payload);
			}
		}
	}

	/** Give data frames to a sink until it has enough. */
	void read(MessageSink sink) throws IOException {
		boolean more = true;
		while (more) {
			ByteBuffer payload = next();
			if (payload == null) {
				fill();
			}
			else if ((this.first & 8) == 0) {
				more = deliver(payload, sink);
			}
		}
	}

	private boolean deliver(ByteBuffer payload, MessageSink sink) throws IOException {
		if ((this.first & ServerFrames.OPCODE) != 0) {
			this.compressed = (this.first & ServerFrames.RSV1) != 0;
		}
		boolean last = this.first < 0;
		return this.compressed ? this.inflation.part(payload, last, sink) : sink.part(payload, last);
	}

	private void fill() throws IOException {
		this.in.compact();
		if (!this.in.hasRemaining() || this.channel.read(this.in) < 0) {
			throw new IOException("expected another frame that fits the buffer");
		}
		this.in.flip();
	}

	private void flush() throws IOException {
		this.out.flip();
		while (this.out.hasRemaining()) {
			this.channel.write(this.out);
		}
		this.out.clear();
	}

	/** The unmasked payload of the next frame, {@code null} if it is not complete. */
	private @Nullable ByteBuffer next() {
		int start = this.in.position();
		if (this.in.remaining() < 2) {
			return null;
		}
		int code = this.in.get(start + 1) & 0x7F;
		int header = 2 + ((code < 126) ? 0 : (code == 126) ? 2 : 8) + 4;
		if (this.in.remaining() < header) {
			return null;
		}
		long length = (code < 126) ? code
				: (code == 126) ? this.in.getShort(start + 2) & 0xFFFF : this.in.getLong(start + 2);
		if (this.in.remaining() < header + length) {
			return null;
		}
		this.first = this.in.get(start);
		unmask(start + header, (int) length, this.in.getInt(start + header - 4));
		this.in.position(start + header + (int) length);
		return this.in.slice(start + header, (int) length);
	}

	private void unmask(int from, int length, int key) {
		long word = ((long) key << 32) | (key & 0xFFFFFFFFL);
		int i = 0;
		for (; i + 8 <= length; i += 8) {
			this.in.putLong(from + i, this.in.getLong(from + i) ^ word);
		}
		for (; i < length; i++) {
			this.in.put(from + i, (byte) (this.in.get(from + i) ^ (key >> (24 - (i & 3) * 8))));
		}
	}

}
