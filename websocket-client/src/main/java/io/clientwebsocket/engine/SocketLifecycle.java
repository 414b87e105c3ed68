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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseResult.Outcome;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.protocol.ClosePayload;
import io.clientwebsocket.protocol.FrameWriter;
import io.clientwebsocket.protocol.Opcode;
import io.clientwebsocket.protocol.ProtocolException;
import io.clientwebsocket.transport.Transport;
import io.clientwebsocket.transport.TransportListener;

/**
 * What happens to a socket from its opening to its end, and the one place where it ends.
 * <p>
 * Locks are taken in the order {@link Inbound}, {@link Outbound}, all others: nothing is
 * called from under the lock of {@link Outbound} that takes the one of {@link Inbound}.
 */
final class SocketLifecycle implements TransportListener, FrameListener {

	private static final Logger logger = LoggerFactory.getLogger(SocketLifecycle.class);

	/** How long control frames wait for an application that has just received. */
	private static final long READ_AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	/**
	 * How long the server gets to end the connection (RFC 6455, 7.1.1), and the last
	 * write to be taken.
	 */
	private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final Transport transport;

	private final EngineSettings settings;

	private final SocketState state = new SocketState();

	private final Deadlines deadlines;

	private final Inbound inbound;

	private final Outbound outbound;

	private final Heartbeat heartbeat;

	private final Completions completions;

	/** How the socket ended; not given out, so that nothing of a user's depends on it. */
	private final CompletableFuture<CloseResult> closed = new CompletableFuture<>();

	private final AtomicBoolean released = new AtomicBoolean();

	private volatile boolean closeTimedOut;

	SocketLifecycle(Transport transport, EngineSettings settings) {
		this.transport = transport;
		this.settings = settings;
		this.deadlines = new Deadlines(settings.time(), this::onDeadline);
		this.inbound = new Inbound(this, transport, settings);
		this.outbound = new Outbound(this, transport, settings);
		this.heartbeat = new Heartbeat(this, this.deadlines, settings);
		this.completions = new Completions(settings, this.inbound);
		if (settings.deflate() != null) {
			settings.environment().zlib().join();
		}
	}

	void open(ClientWebSocket socket) {
		this.transport.start(this);
		this.heartbeat.start(socket);
		this.inbound.readAhead();
	}

	SocketState state() {
		return this.state;
	}

	Inbound inbound() {
		return this.inbound;
	}

	Outbound outbound() {
		return this.outbound;
	}

	Heartbeat heartbeat() {
		return this.heartbeat;
	}

	Completions completions() {
		return this.completions;
	}

	// Transport

	@Override
	public boolean wantsThread() {
		return this.settings.options().executor() == null && this.inbound.isAwaited();
	}

	@Override
	public void onReadable(boolean mayBlock) {
		this.inbound.onReadable(mayBlock && this.settings.options().executor() == null);
		// answers to what was received leave in one write, and do not wait for a thread
		this.outbound.writes().flushGathered();
	}

	@Override
	public void onWritten() {
		this.outbound.writes().onWritten();
	}

	@Override
	public void onWriteFailed(Throwable failure) {
		this.outbound.writes().onWriteFailed(failure);
	}

	/** The peer ended the connection, and nothing else was waited for. */
	void transportEnded() {
		releaseWhenWritten();
	}

	/** Nothing more is sent; what is being written, an answer to a PING perhaps, is. */
	private void releaseWhenWritten() {
		if (this.outbound.writes().awaitIdle()) {
			release(false);
		}
	}

	/** What was being written when nothing else was waited for has been, or cannot be. */
	void writesEnded() {
		release(false);
	}

	// Frames

	@Override
	public void onPing(ByteBuffer payload) {
		logger.debug("<- PING {}", this);
		this.outbound.answer(payload);
	}

	@Override
	public void onPong(ByteBuffer payload) {
		logger.debug("<- PONG {}", this);
		this.heartbeat.onPong(payload);
	}

	@Override
	public void onClose(ClosePayload payload) {
		logger.debug("<- CLOSE {} {}", payload.status(), this);
		WebSocketState now = this.state.closeReceived(payload);
		this.heartbeat.onClose();
		if (now == WebSocketState.CLOSED) {
			finish();
		}
	}

	@Override
	public void onBytes() {
		this.heartbeat.onBytes();
	}

	@Override
	public void onReadingPaused() {
		this.heartbeat.onReadingPaused();
	}

	// Closing

	/** Send our close frame. The future is not to be given out. */
	CompletableFuture<@Nullable Void> sendClose(ClosePayload payload) {
		CloseOperation operation = new CloseOperation(payload);
		if (!send(operation, payload)) {
			return CompletableFuture.failedFuture(this.state.invalid("close the output", "OPEN or CLOSE_RECEIVED"));
		}
		return operation;
	}

	/** Send our close frame, unless one was sent before. */
	private boolean send(CloseOperation operation, ClosePayload payload) {
		boolean queued = this.outbound.sendClose(operation, payload);
		if (queued) {
			logger.debug("-> CLOSE {} {}", payload.status(), this);
		}
		return queued;
	}

	/** Close handshake. The future is not to be given out. */
	CompletableFuture<CloseResult> close(ClosePayload payload) {
		if (this.state.current() == WebSocketState.ABORTED) {
			return CompletableFuture.failedFuture(this.state.invalid("close", "one before ABORTED"));
		}
		if (this.state.current() != WebSocketState.CLOSED) {
			this.deadlines.setAfter(Deadlines.Kind.CLOSE, this.settings.options().closeTimeout().toNanos());
			send(new CloseOperation(payload), payload);
			this.inbound.awaitClose();
		}
		return this.closed;
	}

