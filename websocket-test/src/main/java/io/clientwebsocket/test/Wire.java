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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The bytes that a script exchanges with its client: bounded reads and writes, and every
 * way to end them.
 * <p>
 * Belongs to the thread of its script, apart from {@link #stop()}. A write to a client
 * that is gone does not fail, because it is a race whether it is noticed: reading tells
 * it.
 */
abstract class Wire {

	static final int BLOCK_SIZE = 64 * 1024;

	final ReceivedConnection record;

	private final byte[] buffer = new byte[BLOCK_SIZE];

	private int position;

	private int limit;

	private boolean outputEnded;

	private boolean closed;

	/** Set by other threads. */
	private volatile boolean stopped;

	Wire(ReceivedConnection record) {
		this.record = record;
	}

	/**
	 * Prepare the connection, with a TLS handshake if there is a context.
	 * @param settings settings of the server: context of TLS, and time for its handshake
	 * @throws IOException if the TLS handshake fails
	 */
	abstract void open(Settings settings) throws IOException;

	/**
	 * End a connection whose TLS handshake has failed so that the client gets the alert:
	 * closing a socket with unread bytes would reset it.
	 * @param timeout how long the client may take to end it
	 */
	abstract void lingerWithoutTls(Duration timeout);

	abstract ReceivedRequest readRequest(Wait wait);

	abstract void respond(HandshakeAnswer answer, Duration deadline);

	/**
	 * Answer with a text, where HTTP is text.
	 * @param response the whole response
	 * @param deadline time for each block
	 */
	abstract void respond(String response, Duration deadline);

	abstract void respond(int status, Map<String, String> headers, String body, Duration deadline);

	/**
	 * Wait for bytes.
	 * @param target where they go
	 * @param wait what is expected, and until when
	 * @return how many there are, -1 when the client has ended its direction
	 */
	abstract int fill(byte[] target, Wait wait);

	abstract void send(byte[] bytes, int offset, int length, Duration deadline);

	abstract void sendEnd(boolean closeNotify);

	abstract void sendReset();

	abstract void release();

	/**
	 * Read one byte.
	 * @param wait what is expected, and until when
	 * @return the byte, or -1 when the client has ended the connection
	 */
	final int read(Wait wait) {
		if (this.position == this.limit && !fill(wait)) {
			return -1;
		}
		return this.buffer[this.position++] & 0xFF;
	}

	/**
	 * Read bytes until the target is full.
	 * @param target where the bytes go
	 * @param wait what is expected, and until when
	 * @return whether all bytes came before the client ended the connection
	 */
	final boolean read(byte[] target, Wait wait) {
		int offset = 0;
		while (offset < target.length) {
			if (this.position == this.limit && !fill(wait)) {
				return false;
			}
			int count = Math.min(target.length - offset, this.limit - this.position);
			System.arraycopy(this.buffer, this.position, target, offset, count);
			this.position += count;
			offset += count;
		}
		return true;
	}

	/**
	 * Read bytes and forget them until the client ends the connection.
	 * @param wait until when
	 */
	final void skip(Wait wait) {
		boolean more = true;
		while (more) {
			this.position = this.limit;
			more = fill(wait);
		}
	}

	private boolean fill(Wait wait) {
		checkUsable();
		if (this.record.end() != ConnectionEnd.NONE) {
			return false;
		}
		int count = fill(this.buffer, wait);
		this.position = 0;
		this.limit = Math.max(0, count);
		return count > 0;
	}

	final int ended(ConnectionEnd end, String detail) {
		this.record.ended(end, detail);
		return -1;
	}

	/**
	 * Write bytes, in blocks that the client must take in time each.
	 * @param bytes the bytes; up to 64 KiB leave in one write
	 * @param deadline time for each block
	 */
	final void write(byte[] bytes, Duration deadline) {
		for (int offset = 0; offset < bytes.length; offset += BLOCK_SIZE) {
			write(bytes, offset, Math.min(BLOCK_SIZE, bytes.length - offset), deadline);
		}
	}

	final void write(byte[] bytes, int offset, int length, Duration deadline) {
		checkUsable();
		if (this.outputEnded) {
			throw new IllegalStateException("the script has ended the server's direction of this connection");
		}
		send(bytes, offset, length, deadline);
	}

	/**
	 * Neither read nor write for a while.
	 * @param latch what ends it
	 * @param duration how long at most
	 * @return whether the latch has ended it
	 */
	final boolean stall(CountDownLatch latch, Duration duration) {
		try {
			return latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
	}

	final IllegalStateException interrupted(InterruptedException ex) {
		checkUsable();
		Thread.currentThread().interrupt();
		return new IllegalStateException("the thread of the script was interrupted", ex);
	}

	/**
	 * End the server's direction.
	 * @param closeNotify whether a TLS connection tells its end before
	 */
	final void endOutput(boolean closeNotify) {
		checkUsable();
		if (!this.outputEnded) {
			this.outputEnded = true;
			sendEnd(closeNotify);
		}
	}

	/**
	 * End the connection at once.
	 */
	final void reset() {
		if (!this.closed) {
			this.closed = true;
			sendReset();
		}
	}

	/**
	 * Release the connection.
	 */
	final void close() {
		this.closed = true;
		release();
	}

	/**
	 * Make the thread of the connection end: called by other threads.
	 */
	final void stop() {
		this.stopped = true;
		release();
	}

	final boolean isStopped() {
		return this.stopped;
	}

	final boolean isClosed() {
		return this.closed;
	}

	final void checkUsable() {
		if (this.stopped) {
			throw new ScriptStoppedException();
		}
		if (this.closed) {
			throw new IllegalStateException("the script has ended this connection");
		}
	}

}
