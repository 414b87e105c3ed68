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

import io.clientwebsocket.protocol.FrameReader;
import io.clientwebsocket.protocol.MessageInflater;
import io.clientwebsocket.transport.BufferPool;

/**
 * Decompresses the payload of frames as it arrives. Guarded by the lock of
 * {@link Inbound}.
 */
final class CompressedPayload {

	private final InboundBuffer buffer;

	private final FrameReader frames;

	private final FrameDecoder heads;

	private final MessageInflater inflater;

	private final BufferPool pool;

	private CompressedPayload(InboundBuffer buffer, FrameReader frames, FrameDecoder heads, MessageInflater inflater,
			BufferPool pool) {
		this.buffer = buffer;
		this.frames = frames;
		this.heads = heads;
		this.inflater = inflater;
		this.pool = pool;
	}

	/** {@code null} if no message may be compressed. */
	static @Nullable CompressedPayload of(InboundBuffer buffer, FrameReader frames, FrameDecoder heads,
			EngineSettings settings) {
		MessageInflater inflater = settings.newInflater();
		return (inflater != null)
				? new CompressedPayload(buffer, frames, heads, inflater, settings.environment().buffers()) : null;
	}

	/**
	 * Bring out payload of the current frame until the target is full or the frame ends.
	 * @param target where the bytes go; advanced
	 */
	Progress inflate(ByteBuffer target) throws IOException {
		while (true) {
			this.inflater.inflate(target);
			if (!target.hasRemaining() && this.inflater.hasOutput()) {
				return Progress.FULL;
			}
			if (this.frames.payloadRemaining() > 0) {
				if (this.buffer.isEmpty() && !this.heads.fill()) {
					return target.hasRemaining() ? Progress.STARVED : Progress.FULL;
				}
				this.frames.readPayload(this.buffer.bytes(), this.inflater.input());
				this.inflater.inputReady();
			}
			else if (!this.frames.isFinal() || !this.inflater.endInput()) {
				return Progress.FRAME_END;
			}
		}
	}

	/**
	 * Whether a receive without room need not wait: there is output, or payload that may
	 * become output.
	 */
	boolean isThere() throws IOException {
		return this.inflater.hasOutput() || !this.buffer.isEmpty() || this.heads.fill();
	}

	/** The message is complete: everything was brought out. */
	void endMessage() {
		this.inflater.endMessage();
	}

	/**
	 * Drop what is left of the current frame. Later messages may refer back to it.
	 * @return whether it was all there
	 */
	boolean drop() throws IOException {
		ByteBuffer out = this.pool.acquire();
		try {
			Progress progress = Progress.FULL;
			while (progress == Progress.FULL) {
				progress = inflate(out.clear());
			}
			return progress == Progress.FRAME_END;
		}
		finally {
			this.pool.release(out);
		}
	}

	/** Whether what nobody wants must be decompressed all the same. */
	boolean hasTakeover() {
		return this.inflater.hasTakeover();
	}

	ByteBuffer acquire() {
		return this.pool.acquire();
	}

	void release(ByteBuffer out) {
		this.pool.release(out);
	}

	/** Let go of what an idle socket does not need. */
	void trim() {
		this.inflater.trim();
	}

	/** Give native memory back: nothing is received any more. */
	void end() {
		this.inflater.end();
	}

	/** Why no more came out. */
	enum Progress {

		/** The target is full, and there may be more. */
		FULL,

		/** Bytes are missing. */
		STARVED,

		/** All of the frame came out. */
		FRAME_END

	}

}
