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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.protocol.Opcode;

/**
 * Puts a message together from its pieces. What was collected stays when a receive ends
 * early. Guarded by the lock of {@link Inbound}.
 */
final class MessageAssembly {

	private static final byte[] NONE = new byte[0];

	private static final int FIRST_SIZE = 64 * 1024;

	/** Text up to this size is decoded by way of an array that is kept. */
	private static final int SCRATCH_SIZE = 8 * 1024;

	private ByteBuffer collected = ByteBuffer.wrap(NONE);

	private byte[] scratch = NONE;

	/** Size of the message before: so much the peer has really sent. */
	private int proven;

	int size() {
		return this.collected.position();
	}

	/**
	 * Room for more of a message.
	 * @param expected how many bytes of the frame are still to come, as far as the peer
	 * says
	 * @param last whether the frame is the last one
	 */
	ByteBuffer room(long expected, boolean last) {
		if (!this.collected.hasRemaining()) {
			int size = size();
			// grows with what has come, not with what the peer announces
			long grown = Math.max(Math.max(FIRST_SIZE, this.proven), 2L * size);
			// twice as large if more frames follow: no byte is copied again for each
			// frame
			long wanted = last ? size + expected : Math.max(size + expected, 2L * size);
			int capacity = (int) Math.min(Math.min(wanted, grown), Integer.MAX_VALUE - 8);
			this.collected = ByteBuffer.wrap(Arrays.copyOf(this.collected.array(), capacity)).position(size);
		}
		return this.collected;
	}

	/** Collect bytes of a message whose size nobody knows. */
	void add(ByteBuffer bytes) {
		while (bytes.hasRemaining()) {
			ByteBuffer room = room(bytes.remaining(), size() == 0);
			int count = Math.min(bytes.remaining(), room.remaining());
			room.put(room.position(), bytes, bytes.position(), count).position(room.position() + count);
			bytes.position(bytes.position() + count);
		}
	}

	/** Hand out what was collected of an unfinished message. */
	void drainTo(ByteBuffer target) {
		ByteBuffer source = this.collected.flip();
		int count = Math.min(source.remaining(), target.remaining());
		target.put(target.position(), source, 0, count).position(target.position() + count);
		this.collected = source.position(count).compact();
		releaseIfEmpty();
	}

	private void releaseIfEmpty() {
		if (size() == 0) {
			clear();
		}
	}

	/** The message is complete. */
	WebSocketMessage finish(int opcode) {
		byte[] bytes = this.collected.array();
		int size = size();
		clear();
		this.proven = size;
		if (opcode == Opcode.TEXT) {
			return new WebSocketMessage.Text(new String(bytes, 0, size, StandardCharsets.UTF_8));
		}
		return new WebSocketMessage.Binary(ByteBuffer.wrap(bytes, 0, size));
	}

	/** A copy of bytes that are a message of their own. */
	WebSocketMessage.Binary binary(ByteBuffer source, int from, int length) {
		byte[] bytes = new byte[length];
		source.get(from, bytes);
		return new WebSocketMessage.Binary(ByteBuffer.wrap(bytes));
	}

	/** The text of bytes that are a message of their own. */
	String text(ByteBuffer source, int from, int length) {
		if (length > this.scratch.length) {
			this.scratch = new byte[(length <= SCRATCH_SIZE) ? Math.max(128, Integer.highestOneBit(length) * 2)
					: length];
		}
		byte[] bytes = this.scratch;
		source.get(from, bytes, 0, length);
		if (length > SCRATCH_SIZE) {
			this.scratch = NONE;
		}
		return new String(bytes, 0, length, StandardCharsets.UTF_8);
	}

	/** Forget what was collected. */
	void clear() {
		this.collected = ByteBuffer.wrap(NONE);
	}

	/** Let go of everything that an idle socket does not need. */
	void trim() {
		this.scratch = NONE;
		this.proven = 0;
	}

}
