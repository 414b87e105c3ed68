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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.PongListener;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.protocol.FrameWriter;
import io.clientwebsocket.protocol.Opcode;

/**
 * PINGs and PONGs of a socket: those of the application, and those of the keep-alive when
 * their time has come.
 */
final class Heartbeat {

	private final SocketLifecycle lifecycle;

	private final Deadlines deadlines;

	private final EngineSettings settings;

	private final Pings pings;

	private @Nullable PongNotices notices;

	Heartbeat(SocketLifecycle lifecycle, Deadlines deadlines, EngineSettings settings) {
		this.lifecycle = lifecycle;
		this.deadlines = deadlines;
		this.settings = settings;
		this.pings = new Pings(settings.options().keepAlive(), now());
	}

	private long now() {
		return this.settings.time().nanoTime();
	}

	@Nullable Duration lastRoundTrip() {
		return this.pings.lastRoundTrip();
	}

	/** The socket is open. */
	void start(ClientWebSocket socket) {
		PongListener listener = this.settings.options().pongListener();
		if (listener != null) {
			this.notices = new PongNotices(listener, socket, this.lifecycle.completions());
		}
		schedule();
	}

	private void schedule() {
		this.deadlines.set(Deadlines.Kind.KEEP_ALIVE, this.pings.nextTime());
	}

	/** The time of the keep-alive has come. */
	void beat() {
		switch (this.pings.decide(now())) {
			case SEND_PONG -> this.lifecycle.outbound().sendSignOfLife();
			case SEND_PING -> sendPing();
			case FAIL ->
				this.lifecycle.fail(new WebSocketException(WebSocketError.KEEP_ALIVE_TIMEOUT, "expected a PONG within "
						+ this.settings.options().keepAlive().timeout() + " of a keep-alive PING, but none came"));
			case NONE -> {
			}
		}
		schedule();
	}

	private void sendPing() {
		Pings.Ping ping = this.pings.beginKeepAlive(now());
		if (this.lifecycle.state().isCloseQueued()) {
			// no PING follows a close frame, but the peer must show life all the same
			this.pings.sent(ping, now());
		}
		else {
			send(ping);
		}
	}

	/**
	 * Send a PING of the application. The future is not to be given out.
	 * @param payload the payload, which nobody else holds; {@code null} for a counter
	 */
	CompletableFuture<Duration> ping(@Nullable ByteBuffer payload) {
		SocketState state = this.lifecycle.state();
		Pings.Ping ping = this.pings.begin(payload, now());
		if (state.isCloseQueued() || state.current() != WebSocketState.OPEN) {
			this.pings.forget(ping);
			return CompletableFuture.failedFuture(state.invalid("ping", "OPEN"));
		}
		send(ping);
		return ping;
	}

	private void send(Pings.Ping ping) {
		this.lifecycle.outbound().sendPing(new PingOperation(ping));
		this.lifecycle.inbound().readAhead();
	}

	void onPong(ByteBuffer payload) {
		List<Pings.Ping> answered = this.pings.answered(payload, now());
		Duration roundTrip = answered.isEmpty() ? null : this.pings.lastRoundTrip();
		if (roundTrip != null) {
			answered.forEach((ping) -> ping.complete(roundTrip));
			schedule();
		}
		if (this.notices != null) {
			this.notices.add(payload, roundTrip);
		}
	}

	/** The peer's close frame: nothing is read behind it, so no PONG either. */
	void onClose() {
		WebSocketException cause = this.lifecycle.state().invalid("ping", "OPEN");
		this.pings.takeAll().forEach((ping) -> ping.completeExceptionally(cause));
		onBytes();
	}

	void onBytes() {
		if (this.settings.options().keepAlive().isPingPong() && this.pings.received(now())) {
			schedule();
		}
	}

	void onReadingPaused() {
		this.pings.suspend();
	}

	/** The socket has ended: no PING is answered any more. */
	void end(WebSocketException cause) {
		this.deadlines.clear(Deadlines.Kind.KEEP_ALIVE);
		this.pings.fail(cause).forEach((ping) -> ping.completeExceptionally(cause));
	}

	/** A PING whose answer is waited for. */
	private final class PingOperation extends SendOperation {

		private final Pings.Ping ping;

		PingOperation(Pings.Ping ping) {
			super(Heartbeat.this.lifecycle.outbound(), FrameWriter.firstByte(Opcode.PING, true), ping.payload());
			this.ping = ping;
		}

		@Override
		void taken() {
			Heartbeat.this.pings.sent(this.ping, now());
			schedule();
		}

	}

}
