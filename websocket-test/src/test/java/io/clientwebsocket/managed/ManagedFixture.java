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
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.ManualClock;
import io.clientwebsocket.test.ManualScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection on a manual clock, a connector that does as told, and no thread but that
 * of the test.
 */
final class ManagedFixture {

	static final URI SERVER = URI.create("ws://server/");

	final ManualClock clock = new ManualClock();

	final ManualScheduler scheduler = new ManualScheduler(this.clock);

	final FakeConnector connector = new FakeConnector();

	/** Events, each with the seconds since the beginning. */
	final List<String> events = new ArrayList<>();

	/** What the listeners got. */
	final List<String> received = new ArrayList<>();

	final ReconnectingWebSocket connection;

	ManagedFixture() {
		this((builder) -> {
		});
	}

	/** With listeners that record. */
	ManagedFixture(Consumer<ReconnectingWebSocketBuilder> customizer) {
		this(true, customizer);
	}

	ManagedFixture(boolean listen, Consumer<ReconnectingWebSocketBuilder> customizer) {
		ReconnectingWebSocketBuilder builder = ReconnectingWebSocket.builder(this.connector, SERVER)
			.name("test")
			.scheduler(this.scheduler)
			.clock(this.scheduler)
			.executor(Runnable::run)
			.random(new SplittableRandom(1))
			.backoff(exact().build())
			.onEvent((event) -> this.events.add(describe(event)));
		if (listen) {
			builder.onMessage((message) -> this.received.add(text(message)))
				.onGap((gap) -> this.received.add("gap of " + gap.duration().toMillis() + " ms after " + gap.attempts()
						+ " attempts, " + gap.cause().kind()));
		}
		customizer.accept(builder);
		this.connection = builder.build();
	}

	/** A backoff without chance. */
	static Backoff.Builder exact() {
		return Backoff.builder().jitter(Duration.ZERO).reconnectSpread(Duration.ZERO);
	}

	/** Started, without a listener. */
	static ManagedFixture pulling(InboundBuffer buffer) {
		ManagedFixture fixture = new ManagedFixture(false, (builder) -> builder.inboundBuffer(buffer));
		fixture.connection.start();
		return fixture;
	}

	/** Take what comes in, as text. */
	static List<String> take(Iterator<Received> received, int count) {
		String[] taken = new String[count];
		Arrays.setAll(taken, (i) -> describe(received.next()));
		return List.of(taken);
	}

	static String describe(Received received) {
		return (received instanceof Received.Message message) ? text(message.value())
				: "gap " + ((Gap) received).attempts();
	}

	static String text(WebSocketMessage message) {
		return (message instanceof WebSocketMessage.Text text) ? text.value() : message.toString();
	}

	private String describe(ConnectionEvent event) {
		String time = Duration.between(ManualScheduler.START, event.at()).toMillis() + " ";
		if (event instanceof ConnectionEvent.StateChanged changed) {
			return time + changed.status().state();
		}
		if (event instanceof ConnectionEvent.AttemptFailed failed) {
			return time + "attempt " + failed.attempt() + " failed, " + failed.cause().kind() + ", "
					+ failed.decision().action();
		}
		if (event instanceof ConnectionEvent.Disconnected disconnected) {
			return time + "disconnected, " + disconnected.cause().kind() + ", " + disconnected.decision().action();
		}
		return time + event.getClass().getSimpleName();
	}

	void pass(long millis) {
		this.clock.advance(Duration.ofMillis(millis));
	}

	ConnectionState state() {
		return this.connection.status().state();
	}

	/** The events since the last call. */
	List<String> takeEvents() {
		List<String> taken = List.copyOf(this.events);
		this.events.clear();
		return taken;
	}

	List<String> takeReceived() {
		List<String> taken = List.copyOf(this.received);
		this.received.clear();
		return taken;
	}

	/** Stop: nothing may be left, and every message be accounted for. */
	void stop() {
		assertThat(this.connection.stopAsync()).as("stopped").isCompleted();
		assertNothingLeft();
	}

	void assertNothingLeft() {
		assertThat(this.clock.pending()).as("timers").isZero();
		assertThat(this.connector.openSockets()).as("sockets").isZero();
		ConnectionCounters counters = this.connection.counters();
		assertThat(counters.delivered() + counters.replies() + counters.dropped()).as(counters.toString())
			.isEqualTo(counters.received());
	}

}
