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

package io.clientwebsocket.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.autoconfigure.WebSocketClientStatus.State;

/**
 * What became of the connects and sockets of a named client. A socket does not tell when
 * it ends, so its end is noticed with the next event. Every field belongs to the lock of
 * this object; a socket's state and round trip are read without waiting.
 */
final class SocketLedger {

	private final Clock clock;

	private final List<ClientWebSocket> sockets = new ArrayList<>();

	private int attempts;

	private State outcome = State.IDLE;

	private State state = State.IDLE;

	private Instant since;

	private @Nullable Duration lastRoundTrip;

	private WebSocketClientStatus.@Nullable Failure lastFailure;

	SocketLedger(Clock clock) {
		this.clock = clock;
		this.since = clock.instant();
	}

	synchronized void connecting() {
		this.attempts++;
		settle();
	}

	synchronized void opened(ClientWebSocket socket) {
		settle();
		this.attempts--;
		this.sockets.add(socket);
		this.outcome = State.CLOSED;
		settle();
	}

	synchronized void failed(WebSocketError error) {
		settle();
		this.attempts--;
		fail(error);
		settle();
	}

	synchronized void givenUp() {
		this.attempts--;
		settle();
	}

	synchronized void forget(ClientWebSocket socket) {
		this.sockets.remove(socket);
		settle();
	}

	synchronized WebSocketClientStatus status() {
		List<WebSocketState> states = settle();
		return new WebSocketClientStatus(this.state, this.since, states, this.lastRoundTrip, this.lastFailure);
	}

	private List<WebSocketState> settle() {
		List<WebSocketState> states = new ArrayList<>();
		for (Iterator<ClientWebSocket> iterator = this.sockets.iterator(); iterator.hasNext();) {
			ClientWebSocket socket = iterator.next();
			WebSocketState current = socket.state();
			socket.lastRoundTrip().ifPresent((roundTrip) -> this.lastRoundTrip = roundTrip);
			if (current.isTerminal()) {
				iterator.remove();
				ended(socket.failure());
			}
			else {
				states.add(current);
			}
		}
		become(states.contains(WebSocketState.OPEN) ? State.OPEN : withoutOpenSocket());
		return states;
	}

	private void ended(@Nullable WebSocketException failure) {
		// what the application aborts has not failed
		if (failure != null && failure.error() != WebSocketError.ABORTED) {
			fail(failure.error());
		}
		else {
			this.outcome = State.CLOSED;
		}
	}

	private void fail(WebSocketError error) {
		this.outcome = State.FAILED;
		this.lastFailure = new WebSocketClientStatus.Failure(error, this.clock.instant());
	}

	private State withoutOpenSocket() {
		// an attempt after a failure has to succeed before the failure is over
		return (this.attempts > 0 && this.outcome != State.FAILED) ? State.CONNECTING : this.outcome;
	}

	private void become(State state) {
		if (this.state != state) {
			this.state = state;
			this.since = this.clock.instant();
		}
	}

}
