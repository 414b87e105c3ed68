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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WebSocketObservationAutoConfiguration} and what it observes, with the
 * observations of Spring Boot.
 */
@Timeout(60)
class WebSocketObservationAutoConfigurationTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class,
				WebSocketClientAutoConfiguration.class, WebSocketObservationAutoConfiguration.class))
		.withUserConfiguration(Observer.class);

	@Test
	void handshakeAndSessionAreObserved() {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().close(1008, "secret").expectClose(1008))) {
			this.runner.withPropertyValues("ws.clients.feed.uri=" + server.uri("/?token=secret")).run((context) -> {
				Observer observer = context.getBean(Observer.class);
				await().atMost(DEADLINE).until(() -> observer.stopped.size() == 2);
				Observation.Context handshake = observer.stopped.get(0);
				assertThat(handshake.getName()).isEqualTo("websocket.client.handshake");
				assertThat(handshake.getContextualName()).isEqualTo("websocket handshake feed");
				assertThat(handshake.getLowCardinalityKeyValues()).containsExactlyInAnyOrderElementsOf(
						KeyValues.of("client", "feed", "status", "101", "http.version", "http_1_1", "error", "none"));
				assertThat(handshake.getHighCardinalityKeyValues())
					.containsExactlyElementsOf(KeyValues.of("server.address", "127.0.0.1"));
				Observation.Context session = observer.stopped.get(1);
				assertThat(session.getName()).isEqualTo("websocket.client.session");
				assertThat(session.getContextualName()).isEqualTo("websocket session feed");
				assertThat(session.getLowCardinalityKeyValues()).containsExactlyInAnyOrderElementsOf(
						KeyValues.of("client", "feed", "cause", "closed_by_peer", "code", "1008"));
				assertThat(observer.stopped.toString()).doesNotContain("secret");
			});
		}
	}

	@Test
	void handshakeThatFailsIsObservedWithItsStatus() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.answer(403, Map.of(), "no"))) {
			this.runner.withPropertyValues("ws.clients.feed.uri=" + server.uri()).run((context) -> {
				Observer observer = context.getBean(Observer.class);
				await().atMost(DEADLINE).until(() -> observer.stopped.size() == 1);
				assertThat(observer.stopped.get(0).getLowCardinalityKeyValues())
					.containsExactlyInAnyOrderElementsOf(KeyValues.of("client", "feed", "status", "403", "http.version",
							"http_1_1", "error", "not_a_websocket"));
				assertThat(observer.stopped.get(0).getError()).isNotNull();
			});
		}
	}

	@Test
	void whatATracerPutsIntoTheCarrierIsSentAlong() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + server.uri())
				.run((context) -> assertThat(server.received().requests().get(0).header("traceparent"))
					.isEqualTo("00-trace-01"));
		}
	}

	@Test
	void sessionsEndWithTheContext() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			List<Observation.Context> stopped = new CopyOnWriteArrayList<>();
			this.runner.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + server.uri())
				.run((context) -> {
					Observer observer = context.getBean(Observer.class);
					await().atMost(DEADLINE).until(() -> observer.started.size() == 2);
					observer.forward = stopped;
				});
			assertThat(stopped).extracting(Observation.Context::getName).containsExactly("websocket.client.session");
		}
	}

	@Test
	void usersConventionWins() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner.withBean(MyHandshakes.class)
				.withBean(MySessions.class)
				.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + server.uri())
				.run((context) -> {
					Observer observer = context.getBean(Observer.class);
					await().atMost(DEADLINE).until(() -> observer.started.size() == 2);
					assertThat(observer.started).extracting(Observation.Context::getName)
						.containsExactly("my.handshake", "my.session");
				});
		}
	}

	@Test
	void switchOfSpringBootWorks() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner
				.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + server.uri(),
						"management.observations.enable.websocket=false")
				.run((context) -> assertThat(context.getBean(Observer.class).started).isEmpty());
		}
	}

	@Test
	void backsOffWhenSwitchedOff() {
		this.runner
			.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=ws://127.0.0.1/",
					"ws.observation.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ConnectorDecorator.class)
				.doesNotHaveBean(WebSocketSessionObservations.class));
	}

	@Test
	void backsOffWithoutARegistry() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class,
					WebSocketObservationAutoConfiguration.class))
			.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=ws://127.0.0.1/")
			.run((context) -> assertThat(context).hasSingleBean(ReconnectingWebSocket.class)
				.doesNotHaveBean(ConnectorDecorator.class));
	}

	@Test
	void backsOffWithoutMicrometerOnTheClassPath() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class,
					WebSocketObservationAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
			.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=ws://127.0.0.1/")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ReconnectingWebSocket.class)
				.doesNotHaveBean(WebSocketObservationAutoConfiguration.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Observer {

		private final List<Observation.Context> started = new CopyOnWriteArrayList<>();

		private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

		private volatile List<Observation.Context> forward = this.stopped;

		@Bean
		ObservationHandler<Observation.Context> handler() {
			return new ObservationHandler<>() {

				@Override
				public boolean supportsContext(Observation.Context context) {
					return true;
				}

				@Override
				public void onStart(Observation.Context context) {
					Observer.this.started.add(context);
					if (context instanceof WebSocketHandshakeObservationContext handshake) {
						handshake.getSetter().set(handshake.getCarrier(), "traceparent", "00-trace-01");
					}
				}

				@Override
				public void onStop(Observation.Context context) {
					Observer.this.forward.add(context);
				}

			};
		}

	}

	static class MyHandshakes extends DefaultWebSocketHandshakeObservationConvention {

		@Override
		public String getName() {
			return "my.handshake";
		}

	}

	static class MySessions extends DefaultWebSocketSessionObservationConvention {

		@Override
		public String getName() {
			return "my.session";
		}

	}

}
