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
 * be answered while the application does not read. Looks ahead with a reader of its own,
 * which has the checks of the one that reads, as far as the first frame that this one
 * will refuse: what is wrong is told when its turn to be read comes. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class ControlScanner {

	private final FrameReader reader;

	private final FrameReader ahead;

	/** Offset in the stream of the first byte that was not scanned. */
	private long scanned;

	private ByteBuffer payload = ByteBuffer.allocate(0);

	private boolean atEnd;

	/**
	 * Create a new scanner.
	 * @param reader reads the same stream
	 */
	public ControlScanner(FrameReader reader) {
		this.reader = reader;
		this.ahead = new FrameReader(reader);
	}

	/**
	 * Whether a frame was found by this scanner before, and is done with.
	 * @param streamOffset offset in the stream of the frame's first byte
	 * @return whether the frame needs no handling any more
	 */
	public boolean isDone(long streamOffset) {
		return streamOffset < this.scanned;
	}

	/**
	 * Go on to the next PING or PONG that is complete. Not while the reader is within a
	 * control frame.
	 * @param in the bytes that the reader has not consumed; not advanced
	 * @param streamOffset offset in the stream of the buffer's position
	 * @param inFrame whether the reader is within a data frame: has read its header, and
	 * was not told of its end
	 * @return whether there is one
	 */
	public boolean next(ByteBuffer in, long streamOffset, boolean inFrame) {
		this.atEnd = false;
		long start = sum(streamOffset, this.reader.payloadRemaining());
		if (this.scanned <= start) {
			this.scanned = start;
			this.ahead.continueBehind(this.reader, inFrame);
		}
		long distance = this.scanned - streamOffset;
		if (distance >= in.remaining()) {
			return false;
		}
		return findControl(in.duplicate().position(in.position() + (int) distance));
	}

	private boolean findControl(ByteBuffer view) {
		int start = view.position();
		while (readHeader(view)) {
			long end = sum(this.scanned + (view.position() - start), this.ahead.payloadRemaining());
			if (Opcode.isControl(this.ahead.opcode())) {
				this.atEnd = this.ahead.opcode() == Opcode.CLOSE;
				return !this.atEnd && readControl(view, end);
			}
			this.ahead.skipPayload(view);
			this.ahead.endFrame();
			this.scanned = end;
			start = view.position();
		}
		return false;
	}

	private boolean readHeader(ByteBuffer view) {
		try {
			return this.ahead.readHeader(view);
		}
		catch (ProtocolException ex) {
			// the reader will meet the same, and tell
			this.atEnd = true;
			return false;
		}
	}

	private boolean readControl(ByteBuffer view, long end) {
		int length = (int) this.ahead.payloadRemaining();
		if (length > view.remaining()) {
			return false;
		}
		ByteBuffer payload = ByteBuffer.allocate(length);
		this.ahead.readPayload(view, payload);
		this.payload = payload.flip();
		this.scanned = end;
		return true;
	}

	/** Sum of two offsets or lengths; no stream gets farther than the largest number. */
	private static long sum(long a, long b) {
		long sum = a + b;
		return (sum < 0) ? Long.MAX_VALUE : sum;
	}

	/**
	 * Whether the last look ended at a frame that ends the connection: nothing behind it
	 * is looked at before the reader has come there.
	 * @return whether there is nothing more to be found
	 */
	public boolean isAtEnd() {
		return this.atEnd;
	}

	/**
	 * Opcode of the frame that was just found.
	 * @return {@link Opcode#PING} or {@link Opcode#PONG}
	 */
	public int opcode() {
		return this.ahead.opcode();
	}

	/**
	 * Payload of the frame that was just found.
	 * @return a copy of the payload, unmasked
	 */
	public ByteBuffer payload() {
		return this.payload;
	}

}
