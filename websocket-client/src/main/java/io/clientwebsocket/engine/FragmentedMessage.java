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

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.protocol.FrameWriter;
import io.clientwebsocket.protocol.Opcode;

/**
 * An outgoing message of several frames. Guarded by the lock of {@link Outbound}.
 */
final class FragmentedMessage {

	private @Nullable Thread thread;

	/** Whether a frame waits or was sent. */
	private boolean begun;

	/** Whether more than one does. */
	private boolean continued;

	/** Whether the application has nothing against compression. */
	private boolean compressible;

	private boolean compressed;

	/** The first byte of a frame that takes its place in a message. */
	static int firstByte(int opcode, boolean fin, @Nullable FragmentedMessage message, boolean compressible,
			boolean compressed) {
		if (message != null) {
			boolean continuation = message.hasBegun();
			message.add(compressible, compressed);
			if (continuation) {
				return FrameWriter.firstByte(Opcode.CONTINUATION, fin);
			}
		}
		return compressed ? FrameWriter.firstByteCompressed(opcode, fin) : FrameWriter.firstByte(opcode, fin);
	}

	/** Whether a thread has begun this message. */
	boolean isOf(Thread thread) {
		return this.thread == thread;
	}

	/** Whether the next frame continues the message, else it is the first. */
	boolean hasBegun() {
		return this.begun;
	}

	/** Whether the frames are compressed; decided with the first one. */
	boolean isCompressed() {
		return this.compressed;
	}

	/** All frames are sent with compression, or none (RFC 7692, 6). */
	void requireSame(boolean compressible) {
		if (this.begun && this.compressible != compressible) {
			throw new IllegalArgumentException("'flags' must have DISABLE_COMPRESSION on all frames of a message or"
					+ " on none, but the first frame was sent " + (this.compressible ? "without" : "with") + " it");
		}
	}

	void add(boolean compressible, boolean compressed) {
		if (!this.begun) {
			this.compressible = compressible;
			this.compressed = compressed;
		}
		this.continued = this.begun;
		this.begun = true;
		this.thread = (this.thread != null) ? this.thread : Thread.currentThread();
	}

	/**
	 * Take a frame back, if it is the only one.
	 * @return whether it was
	 */
	boolean takeBackOnly() {
		if (this.continued) {
			return false;
		}
		this.begun = false;
		return true;
	}

}
