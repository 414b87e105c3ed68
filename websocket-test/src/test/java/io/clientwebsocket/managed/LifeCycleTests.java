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

import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Nothing is left, whenever a connection is stopped and however long it ran; nothing
 * hangs, whoever calls.
 */
@Timeout(120)
class LifeCycleTests {

	private static final int RECONNECTS = 10_000;

	private static final int SEEDS = Integer.getInteger("managed.seeds", 500);

	@Test
	void manyReconnectsLeaveThreadsTimersAndHeapWhereTheyWere() {
		ManagedFixture fixture = new ManagedFixture((builder) -> builder.replies((message) -> null));
		List<WeakReference<FakeWebSocket>> gone = new ArrayList<>();
		Set<Thread> threads = Thread.getAllStackTraces().keySet();
		fixture.connection.start();
		int timers = fixture.clock.pending();
		for (int i = 0; i < RECONNECTS; i++) {
			FakeWebSocket socket = fixture.connector.last();
			fixture.connector.sockets().clear();
			fixture.connector.uris().clear();
			fixture.connector.usedOptions().clear();
			gone.add(new WeakReference<>(socket));
			socket.push("a");
			fixture.connection.requestAsync(i, new WebSocketMessage.Text("b")).isDone();
			socket.lose(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
			fixture.pass(30_000);
			assertThat(fixture.state()).isEqualTo(ConnectionState.OPEN);
			assertThat(fixture.takeReceived()).hasSizeBetween(1, 2);
			fixture.takeEvents();
		}
		assertThat(fixture.clock.pending()).isLessThanOrEqualTo(timers);
		assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !threads.contains(thread))
			.extracting(Thread::getName)
			.noneMatch((name) -> name.startsWith("websocket"));
		assertThat(fixture.connection.counters().disconnects()).isEqualTo(RECONNECTS);
		fixture.stop();
		await("sockets to be unreachable", () -> {
			System.gc();
			return gone.stream().map(WeakReference::get).noneMatch(Objects::nonNull);
		});
	}

	@Test
	void stopAtAnyPointLeavesNothing() {
		for (int seed = 0; seed < SEEDS; seed++) {
			try {
				new RandomLife(seed).live();
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("seed " + seed, ex);
			}
		}
	}

