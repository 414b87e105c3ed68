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

package io.clientwebsocket.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Counts messages, and has the same one to send again and again.
 */
final class FloodProbe implements Probe {

	private final ByteBuffer payload;

	/** Written by the thread that receives, without a barrier. */
	private final AtomicLong messages = new AtomicLong();

	/** Bytes of the current message; the thread that receives. */
	private long bytes;

	private volatile boolean stopped;

	FloodProbe(ByteBuffer payload) {
		this.payload = payload;
	}

	@Override
	public @Nullable ByteBuffer next() {
		return this.stopped ? null : this.payload;
	}

	@Override
	public boolean part(ByteBuffer part, boolean last) {
		this.bytes += part.remaining();
		if (last) {
			if (this.bytes != this.payload.remaining()) {
				throw new IllegalStateException(
						"expected " + this.payload.remaining() + " bytes, but were " + this.bytes);
			}
			this.bytes = 0;
			this.messages.setOpaque(this.messages.getPlain() + 1);
		}
		return !this.stopped;
	}

	@Override
	public long messages() {
		return this.messages.getOpaque();
	}

	@Override
	public @Nullable Latencies latencies() {
		return null;
	}

	@Override
	public void stop() {
		this.stopped = true;
	}

}