	private void onCloseSent() {
		if (this.state.closeSent() == WebSocketState.CLOSED) {
			finish();
		}
	}

	/** Both close frames went over the wire. */
	private void finish() {
		WebSocketException cause = this.state.invalid("ping", "OPEN");
		CloseResult result = this.state.result(Outcome.CLEAN);
		this.heartbeat.end(cause);
		this.deadlines.clear(Deadlines.Kind.CLOSE);
		this.deadlines.setAfter(Deadlines.Kind.LINGER, LINGER_NANOS);
		if (this.settings.role().masks()) {
			this.transport.endOutput();
			this.inbound.drain();
		}
		else {
			releaseWhenWritten();
		}
		this.closed.complete(result);
	}

	// Failing

	/** A receive met something that ends the socket. */
	WebSocketException receiveFailed(Exception problem) {
		if (problem instanceof WebSocketException error && error.error() == WebSocketError.INVALID_STATE) {
			return error;
		}
		if (problem instanceof ProtocolException violation) {
			return violated(violation);
		}
		WebSocketException cause = (problem instanceof WebSocketException error) ? error : lost(problem);
		fail(cause);
		return this.state.failureOr(cause);
	}

	/** Tell the peer what it did, and give it a moment to read that. */
	private WebSocketException violated(ProtocolException violation) {
		boolean tooBig = CloseStatus.MESSAGE_TOO_BIG.equals(violation.status());
		WebSocketException cause = new WebSocketException(
				tooBig ? WebSocketError.MESSAGE_TOO_BIG : WebSocketError.FAULTED,
				(tooBig ? "The message is too big: " : "The peer broke the protocol: ") + violation.getMessage(),
				violation);
		if (this.state.abort(cause)) {
			this.outbound.failWith(new CloseOperation(new ClosePayload(violation.status(), "")), cause);
			this.deadlines.setAfter(Deadlines.Kind.LINGER, LINGER_NANOS);
			end(cause);
			this.inbound.drain();
		}
		return cause;
	}

	void sendFailed(Throwable problem) {
		fail(lost(problem));
	}

	private static WebSocketException lost(Throwable problem) {
		return new WebSocketException(WebSocketError.CONNECTION_CLOSED_PREMATURELY,
				"expected a close frame, but the connection was lost", problem);
	}

	void abort() {
		fail(new WebSocketException(WebSocketError.ABORTED, "The socket was aborted"));
		// also when it had ended, and only waited for the peer to end the connection
		release(true);
	}

	void fail(WebSocketException cause) {
		if (this.state.abort(cause)) {
			release(true);
			this.outbound.fail(cause);
			end(cause);
		}
	}

	/** The socket has ended without a close handshake: so does what waits for it. */
	private void end(WebSocketException cause) {
		logger.debug("Aborted {}: {}", this, cause.getMessage());
		this.inbound.fail(cause);
		this.heartbeat.end(cause);
		CloseResult result = this.state.result(this.closeTimedOut ? Outcome.TIMED_OUT : Outcome.ABORTED);
		this.closed.complete(result);
	}

	private void release(boolean abort) {
		if (!this.released.compareAndSet(false, true)) {
			return;
		}
		this.deadlines.end();
		if (abort) {
			this.transport.abort();
		}
		else {
			this.transport.close();
		}
		this.outbound.end();
		if (this.settings.deflate() != null) {
			this.settings.environment().zlib().leave();
		}
		this.settings.onEnd().run();
	}

	// Time

	void scheduleReadAhead() {
		this.deadlines.setAfter(Deadlines.Kind.READ_AHEAD, READ_AHEAD_NANOS);
	}

	void scheduleWriteTimeout() {
		this.deadlines.setAfter(Deadlines.Kind.WRITE, this.settings.options().writeTimeout().toNanos());
	}

	void clearWriteTimeout() {
		this.deadlines.clear(Deadlines.Kind.WRITE);
	}

	private void onDeadline(Deadlines.Kind kind) {
		switch (kind) {
			case READ_AHEAD -> this.inbound.readAhead();
			case KEEP_ALIVE -> this.heartbeat.beat();
			case WRITE -> fail(new WebSocketException(WebSocketError.WRITE_TIMEOUT,
					"expected the connection to take" + " a write within " + this.settings.options().writeTimeout()
							+ " ('writeTimeout'), but it did not"));
			case CLOSE -> {
				this.closeTimedOut = true;
				fail(new WebSocketException(WebSocketError.TIMED_OUT, "expected the peer's close frame within "
						+ this.settings.options().closeTimeout() + " ('closeTimeout'), but none came"));
			}
			case LINGER -> release(false);
		}
	}

	@Override
	public String toString() {
		return "ClientWebSocket@" + Integer.toHexString(hashCode()) + "[" + this.state + "]";
	}

	/** Our close frame. */
	private final class CloseOperation extends SendOperation {

		CloseOperation(ClosePayload payload) {
			super(SocketLifecycle.this.outbound, FrameWriter.firstByte(Opcode.CLOSE, true), payload.encode());
		}

		@Override
		void taken() {
			onCloseSent();
		}

	}

}
