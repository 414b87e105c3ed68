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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One direction of a connection through a {@link FaultProxy}, and what is wrong with it.
 * Bytes are counted as they pass, from 0 at the start of the connection. Every method but
 * {@link #bytes()} and {@link #passed()} sets a fault, which holds from the next byte on.
 *
 * @since 0.1.0
 */
public final class FaultLine {

	private static final int BLOCK_SIZE = 16 * 1024;

	private static final int KEPT_BYTES = 64 * 1024;

	private static final int BLOCKS_PER_SECOND = 50;

	private final Runnable reset;

	// The fields below are guarded by the monitor

	private final Map<Long, Integer> flips = new HashMap<>();

	private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

	private boolean stalled;

	private boolean dropping;

	private long delayNanos;

	private long bytesPerSecond;

	private int sliceSize = BLOCK_SIZE;

	private long endAfter = Long.MAX_VALUE;

	private boolean endsByReset;

	private long passed;

	private boolean ended;

	private boolean over;

	private boolean closed;

	FaultLine(Runnable reset) {
		this.reset = reset;
	}

	/**
	 * Stop reading and writing, so that TCP pushes back, until {@link #resume()}.
	 * @return this line
	 */
	public synchronized FaultLine stall() {
		this.stalled = true;
		return this;
	}

	/**
	 * Take bytes, and the end of the connection, and lose them, until {@link #resume()}.
	 * @return this line
	 */
	public synchronized FaultLine blackhole() {
		this.dropping = true;
		return this;
	}

	/**
	 * End {@link #stall()} and {@link #blackhole()}.
	 * @return this line
	 */
	public synchronized FaultLine resume() {
		this.stalled = false;
		this.dropping = false;
		notifyAll();
		return this;
	}

	/**
	 * Keep what arrives for a while before it passes; what follows waits behind it.
	 * @param duration how long, in real time; zero for no delay
	 * @return this line
	 */
	public synchronized FaultLine delay(Duration duration) {
		this.delayNanos = require("duration", duration.toNanos(), 0);
		return this;
	}

	/**
	 * Let bytes pass at this rate at most, in real time.
	 * @param bytesPerSecond the rate, at least 1
	 * @return this line
	 */
	public synchronized FaultLine rate(long bytesPerSecond) {
		this.bytesPerSecond = require("bytesPerSecond", bytesPerSecond, 1);
		return this;
	}

	/**
	 * Let no more than this number of bytes pass in a write. The receiver may read
	 * several of them at once.
	 * @param bytes the size, at least 1
	 * @return this line
	 */
	public synchronized FaultLine slice(int bytes) {
		this.sliceSize = (int) require("bytes", Math.min(BLOCK_SIZE, bytes), 1);
		return this;
	}

	/**
	 * End the whole connection with a RST as soon as this number of bytes has passed.
	 * @param bytes the number; 0 ends it at once
	 * @return this line
	 */
	public synchronized FaultLine resetAfter(long bytes) {
		this.endAfter = require("bytes", bytes, 0);
		this.endsByReset = true;
		return this;
	}

	/**
	 * End this direction with a FIN as soon as this number of bytes has passed, and lose
	 * the others.
	 * @param bytes the number; 0 ends it at once
	 * @return this line
	 */
	public synchronized FaultLine finAfter(long bytes) {
		this.endAfter = require("bytes", bytes, 0);
		this.endsByReset = false;
		return this;
	}

	/**
	 * Flip a bit. May be called for several of them.
	 * @param index index of the byte
	 * @param bit index of the bit, from 0, the lowest, to 7
	 * @return this line
	 */
	public synchronized FaultLine flip(long index, int bit) {
		require("index", index, 0);
		if (bit < 0 || bit > 7) {
			throw new IllegalArgumentException("'bit' must be from 0 to 7, but was " + bit);
		}
		this.flips.merge(index, 1 << bit, (one, other) -> one ^ other);
		return this;
	}

	/**
	 * Number of the bytes that have passed: those that were lost do not count.
	 * @return the number
	 */
	public synchronized long passed() {
		return this.passed;
	}

	/**
	 * The bytes that have passed, as they arrive: the first 64 KiB.
	 * @return a copy
	 */
	public synchronized byte[] bytes() {
		return this.kept.toByteArray();
	}

	/** Let bytes pass until the sender ends its direction. */
	void pump(Socket from, Socket to) throws IOException {
		byte[] block = new byte[BLOCK_SIZE];
		InputStream in = from.getInputStream();
		// it cannot be had any more when the output has ended
		OutputStream out = to.getOutputStream();
		endIfDue(to);
		awaitGo();
		for (int count = in.read(block); count != -1; count = in.read(block)) {
			pause(delayNanos());
			pass(block, count, out, to);
			awaitGo();
		}
		if (mayEnd()) {
			to.shutdownOutput();
		}
	}

	private void pass(byte[] block, int count, OutputStream out, Socket to) throws IOException {
		int size;
		for (int offset = 0; offset < count; offset += size) {
			endIfDue(to);
			size = next(block, offset, count - offset);
			if (size == 0) {
				// what is left is lost
				return;
			}
			out.write(block, offset, size);
			endIfDue(to);
			pause(nanosFor(size));
		}
	}

	/** Wait until bytes may pass, and say how many now; 0 if they are to be lost. */
	private synchronized int next(byte[] block, int offset, int count) throws IOException {
		awaitGo();
		if (this.dropping || this.ended) {
			return 0;
		}
		long limit = Math.min(this.sliceSize, Math.max(0, this.endAfter - this.passed));
		if (this.bytesPerSecond > 0) {
			limit = Math.min(limit, Math.max(1, this.bytesPerSecond / BLOCKS_PER_SECOND));
		}
		int size = (int) Math.min(count, limit);
		for (int i = 0; i < size; i++) {
			block[offset + i] ^= (byte) (int) this.flips.getOrDefault(this.passed + i, 0);
		}
		// before they are written: who receives a byte finds it recorded
		this.passed += size;
		this.kept.write(block, offset, Math.min(size, KEPT_BYTES - this.kept.size()));
		return size;
	}

	private void endIfDue(Socket to) throws IOException {
		boolean byReset;
		synchronized (this) {
			if (this.ended || this.passed < this.endAfter) {
				return;
			}
			this.ended = true;
			byReset = this.endsByReset;
		}
		if (byReset) {
			this.reset.run();
		}
		else {
			to.shutdownOutput();
		}
	}

	private synchronized boolean mayEnd() {
		this.over = !this.dropping;
		return this.over && !this.ended;
	}

	synchronized boolean isOver() {
		return this.over;
	}

	synchronized void close() {
		this.closed = true;
		notifyAll();
	}

	private synchronized void awaitGo() throws IOException {
		try {
			while (this.stalled && !this.closed) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
		checkOpen();
	}

	private synchronized void pause(long nanos) throws IOException {
		long end = System.nanoTime() + nanos;
		try {
			for (long left = nanos; left > 0 && !this.closed; left = end - System.nanoTime()) {
				wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
			}
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
		checkOpen();
	}

	private static IOException interrupted(InterruptedException ex) {
		Thread.currentThread().interrupt();
		return new IOException("interrupted", ex);
	}

	private void checkOpen() throws IOException {
		if (this.closed) {
			throw new IOException("the connection is closed");
		}
	}

	private synchronized long delayNanos() {
		return this.delayNanos;
	}

	private synchronized long nanosFor(int size) {
		return (this.bytesPerSecond > 0) ? TimeUnit.SECONDS.toNanos(size) / this.bytesPerSecond : 0;
	}

	private static long require(String name, long value, long minimum) {
		if (value < minimum) {
			throw new IllegalArgumentException("'" + name + "' must be at least " + minimum + ", but was " + value);
		}
		return value;
	}

}
