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
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketStatistics;
import io.clientwebsocket.protocol.ClosePayload;
import io.clientwebsocket.protocol.FrameWriter;
import io.clientwebsocket.protocol.Opcode;
import io.clientwebsocket.transport.Transport;

/**
 * Sending side of a socket: one queue, one write at a time.
 * <p>
 * A small frame is encoded into the next batch at once, a large one when its turn comes.
 * What gathers while a write is in flight leaves in one write ({@link WriteLoop}).
 * Thread-safe; everything is guarded by the lock, which is not held over a write.
 */
final class Outbound {

	private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

	private static final int PONG = FrameWriter.firstByte(Opcode.PONG, true);

	private final SocketLifecycle lifecycle;

	private final OutboundLock lock;

	private final SendBatch batch;

	private final SendQueue queue;

	private final WriteLoop writes;

	private @Nullable WebSocketException failure;

	Outbound(SocketLifecycle lifecycle, Transport transport, EngineSettings settings) {
		this.lifecycle = lifecycle;
		this.lock = new OutboundLock(lifecycle);
		this.batch = new SendBatch(settings);
		this.queue = new SendQueue(settings);
		this.writes = new WriteLoop(this.lock, lifecycle, transport, settings.time(), this.batch, this.queue);
	}

	/** The loop that writes, for the transport to tell of its writes. */
	WriteLoop writes() {
		return this.writes;
	}

