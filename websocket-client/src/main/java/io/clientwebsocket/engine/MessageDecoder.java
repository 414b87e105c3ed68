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

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.protocol.ClosePayload;
import io.clientwebsocket.protocol.ControlScanner;
import io.clientwebsocket.protocol.FrameReader;
import io.clientwebsocket.protocol.Opcode;
import io.clientwebsocket.protocol.ProtocolException;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.protocol.Utf8Validator;
import io.clientwebsocket.transport.BufferPool;

/**
 * Turns bytes into parts of messages, whole messages and control frames. Reads the
 * transport when it needs more, and gives up with {@code null} when there is nothing now:
 * it goes on from there with the next call. Guarded by the lock of {@link Inbound}.
 */
final class MessageDecoder {

	private final InboundBuffer buffer;

	private final FrameListener listener;

	private final FrameReader frames;

	private final ControlScanner scanner = new ControlScanner();

	private final Utf8Validator utf8 = new Utf8Validator();

	private final MessageAssembly message = new MessageAssembly();

	private final long maxMessageSize;

	/** Whether the header of a data frame was read, and its payload not to the end. */
	private boolean inData;

	/** Whether the header of a control frame was read, and its payload was not. */
	private boolean inControl;

	private long controlStart;

	/** Whether a part of the current message was handed out by the low level. */
	private boolean partlyTaken;

	private WebSocketMessage.@Nullable Close close;

	private ReceiveResult lastResult = new ReceiveResult(0, MessageType.BINARY, true);

	MessageDecoder(InboundBuffer buffer, FrameListener listener, Role role, ClientWebSocketOptions options) {
		this.buffer = buffer;
		this.listener = listener;
		this.frames = new FrameReader(role, options.maxFrameSize());
		this.maxMessageSize = options.maxMessageSize();
	}

	/** The peer's close frame, once it was read. */
	WebSocketMessage.@Nullable Close close() {
		return this.close;
	}

	/**
	 * Receive part of a message.
	 * @param target where the bytes go
	 * @param start where the first byte of this receive is in the target
	 */
	@Nullable ReceiveResult receive(ByteBuffer target, int start) throws IOException {
		if (this.message.size() > 0 && target.hasRemaining()) {
			return drainCollected(target, start);
		}
		if (!advance()) {
			return (this.close != null) ? result(0, MessageType.CLOSE, true) : null;
		}
		if (!target.hasRemaining() && target.position() == start && this.frames.payloadRemaining() > 0) {
			return (!this.buffer.isEmpty() || fill()) ? result(0, type(), false) : null;
		}
		while (this.frames.payloadRemaining() > 0 && target.hasRemaining()) {
			if (!takePayload(target)) {
				return null;
			}
		}
		MessageType type = type();
		boolean end = this.frames.payloadRemaining() == 0 && endFrame();
		this.partlyTaken = !end;
		return result(target.position() - start, type, end);
	}

	/** The result of a receive into a buffer that ends early. */
	ReceiveResult takenSoFar(ByteBuffer target, int start) {
		this.partlyTaken = true;
		return result(target.position() - start, type(), false);
	}

	/** What an earlier receive of the message level collected comes first. */
	private ReceiveResult drainCollected(ByteBuffer target, int start) {
		this.message.drainTo(target);
		this.partlyTaken = true;
		return result(target.position() - start, type(), false);
	}

	/** Receive a whole message. */
	@Nullable WebSocketMessage receive() throws IOException {
		if (this.partlyTaken) {
			throw new WebSocketException(WebSocketError.INVALID_STATE, "Cannot receive a whole message: a part of the"
					+ " current one was received into a buffer; receive the rest of it in the same way first");
		}
		while (advance()) {
			checkMessageSize();
			if (this.frames.isFinal() && this.message.size() == 0
					&& this.frames.payloadRemaining() <= this.buffer.bytes().remaining()) {
				return takeWhole((int) this.frames.payloadRemaining());
			}
			while (this.frames.payloadRemaining() > 0) {
				if (!takePayload(this.message.room(this.frames.payloadRemaining()))) {
					return null;
				}
			}
			int opcode = this.frames.messageOpcode();
			if (endFrame()) {
				return this.message.finish(opcode);
			}
		}
		return this.close;
	}

