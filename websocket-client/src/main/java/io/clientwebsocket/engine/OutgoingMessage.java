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

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketException;

/**
 * An outgoing message that is written part by part: a frame leaves when a buffer is full,
 * and while it does, the other buffer is filled. Not thread-safe.
 */
final class OutgoingMessage extends OutputStream {

	/** Payload of a frame that is sent because the buffer is full. */
	static final int FRAME_SIZE = 16 * 1024;

	private final Outbound outbound;

	private final int opcode;

	private final FragmentedMessage message = new FragmentedMessage();

	private ByteBuffer filling = ByteBuffer.allocate(FRAME_SIZE);

	/** The buffer of the frame before: free when that has been sent. */
	private @Nullable ByteBuffer spare;

	private @Nullable SendOperation pending;

	private boolean closed;

	OutgoingMessage(Outbound outbound, int opcode) {
		this.outbound = outbound;
		this.opcode = opcode;
	}

	@Override
	public void write(int value) throws IOException {
		makeRoom();
		this.filling.put((byte) value);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		int written = 0;
		try {
			while (written < length) {
				makeRoom();
				int count = Math.min(length - written, this.filling.remaining());
				this.filling.put(bytes, offset + written, count);
				written += count;
			}
		}
		catch (InterruptedIOException ex) {
			ex.bytesTransferred = written;
			throw ex;
		}
	}

	private void makeRoom() throws IOException {
		if (this.closed) {
			throw new IOException("The stream of the message is closed");
		}
		if (!this.filling.hasRemaining()) {
			awaitSent();
			send(false);
		}
	}

	@Override
	public void flush() throws IOException {
		if (this.filling.position() > 0 && !this.closed) {
			awaitSent();
			send(false);
		}
		awaitSent();
	}

	@Override
	public void close() throws IOException {
		if (!this.closed) {
			this.closed = true;
			// also when a wait was interrupted: nothing may stay behind an open message
			send(true);
		}
		awaitSent();
	}

	private void send(boolean fin) throws IOException {
		ByteBuffer frame = this.filling.flip();
		try {
			this.pending = this.outbound.sendPart(this.opcode, fin, this.message, frame);
		}
		catch (WebSocketException ex) {
			throw new IOException(ex.getMessage(), ex);
		}
		this.filling = (this.spare != null) ? this.spare.clear() : ByteBuffer.allocate(FRAME_SIZE);
		this.spare = frame;
	}

	private void awaitSent() throws IOException {
		SendOperation operation = this.pending;
		if (operation == null) {
			return;
		}
		try {
			operation.get();
			this.pending = null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for the frame to be sent; it will be");
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			throw new IOException((cause != null) ? cause.getMessage() : ex.getMessage(), cause);
		}
	}

}
