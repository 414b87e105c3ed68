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

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.engine.CompressedPayload.Progress;
import io.clientwebsocket.protocol.FrameReader;
import io.clientwebsocket.protocol.Opcode;
import io.clientwebsocket.protocol.ProtocolException;
import io.clientwebsocket.protocol.Utf8Validator;

/**
 * Turns the data of frames into parts of messages and whole messages. Gives up with
 * {@code null} when there is not enough to read now: it goes on from there with the next
 * call. Guarded by the lock of {@link Inbound}.
 */
final class MessageDecoder {

	private final InboundBuffer buffer;

	private final FrameReader frames;

	private final FrameDecoder heads;

	/** {@code null} if no message may be compressed. */
	private final @Nullable CompressedPayload compressed;

	private final Utf8Validator utf8 = new Utf8Validator();

	private final MessageAssembly message = new MessageAssembly();

	private final long maxMessageSize;

	/** Whether a part of the current message was handed out by the low level. */
	private boolean partlyTaken;

	/** Whether nobody wants what is left of the current message. */
	private boolean discarding;

	private ReceiveResult lastResult = new ReceiveResult(0, MessageType.BINARY, true);

	MessageDecoder(InboundBuffer buffer, FrameListener listener, EngineSettings settings) {
		this.buffer = buffer;
		this.frames = new FrameReader(settings.role(), settings.options().maxFrameSize(), settings.deflate() != null);
		this.heads = new FrameDecoder(buffer, listener, this.frames);
		this.compressed = CompressedPayload.of(buffer, this.frames, this.heads, settings);
		this.maxMessageSize = settings.options().maxMessageSize();
	}

	/** The peer's close frame, once it was read. */
	WebSocketMessage.@Nullable Close close() {
		return this.heads.close();
	}

	/**
	 * Receive part of a message.
	 * @param target where the bytes go
	 * @param start where the first byte of this receive is in the target
	 */
	@Nullable ReceiveResult receive(ByteBuffer target, int start) throws IOException {
		if (!advance()) {
			return (close() != null) ? result(0, MessageType.CLOSE, true) : null;
		}
		if (this.message.size() > 0) {
			return drainCollected(target, start);
		}
		if (this.compressed != null && this.frames.isCompressed()) {
			return receiveCompressed(this.compressed, target, start);
		}
		if (!target.hasRemaining() && target.position() == start && this.frames.payloadRemaining() > 0) {
			return (!this.buffer.isEmpty() || this.heads.fill()) ? result(0, type(), false) : null;
		}
		while (this.frames.payloadRemaining() > 0 && target.hasRemaining()) {
			if (!takePayload(target)) {
				// whoever took the first bytes may stop to wait for the others
				this.partlyTaken |= target.position() > start;
				return null;
			}
		}
		return received(target, start, this.frames.payloadRemaining() == 0);
	}

	private ReceiveResult received(ByteBuffer target, int start, boolean frameEnd) {
		MessageType type = type();
		boolean end = frameEnd && endFrame();
		this.partlyTaken = !end;
		return result(target.position() - start, type, end);
	}

	private @Nullable ReceiveResult receiveCompressed(CompressedPayload payload, ByteBuffer target, int start)
			throws IOException {
		if (!target.hasRemaining() && target.position() == start && this.frames.payloadRemaining() > 0) {
			return payload.isThere() ? result(0, type(), false) : null;
		}
		int from = target.position();
		Progress progress = payload.inflate(target);
		checkText(target, from, target.position());
		if (progress == Progress.STARVED) {
			this.partlyTaken |= target.position() > start;
			return null;
		}
		return received(target, start, progress == Progress.FRAME_END);
	}

