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

package io.clientwebsocket.managed;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.managed.DisconnectCause.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The exact states, delays and events, whatever the server does.
 */
@Timeout(30)
class ReconnectTests {

	@Test
	void serverThatRefusesAnswersAcceptsAndDrops() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connector.refuse().answer(503, Map.of()).accept();
		fixture.connection.start();
		fixture.pass(10_000);
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING",
				"0 attempt 1 failed, HANDSHAKE_FAILED, RETRY_LATER", "0 BACKING_OFF", "1000 CONNECTING",
				"1000 attempt 2 failed, HANDSHAKE_FAILED, RETRY_LATER", "1000 BACKING_OFF", "3000 CONNECTING",
				"3000 OPEN");
		fixture.connector.last().push("a", "b");
		fixture.connector.refuse();
		fixture.connector.last().lose(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		fixture.pass(10_000);
		assertThat(fixture.takeEvents()).containsExactly("10000 disconnected, CONNECTION_LOST, RETRY_NOW",
				"10000 CONNECTING", "10000 attempt 1 failed, HANDSHAKE_FAILED, RETRY_LATER", "10000 BACKING_OFF",
				"14000 CONNECTING", "14000 OPEN", "14000 Gap");
		fixture.connector.last().push("c");
		assertThat(fixture.received).containsExactly("a", "b", "gap of 4000 ms after 2 attempts, CONNECTION_LOST", "c");
		fixture.stop();
	}

	@Test
	void stableConnectionBeginsTheBackoffAnew() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connector.refuse().refuse().accept().refuse();
		fixture.connection.start();
		fixture.pass(3000);
		fixture.pass(30_000);
		fixture.connector.last().pushClose(1012);
		fixture.takeEvents();
		fixture.pass(2999);
		assertThat(fixture.takeEvents()).containsExactly("34000 CONNECTING",
				"34000 attempt 1 failed, HANDSHAKE_FAILED, RETRY_LATER", "34000 BACKING_OFF");
		fixture.pass(1);
		assertThat(fixture.takeEvents()).containsExactly("36000 CONNECTING", "36000 OPEN", "36000 Gap");
		fixture.stop();
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "Thu, 01 Jan 2026 00:00:07 GMT" })
	void retryAfterIsWaitedFor(String value) {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connector.answer(429, Map.of("Retry-After", List.of(value))).accept();
		fixture.connection.start();
		fixture.pass(20_000);
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING",
				"0 attempt 1 failed, HANDSHAKE_FAILED, RETRY_LATER", "0 BACKING_OFF", "7000 CONNECTING", "7000 OPEN");
		fixture.stop();
	}

	@Test
	void fatalAnswerIsAFailureUntilTheNextStart() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connector.answer(404, Map.of()).accept();
		fixture.connection.start();
		fixture.pass(100_000);
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING", "0 attempt 1 failed, HANDSHAKE_FAILED, STOP",
				"0 FAILED");
		assertThat(fixture.connection.status().lastCause()).extracting(DisconnectCause::httpStatus).isEqualTo(404);
		fixture.assertNothingLeft();
		fixture.connection.start();
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		assertThat(fixture.connection.status().lastCause()).isNull();
		fixture.stop();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1002, 1011, 1012, 1013, 4000 })
	void connectionClosedByThePeerIsOpenedLater(int status) {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		FakeWebSocket first = fixture.connector.last();
		first.pushClose(status);
		fixture.pass(999);
		assertThat(fixture.state()).isEqualTo(ConnectionState.BACKING_OFF);
		assertThat(first.sentClose()).isEqualTo(new CloseStatus(status));
		fixture.pass(1);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		fixture.stop();
	}

	@Test
	void connectionOfAServerThatGoesAwayIsOpenedSoon() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		fixture.connector.last().pushClose(1001);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		fixture.stop();
	}

	@Test
	void attemptThatDoesNotEndIsGivenUp() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connector.hang();
		fixture.connection.start();
		fixture.pass(60_000);
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING",
				"60000 attempt 1 failed, ATTEMPT_TIMED_OUT, RETRY_LATER", "60000 BACKING_OFF");
		assertThat(fixture.connector.pending()).singleElement().matches(CompletableFuture::isCancelled);
		fixture.stop();
	}

	@Test
	void socketThatComesTooLateIsAborted() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connector.hangStubbornly();
		fixture.connection.start();
		fixture.pass(60_000);
		assertThat(fixture.state()).isEqualTo(ConnectionState.BACKING_OFF);
		FakeWebSocket late = new FakeWebSocket(ManagedFixture.SERVER);
		fixture.connector.pending().get(0).complete(late);
		assertThat(late.state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(fixture.state()).isEqualTo(ConnectionState.BACKING_OFF);
		fixture.stop();
	}

	@Test
	void stopWaitsForASocketThatHasJustBeenOpened() {
		List<CompletableFuture<Void>> hooks = List.of(CompletableFuture.completedFuture(null),
				new CompletableFuture<>());
		List<CompletableFuture<Void>> stops = new ArrayList<>();
		ManagedFixture[] holder = new ManagedFixture[1];
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.onOpenAsync((socket) -> hooks.get(holder[0].connector.sockets().indexOf(socket)))
					.onEvent((event) -> {
						if (event instanceof ConnectionEvent.Disconnected) {
							// the stop is ahead of the end of the attempt, which cannot
							// be given up then
							stops.add(holder[0].connection.stopAsync());
							hooks.get(1).complete(null);
						}
					}));
		holder[0] = fixture;
		fixture.connector.accept().accept(new FakeWebSocket(ManagedFixture.SERVER).hold(false, true));
		fixture.connection.start();
		assertThat(fixture.connection.reconnectGracefully()).isNotDone();
		fixture.connector.sockets().get(0).lose(WebSocketError.ABORTED);
		assertThat(fixture.connector.last().sentClose()).isEqualTo(CloseStatus.NORMAL_CLOSURE);
		assertThat(stops).singleElement().matches((stop) -> !stop.isDone());
		fixture.connector.last().release();
		assertThat(stops).singleElement().matches(CompletableFuture::isDone);
		fixture.assertNothingLeft();
	}

	@Test
	void everyListenerToEventsIsToldAlthoughOneThrows() {
		List<ConnectionEvent> told = new ArrayList<>();
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.onEvent((event) -> {
			throw new IllegalStateException("expected by the test");
		}).onEvent(told::add));
		fixture.connection.start();
		assertThat(told).hasSameSizeAs(fixture.events).isNotEmpty();
		fixture.stop();
	}

	@Test
	void pingNeedsAConnection() {
		ManagedFixture fixture = new ManagedFixture();
		assertThat(fixture.connection.pingAsync()).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withMessageContaining("to be OPEN, but was STOPPED");
	}

	@Test
	void connectionWithoutAServerIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> ReconnectingWebSocket.builder(new FakeConnector()).build())
			.withMessageContaining("at least one URI");
	}

	@Test
	void reasonThatCannotBeSentIsRefused() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> fixture.connection.stopAsync(CloseStatus.NORMAL_CLOSURE, "\uD800"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> fixture.connection.stopAsync(CloseStatus.NORMAL_CLOSURE, "x".repeat(124)));
		fixture.stop();
	}

	@Test
	void supplierThatFailsIsAFailedAttempt() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.uris((attempt) -> {
			if (attempt.number() == 1) {
				throw new IOException("no registry");
			}
			return List.of(URI.create("ws://other/"));
		}));
		fixture.connection.start();
		fixture.pass(1000);
		assertThat(fixture.takeEvents()).contains("0 attempt 1 failed, SUPPLIER_FAILED, RETRY_LATER", "1000 OPEN");
		assertThat(fixture.connection.uri()).isEqualTo(URI.create("ws://other/"));
		fixture.stop();
	}

	@Test
	void openHookRunsBeforeTheConnectionIsOpen() {
		List<String> calls = new ArrayList<>();
		ManagedFixture[] holder = new ManagedFixture[1];
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.onOpen((socket) -> {
			calls.add(holder[0].state() + " " + socket.state());
			assertThat(holder[0].connection.sendTextAsync("user")).isCompletedExceptionally();
			socket.sendText("subscribe");
		}));
		holder[0] = fixture;
		fixture.connection.start();
		assertThat(fixture.connection.sendTextAsync("user")).isCompleted();
		assertThat(calls).containsExactly("CONNECTING OPEN");
		assertThat(fixture.connector.last().sent()).containsExactly("subscribe", "user");
		fixture.stop();
	}

	@Test
	void openHookThatFailsIsAFailedAttempt() {
		List<ClientWebSocket> sockets = new ArrayList<>();
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.onOpen((socket) -> {
			sockets.add(socket);
			if (sockets.size() == 1) {
				throw new IOException("not subscribed");
			}
		}));
		fixture.connection.start();
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING",
				"0 attempt 1 failed, OPEN_HOOK_FAILED, RETRY_LATER", "0 BACKING_OFF");
		assertThat(sockets.get(0).state()).isEqualTo(WebSocketState.ABORTED);
		fixture.pass(1000);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		fixture.stop();
	}

	@Test
	void openHookHasADeadline() {
		List<CompletableFuture<Void>> hooks = new ArrayList<>();
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.onOpenAsync((socket) -> {
			CompletableFuture<Void> hook = new CompletableFuture<>();
			hooks.add(hook);
			return hook;
		}));
		fixture.connection.start();
		fixture.pass(10_000);
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING",
				"10000 attempt 1 failed, OPEN_HOOK_FAILED, RETRY_LATER", "10000 BACKING_OFF");
		assertThat(hooks.get(0)).isCancelled();
		assertThat(fixture.connector.openSockets()).isZero();
		fixture.pass(1000);
		hooks.get(1).complete(null);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		fixture.stop();
	}

	@Test
	void otherServersAreTriedBeforeWaiting() {
		URI a = URI.create("ws://a/");
		URI b = URI.create("ws://b/");
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.uris((attempt) -> List.of(a, b)));
		fixture.connector.refuse().refuse().accept();
		fixture.connection.start();
		assertThat(fixture.connector.uris()).containsExactly(a, b);
		assertThat(fixture.state()).isEqualTo(ConnectionState.BACKING_OFF);
		fixture.pass(1000);
		assertThat(fixture.connector.uris()).containsExactly(a, b, a);
		fixture.connector.last().lose(WebSocketError.KEEP_ALIVE_TIMEOUT);
		fixture.pass(1000);
		assertThat(fixture.connection.uri()).isNotNull();
		fixture.stop();
	}

	@Test
	void silenceWithoutDataEndsTheConnection() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.noDataTimeout(Duration.ofSeconds(5)));
		fixture.connection.start();
		FakeWebSocket first = fixture.connector.last();
		fixture.pass(4000);
		first.push("a");
		fixture.pass(4999);
		assertThat(fixture.connector.last()).isSameAs(first);
		fixture.pass(1);
		assertThat(first.state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(fixture.connector.last()).isNotSameAs(first);
		assertThat(fixture.connection.status().lastCause()).extracting(DisconnectCause::kind).isEqualTo(Kind.NO_DATA);
		fixture.stop();
	}

	@Test
	void pausedConnectionResumesWithAGap() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		fixture.connector.last().push("a");
		fixture.connection.pause();
		assertThat(fixture.connection.status()).matches(ConnectionStatus::paused);
		assertThat(fixture.connector.openSockets()).isZero();
		fixture.pass(5000);
		fixture.connection.resume();
		fixture.connector.last().push("b");
		assertThat(fixture.received).containsExactly("a", "gap of 5000 ms after 1 attempts, REQUESTED", "b");
		fixture.connection.pause();
		fixture.stop();
	}

	@Test
	void reconnectNowDoesNotWait() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connector.refuse();
		fixture.connection.start();
		fixture.connection.reconnectNow();
		FakeWebSocket first = fixture.connector.last();
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		fixture.connection.reconnectNow();
		assertThat(first.sentClose()).isEqualTo(CloseStatus.NORMAL_CLOSURE);
		assertThat(fixture.connector.last()).isNotSameAs(first);
		fixture.stop();
	}

	@Test
	void classifierThatThrowsLeavesTheDecisionToTheDefault() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.classifier((cause) -> {
			throw new IllegalStateException("classifier");
		}));
		fixture.connector.refuse();
		fixture.connection.start();
		assertThat(fixture.state()).isEqualTo(ConnectionState.BACKING_OFF);
		fixture.stop();
	}

	@Test
	void classifierOfTheApplicationDecides() {
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.classifier(FailureClassifier.onHttpStatus(RetryDecision.RETRY_LATER, 404)));
		fixture.connector.answer(404, Map.of()).answer(403, Map.of());
		fixture.connection.start();
		assertThat(fixture.state()).isEqualTo(ConnectionState.BACKING_OFF);
		fixture.pass(1000);
		assertThat(fixture.state()).isEqualTo(ConnectionState.FAILED);
		fixture.assertNothingLeft();
	}

}
