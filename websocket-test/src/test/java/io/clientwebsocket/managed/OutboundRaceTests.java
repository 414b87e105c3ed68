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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sends that meet the end of their connection, a replacement, a full buffer, or a caller
 * that has lost interest.
 */
@Timeout(30)
class OutboundRaceTests {

	private static final SendBuffer BUFFER = SendBuffer.of(3, 100, Duration.ofSeconds(10));

	@Test
	void sendThatMeetsAReplacementGoesToTheNewConnection() throws Exception {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		fixture.connector.last().beforeSend(() -> assertThat(fixture.connection.reconnectGracefully()).isCompleted());
		assertThat(fixture.connection.sendTextAsync("a")).isCompleted();
		assertThat(fixture.connector.last().sent()).containsExactly("a");
		fixture.connector.last().beforeSend(() -> assertThat(fixture.connection.reconnectGracefully()).isCompleted());
		fixture.connection.sendText("b");
		assertThat(fixture.connector.sockets()).hasSize(3);
		assertThat(fixture.connector.last().sent()).containsExactly("b");
		assertThat(fixture.connection.counters()).extracting(ConnectionCounters::sent, ConnectionCounters::sendsFailed)
			.containsExactly(2L, 0L);
		fixture.connector.sockets().forEach((socket) -> socket.pushClose(1000));
		fixture.stop();
	}

