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

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.protocol.FrameWriter;
import io.clientwebsocket.protocol.Opcode;

/**
 * A frame to be sent, and the future of its sending. Guarded by the lock of
 * {@link Outbound}; completed outside of it.
 */
class SendOperation extends CompletableFuture<@Nullable Void> {

	private final Outbound outbound;

	private final ByteBuffer payload;

	/** Whether the payload is to be compressed when the frame is encoded. */
	private final boolean compressed;

	/** First byte of the next frame: one, unless a compressed payload takes several. */
	private int firstByte;

	private final @Nullable FragmentedMessage message;

	private int maskKey;

	private long payloadStart;

	/** Offset in the outgoing stream of the frame's end, -1 until it is encoded. */
	private long end = -1;

	/** Whether somebody outside may wait for this future. */
	private boolean published;

	private @Nullable WebSocketException failure;

	SendOperation(Outbound outbound, int firstByte, ByteBuffer payload) {
		this(outbound, firstByte, false, payload, null);
	}

	SendOperation(Outbound outbound, int firstByte, boolean compressed, ByteBuffer payload,
			@Nullable FragmentedMessage message) {
		this.outbound = outbound;
		this.firstByte = firstByte;
		this.compressed = compressed;
		this.payload = payload;
		this.message = message;
	}

	/** The message of several frames to which this one belongs, if it does. */
	@Nullable FragmentedMessage message() {
		return this.message;
	}

	int firstByte() {
		return this.firstByte;
	}

	/** Whether the frame is the last of its message. */
	boolean isFinal() {
		return (this.firstByte & 0x80) != 0;
	}

	boolean isCompressed() {
		return this.compressed;
	}

	/** A frame is encoded, and another goes on with the payload. */
	void continued() {
		this.firstByte = FrameWriter.firstByte(Opcode.CONTINUATION, isFinal());
	}

	ByteBuffer payload() {
		return this.payload;
	}

	int maskKey() {
		return this.maskKey;
	}

	/** Where the payload starts in the outgoing stream. */
	long payloadStart() {
		return this.payloadStart;
	}

	/** The header is encoded: from now on the frame cannot be taken back. */
	void begin(int maskKey, long streamOffset) {
		this.maskKey = maskKey;
		this.payloadStart = streamOffset;
	}

	void encoded(long streamOffset) {
		this.end = streamOffset;
	}

	boolean isEncoded() {
		return this.end != -1;
	}

	boolean isTakenAt(long written) {
		return this.end != -1 && this.end <= written;
	}

	/** Whether the sending ended: its future is completed soon. */
	boolean hasEnded(long written) {
		return this.failure != null || isTakenAt(written);
	}

	/** Fail with what the sending failed with, on the thread that waited for it. */
	void requireSuccess() {
		if (this.failure != null) {
			throw new WebSocketException(this.failure.error(), String.valueOf(this.failure.getMessage()), this.failure);
		}
	}

	/** The future is given out: complete, if the sending ended. */
	void publish(long written) {
		if (hasEnded(written)) {
			settle();
		}
		else {
			this.published = true;
		}
	}

	void failed(WebSocketException cause) {
		this.failure = cause;
	}

	/**
	 * The transport has taken the frame. Called outside of the lock, before the future
	 * completes.
	 */
	void taken() {
	}

	/**
	 * Complete the future as the sending ended, if nobody outside waits for it.
	 * @return whether it was completed
	 */
	final boolean settleUnlessPublished() {
		if (!this.published) {
			settle();
		}
		return !this.published;
	}

	/** Complete the future as the sending ended. */
	final void settle() {
		if (this.failure != null) {
			completeExceptionally(this.failure);
		}
		else {
			complete(null);
		}
	}

	/** Outside of the lock: the sending ended. */
	final void tell() {
		if (this.failure == null) {
			taken();
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		boolean cancelled = super.cancel(mayInterruptIfRunning);
		if (cancelled) {
			this.outbound.cancelled(this);
		}
		return cancelled;
	}

}
