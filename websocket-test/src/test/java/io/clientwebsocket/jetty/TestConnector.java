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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketHandshakeException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * A connector with an HTTP client of its own, whose sockets, connections, timers and
 * threads can be counted.
 */
final class TestConnector implements AutoCloseable {

	/** Bound of what takes no time unless it fails. */
	static final Duration LIMIT = Duration.ofSeconds(10);

	private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);

	private final JettyWebSocketConnector connector;

	private TestConnector(JettyWebSocketConnector connector) {
		this.timers.setRemoveOnCancelPolicy(true);
		this.connector = connector;
		this.connector.httpClient().setScheduler(new ScheduledExecutorScheduler(this.timers));
	}

	/** A connector that trusts the servers of the tests. */
	static TestConnector create() {
		return create(Scheme.trusting().build());
	}

	static TestConnector create(ClientWebSocketOptions options) {
		return new TestConnector(JettyWebSocketConnector.create(options));
	}

	static TestConnector create(JettyWebSocketConnector.Builder builder) {
		return new TestConnector(builder.build());
	}

	JettyWebSocketConnector get() {
		return this.connector;
	}

	/** Connect, which must fail. */
	WebSocketHandshakeException failure(URI uri) {
		return failure(uri, this.connector.options());
	}

	WebSocketHandshakeException failure(URI uri, ClientWebSocketOptions options) {
		return catchThrowableOfType(WebSocketHandshakeException.class, () -> this.connector.connect(uri, options));
	}

	/** Wait until the connector holds nothing any more but its idle HTTP client. */
	void assertNothingHeld() {
		await(() -> this.connector.openSockets() == 0, () -> this.connector.openSockets() + " open sockets");
		await(() -> connections(this.connector.httpClient()) == 0, () -> this.connector.httpClient().dump());
		PendingConnections pending = ((TunnelTransport) this.connector.httpClient().getHttpClientTransport())
			.pendingConnections();
		await(() -> pending.size() == 0, () -> pending.size() + " connections that are being made");
		await(() -> this.timers.getQueue().isEmpty(), () -> "timers " + this.timers.getQueue());
	}

	/** Connections in the pools of an HTTP client, those that are being made included. */
	static int connections(HttpClient httpClient) {
		return httpClient.getDestinations()
			.stream()
			.map((destination) -> (AbstractConnectionPool) destination.getConnectionPool())
			.mapToInt((pool) -> pool.getConnectionCount() + pool.getPendingConnectionCount())
			.sum();
	}

	/** Close the connector: no thread may stay. */
	@Override
	public void close() {
		this.connector.close();
		assertNothingHeld();
		assertThat(((QueuedThreadPool) this.connector.httpClient().getExecutor()).getThreads()).isZero();
		this.timers.shutdownNow();
	}

	/** Wait for a state that nobody announces. */
	static void await(BooleanSupplier condition, Supplier<String> otherwise) {
		long end = System.nanoTime() + LIMIT.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > end) {
				fail("expected a change within " + LIMIT + ", but was " + otherwise.get());
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
	}

	static <T> T get(Future<T> future) throws Exception {
		return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
	}

	static <T> WebSocketHandshakeException failureOf(Future<T> future) {
		ExecutionException failure = catchThrowableOfType(ExecutionException.class, () -> get(future));
		assertThat(failure).cause().isInstanceOf(WebSocketHandshakeException.class);
		return (WebSocketHandshakeException) failure.getCause();
	}

	static <T> List<T> getAll(List<? extends Future<T>> futures) throws Exception {
		List<T> results = new ArrayList<>();
		for (Future<T> future : futures) {
			results.add(get(future));
		}
		return results;
	}

}
