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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What stands between the frames of a test and a line on which messages are compressed
 * (RFC 7692): the test sees the frames as if they were not. Each frame of a message is
 * compressed for itself, so that it carries the same bytes. A frame that is wrong passes
 * as it is, and so does a message that was begun as bytes.
 */
final class PeerDeflate implements AutoCloseable {

	/** RSV1. */
	private static final int COMPRESSED = 4;

	private static final byte[] TAIL = { 0, 0, -1, -1 };

	private final RawDeflate deflate = new RawDeflate();

	/** Whether the message that is being sent is compressed. */
	private boolean sending;

	/** Whether the message that is being received is compressed. */
	private boolean receiving;

	/** Frames as they go over the line. */
	byte[] compress(ServerFrame... frames) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (ServerFrame frame : frames) {
			bytes.writeBytes(isCompressible(frame) ? compressed(frame) : frame.toBytes());
		}
		return bytes.toByteArray();
	}

	private boolean isCompressible(ServerFrame frame) {
		boolean expected = this.sending ? frame.opcode() == Opcode.CONTINUATION
				: frame.opcode() == Opcode.TEXT || frame.opcode() == Opcode.BINARY;
		return expected && frame.equals(correct(frame));
	}

	/** How a frame of this kind is when nothing is wrong with it. */
	private static ServerFrame correct(ServerFrame frame) {
		ServerFrame whole = new ServerFrame(frame.opcode(), bytes(frame.payload()));
		return frame.fin() ? whole : whole.fragment();
	}

	private byte[] compressed(ServerFrame frame) {
		ServerFrame sent = new ServerFrame(frame.opcode(), payload(bytes(frame.payload()), frame.fin()));
		if (!this.sending) {
			sent = sent.withRsv(COMPRESSED);
		}
		this.sending = !frame.fin();
		return (frame.fin() ? sent : sent.fragment()).toBytes();
	}

	private byte[] payload(byte[] data, boolean last) {
		if (data.length == 0) {
			return new byte[last ? 1 : 0];
		}
		byte[] payload = this.deflate.deflate(data);
		if (last) {
			return payload;
		}
		byte[] flushed = Arrays.copyOf(payload, payload.length + TAIL.length);
		System.arraycopy(TAIL, 0, flushed, payload.length, TAIL.length);
		return flushed;
	}

	/** A frame of the client as it would have been without compression. */
	ReceivedFrame inflate(ReceivedFrame frame) {
		if (frame.isControl()) {
			return frame;
		}
		if (frame.opcode() != Opcode.CONTINUATION) {
			this.receiving = frame.rsv() == COMPRESSED;
		}
		if (!this.receiving) {
			return frame;
		}
		int rsv = (frame.opcode() != Opcode.CONTINUATION) ? 0 : frame.rsv();
		return new ReceivedFrame(frame.fin(), rsv, frame.opcode(), frame.maskingKey(),
				ByteBuffer.wrap(this.deflate.inflate(frame.bytes(), frame.fin())));
	}

	private static byte[] bytes(ByteBuffer payload) {
		byte[] bytes = new byte[payload.remaining()];
		payload.get(bytes);
		return bytes;
	}

	@Override
	public void close() {
		this.deflate.close();
	}

}