	/**
	 * Go on to the next data: what an earlier receive collected, or a frame.
	 * @return whether there is some, else bytes are missing or the peer has closed
	 */
	private boolean advance() throws IOException {
		if (this.discarding && !discard()) {
			return false;
		}
		return this.message.size() > 0 || this.heads.advance();
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

	/**
	 * Wait for a message to begin, that is then received in parts.
	 * @return its type, with a count of 0
	 */
	@Nullable ReceiveResult begin() throws IOException {
		requireNothingTaken();
		if (!advance()) {
			return (close() != null) ? result(0, MessageType.CLOSE, true) : null;
		}
		this.partlyTaken = true;
		return result(0, type(), false);
	}

	/** Nobody wants what is left of the message that is received in parts. */
	void discardRest() {
		if (this.partlyTaken) {
			this.partlyTaken = false;
			this.discarding = true;
			this.message.clear();
		}
	}

	private void requireNothingTaken() {
		if (this.partlyTaken) {
			throw new WebSocketException(WebSocketError.INVALID_STATE, "Cannot receive a whole message: a part of the"
					+ " current one was received into a buffer; receive the rest of it in the same way first");
		}
	}

	/** Receive a whole message. */
	@Nullable WebSocketMessage receive() throws IOException {
		requireNothingTaken();
		if (this.discarding && !discard()) {
			return close();
		}
		while (this.heads.advance()) {
			if (this.compressed != null && this.frames.isCompressed()) {
				return inflateMessage(this.compressed);
			}
			checkMessageSize(this.frames.payloadRemaining(), this.frames.isFinal());
			if (this.frames.isFinal() && this.message.size() == 0
					&& this.frames.payloadRemaining() <= this.buffer.bytes().remaining()) {
				return takeWhole((int) this.frames.payloadRemaining());
			}
			while (this.frames.payloadRemaining() > 0) {
				if (!takePayload(this.message.room(this.frames.payloadRemaining(), this.frames.isFinal()))) {
					return null;
				}
			}
			int opcode = this.frames.messageOpcode();
			if (endFrame()) {
				return this.message.finish(opcode);
			}
		}
		return close();
	}

	/** Decompress a message, or what is there of it. */
	private @Nullable WebSocketMessage inflateMessage(CompressedPayload payload) throws IOException {
		ByteBuffer out = payload.acquire();
		try {
			do {
				Progress progress = payload.inflate(out.clear());
				int count = out.position();
				checkMessageSize(count, false);
				boolean end = progress == Progress.FRAME_END;
				if (end && this.frames.isFinal() && this.message.size() == 0) {
					return takeWhole(payload, out, count);
				}
				checkText(out, 0, count);
				this.message.add(out.flip());
				if (progress == Progress.STARVED) {
					return null;
				}
				int opcode = this.frames.messageOpcode();
				if (end && endFrame()) {
					return this.message.finish(opcode);
				}
			}
			while (this.heads.advance());
			return close();
		}
		finally {
			payload.release(out);
		}
	}

	private WebSocketMessage takeWhole(CompressedPayload payload, ByteBuffer out, int length) {
		boolean text = this.frames.messageOpcode() == Opcode.TEXT;
		this.heads.endFrame();
		payload.endMessage();
		return text ? wholeText(out, 0, length) : this.message.binary(out, 0, length);
	}

	/**
	 * Drop data until the peer's close frame.
	 * @return the close frame
	 */
	WebSocketMessage.@Nullable Close awaitClose() throws IOException {
		return this.heads.awaitClose();
	}

	/** Drop what is left of the current message. */
	private boolean discard() throws IOException {
		while (this.discarding) {
			if (!this.heads.advance() || !discardFrame()) {
				return false;
			}
			this.discarding = !this.frames.isFinal();
		}
		this.utf8.end();
		return true;
	}

	/** Drop the current frame of a message behind which others are received. */
	private boolean discardFrame() throws IOException {
		if (this.compressed == null || !this.frames.isCompressed()) {
			return this.heads.dropFrame();
		}
		if (this.compressed.hasTakeover() && !this.compressed.drop()) {
			return false;
		}
		if (this.frames.isFinal() || !this.compressed.hasTakeover()) {
			this.compressed.endMessage();
		}
		return this.heads.dropFrame();
	}

	/**
	 * Handle control frames while nobody receives, as far as the buffer has room.
	 * @return whether more is to be waited for
	 */
	boolean readAhead() throws IOException {
		boolean more = this.heads.readAhead();
		if (this.buffer.isEmpty()) {
			this.message.trim();
			if (this.compressed != null) {
				this.compressed.trim();
			}
		}
		return more;
	}

	/** Nothing is received any more. */
	void end() {
		if (this.compressed != null) {
			this.compressed.end();
		}
	}

	private boolean takePayload(ByteBuffer target) throws IOException {
		int from = target.position();
		if (!this.heads.readPayload(target)) {
			return false;
		}
		checkText(target, from, target.position());
		return true;
	}

	private WebSocketMessage takeWhole(int length) {
		ByteBuffer bytes = this.buffer.bytes();
		int from = bytes.position();
		this.frames.payloadArrived(bytes, length);
		boolean text = this.frames.messageOpcode() == Opcode.TEXT;
		this.heads.endFrame();
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
		this.heads.endFrame();
		if (this.compressed != null && this.frames.isFinal() && this.frames.isCompressed()) {
			this.compressed.endMessage();
		}
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

	private void checkMessageSize(long more, boolean last) {
		long size = this.message.size() + more;
		if (size > this.maxMessageSize || size < 0) {
			throw new ProtocolException(CloseStatus.MESSAGE_TOO_BIG,
					"expected a message of at most " + this.maxMessageSize + " bytes ('maxMessageSize'), but was "
							+ (last ? "" : "at least ") + Long.toUnsignedString(size));
		}
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
