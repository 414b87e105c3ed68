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

	private final ControlScanner scanner = new ControlScanner();

	private final ByteBuffer nowhere = ByteBuffer.allocate(256);

	private final List<String> handled = new ArrayList<>();

	private final Random random;

	private final FrameReader reader;

	private long payload;

	/** Whether the header of a control frame was read, and its payload was not. */
	private boolean inControl;

	private long controlStart;

	private boolean refused;

	private boolean closed;

	ReadAhead(Random random, Role role) {
		this.random = random;
		this.reader = new FrameReader(role, Long.MAX_VALUE);
	}

	/** The control frames that were handled: opcode and payload as hex. */
	List<String> handle(ByteBuffer stream) {
		int end = stream.limit();
		stream.limit(0);
		while (!isOver() && stream.limit() < end) {
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

	/** Whether a frame was refused when its turn came. */
	boolean isRefused() {
		return this.refused;
	}

	private boolean isOver() {
		return this.closed || this.refused;
	}

	private void scan(ByteBuffer stream) {
		// what was read is out of the scanner's reach
		ByteBuffer window = stream.slice();
		while (!isOver() && !this.inControl && this.scanner.next(window, stream.position(), this.payload)) {
			handle(this.scanner.opcode(), this.scanner.payload(window));
		}
	}

	/** One step: a control frame, a header, or some payload. */
	private boolean read(ByteBuffer in) {
		try {
			return !isOver() && in.hasRemaining() && readNext(in);
		}
		catch (ProtocolException ex) {
			this.refused = true;
			return false;
		}
	}

	private boolean readNext(ByteBuffer in) {
		if (this.inControl) {
			return readControl(in);
		}
		int start = in.position();
		if (this.payload > 0) {
			this.reader.readPayload(in, this.nowhere.clear().limit(1 + this.random.nextInt(50)));
		}
		else if (!this.reader.readHeader(in)) {
			return false;
		}
		else if (Opcode.isControl(this.reader.opcode())) {
			this.inControl = true;
			this.controlStart = start;
			return readControl(in);
		}
		this.payload = this.reader.payloadRemaining();
		if (this.payload == 0) {
			this.reader.endFrame();
		}
		return true;
	}

	/** The payload of a control frame is read only as a whole. */
	private boolean readControl(ByteBuffer in) {
		if (in.remaining() < this.reader.payloadRemaining()) {
			return false;
		}
		this.reader.readPayload(in, this.nowhere.clear());
		this.inControl = false;
		this.closed = this.reader.opcode() == Opcode.CLOSE;
		if (!this.closed && !this.scanner.isDone(this.controlStart)) {
			handle(this.reader.opcode(), this.nowhere.flip());
		}
		return true;
	}

	private void handle(int opcode, ByteBuffer payload) {
		this.handled.add(opcode + " " + Hex.of(payload));
	}

}
