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

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.protocol.FrameWriter;
import io.clientwebsocket.protocol.MaskKeys;
import io.clientwebsocket.protocol.Masking;
import io.clientwebsocket.protocol.MessageDeflater;
import io.clientwebsocket.transport.BufferPool;

/**
 * Encoded frames that leave in the next write: one pooled buffer that is held only while
 * it has bytes in it. Guarded by the lock of {@link Outbound}.
 */
final class SendBatch {

	private static final int WORTH_WRITING = BufferPool.BUFFER_SIZE / 2;

	private final BufferPool pool;

	private final @Nullable MaskKeys keys;

	/** Bytes from 0 to the position. */
	private @Nullable ByteBuffer filling;

	/** Offset in the outgoing stream of the end of what was encoded. */
	private long encoded;

	SendBatch(EngineSettings settings) {
		this.pool = settings.environment().buffers();
		this.keys = settings.role().masks() ? new MaskKeys(settings.environment().random()) : null;
	}

	/** Whether a whole frame with a payload of this length fits. */
	boolean hasRoomFor(int length) {
		int room = (this.filling != null) ? this.filling.remaining() : BufferPool.BUFFER_SIZE;
		return length <= room - FrameWriter.MAX_HEADER_LENGTH;
	}

	/** Whether so much has gathered that a larger write would hardly be cheaper. */
	boolean isWorthWriting() {
		return this.filling != null && this.filling.position() >= WORTH_WRITING;
	}

	/**
	 * Encode a whole frame, for which there is room.
	 * @param payload the payload; not advanced
	 * @return offset in the outgoing stream of the frame's end
	 */
	long encode(int firstByte, ByteBuffer payload) {
		int length = payload.remaining();
		int key = encodeHeader(firstByte, length);
		copy(payload, payload.position(), length, key, 0);
		return this.encoded;
	}

	/** Encode a header, for which there is room. */
	int encodeHeader(int firstByte, int length) {
		ByteBuffer out = filling();
		int start = out.position();
		int key = 0;
		if (this.keys != null) {
			key = this.keys.next();
			FrameWriter.writeHeader(out, firstByte, length, key);
		}
		else {
			FrameWriter.writeHeader(out, firstByte, length);
		}
		this.encoded += out.position() - start;
		return key;
	}

	/**
	 * Encode payload of a frame whose header was encoded, as much as there is room for.
	 * @param payload what is left of the payload; advanced
	 * @param offset offset of it in the whole payload
	 * @return whether all of it was encoded
	 */
	boolean encodePayload(ByteBuffer payload, int key, long offset) {
		int count = Math.min(payload.remaining(), filling().remaining());
		copy(payload, payload.position(), count, key, offset);
		payload.position(payload.position() + count);
		return !payload.hasRemaining();
	}

	/**
	 * Encode a frame with compressed payload, as much as there is room for.
	 * @param operation its payload is advanced
	 * @return whether all of it was encoded, else another frame goes on
	 */
	boolean encodeCompressed(SendOperation operation, MessageDeflater deflater) {
		ByteBuffer out = filling();
		int start = out.position();
		int shortHeader = (this.keys != null) ? 6 : 2;
		int payload = start + shortHeader + 2;
		boolean complete = deflater.deflate(operation.payload(), operation.isFinal(), out.position(payload));
		int length = out.position() - payload;
		if (length < 126) {
			out.put(payload - 2, out, payload, length);
			payload -= 2;
		}
		out.position(start);
		int key = encodeHeader(complete ? operation.firstByte() : operation.firstByte() & 0x7F, length);
		if (this.keys != null) {
			Masking.apply(out, payload, length, key, 0);
		}
		out.position(payload + length);
		this.encoded += length;
		return complete;
	}

	private void copy(ByteBuffer source, int from, int count, int key, long offset) {
		ByteBuffer out = filling();
		if (this.keys != null) {
			Masking.copy(source, from, out, out.position(), count, key, offset);
		}
		else {
			out.put(out.position(), source, from, count);
		}
		out.position(out.position() + count);
		this.encoded += count;
	}

	private ByteBuffer filling() {
		if (this.filling == null) {
			this.filling = this.pool.acquire();
		}
		return this.filling;
	}

	/** Offset in the outgoing stream of the end of what was encoded. */
	long encoded() {
		return this.encoded;
	}

	/**
	 * Take the bytes to write them.
	 * @return the bytes between position and limit, or {@code null} if there are none
	 */
	@Nullable ByteBuffer take() {
		ByteBuffer out = this.filling;
		if (out == null || out.position() == 0) {
			release();
			return null;
		}
		this.filling = null;
		return out.flip();
	}

	/** Undo {@link #take()}. */
	void putBack(ByteBuffer out) {
		this.filling = out.position(out.limit()).limit(out.capacity());
	}

	/** A buffer was written: use it again. */
	void recycle(ByteBuffer out, boolean keep) {
		if (keep && this.filling == null) {
			this.filling = out.clear();
		}
		else {
			this.pool.release(out);
		}
	}

	void release() {
		if (this.filling != null) {
			this.pool.release(this.filling);
			this.filling = null;
		}
	}

}
