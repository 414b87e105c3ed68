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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stop at each point at which the application is called, from there and from elsewhere:
 * it ends, it is told once, and nothing comes after it.
 */
@Timeout(120)
class StopTests {

	/** More than there are in the life below. */
	private static final int MOST_CALLS = 200;

	@Test
	void stopInsideAnyCallIsTheLastThatHappens() {
		int point = 0;
		Life life;
		do {
			point++;
			life = new Life(point);
			life.live(life.fixture.connection::stopAsync);
			life.assertStopped("call " + point);
		}
		while (life.isStopped() && point < MOST_CALLS);
		assertThat(point).as("calls of the application").isBetween(30, MOST_CALLS - 1);
	}

	@Test
	void stopOnAnotherThreadWhileAnyCallIsUnderWayIsTheLastThatHappens() throws Exception {
		int point = 0;
		Life life;
		do {
			point++;
			life = new Life(point);
			List<Thread> threads = new ArrayList<>();
			CompletableFuture<Void> stopped = new CompletableFuture<>();
			ReconnectingWebSocket connection = life.fixture.connection;
			life.live(() -> {
				CompletableFuture<Void> asked = new CompletableFuture<>();
				Thread thread = new Thread(() -> {
					CompletableFuture<Void> stop = connection.stopAsync();
					asked.complete(null);
					stop.whenComplete((nothing, failure) -> stopped.complete(null)).isDone();
				});
				threads.add(thread);
				thread.start();
				asked.join();
				return stopped;
			});
			for (Thread thread : threads) {
				thread.join(20_000);
			}
			life.assertStopped("call " + point);
		}
		while (life.isStopped() && point < MOST_CALLS);
		assertThat(point).as("calls of the application").isBetween(30, MOST_CALLS - 1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void socketThatDoesNotCloseIsGivenUpInTime(boolean replaced) {
		ManagedFixture fixture = new ManagedFixture();
		fixture.connection.start();
		if (replaced) {
			assertThat(fixture.connection.reconnectGracefully()).isCompleted();
		}
		CompletableFuture<Void> stop = fixture.connection.stopAsync();
		if (replaced) {
			assertThat(stop).isNotDone();
			fixture.pass(10_000);
		}
		assertThat(stop).isCompleted();
		fixture.assertNothingLeft();
	}

	@ParameterizedTest
	@EnumSource
	void closeInsideACallDoesNotHang(Call call) throws Exception {
		FakeConnector connector = new FakeConnector();
		CompletableFuture<Void> closed = new CompletableFuture<>();
		AtomicBoolean first = new AtomicBoolean(true);
		ReconnectingWebSocket[] self = new ReconnectingWebSocket[1];
		Runnable close = () -> {
			if (first.getAndSet(false)) {
				self[0].close();
				Thread.interrupted();
				closed.complete(null);
			}
		};
		ReconnectingWebSocketBuilder builder = ReconnectingWebSocket.builder(connector, ManagedFixture.SERVER)
			.backoff(ManagedFixture.exact().delay(Duration.ofMillis(1)).build())
			.onMessage((message) -> {
			});
		call.customizer(close).accept(builder);
		self[0] = builder.build();
		FakeWebSocket socket = new FakeWebSocket(ManagedFixture.SERVER);
		socket.push("a");
		connector.refuse().accept(socket);
		self[0].start();
		closed.get(30, TimeUnit.SECONDS);
		self[0].stopAsync().get(30, TimeUnit.SECONDS);
		assertThat(self[0].state()).isEqualTo(ConnectionState.STOPPED);
		assertThat(connector.openSockets()).isZero();
	}

	/** A call of the application. */
	enum Call {

		URIS, OPTIONS, ON_OPEN, ON_MESSAGE, ON_EVENT, CLASSIFIER, REPLIES;

		Consumer<ReconnectingWebSocketBuilder> customizer(Runnable action) {
			return switch (this) {
				case URIS -> (builder) -> builder.uris((attempt) -> {
					action.run();
					return List.of(ManagedFixture.SERVER);
				});
				case OPTIONS -> (builder) -> builder.options((attempt) -> {
					action.run();
					return new FakeConnector().options();
				});
				case ON_OPEN -> (builder) -> builder.onOpen((socket) -> action.run());
				case ON_MESSAGE -> (builder) -> builder.onMessage((message) -> action.run());
				case ON_EVENT -> (builder) -> builder.onEvent((event) -> action.run());
				case CLASSIFIER -> (builder) -> builder.classifier((cause) -> {
					action.run();
					return null;
				});
				case REPLIES -> (builder) -> builder.replies((message) -> {
					action.run();
					return null;
				});
			};
		}

	}

	/** A life in which everything happens; at one of the calls, something else does. */
	private static final class Life {

		private final ManagedFixture fixture;

		private final int point;

		private final List<String> calls = new ArrayList<>();

		private Stop action = () -> CompletableFuture.completedFuture(null);

		private CompletableFuture<Void> stop;

		Life(int point) {
			this.point = point;
			SendBuffer buffer = SendBuffer.of(2, 100, Duration.ofSeconds(3)).onExpired((message) -> call("expired"));
			this.fixture = new ManagedFixture((builder) -> builder.uris((attempt) -> {
				call("uris");
				return List.of(ManagedFixture.SERVER);
			}).options((attempt) -> {
				call("options");
				return new FakeConnector().options();
			})
				.onUnauthorized(() -> call("unauthorized"))
				.onOpen((socket) -> call("open"))
				.onMessage((message) -> call("message"))
				.onGap((gap) -> call("gap"))
				.onEvent((event) -> call((event instanceof ConnectionEvent.StateChanged changed)
						? changed.status().state().name() : event.getClass().getSimpleName()))
				.sendBuffer(buffer)
				.noDataTimeout(Duration.ofSeconds(20))
				.inboundBuffer(InboundBuffer.latestPerKey(3, (message) -> {
					call("key");
					return "key";
				}))
				.replies((message) -> {
					call("replies");
					return ManagedFixture.text(message).startsWith("=") ? "id" : null;
				})
				.classifier((cause) -> {
					call("classifier");
					return null;
				}));
		}

		private void call(String what) {
			this.calls.add(what);
			if (this.calls.size() == this.point) {
				this.stop = this.action.stop();
			}
		}

		/** What is done when the application is called for the n-th time. */
		void live(Stop action) {
			this.action = action;
			ReconnectingWebSocket connection = this.fixture.connection;
			FakeConnector connector = this.fixture.connector;
			connector.answer(401, Map.of()).refuse().accept();
			connection.start();
			watch(connection.sendTextAsync("waits"));
			this.fixture.pass(5000);
			last((socket) -> socket.push("a"));
			watch(connection.requestAsync("id", new WebSocketMessage.Text("?")));
			last((socket) -> socket.push("=b"));
			last((socket) -> socket.lose(WebSocketError.KEEP_ALIVE_TIMEOUT));
			connector.answer(401, Map.of()).accept();
			watch(connection.reconnectGracefully());
			last((socket) -> socket.push("c"));
			connector.sockets()
				.stream()
				.filter((socket) -> socket.state() == WebSocketState.CLOSE_SENT)
				.forEach((socket) -> socket.pushClose(1000));
			connector.refuse().refuse().refuse();
			last((socket) -> socket.pushClose(1012));
			watch(connection.sendTextAsync("expires"));
			this.fixture.pass(20_000);
			connection.pause();
			if (this.stop == null) {
				connection.resume();
			}
			this.fixture.pass(20_000);
			last((socket) -> socket.pushClose(1008));
		}

		private void watch(CompletableFuture<?> future) {
			future.whenComplete((value, failure) -> call("future")).isDone();
		}

		private void last(Consumer<FakeWebSocket> action) {
			List<FakeWebSocket> sockets = this.fixture.connector.sockets();
			if (!sockets.isEmpty() && !this.fixture.connector.last().state().isTerminal()) {
				action.accept(this.fixture.connector.last());
			}
		}

		boolean isStopped() {
			return this.stop != null;
		}

		void assertStopped(String what) {
			if (!isStopped()) {
				return;
			}
			this.fixture.pass(10_000);
			assertThat(this.stop).as(what + " " + this.calls).isCompleted();
			this.fixture.assertNothingLeft();
			List<String> events = this.calls.stream().filter(Life::isState).toList();
			int stopped = this.calls.lastIndexOf("STOPPED");
			assertThat(this.calls.subList(Math.max(stopped, 0), this.calls.size())).as(what + " " + this.calls)
				.doesNotContain("uris", "options", "open", "unauthorized", "CONNECTING", "OPEN", "BACKING_OFF");
			assertThat(events).as(what + " " + this.calls).endsWith("STOPPED");
			long stops = this.calls.subList(this.point, this.calls.size()).stream().filter("STOPPED"::equals).count();
			assertThat(stops).as(what + " " + this.calls).isBetween(0L, 1L);
			assertThat(this.fixture.state()).as(what).isEqualTo(ConnectionState.STOPPED);
		}

		private static boolean isState(String call) {
			return call.equals(call.toUpperCase(Locale.ROOT));
		}

	}

	/** Stops a connection. */
	private interface Stop {

		CompletableFuture<Void> stop();

	}

}
