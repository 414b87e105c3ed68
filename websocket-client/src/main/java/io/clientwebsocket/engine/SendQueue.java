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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.protocol.FrameReader;
import io.clientwebsocket.protocol.FrameWriter;
import io.clientwebsocket.protocol.MessageDeflater;
import io.clientwebsocket.transport.BufferPool;

/**
 * Frames that wait for their turn. PING and PONG go first, then the frames of the message
 * in progress; other messages are held back until it is complete. Guarded by the lock of
 * {@link Outbound}.
 */
final class SendQueue {

	/** What an empty batch has room for. */
	private static final int LARGEST_ROOM = BufferPool.BUFFER_SIZE - FrameWriter.MAX_HEADER_LENGTH;

	private final long maxSize;

	private final @Nullable MessageDeflater deflater;

	/** Size below which messages are not compressed. */
	private final long minimumSize;

	private final Deque<SendOperation> controls = new ArrayDeque<>(1);

	/** The PONG that the socket itself is to send: nobody waits for it. */
	private @Nullable SendOperation answer;

	private final Deque<SendOperation> frames = new ArrayDeque<>(1);

	/** Frames of other messages behind an unfinished message of several frames. */
	private final Deque<SendOperation> held = new ArrayDeque<>(1);

	/** Frames that end in the bytes that gather. */
	private List<SendOperation> encoded = new ArrayList<>();

	/** Frames that end in the bytes that are being written. */
	private List<SendOperation> departing = List.of();

	/** The frame whose payload is encoded in part. */
	private @Nullable SendOperation current;

	/** The frame whose payload is compressed in part: other frames have the rest. */
	private @Nullable SendOperation compressing;

	/** Payload of the frames that wait. */
	private long size;

	/** The message of several frames whose frames are being sent: others wait. */
	private @Nullable FragmentedMessage line;

	/** The message whose frames the application sends one by one. */
	private @Nullable FragmentedMessage open;

	SendQueue(EngineSettings settings) {
		this.maxSize = settings.options().maxSendQueueSize();
		DeflateOptions deflate = settings.deflate();
		this.deflater = settings.newDeflater();
		this.minimumSize = (deflate != null) ? deflate.minimumSize() : 0;
	}

	/**
	 * The message that a frame of the application would continue, if there is one.
	 * @param compressible whether the frame may be compressed
	 * @throws IllegalArgumentException if the frames before it are sent otherwise
	 */
	@Nullable FragmentedMessage open(boolean compressible) {
		if (this.open != null) {
			this.open.requireSame(compressible);
		}
		return this.open;
	}

	/** Whether a frame is to be compressed: as the first one of its message is. */
	boolean compresses(@Nullable FragmentedMessage message, boolean fin, boolean compressible, int length) {
		if (this.deflater == null) {
			return false;
		}
		if (message != null && message.hasBegun()) {
			return message.isCompressed();
		}
		return compressible && (!fin || length >= this.minimumSize);
	}

	/**
	 * A frame of the application takes its place: it begins, continues or ends a message.
	 * @return the message of several frames, or {@code null} of a message of its own
	 */
	@Nullable FragmentedMessage fragment(boolean fin) {
		FragmentedMessage message = this.open;
		if (message == null && !fin) {
			message = new FragmentedMessage();
		}
		this.open = fin ? null : message;
		return message;
	}

	/** Payload of the frames that wait, in bytes. */
	long size() {
		return this.size;
	}

	/** Whether a frame is encoded in part. */
	boolean isInFrame() {
		return this.current != null;
	}

	/** Nothing is sent any more: give native memory back. */
	void end() {
		if (this.deflater != null) {
			this.deflater.end();
		}
	}

	/** A thread that waits for its send must not wait for itself. */
	void requireOthersLine(@Nullable FragmentedMessage message, Thread thread) {
		if (isUnfinished(this.line, message, thread) || isUnfinished(this.open, message, thread)) {
			throw new WebSocketException(WebSocketError.INVALID_STATE,
					"Cannot send another message: this thread has begun a message of several frames;"
							+ " send its last frame with END_OF_MESSAGE, or close its stream, first");
		}
	}

	private static boolean isUnfinished(@Nullable FragmentedMessage begun, @Nullable FragmentedMessage next,
			Thread thread) {
		return begun != null && begun != next && begun.isOf(thread);
	}

	/** Whether a frame may be encoded at once. */
	boolean isClear(@Nullable FragmentedMessage message) {
		return this.current == null && this.compressing == null && this.frames.isEmpty() && this.controls.isEmpty()
				&& this.answer == null && this.held.isEmpty() && mayGo(message);
	}

	private boolean mayGo(@Nullable FragmentedMessage message) {
		return this.line == null || this.line == message;
	}

	void requireRoom(int length) {
		if (this.size > 0) {
			requireAtMost(this.size + length);
		}
	}

	/** Control frames do not wait for data, so that data does not count. */
	void requireRoomForControl() {
		requireAtMost((long) this.controls.size() * FrameReader.MAX_CONTROL_PAYLOAD);
	}

	private void requireAtMost(long size) {
		if (size > this.maxSize) {
			throw new WebSocketException(WebSocketError.SEND_QUEUE_FULL, "expected at most " + this.maxSize
					+ " bytes to wait ('maxSendQueueSize'), but were " + size + "; wait for earlier sends to complete");
		}
	}

	void add(SendOperation operation) {
		this.size += operation.payload().remaining();
		if (!mayGo(operation.message())) {
			this.held.add(operation);
			return;
		}
		place(operation);
		if (this.line == null) {
			releaseHeld();
		}
	}

