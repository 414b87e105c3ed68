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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What goes out: now, later, or with a failure; requests and their replies.
 */
@Timeout(30)
class OutboundTests {

	private static final SendBuffer BUFFER = SendBuffer.of(3, 100, Duration.ofSeconds(10));

	@Test
	void sendWithoutAConnectionFailsAndSaysHowItIs() {
		ManagedFixture fixture = new ManagedFixture();
		assertThat(failure(fixture.connection.sendTextAsync("a")))
			.hasMessage("Expected connection 'test' to be OPEN, but was STOPPED since 2026-01-01T00:00:00Z");
		fixture.connector.refuse();
		fixture.connection.start();
		WebSocketException failure = failure(fixture.connection.sendTextAsync("a"));
		assertThat(failure.error()).isEqualTo(WebSocketError.INVALID_STATE);
		assertThat(failure).hasMessage("Expected connection 'test' to be OPEN, but was BACKING_OFF since "
				+ "2026-01-01T00:00:00Z, after attempt 1, next attempt at 2026-01-01T00:00:01Z,"
				+ " last cause HANDSHAKE_FAILED FAULTED");
		assertThatExceptionOfType(WebSocketException.class).isThrownBy(() -> fixture.connection.sendText("b"));
		assertThat(fixture.connection.counters().sendsFailed()).isEqualTo(3);
		fixture.stop();
	}

	@Test
	void sendCompletesWhenItIsWritten() throws Exception {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		fixture.connector.last().hold(true, false);
		CompletableFuture<Void> send = fixture.connection.sendTextAsync("a");
		assertThat(send).isNotDone();
		fixture.connector.last().release();
		assertThat(send).isCompleted();
		fixture.connection.sendText("b");
		fixture.connection.sendBinary(ByteBuffer.allocate(3));
		assertThat(fixture.connector.last().sent()).containsExactly("a", "b", "binary 3");
		assertThat(fixture.connection.counters().sent()).isEqualTo(3);
		fixture.stop();
	}

	@Test
	void whatWaitedGoesBeforeWhatComesNow() {
		ManagedFixture fixture = buffering(BUFFER);
		List<CompletableFuture<Void>> sends = new ArrayList<>();
		sends.add(fixture.connection.sendTextAsync("a"));
		sends.add(fixture.connection.sendBinaryAsync(ByteBuffer.allocate(1)));
		fixture.connector.accept(new FakeWebSocket(ManagedFixture.SERVER).hold(true, false));
		fixture.pass(1000);
		sends.add(fixture.connection.sendTextAsync("c"));
		assertThat(fixture.connector.last().sent()).containsExactly("a");
		fixture.connector.last().release();
		assertThat(fixture.connector.last().sent()).containsExactly("a", "binary 1", "c");
		assertThat(sends).allMatch((send) -> send.isDone() && !send.isCompletedExceptionally());
		assertThat(fixture.connection.counters().sent()).isEqualTo(3);
		fixture.stop();
	}

