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

package io.clientwebsocket.benchmarks.subject;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSink;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * Parses headers and counts; writes headers and payloads with a mask of zeros. What is
 * given to it is trusted. Text stays bytes.
 */
final class FloorSubject implements Subject {

	private static final byte[] TAIL = { 0, 0, -1, -1 };

	private static final int MAX_HEADER_LENGTH = 14;

	private static final int BATCH_SIZE = 256 * 1024;

	private final FloorChannel channel;

	private final Kind kind;

	private final ByteBuffer out = ByteBuffer.allocateDirect(BATCH_SIZE);

	private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

	private final Inflater inflater = new Inflater(true);

	private final ByteBuffer inflated = ByteBuffer.allocateDirect(BATCH_SIZE);

	private final boolean deflate;

	/** Payload of the current frame that has not been read. */
	private long left;

	private boolean last;

	/** Whether the sink has enough. */
	private boolean enough;

	FloorSubject(FloorChannel channel, Kind kind, boolean deflate) {
		this.channel = channel;
		this.kind = kind;
		this.deflate = deflate;
	}

	@Override
	public void run(MessageSource source, MessageSink sink) throws Exception {
		switch (this.kind) {
			case RECEIVE -> {
				receive(sink);
				while (!this.enough) {
					this.channel.fill();
					receive(sink);
				}
			}
			case SEND -> send(source);
			case PIPELINED -> echoes(source, sink, Pipeline.DEPTH);
			default -> echoes(source, sink, 1);
		}
	}

	private void send(MessageSource source) throws IOException {
		Message message = source.next();
		while (message != null) {
			put(message);
			message = source.next();
			if (message == null || this.out.remaining() < message.size() + MAX_HEADER_LENGTH) {
				flush();
			}
		}
	}

	/** As many as came back are sent anew, in one write. */
	private void echoes(MessageSource source, MessageSink sink, int depth) throws Exception {
		int underWay = 0;
		int free = depth;
		while (free > 0) {
			Message message = source.next();
			free = (message != null) ? free - 1 : 0;
			if (message != null) {
				put(message);
				underWay++;
			}
			if (free == 0 && underWay > 0) {
				flush();
				free = receiveSome(sink);
				underWay -= free;
			}
		}
	}

	/** Number of messages that ended, at least one. */
	private int receiveSome(MessageSink sink) throws Exception {
		int messages = receive(sink);
		while (messages == 0) {
			this.channel.fill();
			messages = receive(sink);
		}
		return messages;
	}

	/** Number of messages that ended. */
	private int receive(MessageSink sink) throws Exception {
		ByteBuffer in = this.channel.in();
		int messages = 0;
		while (this.left > 0 || readHeader(in)) {
			int count = (int) Math.min(this.left, in.remaining());
			this.left -= count;
			boolean ends = this.last && this.left == 0;
			this.enough = !deliver(in, count, ends, sink);
			messages += ends ? 1 : 0;
			if (this.left > 0 || (this.enough && this.kind == Kind.RECEIVE)) {
				return messages;
			}
		}
		return messages;
	}

	private boolean deliver(ByteBuffer in, int count, boolean ends, MessageSink sink) throws DataFormatException {
		int limit = in.limit();
		int end = in.position() + count;
		in.limit(end);
		boolean more = this.deflate ? inflate(in, ends, sink) : sink.part(in, ends);
		in.limit(limit).position(end);
		return more;
	}

	private boolean inflate(ByteBuffer in, boolean ends, MessageSink sink) throws DataFormatException {
		this.inflater.setInput(in);
		this.inflater.inflate(this.inflated.clear());
		if (ends) {
			this.inflater.setInput(TAIL);
			this.inflater.inflate(this.inflated);
		}
		return sink.part(this.inflated.flip(), ends);
	}

	private boolean readHeader(ByteBuffer in) {
		int start = in.position();
		if (in.remaining() < 2) {
			return false;
		}
		int length = in.get(start + 1);
		int header = (length < 126) ? 2 : (length == 126) ? 4 : 10;
		if (in.remaining() < header) {
			return false;
		}
		this.left = (length < 126) ? length : (length == 126) ? in.getShort(start + 2) & 0xFFFF : in.getLong(start + 2);
		this.last = in.get(start) < 0;
		in.position(start + header);
		return true;
	}

	private void put(Message message) throws IOException {
		if (this.deflate) {
			putDeflated(message);
			return;
		}
		ByteBuffer bytes = message.bytes();
		int size = message.size();
		if (this.out.remaining() < size + MAX_HEADER_LENGTH) {
			flush();
		}
		this.out.put((byte) ((message.text() != null) ? 0x81 : 0x82));
		putLength(size);
		if (this.out.remaining() < size) {
			flush();
			this.channel.write(bytes.duplicate());
			return;
		}
		int position = this.out.position();
		this.out.put(position, bytes, bytes.position(), size).position(position + size);
	}

	private void putLength(int size) {
		if (size < 126) {
			this.out.put((byte) (0x80 | size));
		}
		else if (size < 65_536) {
			this.out.put((byte) (0x80 | 126)).putShort((short) size);
		}
		else {
			this.out.put((byte) (0x80 | 127)).putLong(size);
		}
		this.out.putInt(0);
	}

	/** A header for up to 64 KiB is left free, and filled when the length is known. */
	private void putDeflated(Message message) throws IOException {
		if (this.out.remaining() < message.size() + 64 + MAX_HEADER_LENGTH) {
			flush();
		}
		int start = this.out.position();
		this.out.position(start + 8);
		this.deflater.setInput(message.array());
		this.deflater.deflate(this.out, Deflater.SYNC_FLUSH);
		this.deflater.reset();
		if (message.size() == 0) {
			// an empty block, and room for the tail that is cut off
			this.out.position(start + 8).put((byte) 0).put(TAIL);
		}
		int end = this.out.position() - TAIL.length;
		this.out.position(start);
		this.out.put((byte) 0xC1).put((byte) (0x80 | 126)).putShort((short) (end - start - 8)).putInt(0);
		this.out.position(end);
	}

	private void flush() throws IOException {
		this.channel.write(this.out.flip());
		this.out.clear();
	}

	@Override
	public void close() {
		this.channel.close();
		this.deflater.end();
		this.inflater.end();
	}

}
