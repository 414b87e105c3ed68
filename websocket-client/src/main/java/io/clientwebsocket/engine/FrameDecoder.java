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

package io.clientwebsocket.engine;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.protocol.ClosePayload;
import io.clientwebsocket.protocol.ControlScanner;
import io.clientwebsocket.protocol.FrameReader;
import io.clientwebsocket.protocol.Opcode;
import io.clientwebsocket.transport.BufferPool;

/**
 * Goes from frame to frame: tells the listener of control frames, and stops at data,
 * whose payload it hands over or drops. Reads the transport when it needs more. Guarded
 * by the lock of {@link Inbound}.
 */
final class FrameDecoder {

	private final InboundBuffer buffer;

	private final FrameListener listener;

	private final FrameReader frames;

	private final ControlScanner scanner;

	/** Whether the header of a data frame was read, and its payload not to the end. */
	private boolean inData;

	/** Whether the header of a control frame was read, and its payload was not. */
	private boolean inControl;

	private long controlStart;

	private WebSocketMessage.@Nullable Close close;

	FrameDecoder(InboundBuffer buffer, FrameListener listener, FrameReader frames) {
		this.buffer = buffer;
		this.listener = listener;
		this.frames = frames;
		this.scanner = new ControlScanner(frames);
	}

	/** The peer's close frame, once it was read. */
	WebSocketMessage.@Nullable Close close() {
		return this.close;
	}

	/**
	 * Go on to the next data.
	 * @return whether there is a data frame, else bytes are missing or the peer has
	 * closed
	 */
	boolean advance() throws IOException {
		while (!this.inData) {
			if (this.close != null || (!readHead() && !fill())) {
				return false;
			}
		}
		return true;
	}

	/** The payload of the current frame was consumed. */
	void endFrame() {
		this.inData = false;
		this.frames.endFrame();
	}

	/**
	 * Handle control frames while nobody receives, as far as the buffer has room.
	 * @return whether more is to be waited for
	 */
	boolean readAhead() throws IOException {
		boolean more = true;
		while (more) {
			parseHeads();
			if (this.close != null) {
				return false;
			}
			scan();
			if (this.buffer.isFull()) {
				this.listener.onReadingPaused();
				return false;
			}
			more = fillAhead();
		}
		if (this.buffer.hasEnded() || this.scanner.isAtEnd()) {
			// the end has come, and waits behind data that nobody takes
			this.listener.onReadingPaused();
		}
		return !this.buffer.hasEnded();
	}

	/** Read more; what was read before the end of the connection is still delivered. */
	private boolean fillAhead() throws IOException {
		boolean undelivered = !this.buffer.isEmpty() || (this.inData && this.frames.payloadRemaining() == 0);
		int count = this.buffer.fill();
		if (count < 0 && !undelivered) {
			throw prematureEnd();
		}
		if (count > 0) {
			this.listener.onBytes();
		}
		return count > 0;
	}

	/** Handle what is complete at the head of the buffer, up to the next data. */
	private void parseHeads() {
		boolean complete = true;
		while (complete && !this.inData && this.close == null) {
			complete = readHead();
		}
	}

	/** Answer PINGs that stand behind data. */
	private void scan() {
		if (this.inControl) {
			return;
		}
		ByteBuffer bytes = this.buffer.bytes();
		while (this.scanner.next(bytes, this.buffer.offset(), this.inData)) {
			dispatch(this.scanner.opcode(), this.scanner.payload());
		}
	}

	/**
	 * Read the header of a data frame or a whole control frame.
	 * @return whether it was complete
	 */
	private boolean readHead() {
		ByteBuffer bytes = this.buffer.bytes();
		if (this.inControl) {
			return readControl(bytes);
		}
		int start = bytes.position();
		if (!this.frames.readHeader(bytes)) {
			return false;
		}
		if (Opcode.isControl(this.frames.opcode())) {
			this.inControl = true;
			this.controlStart = this.buffer.offsetOf(start);
			return readControl(bytes);
		}
		this.inData = true;
		return true;
	}

	private boolean readControl(ByteBuffer bytes) {
		int length = (int) this.frames.payloadRemaining();
		if (bytes.remaining() < length) {
			return false;
		}
		ByteBuffer payload = ByteBuffer.allocate(length);
		this.frames.readPayload(bytes, payload);
		this.inControl = false;
		if (!this.scanner.isDone(this.controlStart)) {
			dispatch(this.frames.opcode(), payload.flip());
		}
		return true;
	}

	private void dispatch(int opcode, ByteBuffer payload) {
		switch (opcode) {
			case Opcode.PING -> this.listener.onPing(payload);
			case Opcode.PONG -> this.listener.onPong(payload);
			default -> {
				ClosePayload received = ClosePayload.decode(payload);
				this.close = new WebSocketMessage.Close(received.status(), received.reason());
				this.listener.onClose(received);
			}
		}
	}

	boolean fill() throws IOException {
		return arrived(this.buffer.fill());
	}

	/**
	 * Read payload of the current frame, as much as is there.
	 * @param target where it goes; advanced
	 * @return whether something was read
	 */
	boolean readPayload(ByteBuffer target) throws IOException {
		if (this.buffer.isEmpty()) {
			if (isWorthReadingStraight(target)) {
				return readStraight(target);
			}
			if (!fill()) {
				return false;
			}
		}
		this.frames.readPayload(this.buffer.bytes(), target);
		return true;
	}

	private boolean isWorthReadingStraight(ByteBuffer target) {
		return target.isDirect() && target.remaining() >= BufferPool.BUFFER_SIZE
				&& this.frames.payloadRemaining() >= BufferPool.BUFFER_SIZE;
	}

	private boolean readStraight(ByteBuffer target) throws IOException {
		int most = (int) Math.min(Integer.MAX_VALUE, this.frames.payloadRemaining());
		int count = this.buffer.read(target, most);
		if (!arrived(count)) {
			return false;
		}
		this.frames.payloadArrived(target, count);
		return true;
	}

	/** Drop the current frame, as far as it is there; whether it was all there. */
	boolean dropFrame() throws IOException {
		this.frames.skipPayload(this.buffer.bytes());
		while (this.frames.payloadRemaining() > 0) {
			if (!fill()) {
				return false;
			}
			this.frames.skipPayload(this.buffer.bytes());
		}
		endFrame();
		return true;
	}

	/**
	 * Drop data until the peer's close frame.
	 * @return the close frame
	 */
	WebSocketMessage.@Nullable Close awaitClose() throws IOException {
		boolean dropped = true;
		while (dropped && advance()) {
			dropped = dropFrame();
		}
		return this.close;
	}

	private boolean arrived(int count) {
		if (count < 0) {
			throw prematureEnd();
		}
		if (count > 0) {
			this.listener.onBytes();
		}
		return count > 0;
	}

	private static WebSocketException prematureEnd() {
		return new WebSocketException(WebSocketError.CONNECTION_CLOSED_PREMATURELY,
				"expected a close frame, but the peer ended the connection without one");
	}

}
