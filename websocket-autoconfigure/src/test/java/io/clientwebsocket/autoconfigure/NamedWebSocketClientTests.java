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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.autoconfigure.WebSocketClientStatus.Failure;
import io.clientwebsocket.autoconfigure.WebSocketClientStatus.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link NamedWebSocketClient}.
 */
class NamedWebSocketClientTests {

	private static final URI FEED = URI.create("wss://example.org/feed?token=secret");

	private final ManualClock clock = new ManualClock();

	private final WebSocketConnector connector = mock(WebSocketConnector.class);

	private final ClientWebSocketOptions options = ClientWebSocketOptions.defaults();

	private final NamedWebSocketClient client = new NamedWebSocketClient("feed", FEED, this.options, this.connector,
			this.clock);

	private final CompletableFuture<ClientWebSocket> attempt = new CompletableFuture<>();

	@BeforeEach
	void setUp() {
		given(this.connector.connectAsync(FEED, this.options)).willReturn(this.attempt);
	}

	@Test
	void isIdleBeforeTheFirstConnect() {
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.client.status())
			.isEqualTo(new WebSocketClientStatus(State.IDLE, ManualClock.START, List.of(), null, null));
	}

	@Test
	void isOpenSinceTheConnect() throws Exception {
		ClientWebSocket socket = socket(WebSocketState.OPEN);
		willConnect(socket);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.client.connect()).isSameAs(socket);
		this.clock.advance(Duration.ofSeconds(1));
		WebSocketClientStatus status = this.client.status();
		assertThat(status.state()).isEqualTo(State.OPEN);
		assertThat(status.since()).isEqualTo(ManualClock.START.plusSeconds(1));
		assertThat(status.openSockets()).isOne();
		assertThat(status.sockets()).containsExactly(WebSocketState.OPEN);
		assertThat(status.lastRoundTrip()).isNull();
	}

	@Test
	void tellsTheLastRoundTrip() throws Exception {
		ClientWebSocket socket = socket(WebSocketState.OPEN);
		willConnect(socket);
		this.client.connect();
		given(socket.lastRoundTrip()).willReturn(Optional.of(Duration.ofMillis(12)));
		assertThat(this.client.status().lastRoundTrip()).hasMillis(12);
		given(socket.state()).willReturn(WebSocketState.CLOSED);
		assertThat(this.client.status().lastRoundTrip()).hasMillis(12);
	}

	@Test
	void isOpenUntilTheLastSocketEnds() throws Exception {
		ClientWebSocket first = socket(WebSocketState.OPEN);
		ClientWebSocket second = socket(WebSocketState.OPEN);
		willConnect(first);
		this.client.connect();
		willConnect(second);
		this.client.connect();
		assertThat(this.client.status().openSockets()).isEqualTo(2);
		given(first.state()).willReturn(WebSocketState.CLOSED);
		assertThat(this.client.status().state()).isEqualTo(State.OPEN);
		given(second.state()).willReturn(WebSocketState.CLOSE_SENT);
		assertThat(this.client.status().state()).isEqualTo(State.CLOSED);
		assertThat(this.client.status().sockets()).containsExactly(WebSocketState.CLOSE_SENT);
		given(second.state()).willReturn(WebSocketState.CLOSED);
		assertThat(this.client.status().sockets()).isEmpty();
		assertThat(this.client.status().lastFailure()).isNull();
	}

	@Test
	void hasFailedWhenTheLastSocketFailed() throws Exception {
		ClientWebSocket socket = socket(WebSocketState.OPEN);
		willConnect(socket);
		this.client.connect();
		this.clock.advance(Duration.ofSeconds(5));
		given(socket.state()).willReturn(WebSocketState.ABORTED);
		given(socket.failure()).willReturn(new WebSocketException(WebSocketError.KEEP_ALIVE_TIMEOUT, "silence"));
		WebSocketClientStatus status = this.client.status();
		assertThat(status.state()).isEqualTo(State.FAILED);
		assertThat(status.lastFailure())
			.isEqualTo(new Failure(WebSocketError.KEEP_ALIVE_TIMEOUT, ManualClock.START.plusSeconds(5)));
	}

	@Test
	void hasNotFailedWhenTheApplicationAbortedTheSocket() throws Exception {
		ClientWebSocket socket = socket(WebSocketState.OPEN);
		willConnect(socket);
		this.client.connect();
		given(socket.state()).willReturn(WebSocketState.ABORTED);
		given(socket.failure()).willReturn(new WebSocketException(WebSocketError.ABORTED, "enough"));
		assertThat(this.client.status().state()).isEqualTo(State.CLOSED);
		assertThat(this.client.status().lastFailure()).isNull();
	}

	@Test
	void hasFailedWhenTheConnectFailed() throws Exception {
		willFail(WebSocketError.NOT_A_WEBSOCKET);
		assertThatExceptionOfType(WebSocketHandshakeException.class).isThrownBy(this.client::connect);
		WebSocketClientStatus status = this.client.status();
		assertThat(status.state()).isEqualTo(State.FAILED);
		assertThat(status.lastFailure()).isEqualTo(new Failure(WebSocketError.NOT_A_WEBSOCKET, ManualClock.START));
	}

	@Test
	void recoversFromAFailureWithTheNextSocketAndRemembersIt() throws Exception {
		willFail(WebSocketError.TIMED_OUT);
		assertThatExceptionOfType(WebSocketHandshakeException.class).isThrownBy(this.client::connect);
		CompletableFuture<ClientWebSocket> result = this.client.connectAsync();
		assertThat(this.client.status().state()).isEqualTo(State.FAILED);
		this.attempt.complete(socket(WebSocketState.OPEN));
		assertThat(result).isCompleted();
		assertThat(this.client.status().state()).isEqualTo(State.OPEN);
		assertThat(this.client.status().lastFailure()).isNotNull();
	}

	@Test
	void isIdleAgainWhenTheThreadWasInterrupted() throws Exception {
		given(this.connector.connect(FEED, this.options)).willThrow(new InterruptedException("test"));
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this.client::connect);
		assertThat(this.client.status().state()).isEqualTo(State.IDLE);
	}

	@Test
	void isConnectingUntilTheFutureCompletes() {
		CompletableFuture<ClientWebSocket> result = this.client.connectAsync();
		assertThat(this.client.status().state()).isEqualTo(State.CONNECTING);
		ClientWebSocket socket = socket(WebSocketState.OPEN);
		this.attempt.complete(socket);
		assertThat(result).isCompletedWithValue(socket);
		assertThat(this.client.status().state()).isEqualTo(State.OPEN);
	}

	@Test
	void statusIsUpToDateWhenTheCallerIsTold() {
		CompletableFuture<State> seen = this.client.connectAsync().thenApply((socket) -> this.client.status().state());
		this.attempt.complete(socket(WebSocketState.OPEN));
		assertThat(seen).isCompletedWithValue(State.OPEN);
	}

	@Test
	void futureFailsWithTheFailureItself() {
		WebSocketHandshakeException failure = failure(WebSocketError.TIMED_OUT);
		CompletableFuture<Throwable> seen = this.client.connectAsync().handle((socket, ex) -> ex);
		this.attempt.completeExceptionally(failure);
		assertThat(seen).isCompletedWithValue(failure);
		assertThat(this.client.status().lastFailure()).isNotNull();
	}

	@Test
	void cancellingTheFutureGivesTheAttemptUp() {
		this.client.connectAsync().cancel(true);
		assertThat(this.attempt).isCancelled();
		assertThat(this.client.status().state()).isEqualTo(State.IDLE);
		assertThat(this.client.status().lastFailure()).isNull();
	}

	@Test
	void socketThatNobodyWaitsForIsAborted() {
		CompletableFuture<ClientWebSocket> stubborn = new CompletableFuture<>() {

			@Override
			public boolean cancel(boolean mayInterruptIfRunning) {
				return false;
			}

		};
		given(this.connector.connectAsync(FEED, this.options)).willReturn(stubborn);
		CompletableFuture<ClientWebSocket> result = this.client.connectAsync();
		result.completeExceptionally(new TimeoutException("test"));
		ClientWebSocket late = socket(WebSocketState.OPEN);
		stubborn.complete(late);
		verify(late).abort();
		assertThat(this.client.status().sockets()).isEmpty();
		assertThat(this.client.status().lastFailure()).isNull();
	}

	@Test
	void wrongArgumentsOfAnAsynchronousConnectAreThrown() {
		given(this.connector.connectAsync(any(), any())).willThrow(new IllegalArgumentException("test"));
		assertThatIllegalArgumentException().isThrownBy(this.client::connectAsync);
		assertThat(this.client.status().state()).isEqualTo(State.FAILED);
	}

	@Test
	void cancelledConnectOfAStoppingConnectorIsNoFailure() throws Exception {
		given(this.connector.connect(FEED, this.options)).willThrow(new CancellationException("test"));
		assertThatExceptionOfType(CancellationException.class).isThrownBy(this.client::connect);
		assertThat(this.client.status().lastFailure()).isNull();
	}

	@Test
	void textOfTheClientHasNoQuery() {
		assertThat(this.client).hasToString("feed (wss://example.org/feed)");
	}

	private void willConnect(ClientWebSocket socket) throws InterruptedException {
		given(this.connector.connect(FEED, this.options)).willReturn(socket);
	}

	private void willFail(WebSocketError error) throws InterruptedException {
		given(this.connector.connect(FEED, this.options)).willThrow(failure(error));
	}

	private static WebSocketHandshakeException failure(WebSocketError error) {
		return new WebSocketHandshakeException(error, FEED, "test", null, "", null);
	}

	private static ClientWebSocket socket(WebSocketState state) {
		ClientWebSocket socket = mock(ClientWebSocket.class);
		given(socket.state()).willReturn(state);
		given(socket.lastRoundTrip()).willReturn(Optional.empty());
		return socket;
	}

}
