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
import java.util.zip.Deflater;

/**
 * Compresses messages (RFC 7692, 7.2.1), fragment by fragment, in the order in which they
 * are sent. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class MessageDeflater {

	/**
	 * Least room that {@link #deflate} makes progress in.
	 */
	public static final int LEAST_ROOM = 64;

	/** What the end of a flush looks like; the last frame of a message lacks it. */
	private static final int TAIL = 4;

	private final Compressor compressor;

	/**
	 * The last bytes that came out: they are held back while more is to come, because
	 * they might be the end of the message.
	 */
	private final byte[] heldBack = new byte[TAIL];

	private boolean holdsBack;

	/**
	 * Create a new deflater.
	 * @param windowBits how far to refer back: 2 to this power in bytes, 8 to 15
	 * @param takeover whether a message may refer back to those before it
	 * @param source where deflaters without a header ({@code nowrap}) come from, in their
	 * initial state
	 * @param sink where they go when they are not needed
	 */
	public MessageDeflater(int windowBits, boolean takeover, Supplier<Deflater> source, Consumer<Deflater> sink) {
		this.compressor = (windowBits == 15) ? new FullWindow(takeover, source, sink)
				: new SlidingWindow(windowBits, takeover, source, sink);
	}

	/**
	 * Upper bound of what a fragment becomes: incompressible bytes grow by a few bytes
	 * for each block.
	 * @param length length of the fragment
	 * @return enough room for it, compressed
	 */
	public static long bound(int length) {
		return length + length / 8L + LEAST_ROOM;
	}

	/**
	 * Compress a fragment, as much of it as there is room for.
	 * @param in the fragment; advanced
	 * @param fin whether it is the last one of its message
	 * @param out where the payload of a frame goes, with at least {@link #LEAST_ROOM}
	 * bytes of room; advanced
	 * @return whether that is all, else the rest of the fragment comes with the next call
	 */
	public boolean deflate(ByteBuffer in, boolean fin, ByteBuffer out) {
		int start = out.position();
		if (this.holdsBack) {
			out.put(this.heldBack);
		}
		boolean complete = this.compressor.compress(in, out);
		this.holdsBack = !complete;
		if (!complete) {
			out.position(out.position() - TAIL).get(this.heldBack).position(out.position() - TAIL);
		}
		else if (fin) {
			endMessage(start, out);
		}
		return complete;
	}

	private void endMessage(int start, ByteBuffer out) {
		if (out.position() == start) {
			// nothing since the last flush: what is left of an empty block
			out.put((byte) 0);
		}
		else {
			out.position(out.position() - TAIL);
		}
		this.compressor.endMessage();
	}

	/** Give native memory back: nothing is compressed any more. */
	public void end() {
		this.compressor.release();
	}

}