	/**
	 * Drop data until the peer's close frame.
	 * @return the close frame
	 */
	WebSocketMessage.@Nullable Close awaitClose() throws IOException {
		while (advance()) {
			this.frames.skipPayload(this.buffer.bytes());
			if (this.frames.payloadRemaining() == 0) {
				this.inData = false;
				this.frames.endFrame();
			}
			else if (!fill()) {
				return null;
			}
		}
		return this.close;
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
		if (this.buffer.isEmpty()) {
			this.message.trim();
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
		long remaining = this.inData ? this.frames.payloadRemaining() : 0;
		while (this.scanner.next(bytes, this.buffer.offset(), remaining)) {
			dispatch(this.scanner.opcode(), this.scanner.payload(bytes));
		}
	}

	/**
	 * Go on to the next data.
	 * @return whether there is a data frame, else bytes are missing or the peer has
	 * closed
	 */
	private boolean advance() throws IOException {
		while (!this.inData) {
			if (this.close != null || (!readHead() && !fill())) {
				return false;
			}
		}
		return true;
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

	private boolean takePayload(ByteBuffer target) throws IOException {
		int from = target.position();
		boolean empty = this.buffer.isEmpty();
		if (empty && isWorthReadingStraight(target)) {
			int most = (int) Math.min(Integer.MAX_VALUE, this.frames.payloadRemaining());
			int count = this.buffer.read(target, most);
			if (!arrived(count)) {
				return false;
			}
			this.frames.payloadArrived(target, count);
		}
		else {
			if (empty && !fill()) {
				return false;
			}
			this.frames.readPayload(this.buffer.bytes(), target);
		}
		checkText(target, from, target.position());
		return true;
	}

	private boolean isWorthReadingStraight(ByteBuffer target) {
		return target.isDirect() && target.remaining() >= BufferPool.BUFFER_SIZE
				&& this.frames.payloadRemaining() >= BufferPool.BUFFER_SIZE;
	}

	private WebSocketMessage takeWhole(int length) {
		ByteBuffer bytes = this.buffer.bytes();
		int from = bytes.position();
		this.frames.payloadArrived(bytes, length);
		boolean text = this.frames.messageOpcode() == Opcode.TEXT;
		this.inData = false;
		this.frames.endFrame();
		return text ? wholeText(bytes, from, length) : this.message.binary(bytes, from, length);
	}

	private WebSocketMessage wholeText(ByteBuffer bytes, int from, int length) {
		// the decoder puts U+FFFD where it meets bad bytes; only then they need a second
		// look
		String value = this.message.text(bytes, from, length);
		boolean mixed = !this.utf8.isBetweenCharacters() || value.indexOf('\uFFFD') != -1;
		if (mixed && !(this.utf8.accept(bytes, from, from + length) && this.utf8.end())) {
			throw invalidText();
		}
		return new WebSocketMessage.Text(value);
	}

	/**
	 * The payload of the current frame was consumed.
	 * @return whether the message is complete
	 */
	private boolean endFrame() {
		boolean text = this.frames.messageOpcode() == Opcode.TEXT;
		this.inData = false;
		this.frames.endFrame();
		if (this.frames.isFinal() && text && !this.utf8.end()) {
			throw invalidText();
		}
		return this.frames.isFinal();
	}

	private void checkText(ByteBuffer bytes, int from, int to) {
		if (this.frames.messageOpcode() == Opcode.TEXT && !this.utf8.accept(bytes, from, to)) {
			throw invalidText();
		}
	}

	private static ProtocolException invalidText() {
		return new ProtocolException(CloseStatus.INVALID_PAYLOAD_DATA,
				"expected a text message in UTF-8, but was something else");
	}

	private void checkMessageSize() {
		long size = this.message.size() + this.frames.payloadRemaining();
		if (size > this.maxMessageSize || size < 0) {
			throw new ProtocolException(CloseStatus.MESSAGE_TOO_BIG,
					"expected a message of at most " + this.maxMessageSize + " bytes ('maxMessageSize'), but was "
							+ (this.frames.isFinal() ? "" : "at least ") + Long.toUnsignedString(size));
		}
	}

	private boolean fill() throws IOException {
		return arrived(this.buffer.fill());
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

	private MessageType type() {
		return (this.frames.messageOpcode() == Opcode.TEXT) ? MessageType.TEXT : MessageType.BINARY;
	}

	/** Results are values: the same one is handed out again while it fits. */
	private ReceiveResult result(int count, MessageType type, boolean end) {
		ReceiveResult last = this.lastResult;
		if (last.count() == count && last.type() == type && last.endOfMessage() == end) {
			return last;
		}
		this.lastResult = new ReceiveResult(count, type, end);
		return this.lastResult;
	}

}
