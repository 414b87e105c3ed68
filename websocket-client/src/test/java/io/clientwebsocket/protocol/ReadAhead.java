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
import java.util.Random;

/**
 * Reads and scans a stream by turns, as bytes arrive, and handles each control frame that
 * one of both finds first.
 */
final class ReadAhead {

	private final ByteBuffer nowhere = ByteBuffer.allocate(256);

	private final List<String> handled = new ArrayList<>();

	private final Random random;

	private final FrameReader reader;

	private final ControlScanner scanner;

	/** Whether the header of a data frame was read, and its end was not told. */
	private boolean inFrame;

	/** Whether the header of a control frame was read, and its payload was not. */
	private boolean inControl;

	private long controlStart;

	/** Whether the stream is over: a close frame was read, or another one refused. */
	private boolean ended;

	ReadAhead(Random random, Role role, long maxFrameSize) {
		this.random = random;
		this.reader = new FrameReader(role, maxFrameSize);
		this.scanner = new ControlScanner(this.reader);
	}

	/** The control frames that were handled: opcode and payload as hex. */
	List<String> handle(ByteBuffer stream) {
		int end = stream.limit();
		stream.limit(0);
		while (!this.ended && stream.limit() < end) {
			stream.limit(Math.min(end, stream.limit() + 1 + this.random.nextInt(100)));
			if (this.random.nextBoolean()) {
				scan(stream);
			}
			for (int steps = this.random.nextInt(4); steps > 0; steps--) {
				read(stream);
			}
		}
		while (read(stream)) {
			// to the end
		}
		return this.handled;
	}

	private void scan(ByteBuffer stream) {
		// what was read is out of the scanner's reach
		ByteBuffer window = stream.slice();
		while (!this.ended && !this.inControl && this.scanner.next(window, stream.position(), this.inFrame)) {
			handle(this.scanner.opcode(), this.scanner.payload());
		}
	}

	/** One step: a control frame, a header, some payload, or the end of a frame. */
	private boolean read(ByteBuffer in) {
		try {
			return !this.ended && in.hasRemaining() && readNext(in);
		}
		catch (ProtocolException ex) {
			this.ended = true;
			return false;
		}
	}

	private boolean readNext(ByteBuffer in) {
		if (this.inFrame) {
			readData(in);
			return true;
		}
		if (this.inControl) {
			return readControl(in);
		}
		int start = in.position();
		if (!this.reader.readHeader(in)) {
			return false;
		}
		if (Opcode.isControl(this.reader.opcode())) {
			this.inControl = true;
			this.controlStart = start;
			return readControl(in);
		}
		this.inFrame = true;
		return true;
	}

	private void readData(ByteBuffer in) {
		if (this.reader.payloadRemaining() > 0) {
			this.reader.readPayload(in, this.nowhere.clear().limit(1 + this.random.nextInt(50)));
		}
		else {
			this.reader.endFrame();
			this.inFrame = false;
		}
	}

	/** The payload of a control frame is read only as a whole. */
	private boolean readControl(ByteBuffer in) {
		if (in.remaining() < this.reader.payloadRemaining()) {
			return false;
		}
		this.reader.readPayload(in, this.nowhere.clear());
		this.inControl = false;
		this.ended = this.reader.opcode() == Opcode.CLOSE;
		if (!this.ended && !this.scanner.isDone(this.controlStart)) {
			handle(this.reader.opcode(), this.nowhere.flip());
		}
		return true;
	}

	private void handle(int opcode, ByteBuffer payload) {
		this.handled.add(opcode + " " + Hex.of(payload));
	}

}
