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

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads a stream with a {@link FrameReader} as it is meant to be used, in pieces of
 * random sizes or at once, and writes down what it tells.
 */
final class FrameStream {

	private final FrameReader reader;

	private final @Nullable Random random;

	private final List<ReferenceFrames.Frame> frames = new ArrayList<>();

	private final ByteBuffer payload = ByteBuffer.allocate(8192);

	private boolean inFrame;

	private int start;

	private int consumed;

	private long length;

	private @Nullable CloseStatus refusal;

	FrameStream(Role role, long maxFrameSize, @Nullable Random random) {
		this.reader = new FrameReader(role, maxFrameSize);
		this.random = random;
	}

	List<ReferenceFrames.Frame> frames() {
		return this.frames;
	}

	@Nullable CloseStatus refusal() {
		return this.refusal;
	}

	int consumed() {
		return this.consumed;
	}

	void read(byte[] stream) {
		int arrived = 0;
		while (this.refusal == null && arrived < stream.length) {
			arrived = (this.random != null) ? Math.min(stream.length, arrived + 1 + this.random.nextInt(20))
					: stream.length;
			// what was consumed is gone, and what has not arrived is out of reach
			readPiece(ByteBuffer.wrap(stream, this.consumed, arrived - this.consumed).slice());
		}
		if (this.inFrame) {
			endFrame();
		}
	}

	private void readPiece(ByteBuffer piece) {
		int before = this.consumed;
		try {
			boolean more = true;
			while (more) {
				more = this.inFrame ? readPayload(piece) : readHeader(piece);
				this.consumed = before + piece.position();
			}
		}
		catch (ProtocolException ex) {
			assertThat(before + piece.position()).isEqualTo(this.consumed);
			assertThat(ex).hasMessageStartingWith("expected ");
			this.refusal = ex.status();
		}
	}

	private boolean readHeader(ByteBuffer piece) {
		int position = piece.position();
		if (!this.reader.readHeader(piece)) {
			assertThat(piece.position()).isEqualTo(position);
			assertThat(piece.remaining()).isLessThan(FrameWriter.MAX_HEADER_LENGTH);
			return false;
		}
		this.inFrame = true;
		this.start = this.consumed;
		this.length = this.reader.payloadRemaining();
		return true;
	}

	private boolean readPayload(ByteBuffer piece) {
		ByteBuffer out = ByteBuffer.allocate((this.random != null) ? 1 + this.random.nextInt(30) : 4096);
		long remaining = this.reader.payloadRemaining();
		int count = take(piece, out);
		assertThat(this.reader.payloadRemaining()).isEqualTo(remaining - count);
		this.payload.put(out.flip());
		if (this.reader.payloadRemaining() == 0) {
			endFrame();
			return true;
		}
		return count > 0;
	}

	/** Both ways that payload can go. */
	private int take(ByteBuffer piece, ByteBuffer out) {
		if (this.random == null || this.random.nextBoolean()) {
			int count = this.reader.readPayload(piece, out);
			assertThat(out.position()).isEqualTo(count);
			return count;
		}
		int count = (int) Math.min(this.reader.payloadRemaining(), Math.min(piece.remaining(), out.remaining()));
		out.put(0, piece, piece.position(), count);
		piece.position(piece.position() + count);
		this.reader.payloadArrived(out, count);
		return count;
	}

	private void endFrame() {
		int opcode = this.reader.opcode();
		this.frames.add(new ReferenceFrames.Frame(this.start, opcode, this.reader.isFinal(), this.length,
				Hex.written(this.payload)));
		this.payload.clear();
		this.inFrame = false;
		if (!Opcode.isControl(opcode)) {
			assertThat(this.reader.messageOpcode()).isIn(Opcode.TEXT, Opcode.BINARY);
			this.reader.endFrame();
		}
	}

}
