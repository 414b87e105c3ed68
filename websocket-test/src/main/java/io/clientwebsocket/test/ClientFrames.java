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
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The expectations of a script on the client's frames. A frame that breaks RFC 6455 never
 * meets one.
 */
final class ClientFrames {

	private static final int MAX_CONTROL_PAYLOAD = 125;

	private final Wire wire;

	private final FrameReader reader;

	private final ReceivedConnection record;

	private boolean begun;

	ClientFrames(Wire wire, ReceivedConnection record) {
		this.wire = wire;
		this.reader = new FrameReader(wire, record);
		this.record = record;
	}

	/**
	 * What comes from now on is frames.
	 */
	void begin() {
		this.begun = true;
	}

	/**
	 * Read whatever comes until the client ends the connection.
	 * @param deadline how long to wait
	 */
	void readToEnd(Duration deadline) {
		Wait wait = start("the end of the connection", deadline);
		if (!this.begun) {
			this.wire.skip(wait);
			return;
		}
		boolean more = true;
		while (more) {
			more = nextOrEnd(wait) != null;
		}
	}

	void expectMessage(int opcode, byte[] payload, Duration deadline) {
		Wait wait = start(Opcode.describe(opcode, ByteBuffer.wrap(payload)), deadline);
		ReceivedFrame frame = next(wait);
		if (frame.opcode() != opcode) {
			throw wait.butWas(frame.toString());
		}
		byte[] message = frame.fin() ? frame.bytes() : join(frame, wait);
		if (!Arrays.equals(message, payload)) {
			throw wait.butWas(Opcode.describe(opcode, ByteBuffer.wrap(message)) + ", different from byte "
					+ Arrays.mismatch(message, payload) + " on");
		}
	}

	private byte[] join(ReceivedFrame first, Wait wait) {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		message.writeBytes(first.bytes());
		boolean complete = false;
		while (!complete && message.size() <= FrameReader.MAX_PAYLOAD) {
			ReceivedFrame frame = next(wait.expecting("a continuation of " + first));
			if (frame.opcode() == Opcode.CONTINUATION) {
				message.writeBytes(frame.bytes());
				complete = frame.fin();
			}
			else if (!frame.isControl()) {
				throw wait.butWas("another message within this one: " + frame);
			}
		}
		return message.toByteArray();
	}

	ReceivedFrame expectControl(int opcode, byte @Nullable [] payload, Duration deadline) {
		Wait wait = start(
				(payload != null) ? Opcode.describe(opcode, ByteBuffer.wrap(payload)) : Opcode.describe(opcode),
				deadline);
		ReceivedFrame frame = next(wait);
		if (frame.opcode() != opcode || (payload != null && !Arrays.equals(frame.bytes(), payload))) {
			throw wait.butWas(frame.toString());
		}
		return frame;
	}

	void expectClose(int code, Duration deadline) {
		Wait wait = start("close " + code, deadline);
		ReceivedFrame frame = next(wait);
		Integer actual = frame.closeCode();
		if (actual == null || actual != code) {
			throw wait.butWas(frame.toString());
		}
	}

	void expectFrame(Consumer<ReceivedFrame> check, Duration deadline) {
		Wait wait = start("a frame", deadline);
		ReceivedFrame frame = nextFrame(wait);
		if (!frame.masked()) {
			throw wait.butWas(frame.toString());
		}
		check.accept(frame);
	}

	void expectEnd(@Nullable ConnectionEnd end, Duration deadline) {
		Wait wait = start((end != null) ? "the end of the connection by " + end : "the end of the connection",
				deadline);
		ReceivedFrame frame = nextOrEnd(wait);
		if (frame != null || (end != null && this.record.end() != end)) {
			throw wait.butWas((frame != null) ? frame.toString() : end());
		}
	}

	@Nullable ReceivedFrame nextOrEnd(Wait wait) {
		return this.reader.next(wait);
	}

	Wait start(String expected, Duration deadline) {
		this.record.step(expected);
		return Wait.start(expected, deadline);
	}

	/**
	 * Read a frame that follows RFC 6455.
	 * @param wait what is expected, and until when
	 * @return the frame
	 */
	private ReceivedFrame next(Wait wait) {
		ReceivedFrame frame = nextFrame(wait);
		boolean known = frame.opcode() <= Opcode.BINARY
				|| (frame.opcode() >= Opcode.CLOSE && frame.opcode() <= Opcode.PONG);
		boolean fits = !frame.isControl() || (frame.fin() && frame.payload().remaining() <= MAX_CONTROL_PAYLOAD);
		if (!frame.masked() || frame.rsv() != 0 || !known || !fits) {
			throw wait.butWas(frame + ", which breaks RFC 6455, 5");
		}
		return frame;
	}

	private ReceivedFrame nextFrame(Wait wait) {
		ReceivedFrame frame = nextOrEnd(wait);
		if (frame == null) {
			throw wait.butWasEnd(end());
		}
		return frame;
	}

	private String end() {
		return "the end of the connection (" + this.record.end() + ")";
	}

}
