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

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A correct peer that sends back what it receives, frame by frame.
 */
final class Echo {

	private static final int PROTOCOL_ERROR = 1002;

	private final ClientFrames frames;

	private final Consumer<ServerFrame> out;

	Echo(ClientFrames frames, Consumer<ServerFrame> out) {
		this.frames = frames;
		this.out = out;
	}

	/**
	 * Echo until the client closes or ends the connection.
	 * @param deadline how long the client may be silent
	 */
	void run(Duration deadline) {
		boolean open = true;
		while (open) {
			ReceivedFrame frame = this.frames.nextOrEnd(this.frames.start("a frame to echo", deadline));
			if (frame != null) {
				answer(frame);
			}
			open = frame != null && !frame.isClose();
		}
	}

	private void answer(ReceivedFrame frame) {
		if (!frame.masked()) {
			throw new AssertionError("expected a masked frame to echo, but was " + frame);
		}
		switch (frame.opcode()) {
			case Opcode.CLOSE -> this.out.accept(closeAnswer(frame));
			case Opcode.PING -> this.out.accept(Frames.pong(frame.bytes()));
			case Opcode.PONG -> {
				// Nothing is waiting for it
			}
			default -> this.out.accept(echo(frame));
		}
	}

	private static ServerFrame echo(ReceivedFrame frame) {
		ServerFrame echo = Frames.frame(frame.opcode(), frame.bytes()).withRsv(frame.rsv());
		return frame.fin() ? echo : echo.fragment();
	}

	private static ServerFrame closeAnswer(ReceivedFrame close) {
		if (!close.payload().hasRemaining()) {
			return Frames.closeWithoutStatus();
		}
		Integer code = close.closeCode();
		return Frames.close((code != null && isTransmittable(code)) ? code : PROTOCOL_ERROR, "");
	}

	private static boolean isTransmittable(int code) {
		return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
	}

}
