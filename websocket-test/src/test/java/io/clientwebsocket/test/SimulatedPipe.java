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

package io.clientwebsocket.test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.TransportListener;

/**
 * One direction of a connection that hands bytes over in random slices, and stalls, ends
 * or breaks when it is told to. Everything happens on one thread; what a real transport
 * does on another is a task of the {@link SimulatedNetwork}.
 */
final class SimulatedPipe {

	private final SimulatedNetwork network;

	private final Random random;

	/** Bytes under way, from 0 to the position. */
	private final ByteBuffer bytes;

	private @Nullable TransportListener reader;

	private @Nullable TransportListener writer;

	/** What is left of a write. */
	private @Nullable ByteBuffer pending;

	private boolean requested;

	private boolean stalled;

	private boolean ended;

	private boolean broken;

	SimulatedPipe(SimulatedNetwork network, Random random) {
		this.network = network;
		this.random = random;
		this.bytes = ByteBuffer.allocate(1 << (4 + random.nextInt(14)));
	}

	void readBy(TransportListener listener) {
		this.reader = listener;
	}

	void writtenBy(TransportListener listener) {
		this.writer = listener;
	}

	int read(ByteBuffer target) throws IOException {
		if (this.broken) {
			throw new IOException("The connection was broken");
		}
		if (this.stalled || this.bytes.position() == 0) {
			return (this.ended && !this.stalled) ? -1 : 0;
		}
		int count = slice(Math.min(this.bytes.position(), target.remaining()));
		this.bytes.flip();
		target.put(target.position(), this.bytes, 0, count).position(target.position() + count);
		this.bytes.position(count);
		this.bytes.compact();
		goOnSoon();
		return count;
	}

	void requestRead() {
		this.requested = true;
		goOnSoon();
	}

	boolean write(ByteBuffer source) throws IOException {
		if (this.broken || this.ended) {
			throw new IOException("The connection was broken");
		}
		take(source);
		if (source.hasRemaining()) {
			this.pending = source;
		}
		goOnSoon();
		return !source.hasRemaining();
	}

	private void take(ByteBuffer source) {
		int most = Math.min(this.bytes.remaining(), source.remaining());
		int count = slice(most);
		this.bytes.put(this.bytes.position(), source, source.position(), count).position(this.bytes.position() + count);
		source.position(source.position() + count);
	}

	/** All of it, some of it, or a single byte. */
	private int slice(int most) {
		return switch (this.random.nextInt(6)) {
			case 0 -> Math.min(most, 1);
			case 1, 2 -> (most > 0) ? 1 + this.random.nextInt(most) : 0;
			default -> most;
		};
	}

	void stall(boolean stalled) {
		this.stalled = stalled;
		goOnSoon();
	}

	/** Nothing follows what is under way. */
	void end() {
		this.ended = true;
		goOnSoon();
	}

	/** The connection is lost, with what is under way. */
	void breakOff() {
		this.broken = true;
		goOnSoon();
	}

	private void goOnSoon() {
		this.network.execute(this::goOnWriting);
		this.network.execute(this::tellReader);
	}

	private void goOnWriting() {
		ByteBuffer left = this.pending;
		if (left == null || this.writer == null) {
			return;
		}
		if (this.broken || this.ended) {
			this.pending = null;
			this.writer.onWriteFailed(new IOException("The connection was broken"));
			return;
		}
		int before = left.remaining();
		take(left);
		if (!left.hasRemaining()) {
			this.pending = null;
			this.writer.onWritten();
		}
		if (left.remaining() != before) {
			goOnSoon();
		}
	}

	private void tellReader() {
		boolean readable = this.broken || (!this.stalled && (this.bytes.position() > 0 || this.ended));
		if (this.requested && readable && this.reader != null) {
			this.requested = false;
			this.reader.onReadable(this.reader.wantsThread() && this.random.nextBoolean());
		}
	}

}
