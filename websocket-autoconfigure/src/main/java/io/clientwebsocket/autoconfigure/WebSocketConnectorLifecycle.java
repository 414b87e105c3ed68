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

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

/**
 * Starts the named clients with the application, and closes all sockets when it stops:
 * each gets a close handshake with 1001, all at once. Spring waits for as long as
 * {@code spring.lifecycle.timeout-per-shutdown-phase} says; what has not ended then is
 * cut when the beans are destroyed.
 */
final class WebSocketConnectorLifecycle implements SmartLifecycle, DisposableBean {

	/**
	 * Stops come from the highest phase down. Spring Boot's web server drains its
	 * requests in phase {@code DEFAULT_PHASE - 1024} and stops in
	 * {@code DEFAULT_PHASE - 2048} ({@code WebServerApplicationContext}, not necessarily
	 * on the class path): sockets end in between, when no request handler uses them any
	 * more.
	 */
	static final int PHASE = DEFAULT_PHASE - 1024 - 512;

	private final NamedWebSocketClients clients;

	private final Supplier<Collection<JettyWebSocketConnector>> connectors;

	// set by the thread of Spring's life cycle and by the one that ends the last socket
	private volatile boolean running;

	// belongs to the thread of Spring's life cycle
	private boolean stopped;

	WebSocketConnectorLifecycle(NamedWebSocketClients clients,
			Supplier<Collection<JettyWebSocketConnector>> connectors) {
		this.clients = clients;
		this.connectors = connectors;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void start() {
		// the first start is left to the first connect: an idle client costs no threads
		if (this.stopped) {
			this.connectors.get().forEach(JettyWebSocketConnector::start);
			this.stopped = false;
		}
		this.clients.start();
		this.running = true;
	}

	@Override
	public void stop() {
		stopConnectors().join();
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // Spring wants to know that it ended,
													// not how
	public void stop(Runnable callback) {
		stopConnectors().whenComplete((result, failure) -> callback.run());
	}

	private CompletableFuture<Void> stopConnectors() {
		this.stopped = true;
		// before the connectors, so that none sees the end of its socket as a loss
		CompletableFuture<Void> clients = this.clients.stop();
		CompletableFuture<?>[] stops = this.connectors.get()
			.stream()
			.map((connector) -> connector.stop(CloseStatus.ENDPOINT_UNAVAILABLE, null))
			.toArray(CompletableFuture<?>[]::new);
		return CompletableFuture.allOf(clients, CompletableFuture.allOf(stops))
			.whenComplete((result, failure) -> this.running = false);
	}

	/**
	 * Cut what is still open. A shared HTTP client is left to its own bean.
	 */
	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // nobody waits any more
	public void destroy() {
		this.clients.stop();
		this.connectors.get().forEach(JettyWebSocketConnector::abort);
	}

}