	/** Send a whole message, or a frame of one, and wait until the transport took it. */
	void send(int opcode, boolean fin, boolean whole, boolean compressible, ByteBuffer payload)
			throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			this.lifecycle.state().requireSend();
			FragmentedMessage message = whole ? null : this.queue.open(compressible);
			this.queue.requireOthersLine(message, Thread.currentThread());
			boolean compressed = this.queue.compresses(message, fin, compressible, payload.remaining());
			boolean now = !compressed && encodesNow(message, payload);
			message = whole ? null : this.queue.fragment(fin);
			int firstByte = FragmentedMessage.firstByte(opcode, fin, message, compressible, compressed);
			if (now) {
				this.queue.take(message, fin);
				long end = this.batch.encode(firstByte, payload);
				this.writes.flush(end);
				awaitWritten(end);
			}
			else {
				SendOperation operation = new SendOperation(this, firstByte, compressed, payload.duplicate(), message);
				this.queue.add(operation);
				this.writes.flush();
				awaitEnd(operation);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Send a whole message, or a frame of one. */
	SendOperation sendAsync(int opcode, boolean fin, boolean whole, boolean compressible, ByteBuffer payload) {
		this.lock.lock();
		try {
			this.lifecycle.state().requireSend();
			FragmentedMessage message = whole ? null : this.queue.open(compressible);
			boolean compressed = this.queue.compresses(message, fin, compressible, payload.remaining());
			boolean now = !compressed && encodesNow(message, payload);
			if (!now) {
				this.queue.requireRoom(payload.remaining());
			}
			message = whole ? null : this.queue.fragment(fin);
			int firstByte = FragmentedMessage.firstByte(opcode, fin, message, compressible, compressed);
			SendOperation operation = submit(firstByte, compressed, payload, message, now);
			this.writes.flushSoon();
			operation.publish(this.writes.written());
			return operation;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Send a frame of a message that a stream writes. The future is not to be given out.
	 * @param message the message
	 */
	SendOperation sendPart(int opcode, boolean fin, FragmentedMessage message, ByteBuffer payload) {
		this.lock.lock();
		try {
			this.lifecycle.state().requireSend();
			this.queue.requireOthersLine(message, Thread.currentThread());
			boolean compressed = this.queue.compresses(message, fin, true, payload.remaining());
			boolean now = !compressed && encodesNow(message, payload);
			int firstByte = FragmentedMessage.firstByte(opcode, fin, message, true, compressed);
			SendOperation operation = submit(firstByte, compressed, payload, message, now);
			this.writes.flush();
			return operation;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Encode a frame, whose payload is needed no more then, or let it wait. */
	private SendOperation submit(int firstByte, boolean compressed, ByteBuffer payload,
			@Nullable FragmentedMessage message, boolean now) {
		if (!now) {
			SendOperation waiting = new SendOperation(this, firstByte, compressed, payload.duplicate(), message);
			this.queue.add(waiting);
			return waiting;
		}
		SendOperation operation = new SendOperation(this, firstByte, false, NOTHING, message);
		this.queue.take(message, operation.isFinal());
		operation.encoded(this.batch.encode(firstByte, payload));
		this.queue.addEncoded(operation);
		return operation;
	}

	/** Send a PING; control frames overtake data that waits. */
	void sendPing(SendOperation operation) {
		sendControl(() -> this.queue.addControl(operation));
	}

	/** Send the PONG that a PING of the peer asks for. */
	void answer(ByteBuffer payload) {
		sendControl(() -> this.queue.answer(new SendOperation(this, PONG, payload)));
	}

	/** Send an empty PONG that nobody asked for, unless one waits that says the same. */
	void sendSignOfLife() {
		sendControl(() -> {
			if (!this.lifecycle.state().isCloseQueued() && !this.queue.hasAnswer()) {
				this.queue.answer(new SendOperation(this, PONG, NOTHING.duplicate()));
			}
		});
	}

	private void sendControl(Runnable place) {
		this.lock.lock();
		try {
			if (this.failure == null && !this.writes.isFinished()) {
				place.run();
				this.writes.flush();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Send a PONG of the application. The future is not to be given out.
	 * @param bounded whether it must not exceed what may wait
	 */
	SendOperation sendPong(ByteBuffer payload, boolean bounded) {
		this.lock.lock();
		try {
			this.lifecycle.state().requireSend();
			if (bounded) {
				this.queue.requireRoomForControl();
			}
			SendOperation operation = new SendOperation(this, PONG, payload);
			this.queue.addControl(operation);
			this.writes.flush();
			return operation;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Send our close frame behind everything that waits.
	 * @return whether it may be sent
	 */
	boolean sendClose(SendOperation operation, ClosePayload payload) {
		this.lock.lock();
		try {
			if (!this.lifecycle.state().queueClose(payload)) {
				return false;
			}
			WebSocketException cause = this.lifecycle.state().invalid("send", "OPEN or CLOSE_RECEIVED");
			fail(this.queue.close(operation), cause);
			this.writes.flush();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean encodesNow(@Nullable FragmentedMessage message, ByteBuffer payload) {
		return this.queue.isClear(message) && this.batch.hasRoomFor(payload.remaining());
	}

	WebSocketStatistics statistics(long bytesReceived) {
		this.lock.lock();
		try {
			long written = this.writes.written();
			long queued = this.writes.isFinished() ? 0 : this.batch.encoded() - written + this.queue.size();
			return new WebSocketStatistics(bytesReceived, written, queued);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitWritten(long end) throws InterruptedException {
		while (this.writes.written() < end) {
			requireAlive();
			this.lock.awaitProgress();
		}
	}

	private void awaitEnd(SendOperation operation) throws InterruptedException {
		try {
			while (!operation.hasEnded(this.writes.written())) {
				this.lock.awaitProgress();
			}
		}
		catch (InterruptedException ex) {
			giveUp(operation);
			throw ex;
		}
		operation.requireSuccess();
	}

	private void requireAlive() {
		if (this.failure != null) {
			throw new WebSocketException(this.failure.error(), String.valueOf(this.failure.getMessage()), this.failure);
		}
	}

	/** A caller stopped to wait: its buffer may not be used any more. */
	private void giveUp(SendOperation operation) {
		if (!this.queue.takeBack(operation) && !operation.isEncoded() && !operation.hasEnded(this.writes.written())) {
			this.lifecycle.completions().execute(this.lifecycle::abort);
		}
	}

	/** A future was cancelled. */
	void cancelled(SendOperation operation) {
		this.lock.lock();
		try {
			if (!this.queue.takeBack(operation) && !operation.hasEnded(this.writes.written())) {
				this.lifecycle.completions().execute(this.lifecycle::abort);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The socket has ended: nothing is sent any more. */
	void fail(WebSocketException cause) {
		this.lock.lock();
		try {
			failWaiting(cause);
			this.writes.finish();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The socket has ended: nothing is sent any more but a close frame. */
	void failWith(SendOperation close, WebSocketException cause) {
		this.lock.lock();
		try {
			boolean mayClose = !this.lifecycle.state().isCloseQueued() && !this.queue.isInFrame();
			failWaiting(cause);
			if (mayClose) {
				this.queue.addControl(close);
				this.writes.flush();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The transport is released. */
	void end() {
		this.lock.lock();
		try {
			this.writes.finish();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void failWaiting(WebSocketException cause) {
		this.failure = cause;
		fail(this.queue.clear(), cause);
	}

	private void fail(List<SendOperation> lost, WebSocketException cause) {
		lost.forEach((operation) -> operation.failed(cause));
		this.lock.ended(lost);
	}

}
