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

import org.jspecify.annotations.Nullable;

/**
 * Compresses with a window of less than 15 bits, which {@link Deflater} does not have: it
 * is given the data in pieces, and with each as dictionary as much of what came before as
 * the window holds. What it never sees it cannot refer to. Not thread-safe.
 */
final class SlidingWindow implements Compressor {

	private static final byte[] NONE = new byte[0];

	private final int size;

	private final boolean takeover;

	private final Supplier<Deflater> source;

	private final Consumer<Deflater> sink;

	/** What came before, then the current piece. */
	private byte[] window = NONE;

	/** End of both in the window. */
	private int filled;

	private @Nullable Deflater deflater;

	/** Whether a piece is compressed in part. */
	private boolean inPiece;

	SlidingWindow(int bits, boolean takeover, Supplier<Deflater> source, Consumer<Deflater> sink) {
		this.size = 1 << bits;
		this.takeover = takeover;
		this.source = source;
		this.sink = sink;
	}

	@Override
	public boolean compress(ByteBuffer in, ByteBuffer out) {
		Deflater deflater = this.deflater;
		if (deflater == null) {
			deflater = this.source.get();
			this.deflater = deflater;
		}
		do {
			if (!this.inPiece) {
				beginPiece(deflater, in);
			}
			deflater.deflate(out, Deflater.SYNC_FLUSH);
			this.inPiece = !out.hasRemaining();
		}
		while (!this.inPiece && in.hasRemaining());
		if (!this.inPiece) {
			release();
		}
		return !this.inPiece;
	}

	private void beginPiece(Deflater deflater, ByteBuffer in) {
		int length = Math.min(in.remaining(), this.size / 2);
		if (this.window.length == 0) {
			this.window = new byte[this.size];
		}
		int before = Math.min(this.filled, this.size - length);
		System.arraycopy(this.window, this.filled - before, this.window, 0, before);
		in.get(this.window, before, length);
		this.filled = before + length;
		deflater.reset();
		if (before > 0) {
			deflater.setDictionary(this.window, 0, before);
		}
		deflater.setInput(this.window, before, length);
	}

	@Override
	public void endMessage() {
		if (!this.takeover) {
			this.filled = 0;
			this.window = NONE;
		}
	}

	@Override
	public void release() {
		Deflater deflater = this.deflater;
		if (deflater != null) {
			this.deflater = null;
			this.sink.accept(deflater);
		}
	}

}
