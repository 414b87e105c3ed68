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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Contexts that come, go and restart beside each other leave nothing: no thread, no
 * socket, no HTTP client, and no context. Where they have two clients, one of them has an
 * HTTP client of its own.
 */
@Timeout(120)
class WebSocketContextLeakTests {

	private static final int ROUNDS = 50;

	private static final Duration DEADLINE = Duration.ofSeconds(60);

	/** Connections that the server sees now. */
	private final AtomicInteger connections = new AtomicInteger();

	private final ScriptedServer server = ScriptedServer.builder().deadline(DEADLINE).start((connection) -> {
		connection.acceptHandshake();
		this.connections.incrementAndGet();
		try {
			connection.echo();
		}
		finally {
			this.connections.decrementAndGet();
		}
	});

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	private ApplicationContextRunner runner() {
		return oneClient().withPropertyValues("ws.clients.own.uri=" + this.server.uri(),
				"ws.clients.own.connect-timeout=5s");
	}

	private ApplicationContextRunner oneClient() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class,
					TaskExecutionAutoConfiguration.class, WebSocketClientAutoConfiguration.class))
			.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + this.server.uri());
	}

	@Test
	void contextIsRestartedInALoopThenItHasWhatItHadAtFirst() {
		runner().run((context) -> {
			for (int i = 0; i < ROUNDS; i++) {
				source(context).stop();
				source(context).start();
			}
			assertOpen(context, 2);
			assertThat(LibraryThreads.httpClients()).isEqualTo(2);
			awaitConnections(2);
			assertThat(this.server.connectionCount()).isEqualTo(2 + 2 * ROUNDS);
		});
		awaitNothing();
	}

	@Test
	void contextsComeAndGoInALoopThenNothingOfThemIsLeftAndAnotherContextIsLeftAlone() {
		List<WeakReference<ApplicationContext>> contexts = new ArrayList<>();
		runner().run((other) -> {
			for (int i = 0; i < ROUNDS; i++) {
				oneClient().run((context) -> {
					assertOpen(context, 1);
					contexts.add(new WeakReference<>(context.getSourceApplicationContext()));
				});
			}
			assertOpen(other, 2);
			await().atMost(DEADLINE).untilAsserted(() -> assertThat(LibraryThreads.httpClients()).isEqualTo(2));
			awaitConnections(2);
			assertThat(this.server.connectionCount()).isEqualTo(2 + ROUNDS);
		});
		awaitNothing();
		assertThat(contexts).hasSize(ROUNDS);
		await().atMost(DEADLINE).untilAsserted(() -> {
			System.gc();
			assertThat(contexts).extracting(WeakReference::get).containsOnlyNulls();
		});
	}

	@Test
	void oneOfTwoContextsStopsThenTheOtherGoesOn() {
		runner().run((first) -> runner().run((second) -> {
			assertThat(LibraryThreads.httpClients()).isEqualTo(4);
			source(second).stop();
			awaitConnections(2);
			assertOpen(first, 2);
			source(second).start();
			source(first).close();
			awaitConnections(2);
			assertOpen(second, 2);
			assertThat(LibraryThreads.httpClients()).isEqualTo(2);
			assertThat(this.server.connectionCount()).isEqualTo(6);
		}));
		awaitNothing();
	}

	private static ConfigurableApplicationContext source(AssertableApplicationContext context) {
		return context.getSourceApplicationContext(ConfigurableApplicationContext.class);
	}

	private static void assertOpen(AssertableApplicationContext context, int count) {
		Collection<ReconnectingWebSocket> clients = context.getBeansOfType(ReconnectingWebSocket.class).values();
		assertThat(clients).hasSize(count).extracting(ReconnectingWebSocket::state).containsOnly(ConnectionState.OPEN);
	}

	private void awaitConnections(int count) {
		await().atMost(DEADLINE).untilAsserted(() -> assertThat(this.connections).hasValue(count));
	}

	private void awaitNothing() {
		awaitConnections(0);
		await().atMost(DEADLINE).untilAsserted(() -> assertThat(LibraryThreads.names()).isEmpty());
	}

}
