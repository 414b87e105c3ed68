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

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.engine.EngineSettings;
import io.clientwebsocket.engine.WebSocketEngine;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.transport.BufferPool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random operations of many threads on a few sockets: every call ends with a value or a
 * documented error, and nothing is left afterwards.
 */
@Timeout(50)
class StressTests {

	private static final int PAIRS = 20;

	private static final int THREADS = 200;

	private static final int OPERATIONS = 300;

	private final ManualClock clock = new ManualClock();

	private final BufferPool buffers = new BufferPool();

	private final AtomicInteger openTransports = new AtomicInteger();

	private final ExecutorService pipes = Executors.newSingleThreadExecutor();

	private final ExecutorService executor = Executors.newFixedThreadPool(4);

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private final List<ClientWebSocket> sockets = new ArrayList<>();

	private final List<CompletableFuture<?>> futures = Collections.synchronizedList(new ArrayList<>());

	private void openPair() {
		MemoryPipe there = new MemoryPipe(InMemoryWebSockets.CAPACITY, this.pipes);
		MemoryPipe back = new MemoryPipe(InMemoryWebSockets.CAPACITY, this.pipes);
		this.sockets.add(open(Role.CLIENT, new MemoryTransport(back, there)));
		this.sockets.add(open(Role.SERVER, new MemoryTransport(there, back)));
	}

	private ClientWebSocket open(Role role, MemoryTransport transport) {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder()
			.keepAlive(KeepAlive.pingPong(Duration.ofMillis(50), Duration.ofMinutes(5)))
			.build();
		this.openTransports.incrementAndGet();
		EngineSettings.Environment environment = new EngineSettings.Environment(this.clock, this.buffers,
				new SecureRandom(), this.executor);
		return WebSocketEngine.open(transport,
				new EngineSettings(role, options, null, null, environment, this.openTransports::decrementAndGet));
	}

	@Test
	void everyCallEndsAndNothingIsLeft() throws Exception {
		for (int i = 0; i < PAIRS; i++) {
			openPair();
		}
		List<Future<?>> work = new ArrayList<>();
		for (int t = 0; t < THREADS; t++) {
			Random random = new Random(t);
			work.add(this.threads.submit(() -> operate(random)));
		}
		ContractTests.await("the operations to be under way", () -> this.futures.size() > THREADS);
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
		while (!work.stream().allMatch(Future::isDone) && System.nanoTime() - end < 0) {
			this.clock.advance(Duration.ofMillis(5));
		}
		for (Future<?> thread : work) {
			ContractTests.get(thread);
		}
		this.sockets.forEach(ClientWebSocket::abort);
		for (CompletableFuture<?> future : this.futures) {
			requireEnd(future);
		}
		ContractTests.await("the transports to be released", () -> {
			this.clock.advance(Duration.ofSeconds(1));
			return this.openTransports.get() == 0 && this.clock.pending() == 0 && this.buffers.inUse() == 0;
		});
		stop();
	}

	private static void requireEnd(CompletableFuture<?> future) throws Exception {
		try {
			ContractTests.get(future);
		}
		catch (ExecutionException ex) {
			assertThat(ex.getCause()).isInstanceOf(WebSocketException.class).hasMessageMatching("(?s).+");
		}
		catch (CancellationException ex) {
			assertThat(future).isCancelled();
		}
	}

	private void stop() throws InterruptedException {
		for (ExecutorService service : List.of(this.threads, this.executor, this.pipes)) {
			service.shutdown();
			assertThat(service.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	private Void operate(Random random) throws InterruptedException {
		for (int i = 0; i < OPERATIONS; i++) {
			ClientWebSocket socket = this.sockets.get(random.nextInt(this.sockets.size()));
			try {
				operate(socket, random);
			}
			catch (WebSocketException ex) {
				assertThat(ex).hasMessageMatching("(?s).+");
			}
		}
		return null;
	}

	private void operate(ClientWebSocket socket, Random random) throws InterruptedException {
		ByteBuffer payload = ByteBuffer.allocate(random.nextInt((random.nextInt(10) == 0) ? 100_000 : 200));
		switch (random.nextInt(13)) {
			case 0 -> socket.sendText("x".repeat(payload.remaining()));
			case 1 -> this.futures.add(socket.sendBinaryAsync(payload));
			case 2 -> this.futures.add(socket.sendAsync(payload, MessageType.BINARY, SendFlag.END_OF_MESSAGE));
			case 3 -> {
				CompletableFuture<Void> cancelled = socket.sendTextAsync("x");
				cancelled.cancel(random.nextInt(20) == 0);
				this.futures.add(cancelled);
			}
			case 4, 5 -> socket.receive(Duration.ofMillis(1));
			case 6, 7 -> this.futures.add(socket.receiveAsync());
			case 8 -> socket.receiveAsync().cancel(false);
			case 9 -> this.futures.add(socket.receiveAsync(payload));
			case 10 -> this.futures.add(socket.pingAsync());
			case 11 -> sendControl(socket, payload.limit(Math.min(payload.limit(), 125)));
			default -> endRarely(socket, random);
		}
	}

	private void sendControl(ClientWebSocket socket, ByteBuffer payload) throws InterruptedException {
		this.futures.add(socket.pingAsync(payload));
		this.futures.add(socket.sendPongAsync(payload));
		socket.sendPong(payload);
	}

	private void endRarely(ClientWebSocket socket, Random random) throws InterruptedException {
		switch (random.nextInt(120)) {
			case 0 -> socket.abort();
			case 1 -> this.futures.add(socket.closeAsync(CloseStatus.NORMAL_CLOSURE, "x"));
			case 2 -> this.futures.add(socket.closeOutputAsync(CloseStatus.NORMAL_CLOSURE, null));
			case 3 -> socket.close();
			default -> socket.receive(Duration.ZERO);
		}
	}

}
