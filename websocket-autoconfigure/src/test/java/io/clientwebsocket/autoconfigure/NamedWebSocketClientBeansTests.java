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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.managed.ConnectionEvent;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.FailureClassifier;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.managed.RetryDecision;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what named clients take from other beans, against a server on a real port.
 */
@Timeout(60)
class NamedWebSocketClientBeansTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class));

	@Test
	void customizersAreCalledInOrderOnceForEachClient() {
		this.runner.withUserConfiguration(Customizers.class)
			.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=ws://127.0.0.1/",
					"ws.clients.prices.uri=ws://127.0.0.1/")
			.run((context) -> assertThat(context.getBean(Customizers.class).calls)
				.containsExactlyInAnyOrder("first feed", "second feed", "first prices", "second prices", "only feed")
				.containsSubsequence("first feed", "second feed")
				.containsSubsequence("first prices", "second prices"));
	}

	@Test
	void customizerMakesAConnectionReadyAndListens() throws Exception {
		CompletableFuture<WebSocketMessage> received = new CompletableFuture<>();
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().expectText("subscribe").sendText("tick").echo())) {
			this.runner
				.withBean(ReconnectingWebSocketCustomizer.class,
						() -> ReconnectingWebSocketCustomizer.matching("f.*",
								(builder) -> builder.onOpen((socket) -> socket.sendText("subscribe"))
									.onMessage(received::complete)))
				.withPropertyValues("ws.clients.feed.uri=" + server.uri())
				.run((context) -> assertThat(received.get(30, TimeUnit.SECONDS))
					.isEqualTo(new WebSocketMessage.Text("tick")));
		}
	}

	@Test
	void customizerThrowsThenNoPropertyIsBlamed() {
		assertFailsWithoutBlamingAProperty("no listener today", (name, builder) -> {
			throw new IllegalStateException("no listener today");
		}, "ws.close-on-listener-failure=true");
	}

	@Test
	void customizerListensToGapsAloneThenNoPropertyIsBlamed() {
		assertFailsWithoutBlamingAProperty("'onMessage'", (name, builder) -> builder.onGap((gap) -> {
		}), "ws.close-on-listener-failure=false");
	}

	private void assertFailsWithoutBlamingAProperty(String message, ReconnectingWebSocketCustomizer customizer,
			String property) {
		this.runner.withBean(ReconnectingWebSocketCustomizer.class, () -> customizer)
			.withPropertyValues("ws.clients.feed.uri=ws://127.0.0.1/", property)
			.run((context) -> {
				Throwable failure = context.getStartupFailure();
				assertThat(failure).rootCause().isInstanceOf(IllegalStateException.class).hasMessageContaining(message);
				assertThat(Stream.iterate(failure, Objects::nonNull, Throwable::getCause))
					.noneMatch(InvalidWebSocketPropertyException.class::isInstance);
			});
	}

	@Test
	void classifiersAreAskedInOrder() {
		try (ScriptedServer server = ScriptedServer
			.start(List.of((connection) -> connection.acceptHandshake().close(1000, "").expectClose(1000)))) {
			this.runner.withUserConfiguration(Classifiers.class)
				.withPropertyValues("ws.clients.feed.uri=" + server.uri())
				.run((context) -> {
					ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
					while (feed.state() != ConnectionState.FAILED) {
						Thread.onSpinWait();
					}
					assertThat(feed.status().lastCause().summary()).isEqualTo("CLOSED_BY_PEER 1000");
				});
			server.awaitFinished();
		}
	}

	@Test
	void whatHappensIsPublishedOnAThreadThatNobodyWaitsFor() {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().close(1012, "later").expectClose(1012))) {
			this.runner.withUserConfiguration(Listeners.class)
				.withPropertyValues("ws.clients.feed.uri=" + server.uri(), "ws.reconnect.enabled=false")
				.run((context) -> {
					Listeners listeners = context.getBean(Listeners.class);
					assertThat(listeners.next()).isEqualTo("CONNECTING");
					assertThat(listeners.next()).isEqualTo("OPEN");
					assertThat(listeners.next()).isEqualTo("disconnected 1012 feed");
					assertThat(listeners.next()).isEqualTo("FAILED");
					assertThat(listeners.threads).noneMatch(Thread.currentThread()::equals);
				});
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private final List<String> calls = new ArrayList<>();

		@Bean
		@Order(2)
		ReconnectingWebSocketCustomizer second() {
			return (name, builder) -> this.calls.add("second " + name);
		}

		@Bean
		@Order(1)
		ReconnectingWebSocketCustomizer first() {
			return (name, builder) -> this.calls.add("first " + name);
		}

		@Bean
		ReconnectingWebSocketCustomizer feedOnly() {
			return ReconnectingWebSocketCustomizer.matching("feed", (builder) -> this.calls.add("only feed"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Classifiers {

		@Bean
		@Order(2)
		FailureClassifier neverStops() {
			return (cause) -> RetryDecision.RETRY_LATER;
		}

		@Bean
		@Order(1)
		FailureClassifier stopsAtTheEnd() {
			return FailureClassifier.onCloseStatus(RetryDecision.STOP, CloseStatus.NORMAL_CLOSURE);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

		private final List<Thread> threads = new ArrayList<>();

		@EventListener
		void state(WebSocketConnectionEvent<ConnectionEvent.StateChanged> event) {
			this.threads.add(Thread.currentThread());
			this.told.add(event.event().status().state().name());
		}

		@EventListener
		void disconnected(WebSocketConnectionEvent<ConnectionEvent.Disconnected> event) {
			this.told.add("disconnected " + event.event().cause().closeStatus() + " " + event.client().name());
		}

		String next() throws InterruptedException {
			return this.told.poll(30, TimeUnit.SECONDS);
		}

	}

}
