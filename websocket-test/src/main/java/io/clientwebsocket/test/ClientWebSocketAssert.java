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

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

/**
 * Assertions on a {@link ClientWebSocket}.
 * <p>
 * Those that receive take the next message from the socket and wait for it, by 10 seconds
 * of real time at most unless {@link #deadline} says otherwise. All others tell the
 * socket as it is at this moment. An interrupt ends a wait, and stays set.
 *
 * @since 0.1.0
 * @see WebSocketAssertions
 */
public final class ClientWebSocketAssert extends AbstractAssert<ClientWebSocketAssert, ClientWebSocket> {

	private Duration deadline = Wait.DEFAULT_DEADLINE;

	ClientWebSocketAssert(@Nullable ClientWebSocket actual) {
		super(actual, ClientWebSocketAssert.class);
	}

	/**
	 * Set the deadline of the following assertions that receive.
	 * @param deadline how long each may wait
	 * @return this
	 */
	public ClientWebSocketAssert deadline(Duration deadline) {
		this.deadline = Wait.requirePositive("deadline", deadline);
		return this;
	}

	/**
	 * Verify that the socket is {@link WebSocketState#OPEN}.
	 * @return this
	 */
	public ClientWebSocketAssert isOpen() {
		return hasState(WebSocketState.OPEN);
	}

	/**
	 * Verify that the socket is {@link WebSocketState#CLOSED}, by a close handshake.
	 * @return this
	 */
	public ClientWebSocketAssert isClosed() {
		return hasState(WebSocketState.CLOSED);
	}

	/**
	 * Verify the state of the socket.
	 * @param state the state
	 * @return this
	 */
	public ClientWebSocketAssert hasState(WebSocketState state) {
		Objects.requireNonNull(state, "'state' must not be null");
		isNotNull();
		WebSocketState current = this.actual.state();
		if (current != state) {
			throw failureWithActualExpected(current, state, "expected state %s, but was %s", state,
					describeActual(current));
		}
		return this;
	}

	/**
	 * Verify that the peer's close frame was received.
	 * @param code its code, 1005 for a close frame without a status
	 * @param reason its reason, possibly empty
	 * @return this
	 */
	public ClientWebSocketAssert wasClosedByPeerWith(int code, String reason) {
		Objects.requireNonNull(reason, "'reason' must not be null");
		isNotNull();
		CloseStatus status = this.actual.closeStatus();
		if (status == null || status.code() != code || !reason.equals(this.actual.closeReason())) {
			String expected = Messages.describeClose(code, reason);
			throw failureWithActualExpected(status, expected, "expected %s of the peer, but was %s", expected,
					describeActual(this.actual.state()));
		}
		return this;
	}

	/**
	 * Verify what ended the socket without a close handshake.
	 * @param error the kind of failure
	 * @return this
	 */
	public ClientWebSocketAssert hasFailedWith(WebSocketError error) {
		Objects.requireNonNull(error, "'error' must not be null");
		isNotNull();
		WebSocketException failure = this.actual.failure();
		if (failure == null || failure.error() != error) {
			WebSocketError current = (failure != null) ? failure.error() : null;
			throw because(failure, failureWithActualExpected(current, error, "expected failure %s, but was %s", error,
					describeActual(this.actual.state())));
		}
		return this;
	}

	/**
	 * Receive the next message and verify that it is this text.
	 * @param text the text
	 * @return this
	 */
	public ClientWebSocketAssert receivesText(String text) {
		return receives(ExpectedMessage.text(text));
	}

	/**
	 * Receive the next message and verify that it is binary, of these bytes.
	 * @param bytes the bytes
	 * @return this
	 */
	public ClientWebSocketAssert receivesBinary(byte[] bytes) {
		return receives(ExpectedMessage.binary(bytes));
	}

	/**
	 * Receive the next message and verify that it is the peer's close frame, with any
	 * reason.
	 * @param code its code, 1005 for a close frame without a status
	 * @return this
	 */
	public ClientWebSocketAssert receivesClose(int code) {
		return receives(ExpectedMessage.close(code, null));
	}

	private ClientWebSocketAssert receives(ExpectedMessage expected) {
		isNotNull();
		WebSocketMessage message = receive(expected, this.deadline)
			.orElseThrow(() -> failure("expected %s, but was nothing within %s", expected, this.deadline));
		if (!expected.matches(message)) {
			throw failureWithActualExpected(message, expected, "expected %s, but was %s", expected,
					expected.difference(message));
		}
		return this;
	}

	/**
	 * Verify that there is nothing to receive now, neither a message nor the end of the
	 * socket. Does not wait: what is still on its way is not seen.
	 * @return this
	 */
	public ClientWebSocketAssert receivesNothing() {
		isNotNull();
		receive("nothing", Duration.ZERO).ifPresent((message) -> {
			throw failure("expected nothing, but was %s", Messages.describe(message));
		});
		return this;
	}

	private Optional<WebSocketMessage> receive(Object expected, Duration timeout) {
		try {
			return this.actual.receive(timeout);
		}
		catch (WebSocketException ex) {
			throw because(ex, failure("expected %s, but was %s", expected, describe(ex)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw because(ex, failure("expected %s, but was an interrupt", expected));
		}
	}

	/** The state, and what led to it. */
	private String describeActual(WebSocketState state) {
		WebSocketException failure = this.actual.failure();
		CloseStatus status = this.actual.closeStatus();
		if (failure != null) {
			return state + " by " + describe(failure);
		}
		if (status != null) {
			return state + ", the peer sent "
					+ Messages.describeClose(status.code(), Objects.requireNonNullElse(this.actual.closeReason(), ""));
		}
		return state.toString();
	}

	private static String describe(WebSocketException failure) {
		return failure.error() + " (" + failure.getMessage() + ")";
	}

	private static AssertionError because(@Nullable Throwable cause, AssertionError error) {
		if (cause != null) {
			error.addSuppressed(cause);
		}
		return error;
	}

}
