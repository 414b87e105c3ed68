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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.managed.DisconnectCause.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the application does wrong does not freeze a connection, and is told.
 */
@Timeout(30)
class ApplicationFaultTests {

	@ParameterizedTest
	@MethodSource("wrongKeys")
	void messageWhoseKeyFailsIsAMessageWithoutKey(Object key) {
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.inboundBuffer(InboundBuffer.latestPerKey(3, (message) -> key)));
		fixture.connection.start();
		fixture.connector.last().push("a", "b");
		fixture.connector.last().push("c");
		assertThat(fixture.received).containsExactly("a", "b", "c");
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		fixture.stop();
	}

	@Test
	void keyFunctionThatThrowsMakesTheMessageOneWithoutKey() {
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.inboundBuffer(InboundBuffer.latestPerKey(3, (message) -> {
					throw new IllegalStateException("key");
				})));
		fixture.connection.start();
		fixture.connector.last().push("a", "b");
		assertThat(fixture.received).containsExactly("a", "b");
		fixture.stop();
	}

	@ParameterizedTest
	@MethodSource("wrongKeys")
	void replyWhoseIdFailsIsNoReply(Object id) {
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.replies((message) -> ManagedFixture.text(message).equals("news") ? null : id));
		fixture.connection.start();
		CompletableFuture<WebSocketMessage> request = fixture.connection.requestAsync(0,
				new WebSocketMessage.Text("?"));
		fixture.connector.last().push("a", "news");
		fixture.connector.last().push("b");
		assertThat(fixture.received).containsExactly("a", "news", "b");
		assertThat(request).isNotDone();
		fixture.stop();
		assertThat(request).isCompletedExceptionally();
	}

	static Stream<Object> wrongKeys() {
		return Stream.of(new Object() {

			@Override
			public int hashCode() {
				throw new IllegalStateException("hash");
			}

			@Override
			public boolean equals(Object other) {
				return this == other;
			}

		}, new Object() {

			@Override
			public int hashCode() {
				return 0;
			}

			@Override
			public boolean equals(Object other) {
				throw new StackOverflowError("equals");
			}

		});
	}

	@Test
	void errorWhileReceivingEndsTheConnectionAndBringsTheNext() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		FakeWebSocket broken = fixture.connector.last();
		Error failure = new StackOverflowError("receive");
		broken.failReceives(failure);
		broken.push("a");
		assertThat(broken.state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(fixture.connection.status().lastCause()).extracting(DisconnectCause::kind, DisconnectCause::failure)
			.containsExactly(Kind.CONNECTION_LOST, failure);
		assertThat(fixture.connector.last()).isNotSameAs(broken);
		fixture.connector.last().push("b");
		assertThat(fixture.received).startsWith("a").endsWith("b").hasSize(3);
		fixture.stop();
	}

	@ParameterizedTest
	@MethodSource("suppliersOfNull")
	void supplierOfNullIsNamed(String name, Consumer<ReconnectingWebSocketBuilder> customizer) {
		ManagedFixture fixture = new ManagedFixture(customizer);
		fixture.connection.start();
		DisconnectCause cause = fixture.connection.status().lastCause();
		assertThat(cause).isNotNull();
		assertThat(cause.kind()).isEqualTo(Kind.SUPPLIER_FAILED);
		assertThat(cause.text()).contains("'" + name + "'").contains("null");
		assertThat(fixture.state()).isEqualTo(ConnectionState.BACKING_OFF);
		fixture.stop();
	}

	static Stream<Object[]> suppliersOfNull() {
		return Stream.of(supplier("uris", (builder) -> builder.uris((attempt) -> null)),
				supplier("urisAsync", (builder) -> builder.urisAsync((attempt) -> null)),
				supplier("urisAsync",
						(builder) -> builder.urisAsync((attempt) -> CompletableFuture.completedFuture(null))),
				supplier("uris",
						(builder) -> builder.uris((attempt) -> Arrays.asList(ManagedFixture.SERVER, (URI) null))),
				supplier("options", (builder) -> builder.options((attempt) -> null)),
				supplier("optionsAsync", (builder) -> builder.optionsAsync((attempt) -> null)), supplier("optionsAsync",
						(builder) -> builder.optionsAsync((attempt) -> CompletableFuture.completedFuture(null))));
	}

	private static Object[] supplier(String name, Consumer<ReconnectingWebSocketBuilder> customizer) {
		return new Object[] { name, customizer };
	}

	@Test
	void openHookWithoutAStageIsNamed() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.onOpenAsync((socket) -> null));
		fixture.connection.start();
		DisconnectCause cause = fixture.connection.status().lastCause();
		assertThat(cause).isNotNull();
		assertThat(cause.kind()).isEqualTo(Kind.OPEN_HOOK_FAILED);
		assertThat(cause.text()).contains("'onOpenAsync'").contains("null");
		fixture.stop();
	}

	@Test
	void classifierIsNotAskedOnTheThreadOfTheTimer() {
		List<Runnable> tasks = new ArrayList<>();
		List<Kind> asked = new ArrayList<>();
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.executor(tasks::add).noDataTimeout(Duration.ofSeconds(5)).classifier((cause) -> {
					asked.add(cause.kind());
					return null;
				}));
		fixture.connector.hang().accept();
		fixture.connection.start();
		runAll(tasks);
		fixture.pass(60_000);
		assertThat(asked).isEmpty();
		runAll(tasks);
		assertThat(asked).containsExactly(Kind.ATTEMPT_TIMED_OUT);
		fixture.pass(1000);
		runAll(tasks);
		assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
		fixture.pass(5000);
		assertThat(asked).hasSize(1);
		runAll(tasks);
		assertThat(asked).containsExactly(Kind.ATTEMPT_TIMED_OUT, Kind.NO_DATA);
		fixture.connection.stopAsync().isDone();
		runAll(tasks);
		fixture.assertNothingLeft();
	}

	@Test
	void requestDoesNotEndOnTheThreadOfTheTimer() {
		List<Runnable> tasks = new ArrayList<>();
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.executor(tasks::add).replies(ManagedFixture::text));
		fixture.connection.start();
		runAll(tasks);
		CompletableFuture<WebSocketMessage> request = fixture.connection.requestAsync("1",
				new WebSocketMessage.Text("?"));
		fixture.pass(10_000);
		assertThat(request).isNotDone();
		runAll(tasks);
		assertThat(request).isCompletedExceptionally();
		fixture.connection.stopAsync().isDone();
		runAll(tasks);
		fixture.assertNothingLeft();
	}

	private static void runAll(List<Runnable> tasks) {
		while (!tasks.isEmpty()) {
			tasks.remove(0).run();
		}
	}

	@Test
	void timerThatWasShutDownFailsTheRunInsteadOfTheNextWait() {
		ManagedFixture fixture = new ManagedFixture(
				(builder) -> builder.sendBuffer(SendBuffer.of(1, 100, Duration.ofSeconds(10))));
		fixture.connection.start();
		fixture.scheduler.shutdown();
		fixture.connector.last().pushClose(1012);
		assertThat(fixture.state()).isEqualTo(ConnectionState.FAILED);
		DisconnectCause cause = fixture.connection.status().lastCause();
		assertThat(cause).isNotNull();
		assertThat(cause.kind()).isEqualTo(Kind.NO_TIMER);
		assertThat(cause.text()).contains("scheduler");
		assertThat(fixture.connector.openSockets()).isZero();
		assertThat(fixture.connection.sendTextAsync("a")).isCompletedExceptionally();
	}

	@Test
	void timerThatWasShutDownFailsAnAttemptWithoutADeadline() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.scheduler.shutdown();
		fixture.connection.start();
		assertThat(fixture.takeEvents()).containsExactly("0 CONNECTING", "0 attempt 1 failed, NO_TIMER, STOP",
				"0 FAILED");
		assertThat(fixture.connector.uris()).isEmpty();
	}

	@Test
	void requestWithoutATimerFails() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.replies(ManagedFixture::text));
		fixture.connection.start();
		fixture.scheduler.shutdown();
		assertThat(fixture.connection.requestAsync("1", new WebSocketMessage.Text("?")))
			.failsWithin(Duration.ofSeconds(20))
			.withThrowableOfType(Exception.class)
			.withMessageContaining("scheduler");
		assertThat(fixture.connector.last().sent()).isEmpty();
		fixture.connection.close();
	}

	@Test
	void replacedConnectionWithoutATimerIsNotWaitedFor() {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		FakeWebSocket old = fixture.connector.last();
		fixture.connector.hang();
		CompletableFuture<Void> replaced = fixture.connection.reconnectGracefully();
		fixture.scheduler.shutdown();
		fixture.connector.sockets().add(new FakeWebSocket(ManagedFixture.SERVER));
		fixture.connector.pending().get(0).complete(fixture.connector.last());
		assertThat(replaced).isCompletedExceptionally();
		assertThat(fixture.connection.sendTextAsync("a")).isCompleted();
		assertThat(old.sent()).containsExactly("a");
		fixture.connection.close();
		assertThatExceptionOfType(WebSocketException.class).isThrownBy(() -> fixture.connection.sendText("b"))
			.matches((failure) -> failure.error() == WebSocketError.INVALID_STATE);
	}

}
