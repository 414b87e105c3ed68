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
import java.util.List;
import java.util.Map;

/**
 * The HTTP/2 stream that a {@link ScriptedConnection} is: steps on the level of HTTP/2's
 * frames. To be used by the thread of the script only.
 *
 * @since 0.1.0
 * @see ScriptedConnection#stream()
 */
public final class ScriptedStream {

	private final StreamWire wire;

	private final ReceivedConnection received;

	private final Duration deadline;

	ScriptedStream(StreamWire wire, ReceivedConnection received, Duration deadline) {
		this.wire = wire;
		this.received = received;
		this.deadline = deadline;
	}

	/**
	 * Identifier of the stream.
	 * @return the identifier
	 */
	public int id() {
		return this.wire.id();
	}

	/**
	 * The connection of the stream.
	 * @return the connection
	 */
	public ScriptedHttp2Connection connection() {
		return new ScriptedHttp2Connection(this.wire.session(), this.deadline);
	}

	/**
	 * Send HEADERS: an interim answer, or any other one.
	 * @param status the status
	 * @param headers header fields
	 * @return this stream
	 */
	public ScriptedStream headers(int status, Map<String, String> headers) {
		this.received.sent("HEADERS " + status + " " + headers);
		this.wire.headers(String.valueOf(status), List.copyOf(headers.entrySet()), false);
		return this;
	}

	/**
	 * Send a DATA frame, as soon as the client takes it.
	 * @param bytes the bytes, possibly none
	 * @return this stream
	 */
	public ScriptedStream data(byte[] bytes) {
		return data(Http2Frame.data(id(), bytes.clone(), false));
	}

	/**
	 * Send a DATA frame with padding, as soon as the client takes it.
	 * @param bytes the bytes, possibly none
	 * @param padding length of the padding, up to 255
	 * @return this stream
	 */
	public ScriptedStream data(byte[] bytes, int padding) {
		return data(Http2Frame.paddedData(id(), bytes, padding, false));
	}

	/**
	 * Send each byte in a DATA frame of its own.
	 * @param bytes the bytes
	 * @return this stream
	 */
	public ScriptedStream dataByteByByte(byte[] bytes) {
		for (byte each : bytes) {
			data(new byte[] { each });
		}
		return this;
	}

	/**
	 * Send the last DATA frame, with END_STREAM.
	 * @param bytes the bytes, possibly none
	 * @return this stream
	 */
	public ScriptedStream lastData(byte[] bytes) {
		data(Http2Frame.data(id(), bytes.clone(), true));
		this.wire.endStream();
		return this;
	}

	private ScriptedStream data(Http2Frame frame) {
		int length = frame.length();
		this.received.sent("DATA of " + length + " bytes");
		Wait wait = Wait.start("the client to take " + length + " bytes", this.deadline);
		for (int reserved = 0; reserved < length;) {
			int count = this.wire.reserve(length - reserved, wait);
			if (count == 0) {
				return this;
			}
			reserved += count;
		}
		this.wire.session().write(frame);
		return this;
	}

	/**
	 * Give the client more window on this stream, beyond what is given back as the script
	 * reads.
	 * @param increment by how much
	 * @return this stream
	 */
	public ScriptedStream windowUpdate(int increment) {
		this.received.sent("WINDOW_UPDATE " + increment);
		this.wire.session().write(Http2Frame.windowUpdate(id(), increment));
		return this;
	}

	/**
	 * Send RST_STREAM. The script may go on to read, and to end.
	 * @param code the error code
	 * @return this stream
	 */
	public ScriptedStream reset(int code) {
		this.wire.sendReset(code);
		return this;
	}

}
