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

package io.clientwebsocket.jetty;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

import com.sun.management.UnixOperatingSystemMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many threads that send, receive, close and abort at random on real sockets, which are
 * opened again when they have ended: every call ends with a value or a documented error,
 * and no thread, socket or file handle is left afterwards.
 */
@Timeout(180)
class ConnectorStressTests {

	private static final int SECONDS = Integer.getInteger("stress.seconds", 60);

	private static final int SOCKETS = 50;

	private static final int THREADS = 200;

	private static final int MOST_FUTURES = 2000;

	private static final ClientWebSocketOptions OPTIONS = ClientWebSocketOptions.builder()
		.keepAlive(KeepAlive.pingPong(Duration.ofMillis(100), Duration.ofSeconds(30)))
		.closeTimeout(Duration.ofSeconds(2))
		.writeTimeout(Duration.ofSeconds(5))
		.build();

	private final AtomicReferenceArray<ClientWebSocket> sockets = new AtomicReferenceArray<>(SOCKETS);

	private final ConcurrentLinkedQueue<CompletableFuture<?>> futures = new ConcurrentLinkedQueue<>();

	private final Semaphore futuresLeft = new Semaphore(MOST_FUTURES);

	@Test
	void everyCallEndsAndNothingIsLeft() throws Exception {
		stress(1);
		long handles = openHandles();
		Set<Thread> threads = Thread.getAllStackTraces().keySet();
		stress(SECONDS);
		requireThreads(threads);
		assertThat(openHandles()).as("file handles").isLessThanOrEqualTo(handles);
	}

	private void stress(int seconds) throws Exception {
		ExecutorService workers = Executors.newFixedThreadPool(THREADS);
		try (EchoPeer.Running server = EchoPeer.JETTY.start(Scheme.WS);
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(OPTIONS)) {
			for (int i = 0; i < SOCKETS; i++) {
				this.sockets.set(i, connector.connect(server.uri()));
			}
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
			List<Future<?>> work = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				Random random = new Random(i);
				work.add(workers.submit(() -> work(connector, server, random, end)));
			}
			for (Future<?> worker : work) {
				awaitEnd(worker, end);
			}
			abortAll();
			requireEnd();
		}
		workers.shutdown();
		assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * Whoever waits for a message that nobody completes any more waits until the abort.
	 */
	private void awaitEnd(Future<?> worker, long end) throws Exception {
		long left = Math.max(0, end - System.nanoTime()) + TimeUnit.SECONDS.toNanos(1);
		try {
			worker.get(left, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			abortAll();
			worker.get(30, TimeUnit.SECONDS);
		}
	}

	private void abortAll() {
		for (int i = 0; i < SOCKETS; i++) {
			this.sockets.get(i).abort();
		}
	}

	private Void work(JettyWebSocketConnector connector, EchoPeer.Running server, Random random, long end)
			throws Exception {
		while (System.nanoTime() - end < 0) {
			int index = random.nextInt(SOCKETS);
			ClientWebSocket socket = this.sockets.get(index);
			try {
				operate(socket, random);
				if (socket.state().isTerminal()) {
					replace(index, socket, connector.connect(server.uri()));
				}
			}
			catch (WebSocketException ex) {
				assertThat(ex).hasMessageMatching("(?s).+");
			}
		}
		return null;
	}

	private void replace(int index, ClientWebSocket ended, ClientWebSocket opened) {
		if (!this.sockets.compareAndSet(index, ended, opened)) {
			opened.abort();
		}
	}

	private void operate(ClientWebSocket socket, Random random) throws InterruptedException {
		ByteBuffer payload = ByteBuffer.allocate(random.nextInt((random.nextInt(50) == 0) ? 100_000 : 200));
		switch (random.nextInt(18)) {
			case 0 -> socket.sendText("x".repeat(payload.remaining()));
			case 1 -> keep(socket.sendBinaryAsync(payload));
			case 2 -> keep(socket.sendAsync(payload, MessageType.BINARY));
			case 13, 12 -> keep(socket.sendAsync(payload, MessageType.BINARY, SendFlag.END_OF_MESSAGE));
			case 3 -> keep(socket.pingAsync());
			case 4, 5, 6 -> socket.receive(Duration.ofMillis(5));
			case 7, 8 -> keep(socket.receiveAsync());
			case 9 -> keep(socket.receiveAsync(payload));
			case 10 -> {
				CompletableFuture<?> cancelled = socket.receiveAsync();
				cancelled.cancel(false);
				keep(cancelled);
			}
			default -> endRarely(socket, random);
		}
	}

	private void endRarely(ClientWebSocket socket, Random random) throws InterruptedException {
		switch (random.nextInt(300)) {
			case 0 -> socket.abort();
			case 1 -> keep(socket.closeAsync(CloseStatus.NORMAL_CLOSURE, "x"));
			case 2 -> keep(socket.closeOutputAsync(CloseStatus.NORMAL_CLOSURE, null));
			case 3 -> socket.close();
			case 4 -> socket.close(CloseStatus.ENDPOINT_UNAVAILABLE, "leaving");
			default -> socket.receive(Duration.ZERO);
		}
	}

	/** Remember a future to see that it ends; those that have ended make room. */
	private void keep(CompletableFuture<?> future) throws InterruptedException {
		CompletableFuture<?> ended = future.handle((value, failure) -> {
			this.futuresLeft.release();
			if (failure != null && !(failure instanceof CancellationException)) {
				assertThat(failure).isInstanceOf(WebSocketException.class).hasMessageMatching("(?s).+");
			}
			return true;
		});
		this.futures.add(ended);
		this.futures.removeIf((other) -> other.isDone() && !other.isCompletedExceptionally());
		if (!this.futuresLeft.tryAcquire(30, TimeUnit.SECONDS)) {
			throw new AssertionError("expected futures to end, but " + MOST_FUTURES + " have not");
		}
	}

	private void requireEnd() throws InterruptedException, ExecutionException, TimeoutException {
		for (CompletableFuture<?> future : this.futures) {
			future.get(10, TimeUnit.SECONDS);
		}
		this.futures.clear();
		assertThat(this.futuresLeft.availablePermits()).isEqualTo(MOST_FUTURES);
	}

	private static void requireThreads(Set<Thread> before) throws InterruptedException {
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (!before.contains(thread)) {
				TimeUnit.SECONDS.timedJoin(thread, 10);
			}
		}
		assertThat(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread))
			.map(Thread::getName)
			.collect(Collectors.toSet())).isEmpty();
	}

	private static long openHandles() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getOpenFileDescriptorCount() : 0;
	}

}
