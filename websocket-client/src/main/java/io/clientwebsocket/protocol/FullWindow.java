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
 * Compresses with the window that {@link Deflater} has, 15 bits. Not thread-safe.
 */
final class FullWindow implements Compressor {

	private static final byte[] NONE = new byte[0];

	private final boolean takeover;

	private final Supplier<Deflater> source;

	private final Consumer<Deflater> sink;

	private @Nullable Deflater deflater;

	FullWindow(boolean takeover, Supplier<Deflater> source, Consumer<Deflater> sink) {
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
		deflater.setInput(in);
		deflater.deflate(out, Deflater.SYNC_FLUSH);
		// the bytes are the application's again
		deflater.setInput(NONE);
		return out.hasRemaining();
	}

	@Override
	public void endMessage() {
		if (!this.takeover) {
			release();
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
