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
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.test.ManualClock;
import io.clientwebsocket.test.ManualScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thousand connections whose server dies and comes back: they do not come at once. The
 * histograms are in the output.
 */
@Timeout(60)
class ReconnectStormTests {

	private static final int CONNECTIONS = 1000;

	private final ManualClock clock = new ManualClock();

	private final ManualScheduler scheduler = new ManualScheduler(this.clock);

	private final Server server = new Server();

	private final List<ReconnectingWebSocket> connections = new ArrayList<>();

	@Test
	void serverThatIsBackAtOnceIsCalledAtRandomWithinTheSpread() {
		connect();
		this.server.die();
		pass(Duration.ofSeconds(2));
		int[] tenths = histogram(Duration.ofMillis(100), 20);
		log("attempts in each 100 ms after the loss, server back at once", tenths);
		assertThat(Arrays.stream(tenths).limit(10).boxed().toList())
			.allSatisfy((attempts) -> assertThat(attempts).isBetween(50, 150));
		assertThat(Arrays.stream(tenths).skip(10).sum()).isLessThanOrEqualTo(1);
		assertAllOpen();
	}

	@Test
	void serverThatIsAwayForAWhileIsCalledLessAndLessAndNotAtOnceWhenItIsBack() {
		connect();
		this.server.die();
		this.server.up = false;
		pass(Duration.ofSeconds(30));
		this.server.up = true;
		pass(Duration.ofSeconds(40));
		int[] seconds = histogram(Duration.ofSeconds(1), 70);
		log("attempts in each second after the loss, server back after 30 s", seconds);
		assertThat(seconds[0]).as("those of the spread, and the first delays").isLessThan(2 * CONNECTIONS);
		assertThat(Arrays.stream(seconds).skip(10).limit(20).max().orElseThrow()).as("in a second of the outage")
			.isLessThan(CONNECTIONS / 4);
		assertThat(Arrays.stream(seconds).skip(30).limit(30).max().orElseThrow()).as("in a second of the return")
			.isLessThan(CONNECTIONS / 4);
		assertAllOpen();
	}

	@Test
	void connectionsThatStartTogetherAreSpreadIfAskedFor() {
		build(Backoff.builder().startSpread(Duration.ofSeconds(10)).build());
		pass(Duration.ofSeconds(11));
		int[] seconds = histogram(Duration.ofSeconds(1), 11);
		log("attempts in each second after the start, spread over 10 s", seconds);
		assertThat(Arrays.stream(seconds).limit(10).boxed().toList())
			.allSatisfy((attempts) -> assertThat(attempts).isBetween(50, 150));
		assertAllOpen();
	}

	private void connect() {
		build(Backoff.defaults());
		assertAllOpen();
		pass(Duration.ofMinutes(1));
		this.server.begin(this.scheduler);
	}

	private void build(Backoff backoff) {
		this.server.begin(this.scheduler);
		SplittableRandom random = new SplittableRandom(1);
		for (int i = 0; i < CONNECTIONS; i++) {
			this.connections.add(ReconnectingWebSocket.builder(this.server, ManagedFixture.SERVER)
				.scheduler(this.scheduler)
				.clock(this.scheduler)
				.executor(Runnable::run)
				.random(random.split())
				.backoff(backoff)
				.onMessage((message) -> {
				})
				.build()
				.start());
		}
	}

	private void pass(Duration time) {
		this.clock.advance(time);
	}

	private void assertAllOpen() {
		assertThat(this.connections).hasSize(CONNECTIONS)
			.allMatch((connection) -> connection.state() == ConnectionState.OPEN);
	}

	private int[] histogram(Duration width, int buckets) {
		int[] histogram = new int[buckets];
		this.server.attempts.forEach((nanos) -> histogram[(int) (nanos / width.toNanos())]++);
		return histogram;
	}

	private static void log(String what, int[] histogram) {
		StringBuilder lines = new StringBuilder(what);
		IntStream.range(0, histogram.length)
			.forEach((i) -> lines.append(String.format("%n%3d %5d ", i, histogram[i]))
				.append("#".repeat(histogram[i] / 10)));
		System.out.println(lines);
	}

	/** Remembers when it was called. */
	private static final class Server implements WebSocketConnector {

		private final List<Long> attempts = new ArrayList<>();

		private final List<FakeWebSocket> sockets = new ArrayList<>();

		private ManualScheduler time;

		private Duration begin = Duration.ZERO;

		private boolean up = true;

		void begin(ManualScheduler time) {
			this.time = time;
			this.begin = since();
			this.attempts.clear();
		}

		private Duration since() {
			return Duration.between(ManualScheduler.START, this.time.instant());
		}

		void die() {
			List<FakeWebSocket> all = List.copyOf(this.sockets);
			this.sockets.clear();
			all.forEach((socket) -> socket.lose(WebSocketError.CONNECTION_CLOSED_PREMATURELY));
		}

		@Override
		public ClientWebSocketOptions options() {
			return ClientWebSocketOptions.defaults();
		}

		@Override
		public ClientWebSocket connect(URI uri, ClientWebSocketOptions options) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<ClientWebSocket> connectAsync(URI uri, ClientWebSocketOptions options) {
			this.attempts.add(since().minus(this.begin).toNanos());
			if (!this.up) {
				return CompletableFuture.failedFuture(new WebSocketException(WebSocketError.FAULTED, "refused"));
			}
			FakeWebSocket socket = new FakeWebSocket(uri);
			this.sockets.add(socket);
			return CompletableFuture.completedFuture(socket);
		}

	}

}