	@Test
	void requestThatMeetsAReplacementGoesToTheNewConnection() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.replies(ManagedFixture::text));
		fixture.connection.start();
		FakeWebSocket old = fixture.connector.last();
		old.beforeSend(() -> assertThat(fixture.connection.reconnectGracefully()).isCompleted());
		CompletableFuture<WebSocketMessage> request = fixture.connection.requestAsync("1",
				new WebSocketMessage.Text("?"));
		old.pushClose(1000);
		assertThat(request).isNotDone();
		fixture.connector.last().push("1");
		assertThat(request).isCompleted();
		fixture.stop();
	}

	@Test
	void whatWaitedKeepsItsPlaceWhenTheConnectionIsLostAtOnce() {
		ManagedFixture fixture = buffering(BUFFER);
		CompletableFuture<Void> first = fixture.connection.sendTextAsync("a");
		CompletableFuture<Void> second = fixture.connection.sendTextAsync("b");
		FakeWebSocket lost = new FakeWebSocket(ManagedFixture.SERVER);
		lost.beforeSend(() -> lost.lose(WebSocketError.ABORTED));
		fixture.connector.accept(lost);
		fixture.pass(1000);
		assertThat(fixture.connector.last()).isNotSameAs(lost);
		assertThat(fixture.connector.last().sent()).containsExactly("a", "b");
		assertThat(first).isCompleted();
		assertThat(second).isCompleted();
		fixture.stop();
	}

	@Test
	void lossThatNobodyHasReadIsNoticedByTheNextSend() {
		ManagedFixture fixture = full(BUFFER);
		CompletableFuture<Void> send = fixture.connection.sendTextAsync("x");
		assertThat(send).isNotDone();
		assertThat(fixture.state()).isEqualTo(ConnectionState.BACKING_OFF);
		assertThat(fixture.connection.status().lastCause()).extracting(DisconnectCause::kind)
			.isEqualTo(DisconnectCause.Kind.CONNECTION_LOST);
		fixture.pass(1000);
		assertThat(send).isCompleted();
		assertThat(fixture.connector.last().sent()).containsExactly("x");
		assertThat(fixture.connection.received().iterator().next()).isEqualTo(message("a"));
		fixture.stop();
	}

	@Test
	void lossThatNobodyHasReadFailsASendWithoutABuffer() {
		ManagedFixture fixture = full(null);
		assertThatExceptionOfType(WebSocketException.class).isThrownBy(() -> fixture.connection.sendText("x"))
			.matches((failure) -> failure.error() == WebSocketError.INVALID_STATE)
			.withMessageContaining("BACKING_OFF");
		assertThat(fixture.connection.counters().sendsFailed()).isEqualTo(1);
		fixture.pass(1000);
		assertThat(fixture.connection.sendTextAsync("y")).isCompleted();
		assertThat(fixture.connector.last().sent()).containsExactly("y");
		assertThat(fixture.connection.received().iterator().next()).isEqualTo(message("a"));
		fixture.stop();
	}

	@Test
	void closeThatNobodyHasReadIsClassifiedByItsStatus() {
		ManagedFixture fixture = full(null);
		FakeWebSocket next = reopened(fixture);
		next.push("c");
		next.pushClose(1008);
		next.endOutput();
		assertThat(fixture.connection.sendTextAsync("x")).isCompletedExceptionally();
		assertThat(fixture.state()).isEqualTo(ConnectionState.FAILED);
		assertThat(fixture.connection.status().lastCause()).extracting(DisconnectCause::closeStatus)
			.isEqualTo(CloseStatus.POLICY_VIOLATION);
	}

	/** The connection after the one whose loss nobody has read. */
	private static FakeWebSocket reopened(ManagedFixture fixture) {
		assertThat(fixture.connection.sendTextAsync("x")).isCompletedExceptionally();
		fixture.pass(1000);
		return fixture.connector.last();
	}

	private static Received message(String text) {
		return new Received.Message(new WebSocketMessage.Text(text));
	}

	/** A connection whose loss stands behind a message for which there is no room. */
	private static ManagedFixture full(@Nullable SendBuffer buffer) {
		ManagedFixture fixture = new ManagedFixture(false,
				(builder) -> builder.inboundBuffer(InboundBuffer.block(1))
					.sendBuffer(buffer)
					.backoff(ManagedFixture.exact().reconnectSpread(Duration.ofSeconds(1)).build()));
		fixture.connection.start();
		fixture.connector.last().push("a", "b");
		fixture.connector.last().lose(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		return fixture;
	}

	@Test
	void blockingSendWaitsWhileOthersThatWaitedAreWritten() throws Exception {
		ManagedFixture fixture = buffering(
				SendBuffer.of(1, 100, Duration.ofDays(1)).overflow(SendBuffer.Overflow.BLOCK));
		CompletableFuture<Void> first = fixture.connection.sendTextAsync("a");
		FakeWebSocket socket = new FakeWebSocket(ManagedFixture.SERVER).hold(true, false);
		fixture.connector.accept(socket);
		fixture.pass(1000);
		CompletableFuture<Void> second = fixture.connection.sendTextAsync("b");
		FutureTask<Void> third = new FutureTask<>(() -> {
			fixture.connection.sendText("c");
			return null;
		});
		Thread thread = new Thread(third);
		thread.start();
		while (thread.getState() != Thread.State.TIMED_WAITING && !third.isDone()) {
			Thread.onSpinWait();
		}
		assertThat(third.isDone()).isFalse();
		socket.release();
		third.get(20, TimeUnit.SECONDS);
		assertThat(first).isCompleted();
		assertThat(second).isCompleted();
		assertThat(socket.sent()).containsExactly("a", "b", "c");
		fixture.stop();
	}

	@Test
	void interruptOfAWaitForRoomIsCounted() throws Exception {
		ManagedFixture fixture = buffering(
				SendBuffer.of(1, 100, Duration.ofDays(1)).overflow(SendBuffer.Overflow.BLOCK));
		CompletableFuture<Void> first = fixture.connection.sendTextAsync("a");
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> fixture.connection.sendText("b"));
		assertThat(first).isNotDone();
		assertThat(fixture.connection.counters().sendsFailed()).isEqualTo(1);
		fixture.stop();
	}

	@ParameterizedTest
	@MethodSource("waysToEndASend")
	void sendThatItsCallerHasEndedIsTakenBackAndCounted(Consumer<CompletableFuture<Void>> end) {
		ManagedFixture fixture = buffering(SendBuffer.of(2, 100, Duration.ofSeconds(10)));
		CompletableFuture<Void> first = fixture.connection.sendTextAsync("a");
		CompletableFuture<Void> second = fixture.connection.sendTextAsync("b");
		end.accept(first);
		assertThat(first).isDone();
		assertThat(fixture.connection.counters().sendsFailed()).isEqualTo(1);
		CompletableFuture<Void> third = fixture.connection.sendTextAsync("c");
		fixture.pass(1000);
		assertThat(second).isCompleted();
		assertThat(third).isCompleted();
		assertThat(fixture.connector.last().sent()).containsExactly("b", "c");
		assertThat(fixture.connection.counters()).extracting(ConnectionCounters::sent, ConnectionCounters::sendsFailed)
			.containsExactly(2L, 1L);
		fixture.stop();
	}

	static Stream<Consumer<CompletableFuture<Void>>> waysToEndASend() {
		return Stream.of((send) -> send.cancel(false), (send) -> send.complete(null),
				(send) -> send.completeExceptionally(new IllegalStateException("late")),
				(send) -> assertThat(send.completeAsync(() -> null, Runnable::run)).isDone(),
				(send) -> assertThat(send.orTimeout(1, TimeUnit.NANOSECONDS)).failsWithin(Duration.ofSeconds(20)));
	}

	@Test
	void sendThatIsUnderWayIsTakenBackFromItsSocket() {
		ManagedFixture fixture = buffering(BUFFER);
		CompletableFuture<Void> first = fixture.connection.sendTextAsync("a");
		FakeWebSocket socket = new FakeWebSocket(ManagedFixture.SERVER).hold(true, false);
		fixture.connector.accept(socket);
		fixture.pass(1000);
		assertThat(socket.heldSends()).singleElement().matches((send) -> !send.isDone());
		first.completeExceptionally(new IllegalStateException("late"));
		assertThat(socket.heldSends()).singleElement().matches(CompletableFuture::isCancelled);
		assertThat(fixture.connection.counters()).extracting(ConnectionCounters::sent, ConnectionCounters::sendsFailed)
			.containsExactly(0L, 1L);
		fixture.stop();
	}

	@Test
	void messagesExpireInTheirOrder() {
		List<WebSocketMessage> expired = new ArrayList<>();
		ManagedFixture fixture = buffering(SendBuffer.of(10, 100, Duration.ofSeconds(10)).onExpired(expired::add));
		fixture.connector.hang();
		List<CompletableFuture<Void>> sends = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			sends.add(fixture.connection.sendTextAsync("" + i));
			fixture.pass(1000);
		}
		sends.get(1).cancel(false);
		fixture.pass(5000);
		assertThat(sends).extracting(CompletableFuture::isDone).containsExactly(true, true, false, false, false);
		fixture.pass(3000);
		assertThat(sends).extracting(CompletableFuture::isDone).containsExactly(true, true, true, true, false);
		fixture.pass(1000);
		assertThat(expired).extracting(ManagedFixture::text).containsExactly("0", "2", "3", "4");
		fixture.stop();
	}

	/** A connection that is to be open after a second. */
	private static ManagedFixture buffering(SendBuffer buffer) {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.sendBuffer(buffer));
		fixture.connector.refuse();
		fixture.connection.start();
		return fixture;
	}

}
