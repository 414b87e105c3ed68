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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which threads there are, and what may be done on them.
 */
@Timeout(60)
class ThreadsTests {

	private final FakeConnector connector = new FakeConnector();

	@Test
	void listenerMayCloseItsConnectionOnTheOnlyThread() throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		ReconnectingWebSocket[] self = new ReconnectingWebSocket[1];
		CountDownLatch closed = new CountDownLatch(1);
		ReconnectingWebSocket connection = builder().executor(thread).onMessage((message) -> {
			self[0].close();
			closed.countDown();
		}).build();
		self[0] = connection;
		assertThat(connection.start().awaitOpen(Duration.ofSeconds(30))).isTrue();
		this.connector.last().push("a");
		assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(connection.state()).isEqualTo(ConnectionState.STOPPED);
		thread.shutdown();
		assertThat(thread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void openHookThatBlocksIsInterruptedByAStop() throws Exception {
		CountDownLatch blocked = new CountDownLatch(1);
		CompletableFuture<Throwable> ended = new CompletableFuture<>();
		ReconnectingWebSocket connection = builder().onOpen((socket) -> {
			try {
				blocked.countDown();
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				ended.complete(ex);
				throw ex;
			}
		}).build();
		connection.start();
		assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
		connection.close();
		assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
		assertThat(this.connector.openSockets()).isZero();
	}

	@Test
	void openHookThatBlocksTheOnlyThreadIsInterruptedAtItsDeadline() throws Exception {
		ExecutorService only = Executors.newSingleThreadExecutor();
		CompletableFuture<Throwable> ended = new CompletableFuture<>();
		CompletableFuture<DisconnectCause> asked = new CompletableFuture<>();
		ReconnectingWebSocket connection = builder().executor(only)
			.onOpenTimeout(Duration.ofMillis(1))
			.classifier((cause) -> {
				asked.complete(cause);
				return RetryDecision.STOP;
			})
			.onOpen((socket) -> {
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					ended.complete(ex);
					throw ex;
				}
			})
			.build()
			.start();
		assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
		assertThat(asked.get(30, TimeUnit.SECONDS).kind()).isEqualTo(DisconnectCause.Kind.OPEN_HOOK_FAILED);
		connection.close();
		only.shutdown();
	}

	@Test
	void sharedThreadsGoWithTheLastConnection() throws Exception {
		ReconnectingWebSocket first = builder().build().start();
		ReconnectingWebSocket second = builder().build().start();
		assertThat(first.awaitOpen(Duration.ofSeconds(30))).isTrue();
		assertThat(second.awaitOpen(Duration.ofSeconds(30))).isTrue();
		first.close();
		second.reconnectNow();
		assertThat(second.awaitOpen(Duration.ofSeconds(30))).isTrue();
		second.close();
		while (Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().startsWith("websocket-managed"))) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
		first.start();
		assertThat(first.awaitOpen(Duration.ofSeconds(30))).isTrue();
		first.close();
	}

	@Test
	void listenerThatIsNeverIdleLeavesTheThreadToOthers() throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		CountDownLatch busy = new CountDownLatch(1000);
		AtomicBoolean enough = new AtomicBoolean();
		ReconnectingWebSocket connection = builder().executor(thread).onMessage((message) -> {
			busy.countDown();
			if (!enough.get()) {
				this.connector.last().push("and another one");
			}
		}).build().start();
		assertThat(connection.awaitOpen(Duration.ofSeconds(30))).isTrue();
		this.connector.last().push("a");
		assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(thread.submit(() -> "my turn").get(30, TimeUnit.SECONDS)).isEqualTo("my turn");
		enough.set(true);
		connection.close();
		thread.shutdown();
		assertThat(thread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void subscriberThatIsNeverIdleLeavesTheThreadToOthers() throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		CountDownLatch busy = new CountDownLatch(1000);
		AtomicBoolean enough = new AtomicBoolean();
		ReconnectingWebSocket connection = ReconnectingWebSocket.builder(this.connector, ManagedFixture.SERVER)
			.executor(thread)
			.build()
			.start();
		connection.publisher().subscribe(new Flow.Subscriber<>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				subscription.request(Long.MAX_VALUE);
			}

			@Override
			public void onNext(Received item) {
				busy.countDown();
				if (!enough.get()) {
					ThreadsTests.this.connector.last().push("and another one");
				}
			}

			@Override
			public void onError(Throwable failure) {
			}

			@Override
			public void onComplete() {
			}

		});
		assertThat(connection.awaitOpen(Duration.ofSeconds(30))).isTrue();
		this.connector.last().push("a");
		assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(thread.submit(() -> "my turn").get(30, TimeUnit.SECONDS)).isEqualTo("my turn");
		enough.set(true);
		connection.close();
		thread.shutdown();
		assertThat(thread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void executorThatRefusesDoesNotBringTheApplicationOntoTheThreadThatDecides() throws Exception {
		CompletableFuture<Thread> told = new CompletableFuture<>();
		ReconnectingWebSocket connection = builder().executor((task) -> {
			throw new RejectedExecutionException("full");
		}).onEvent((event) -> told.complete(Thread.currentThread())).build();
		connection.start();
		assertThat(told.get(30, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread())
			.matches(Thread::isDaemon, "is a daemon");
		connection.close();
	}

	@Test
	void subscriberThatComesAfterTheStopIsToldOnAThreadOfItsOwn() throws Exception {
		ReconnectingWebSocket connection = ReconnectingWebSocket.builder(this.connector, ManagedFixture.SERVER).build();
		connection.start();
		connection.close();
		CompletableFuture<Thread> told = new CompletableFuture<>();
		connection.publisher().subscribe(new Flow.Subscriber<>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				told.complete(Thread.currentThread());
			}

			@Override
			public void onNext(Received item) {
			}

			@Override
			public void onError(Throwable failure) {
			}

			@Override
			public void onComplete() {
			}

		});
		assertThat(told.get(30, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
	}

	@Test
	void requestBeforeTheStartSaysThatThereIsNoConnection() {
		ReconnectingWebSocket connection = builder().replies((message) -> null).build();
		assertThat(connection.requestAsync("1", new WebSocketMessage.Text("?"))).failsWithin(Duration.ofSeconds(30))
			.withThrowableOfType(Exception.class)
			.withMessageContaining("STOPPED");
	}

	@Test
	void waitForAConnectionEndsWhenItFails() throws Exception {
		this.connector.answer(404, Map.of());
		ReconnectingWebSocket connection = builder().build();
		assertThat(connection.awaitOpen(Duration.ofDays(1))).isFalse();
		assertThat(connection.start().awaitOpen(Duration.ofDays(1))).isFalse();
		assertThat(connection.state()).isEqualTo(ConnectionState.FAILED);
	}

	private ReconnectingWebSocketBuilder builder() {
		return ReconnectingWebSocket.builder(this.connector, ManagedFixture.SERVER)
			.backoff(ManagedFixture.exact().build())
			.onMessage((message) -> {
			});
	}

}
