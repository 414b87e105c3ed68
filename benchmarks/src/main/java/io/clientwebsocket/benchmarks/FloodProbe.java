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
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.message.Message;

/**
 * Counts messages, and has the same ones to send again and again. All are of one size.
 */
final class FloodProbe implements Probe {

	private final List<Message> toSend;

	private final int size;

	/** Written by the thread that receives, without a barrier. */
	private final AtomicLong messages = new AtomicLong();

	/** Bytes or characters of the current message; the thread that receives. */
	private long arrived;

	/**
	 * Index of the next message; the thread that sends, or several, which may repeat one.
	 */
	private int next;

	private volatile boolean stopped;

	FloodProbe(List<Message> toSend) {
		this.toSend = toSend;
		this.size = toSend.get(0).size();
	}

	@Override
	public @Nullable Message next() {
		if (this.stopped) {
			return null;
		}
		int index = this.next;
		this.next = (index + 1 < this.toSend.size()) ? index + 1 : 0;
		return this.toSend.get(index);
	}

	@Override
	public boolean part(ByteBuffer part, boolean last) {
		return arrived(part.remaining(), last);
	}

	@Override
	public boolean text(CharSequence text, boolean last) {
		return arrived(text.length(), last);
	}

	/** Texts are ASCII, so that a character is a byte. */
	private boolean arrived(int length, boolean last) {
		this.arrived += length;
		if (last) {
			if (this.arrived != this.size) {
				throw new IllegalStateException("expected " + this.size + " bytes, but were " + this.arrived);
			}
			this.arrived = 0;
			this.messages.setOpaque(this.messages.getPlain() + 1);
		}
		return !this.stopped;
	}

	@Override
	public long messages() {
		return this.messages.getOpaque();
	}

	@Override
	public void stop() {
		this.stopped = true;
	}

}
