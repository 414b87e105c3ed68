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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;

/**
 * Decompresses messages (RFC 7692, 7.2.2): payload goes in piece by piece, and comes out
 * in whatever pieces there is room for. Accepts every window, several blocks in a
 * message, and final blocks with others behind them (7.2.3.4), whose window begins anew.
 * Not thread-safe.
 *
 * @since 0.1.0
 */
public final class MessageInflater {

	private static final byte[] NONE = new byte[0];

	private static final int PIECE_SIZE = 4096;

	/**
	 * What the sender has removed from the end, and an empty block: at the end of a
	 * message neither brings anything out, within a block they do or are an error.
	 */
	private static final byte[] END = { 0, 0, -1, -1, 0, 0, 0, -1, -1 };

	/** End of a payload from which nothing was removed. */
	private static final int TAIL = 0x0000FFFF;

	private static final int TAIL_SIZE = 4;

	/**
	 * The header of the block whose end was removed is a bit that says whether it is the
	 * final one, and two zeros; what is left of the byte is zero, too.
	 */
	private static final int LARGEST_LAST_BYTE = 0x3F;

	private final boolean takeover;

	private final Supplier<Inflater> source;

	private final Consumer<Inflater> sink;

	private final ByteBuffer ahead = ByteBuffer.allocate(1).limit(0);

	private ByteBuffer piece = ByteBuffer.wrap(NONE);

	private @Nullable Inflater inflater;

	/** The array that the inflater reads, and where what it was given ends in it. */
	private byte[] input = NONE;

	private int inputEnd;

	/** Whether there was payload of this message. */
	private boolean begun;

	/** The last four bytes of payload. */
	private int last;

	/** Whether all the payload of the message was given. */
	private boolean ended;

	/**
	 * Create a new inflater.
	 * @param takeover whether a message may refer back to those before it
	 * @param source where inflaters without a header ({@code nowrap}) come from, in their
	 * initial state
	 * @param sink where they go when they are not needed
	 */
	public MessageInflater(boolean takeover, Supplier<Inflater> source, Consumer<Inflater> sink) {
		this.takeover = takeover;
		this.source = source;
		this.sink = sink;
	}

	/**
	 * Whether later messages may refer back to this one, so that it must be inflated even
	 * if nobody wants it.
	 * @return whether there is context takeover
	 */
	public boolean hasTakeover() {
		return this.takeover;
	}

	/**
	 * Room for the next piece of payload. Only when {@link #inflate} had room left, or
	 * {@link #hasOutput()} was false; {@link #inputReady()} follows.
	 * @return an empty buffer
	 */
	public ByteBuffer input() {
		if (this.piece.capacity() == 0) {
			this.piece = ByteBuffer.allocate(PIECE_SIZE);
		}
		return this.piece.clear();
	}

	/** The next piece of payload is in the buffer. */
	public void inputReady() {
		byte[] bytes = this.piece.array();
		int end = this.piece.position();
		if (end == 0) {
			return;
		}
		for (int i = Math.max(0, end - TAIL_SIZE); i < end; i++) {
			this.last = (this.last << 8) | (bytes[i] & 0xFF);
		}
		this.begun = true;
		give(bytes, 0, end);
	}

	private void give(byte[] bytes, int start, int end) {
		Inflater inflater = this.inflater;
		if (inflater == null) {
			inflater = this.source.get();
			this.inflater = inflater;
		}
		if (inflater.finished()) {
			inflater.reset();
		}
		this.input = bytes;
		this.inputEnd = end;
		inflater.setInput(bytes, start, end - start);
	}

	/**
	 * All the payload of the message was given.
	 * @return whether more may come out, {@code false} if that was told before
	 */
	public boolean endInput() {
		if (this.ended) {
			return false;
		}
		this.ended = true;
		boolean finished = this.inflater != null && this.inflater.finished();
		if (!this.begun || finished) {
			// no block is open
			return false;
		}
		boolean whole = this.last == TAIL;
		if (!whole && (this.last & 0xFF) > LARGEST_LAST_BYTE) {
			throw invalid("was cut off", null);
		}
		give(END, whole ? TAIL_SIZE : 0, END.length);
		return true;
	}

	/**
	 * Bring out what is there.
	 * @param out where it goes; advanced
	 * @return number of bytes; if room is left, more payload is needed
	 * @throws ProtocolException if the payload is not compressed data
	 */
	public int inflate(ByteBuffer out) {
		int start = out.position();
		if (this.ahead.hasRemaining() && out.hasRemaining()) {
			out.put(this.ahead.get());
		}
		if (out.hasRemaining()) {
			inflateInto(out);
		}
		return out.position() - start;
	}

	/**
	 * Whether there is something to be brought out of the payload so far.
	 * @return whether {@link #inflate} would bring something out
	 * @throws ProtocolException if the payload is not compressed data
	 */
	public boolean hasOutput() {
		if (!this.ahead.hasRemaining()) {
			inflateInto(this.ahead.clear());
			this.ahead.flip();
		}
		return this.ahead.hasRemaining();
	}

	private void inflateInto(ByteBuffer out) {
		Inflater inflater = this.inflater;
		if (inflater == null) {
			return;
		}
		try {
			int start = out.position();
			inflater.inflate(out);
			while (out.hasRemaining() && inflater.getRemaining() > 0) {
				// each turn is a final block and what it takes of the payload
				goOnBehindFinalBlock(inflater);
				inflater.inflate(out);
			}
			if (out.position() > start && this.ended) {
				throw invalid("was cut off", null);
			}
		}
		catch (DataFormatException ex) {
			throw invalid(String.valueOf(ex.getMessage()), ex);
		}
	}

	private void goOnBehindFinalBlock(Inflater inflater) {
		if (!inflater.finished()) {
			throw invalid("makes no progress", null);
		}
		int remaining = inflater.getRemaining();
		inflater.reset();
		inflater.setInput(this.input, this.inputEnd - remaining, remaining);
	}

	private static ProtocolException invalid(String problem, @Nullable Throwable cause) {
		ProtocolException failure = new ProtocolException(CloseStatus.INVALID_PAYLOAD_DATA,
				"expected a message compressed with permessage-deflate, but it " + ((cause != null) ? "has: " : "")
						+ problem);
		if (cause != null) {
			failure.initCause(cause);
		}
		return failure;
	}

	/** The message is complete: everything was brought out. */
	public void endMessage() {
		this.ended = false;
		this.begun = false;
		this.last = 0;
		if (!this.takeover) {
			end();
		}
	}

	/** Let go of what is not needed between messages. */
	public void trim() {
		Inflater inflater = this.inflater;
		if (inflater == null || inflater.getRemaining() == 0) {
			this.piece = ByteBuffer.wrap(NONE);
			this.input = NONE;
			if (inflater != null) {
				inflater.setInput(NONE);
			}
		}
	}

	/** Give native memory back. */
	public void end() {
		Inflater inflater = this.inflater;
		this.ended = false;
		this.ahead.limit(0);
		if (inflater != null) {
			this.inflater = null;
			this.sink.accept(inflater);
		}
	}

}