	private void place(SendOperation operation) {
		this.frames.add(operation);
		take(operation.message(), operation.isFinal());
	}

	/** A frame takes its place in the line. */
	void take(@Nullable FragmentedMessage message, boolean fin) {
		this.line = fin ? null : message;
	}

	/** Let those go on that the line was held for, in the order of their calls. */
	private void releaseHeld() {
		Iterator<SendOperation> waiting = this.held.iterator();
		while (waiting.hasNext()) {
			SendOperation next = waiting.next();
			if (mayGo(next.message())) {
				waiting.remove();
				place(next);
				waiting = (this.line == null) ? this.held.iterator() : waiting;
			}
		}
	}

	void addEncoded(SendOperation operation) {
		this.encoded.add(operation);
	}

	void addControl(SendOperation operation) {
		this.size += operation.payload().remaining();
		this.controls.add(operation);
	}

	/** Only the answer to the last PING matters (RFC 6455, 5.5.3). */
	void answer(SendOperation pong) {
		this.size += pong.payload().remaining() - ((this.answer != null) ? this.answer.payload().remaining() : 0);
		this.answer = pong;
	}

	/** Whether a PONG of the socket itself waits. */
	boolean hasAnswer() {
		return this.answer != null;
	}

	/**
	 * Nothing follows the close frame.
	 * @return the messages that will never be sent, because they waited for a message
	 * that will never be complete
	 */
	List<SendOperation> close(SendOperation operation) {
		List<SendOperation> lost = new ArrayList<>(this.held);
		lost.forEach(this::remove);
		this.size += operation.payload().remaining();
		this.frames.add(operation);
		return lost;
	}

	/** Encode what fits. */
	void encodeInto(SendBatch batch) {
		while (this.current != null || batch.hasRoomFor(FrameWriter.MAX_HEADER_LENGTH)) {
			SendOperation operation = (this.current != null) ? this.current : next();
			if (operation == null) {
				return;
			}
			int before = operation.payload().remaining();
			boolean complete = (operation.isCompressed() && this.deflater != null)
					? compress(operation, this.deflater, batch) : encode(operation, batch);
			this.size -= before - operation.payload().remaining();
			if (!complete) {
				return;
			}
			operation.encoded(batch.encoded());
			this.encoded.add(operation);
		}
	}

	/** Control frames go also between the frames of a compressed payload. */
	private @Nullable SendOperation next() {
		SendOperation pong = this.answer;
		if (pong != null) {
			this.answer = null;
			return pong;
		}
		if (!this.controls.isEmpty()) {
			return this.controls.poll();
		}
		return (this.compressing != null) ? this.compressing : this.frames.poll();
	}

	private boolean encode(SendOperation operation, SendBatch batch) {
		if (operation != this.current) {
			int key = batch.encodeHeader(operation.firstByte(), operation.payload().remaining());
			operation.begin(key, batch.encoded());
		}
		long offset = batch.encoded() - operation.payloadStart();
		boolean complete = batch.encodePayload(operation.payload(), operation.maskKey(), offset);
		this.current = complete ? null : operation;
		return complete;
	}

	/**
	 * Compress what fits, when the frame's turn has come and nothing takes it back any
	 * more: what goes through the deflater goes over the wire, in this order.
	 */
	private boolean compress(SendOperation operation, MessageDeflater deflater, SendBatch batch) {
		this.compressing = operation;
		long room = Math.min(MessageDeflater.bound(operation.payload().remaining()), LARGEST_ROOM);
		if (!batch.hasRoomFor((int) room)) {
			return false;
		}
		boolean complete = batch.encodeCompressed(operation, deflater);
		if (complete) {
			this.compressing = null;
		}
		else {
			operation.continued();
		}
		return complete;
	}

	/** What has gathered is being written. */
	void depart() {
		if (!this.encoded.isEmpty()) {
			this.departing = this.encoded;
			this.encoded = new ArrayList<>();
		}
	}

	/**
	 * The transport has taken what was being written.
	 * @return the frames that ended with it
	 */
	List<SendOperation> taken() {
		List<SendOperation> taken = this.departing;
		this.departing = List.of();
		return taken;
	}

	/**
	 * Take a frame back that waits. The frame in the middle of a message cannot be taken
	 * back, nor its last one.
	 * @return whether the frame was taken back
	 */
	boolean takeBack(SendOperation operation) {
		FragmentedMessage message = operation.message();
		if (!waits(operation) || (message != null && !message.takeBackOnly())) {
			return false;
		}
		remove(operation);
		if (message != null) {
			this.open = (this.open == message) ? null : this.open;
			this.line = (this.line == message) ? null : this.line;
		}
		if (this.line == null) {
			releaseHeld();
		}
		return true;
	}

	private boolean waits(SendOperation operation) {
		return this.frames.contains(operation) || this.held.contains(operation);
	}

	private boolean remove(SendOperation operation) {
		boolean waited = this.frames.remove(operation) || this.held.remove(operation);
		if (waited) {
			this.size -= operation.payload().remaining();
		}
		return waited;
	}

	/**
	 * Nothing is sent any more.
	 * @return what waited
	 */
	List<SendOperation> clear() {
		List<SendOperation> lost = new ArrayList<>(taken());
		lost.addAll(this.encoded);
		if (this.current != null) {
			lost.add(this.current);
			this.current = null;
		}
		if (this.compressing != null) {
			lost.add(this.compressing);
			this.compressing = null;
		}
		this.encoded.clear();
		for (Deque<SendOperation> waiting : List.of(this.controls, this.frames, this.held)) {
			lost.addAll(waiting);
			waiting.clear();
		}
		this.answer = null;
		this.size = 0;
		return lost;
	}

}