	@Test
	void manyThreadsNeitherHangNorLeak() throws Exception {
		AsyncConnector connector = new AsyncConnector();
		ReconnectingWebSocket connection = ReconnectingWebSocket.builder(connector, ManagedFixture.SERVER)
			.backoff(Backoff.builder().delay(Duration.ofMillis(1)).maxDelay(Duration.ofMillis(2)).build())
			.sendBuffer(SendBuffer.of(10, 1000, Duration.ofMillis(5)).overflow(SendBuffer.Overflow.BLOCK))
			.onOpen((socket) -> socket.sendText("login"))
			.onMessage((message) -> {
			})
			.build();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		List<Future<?>> work = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			SplittableRandom random = new SplittableRandom(i);
			work.add(threads.submit(() -> {
				for (int step = 0; step < 2000; step++) {
					call(connection, connector, random);
				}
				return null;
			}));
		}
		for (Future<?> each : work) {
			each.get(60, TimeUnit.SECONDS);
		}
		connection.start();
		connection.resume();
		await("the connection to be open", () -> connection.state() == ConnectionState.OPEN);
		await("one socket", () -> connector.openSockets() == 1);
		connection.stopAsync().get(20, TimeUnit.SECONDS);
		await("no socket", () -> connector.openSockets() == 0);
		threads.shutdown();
		connector.close();
		await("no thread",
				() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.noneMatch((thread) -> thread.getName().startsWith("websocket-managed")));
	}

	private static void call(ReconnectingWebSocket connection, AsyncConnector connector, SplittableRandom random)
			throws InterruptedException {
		switch (random.nextInt(16)) {
			case 0, 1, 2 -> connection.start();
			case 3 -> connection.stopAsync().isDone();
			case 4 -> connection.pause();
			case 5 -> connection.resume();
			case 6 -> connection.reconnectNow();
			case 7 -> connection.reconnectGracefully().isDone();
			case 8 -> connector.lose();
			case 9 -> connection.sendTextAsync("async").isDone();
			case 10 -> send(connection);
			case 11 -> connection.awaitOpen(Duration.ofMillis(1));
			default -> connector.push();
		}
	}

	private static void send(ReconnectingWebSocket connection) throws InterruptedException {
		try {
			connection.sendText("sync");
		}
		catch (WebSocketException ex) {
			assertThat(ex.error()).isNotNull();
		}
	}

	private static void await(String what, BooleanSupplier condition) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > end) {
				fail("expected " + what + " within 30 s");
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
	}

	/** Anything happens, on any thread that is free, in an order that a seed decides. */
	private static final class RandomLife {

		private final SplittableRandom random;

		private final ManagedFixture fixture;

		/** What the executor has been given and not run yet. */
		private final List<Runnable> tasks = new ArrayList<>();

		private final List<CompletableFuture<?>> sends = new ArrayList<>();

		private final List<CompletableFuture<?>> others = new ArrayList<>();

		private final boolean requests;

		RandomLife(int seed) {
			this.random = new SplittableRandom(seed);
			this.requests = this.random.nextBoolean();
			SendBuffer.Overflow[] overflows = SendBuffer.Overflow.values();
			SendBuffer buffer = SendBuffer.of(2, 10, Duration.ofSeconds(2))
				.overflow(overflows[this.random.nextInt(overflows.length)]);
			InboundBuffer[] buffers = { InboundBuffer.block(1), InboundBuffer.dropOldest(1),
					InboundBuffer.dropNewest(1), InboundBuffer.close(1),
					InboundBuffer.latestPerKey(2, ManagedFixture::text) };
			InboundBuffer inbound = buffers[this.random.nextInt(buffers.length)];
			boolean buffered = this.random.nextBoolean();
			this.fixture = new ManagedFixture((builder) -> builder.inboundBuffer(inbound)
				.executor(this.tasks::add)
				.sendBuffer(buffered ? buffer : null)
				.noDataTimeout(Duration.ofSeconds(20))
				.replies((message) -> ManagedFixture.text(message).startsWith("=") ? "id" : null)
				.backoff(ManagedFixture.exact().maxRetries(6).build()));
		}

		void live() {
			int steps = this.random.nextInt(100);
			for (int i = 0; i < steps; i++) {
				step();
			}
			CompletableFuture<?> stop = this.fixture.connection.stopAsync();
			this.fixture.connector.sockets().forEach(FakeWebSocket::release);
			runAll();
			// what is read to its end is cut off when its close timeout is over
			for (int i = 0; i < 10; i++) {
				this.fixture.pass(10_000);
				runAll();
			}
			assertThat(stop).isCompleted();
			this.fixture.assertNothingLeft();
			assertThat(this.sends).allMatch(CompletableFuture::isDone);
			assertThat(this.others).allMatch(CompletableFuture::isDone);
			assertThat(this.fixture.connector.pending()).allMatch(CompletableFuture::isDone);
			ConnectionCounters counters = this.fixture.connection.counters();
			if (!this.requests) {
				assertThat(counters.sent() + counters.sendsFailed() + counters.sendsExpired() + counters.sendsDropped())
					.as(counters.toString())
					.isEqualTo(this.sends.size());
			}
			assertThat(this.fixture.received.stream().filter((text) -> !text.startsWith("gap")))
				.hasSize((int) counters.delivered());
		}

		private void runAll() {
			while (!this.tasks.isEmpty()) {
				runOne();
			}
		}

		private void runOne() {
			if (!this.tasks.isEmpty()) {
				this.tasks.remove(this.random.nextInt(this.tasks.size())).run();
			}
		}

		private void step() {
			ReconnectingWebSocket connection = this.fixture.connection;
			switch (this.random.nextInt(40)) {
				case 0, 1, 2 -> connection.start();
				case 3 -> connection.pause();
				case 4 -> connection.resume();
				case 5 -> connection.reconnectNow();
				case 6 -> this.others.add(connection.reconnectGracefully());
				case 7 -> this.others.add(connection.stopAsync());
				case 8 -> this.fixture.connector.refuse();
				case 9 -> this.fixture.connector.hang();
				case 10 -> this.fixture.connector.answer(401 + this.random.nextInt(2), Map.of());
				case 11 -> this.fixture.connector
					.accept(new FakeWebSocket(ManagedFixture.SERVER).hold(this.random.nextBoolean(), true));
				case 12, 13 -> this.sends.add(connection.sendTextAsync("send"));
				case 14 -> {
					if (this.requests) {
						this.others.add(connection.requestAsync("id", new WebSocketMessage.Text("request")));
					}
				}
				case 15 -> socket((socket) -> socket.push("a", "b", "=c"));
				case 16 -> socket((socket) -> socket.pushClose(1000 + this.random.nextInt(2)));
				case 17 -> socket((socket) -> socket.lose(WebSocketError.FAULTED));
				case 18 -> this.fixture.pass(this.random.nextInt(5000));
				case 19 -> pending();
				default -> runOne();
			}
		}

		private void socket(Consumer<FakeWebSocket> action) {
			List<FakeWebSocket> sockets = this.fixture.connector.sockets();
			if (!sockets.isEmpty()) {
				FakeWebSocket socket = sockets.get(this.random.nextInt(sockets.size()));
				if (socket.state() == WebSocketState.OPEN || socket.state() == WebSocketState.CLOSE_SENT) {
					action.accept(socket);
				}
			}
		}

		private void pending() {
			for (CompletableFuture<ClientWebSocket> pending : this.fixture.connector.pending()) {
				FakeWebSocket socket = new FakeWebSocket(ManagedFixture.SERVER);
				if (pending.isDone()) {
					continue;
				}
				this.fixture.connector.sockets().add(socket);
				pending.complete(socket);
			}
		}

	}

	/** Opens sockets on a thread of its own; every third attempt fails. */
	private static final class AsyncConnector implements WebSocketConnector, AutoCloseable {

		private final ExecutorService thread = Executors.newSingleThreadExecutor();

		private final List<FakeWebSocket> sockets = new ArrayList<>();

		private int attempts;

		@Override
		public ClientWebSocketOptions options() {
			return ClientWebSocketOptions.builder().closeTimeout(Duration.ofMillis(1)).build();
		}

		@Override
		public ClientWebSocket connect(URI uri, ClientWebSocketOptions options) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletableFuture<ClientWebSocket> connectAsync(URI uri, ClientWebSocketOptions options) {
			CompletableFuture<ClientWebSocket> connect = new CompletableFuture<>();
			this.thread.execute(() -> finish(connect, uri));
			return connect;
		}

		/** What nobody wants any more is ended, as every connector does. */
		private void finish(CompletableFuture<ClientWebSocket> connect, URI uri) {
			try {
				ClientWebSocket socket = open(uri);
				if (!connect.complete(socket)) {
					socket.abort();
				}
			}
			catch (IllegalStateException ex) {
				connect.completeExceptionally(ex);
			}
		}

		private synchronized ClientWebSocket open(URI uri) {
			this.attempts++;
			if (this.attempts % 3 == 0) {
				throw new IllegalStateException("refused");
			}
			this.sockets.removeIf((socket) -> socket.state().isTerminal());
			FakeWebSocket socket = new FakeWebSocket(uri);
			this.sockets.add(socket);
			return socket;
		}

		private synchronized List<FakeWebSocket> all() {
			return new ArrayList<>(this.sockets);
		}

		void lose() {
			all().forEach((socket) -> socket.lose(WebSocketError.ABORTED));
		}

		void push() {
			all().forEach((socket) -> socket.push("a"));
		}

		long openSockets() {
			return all().stream().filter((socket) -> !socket.state().isTerminal()).count();
		}

		@Override
		public void close() {
			this.thread.shutdown();
		}

	}

}