	@Test
	void messageAfterTheLossOfAConnectionWaitsForTheNext() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.sendBuffer(BUFFER));
		fixture.connection.start();
		fixture.connector.last().pushClose(1012);
		CompletableFuture<Void> send = fixture.connection.sendTextAsync("a");
		assertThat(send).isNotDone();
		fixture.pass(1000);
		assertThat(send).isCompleted();
		assertThat(fixture.connector.last().sent()).containsExactly("a");
		fixture.stop();
	}

	@Test
	void whatWaitsTooLongExpires() {
		List<WebSocketMessage> expired = new ArrayList<>();
		ManagedFixture fixture = buffering(BUFFER.onExpired(expired::add));
		fixture.connector.hang();
		CompletableFuture<Void> first = fixture.connection.sendTextAsync("a");
		fixture.pass(5000);
		CompletableFuture<Void> second = fixture.connection.sendTextAsync("b");
		fixture.pass(4999);
		assertThat(first).isNotDone();
		fixture.pass(1);
		assertThat(failure(first).error()).isEqualTo(WebSocketError.TIMED_OUT);
		assertThat(second).isNotDone();
		fixture.pass(5000);
		assertThat(failure(second).error()).isEqualTo(WebSocketError.TIMED_OUT);
		assertThat(expired).containsExactly(new WebSocketMessage.Text("a"), new WebSocketMessage.Text("b"));
		assertThat(fixture.connection.counters().sendsExpired()).isEqualTo(2);
		fixture.stop();
	}

	@ParameterizedTest
	@EnumSource(names = { "FAIL", "DROP_NEWEST", "BLOCK" })
	void messageWithoutRoomFails(SendBuffer.Overflow overflow) {
		ManagedFixture fixture = buffering(BUFFER.overflow(overflow));
		List.of("a", "b", "c").forEach((text) -> assertThat(fixture.connection.sendTextAsync(text)).isNotDone());
		assertThat(failure(fixture.connection.sendTextAsync("d")).error()).isEqualTo(WebSocketError.SEND_QUEUE_FULL);
		assertThat(fixture.connection.counters().sendsDropped())
			.isEqualTo((overflow == SendBuffer.Overflow.DROP_NEWEST) ? 1 : 0);
		fixture.pass(1000);
		assertThat(fixture.connector.last().sent()).containsExactly("a", "b", "c");
		fixture.stop();
	}

	@Test
	void oldestMessagesMakeRoom() {
		ManagedFixture fixture = buffering(BUFFER.overflow(SendBuffer.Overflow.DROP_OLDEST));
		CompletableFuture<Void> first = fixture.connection.sendTextAsync("a");
		CompletableFuture<Void> second = fixture.connection.sendTextAsync("x".repeat(50));
		CompletableFuture<Void> third = fixture.connection.sendTextAsync("é".repeat(49));
		assertThat(failure(first).error()).isEqualTo(WebSocketError.SEND_QUEUE_FULL);
		assertThat(second).isCompletedExceptionally();
		assertThat(third).isNotDone();
		assertThat(failure(fixture.connection.sendTextAsync("y".repeat(101))).error())
			.isEqualTo(WebSocketError.SEND_QUEUE_FULL);
		assertThat(third).isNotDone();
		assertThat(fixture.connection.counters().sendsDropped()).isEqualTo(2);
		fixture.stop();
		assertThat(third).isCompletedExceptionally();
	}

	@Test
	void blockingSendWaitsForRoom() throws Exception {
		ManagedFixture fixture = buffering(
				new SendBuffer(1, 100, Duration.ofDays(1), SendBuffer.Overflow.BLOCK, (message) -> {
				}));
		CompletableFuture<Void> first = fixture.connection.sendTextAsync("a");
		var thread = Executors.newSingleThreadExecutor();
		Future<?> second = thread.submit(() -> {
			fixture.connection.sendText("b");
			return null;
		});
		first.cancel(false);
		fixture.pass(1000);
		second.get(10, TimeUnit.SECONDS);
		assertThat(fixture.connector.last().sent()).containsExactly("b");
		thread.shutdown();
		fixture.stop();
	}

	@Test
	void blockingSendThatIsInterruptedIsTakenBack() {
		ManagedFixture fixture = buffering(BUFFER);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> fixture.connection.sendText("a"));
		fixture.pass(1000);
		assertThat(fixture.connector.last().sent()).isEmpty();
		assertThat(fixture.connection.counters().sendsFailed()).isEqualTo(1);
		fixture.stop();
	}

	@Test
	void sendThatIsCancelledIsTakenBack() {
		ManagedFixture fixture = buffering(BUFFER);
		CompletableFuture<Void> first = fixture.connection.sendTextAsync("a");
		fixture.connection.sendTextAsync("b").isDone();
		first.cancel(false);
		fixture.pass(1000);
		assertThat(fixture.connector.last().sent()).containsExactly("b");
		assertThat(fixture.connection.counters()).extracting(ConnectionCounters::sent, ConnectionCounters::sendsFailed)
			.containsExactly(1L, 1L);
		fixture.stop();
	}

	@Test
	void textThatIsNoUnicodeIsRefusedAtOnce() {
		ManagedFixture fixture = buffering(BUFFER);
		assertThatIllegalArgumentException().isThrownBy(() -> fixture.connection.sendTextAsync("\uD800"))
			.withMessageContaining("index 0");
		fixture.stop();
	}

	@Test
	void whatWaitsSurvivesAPauseButNotAStop() {
		ManagedFixture fixture = buffering(BUFFER);
		CompletableFuture<Void> first = fixture.connection.sendTextAsync("a");
		fixture.connection.pause();
		CompletableFuture<Void> second = fixture.connection.sendTextAsync("b");
		assertThat(first).isNotDone();
		assertThat(second).isNotDone();
		fixture.stop();
		assertThat(failure(first).error()).isEqualTo(WebSocketError.INVALID_STATE);
		assertThat(second).isCompletedExceptionally();
		assertThat(fixture.connection.sendTextAsync("c")).isCompletedExceptionally();
	}

	@Test
	void replyGoesToItsRequestAndOtherMessagesToTheListener() {
		ManagedFixture fixture = requesting();
		CompletableFuture<WebSocketMessage> first = request(fixture, "1");
		CompletableFuture<WebSocketMessage> second = request(fixture, "2");
		fixture.connector.last().push("=2 two", "=3 three", "news", "=1 one", "=1 again");
		assertThat(first).isCompletedWithValue(new WebSocketMessage.Text("=1 one"));
		assertThat(second).isCompletedWithValue(new WebSocketMessage.Text("=2 two"));
		assertThat(fixture.received).containsExactly("=3 three", "news", "=1 again");
		assertThat(fixture.connector.last().sent()).containsExactly("?1", "?2");
		assertThat(fixture.connection.counters().replies()).isEqualTo(2);
		fixture.stop();
	}

	@Test
	void requestFailsWhenItsConnectionEnds() {
		ManagedFixture fixture = requesting();
		CompletableFuture<WebSocketMessage> request = request(fixture, "1");
		fixture.connector.last().lose(WebSocketError.KEEP_ALIVE_TIMEOUT);
		assertThat(failure(request).error()).isEqualTo(WebSocketError.KEEP_ALIVE_TIMEOUT);
		CompletableFuture<WebSocketMessage> next = request(fixture, "1");
		fixture.stop();
		assertThat(failure(next).error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		assertThat(failure(request(fixture, "1")).error()).isEqualTo(WebSocketError.INVALID_STATE);
	}

	@Test
	void requestHasADeadline() {
		ManagedFixture fixture = requesting();
		CompletableFuture<WebSocketMessage> request = request(fixture, "1");
		fixture.pass(10_000);
		assertThat(failure(request).error()).isEqualTo(WebSocketError.TIMED_OUT);
		fixture.connector.last().push("=1 late");
		assertThat(fixture.received).containsExactly("=1 late");
		fixture.stop();
	}

	@Test
	void requestsAreBoundedAndTheirIdsDiffer() {
		ManagedFixture fixture = requesting();
		CompletableFuture<WebSocketMessage> request = request(fixture, "1");
		assertThat(failure(request(fixture, "1")).error()).isEqualTo(WebSocketError.INVALID_STATE);
		request(fixture, "2").isDone();
		assertThat(failure(request(fixture, "3")).error()).isEqualTo(WebSocketError.SEND_QUEUE_FULL);
		request.cancel(false);
		assertThat(request(fixture, "3")).isNotDone();
		fixture.stop();
	}

	@Test
	void requestDoesNotWaitForAnotherConnection() {
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.sendBuffer(BUFFER).replies((message) -> ManagedFixture.text(message)));
		fixture.connector.refuse();
		fixture.connection.start();
		assertThat(failure(request(fixture, "1")).error()).isEqualTo(WebSocketError.INVALID_STATE);
		fixture.stop();
	}

	@Test
	void requestWithoutAnIdOfRepliesIsRefused() {
		ManagedFixture fixture = new ManagedFixture();
		assertThatIllegalStateException().isThrownBy(() -> request(fixture, "1")).withMessageContaining("replies");
	}

	private static CompletableFuture<WebSocketMessage> request(ManagedFixture fixture, String id) {
		return fixture.connection.requestAsync(id, new WebSocketMessage.Text("?" + id));
	}

	private static ManagedFixture requesting() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.maxPendingReplies(2).replies((message) -> {
			String text = ManagedFixture.text(message);
			return text.startsWith("=") ? text.substring(1, 2) : null;
		}));
		fixture.connection.start();
		return fixture;
	}

	/** A connection that is to be open after a second. */
	private static ManagedFixture buffering(SendBuffer buffer) {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.sendBuffer(buffer));
		fixture.connector.refuse();
		fixture.connection.start();
		return fixture;
	}

	private static WebSocketException failure(CompletableFuture<?> future) {
		assertThat(future).isDone();
		ExecutionException failure = catchThrowableOfType(ExecutionException.class, future::get);
		assertThat(failure).isNotNull();
		return (WebSocketException) failure.getCause();
	}

}
