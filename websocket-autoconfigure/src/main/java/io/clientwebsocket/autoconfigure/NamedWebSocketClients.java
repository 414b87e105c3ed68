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

package io.clientwebsocket.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * Starts and stops the connections that stay, those of the application's own making
 * included; they are started again if they ran when they were stopped, but not for the
 * first time.
 */
final class NamedWebSocketClients {

	private static final Logger logger = LoggerFactory.getLogger(NamedWebSocketClients.class);

	private final Map<String, ReconnectingWebSocket> clients;

	private final Function<String, ClientStartup> startups;

	/** Belongs to the thread of Spring's life cycle. */
	private Set<String> stopped = Set.of();

	/**
	 * Create the clients.
	 * @param clients the connections, by the names of their beans
	 * @param startups tells by the name what the start does with one
	 */
	NamedWebSocketClients(Map<String, ReconnectingWebSocket> clients, Function<String, ClientStartup> startups) {
		this.clients = Map.copyOf(clients);
		this.startups = startups;
	}

	void start() {
		long begin = System.nanoTime();
		this.clients.forEach((name, client) -> {
			if (this.startups.apply(name).mode() != WebSocketStartup.MANUAL || this.stopped.contains(name)) {
				client.start();
			}
		});
		this.stopped = Set.of();
		// those first that may end it all
		await(WebSocketStartup.REQUIRED, begin);
		await(WebSocketStartup.WAIT, begin);
	}

	private void await(WebSocketStartup mode, long begin) {
		this.clients.forEach((name, client) -> {
			ClientStartup startup = this.startups.apply(name);
			if (startup.mode() == mode && !awaitOpen(client, startup.timeout(), begin)) {
				missed(name, client, startup);
			}
		});
	}

	private static boolean awaitOpen(ReconnectingWebSocket client, Duration timeout, long begin) {
		Duration left = timeout.minusNanos(System.nanoTime() - begin);
		try {
			return client.awaitOpen(left.isNegative() ? Duration.ZERO : left);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while WebSocket client '" + client.name() + "' was opened",
					ex);
		}
	}

	private static void missed(String name, ReconnectingWebSocket client, ClientStartup startup) {
		if (startup.mode() == WebSocketStartup.REQUIRED) {
			throw new WebSocketClientNotOpenException(name, startup.timeout(), client.status());
		}
		logger.warn("WebSocket client '{}' was not open within {}, but is {}; the application starts without it", name,
				PropertyPath.show(startup.timeout()), client.state());
	}

	/**
	 * Stop all at once.
	 * @return completes when no socket is left
	 */
	CompletableFuture<Void> stop() {
		this.stopped = this.clients.entrySet()
			.stream()
			.filter((entry) -> isRunning(entry.getValue()))
			.map(Map.Entry::getKey)
			.collect(Collectors.toUnmodifiableSet());
		return CompletableFuture.allOf(stopAll(this.clients.values()));
	}

	private static boolean isRunning(ReconnectingWebSocket client) {
		ConnectionState state = client.state();
		return state != ConnectionState.STOPPED && state != ConnectionState.FAILED;
	}

	private static CompletableFuture<?>[] stopAll(Collection<ReconnectingWebSocket> clients) {
		return clients.stream()
			.map((client) -> client.stopAsync(CloseStatus.ENDPOINT_UNAVAILABLE, null))
			.toArray(CompletableFuture<?>[]::new);
	}

}
