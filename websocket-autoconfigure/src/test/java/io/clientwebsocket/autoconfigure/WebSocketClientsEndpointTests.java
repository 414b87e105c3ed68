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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.Operation;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.jmx.JmxEndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import io.clientwebsocket.autoconfigure.WebSocketClientsEndpoint.Action;
import io.clientwebsocket.autoconfigure.WebSocketClientsEndpoint.ClientDescriptor;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WebSocketClientsEndpoint} and its auto-configuration.
 */
@Timeout(60)
class WebSocketClientsEndpointTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class,
				WebSocketClientsEndpointAutoConfiguration.class, EndpointAutoConfiguration.class,
				JmxAutoConfiguration.class, JmxEndpointAutoConfiguration.class))
		.withInitializer((context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
		.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=websocketclients");

	private final ApplicationContextRunner manual = this.runner.withPropertyValues("ws.startup=manual",
			"ws.clients.feed.uri=wss://example.org/feed", "ws.clients.prices.uri=wss://example.org/prices");

	private static ScriptedServer server() {
		return ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
	}

	@Test
	void showsAllClientsAndOne() {
		this.manual.run((context) -> {
			WebSocketClientsEndpoint endpoint = context.getBean(WebSocketClientsEndpoint.class);
			assertThat(endpoint.clients().clients()).containsOnlyKeys("feed", "prices");
			ClientDescriptor feed = endpoint.client("feed");
			assertThat(feed.state()).isEqualTo(ConnectionState.STOPPED);
			assertThat(feed.connection()).isNull();
			assertThat(feed.counters().opened()).isZero();
			assertThat(endpoint.client("other")).isNull();
			assertThat(endpoint.act("other", Action.PAUSE)).isNull();
		});
	}

	@Test
	void showsAnOpenConnectionWithoutWhatIsPrivate() {
		try (ScriptedServer server = server()) {
			this.runner
				.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + server.uri("/feed?token=secret"),
						"ws.clients.feed.headers.Authorization=secret")
				.run((context) -> {
					ClientDescriptor feed = context.getBean(WebSocketClientsEndpoint.class).client("feed");
					assertThat(feed.state()).isEqualTo(ConnectionState.OPEN);
					assertThat(feed.connection().uri()).isEqualTo(server.uri("/feed").toString());
					assertThat(feed.toString()).doesNotContain("secret");
				});
		}
	}

	@Test
	void pausesResumesAndReconnects() {
		try (ScriptedServer server = server()) {
			this.runner.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + server.uri())
				.run((context) -> {
					WebSocketClientsEndpoint endpoint = context.getBean(WebSocketClientsEndpoint.class);
					ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
					assertThat(endpoint.act("feed", Action.PAUSE)).isNotNull();
					await().atMost(DEADLINE).until(() -> endpoint.client("feed").paused());
					endpoint.act("feed", Action.RESUME);
					assertThat(feed.awaitOpen(DEADLINE)).isTrue();
					endpoint.act("feed", Action.RECONNECT);
					await().atMost(DEADLINE).until(() -> feed.counters().opened() == 3);
				});
		}
	}

	@Test
	void accessDecidesWhatThereIs() {
		this.manual.run((context) -> assertThat(operations(context.getBean(JmxEndpointsSupplier.class)))
			.containsExactlyInAnyOrder(OperationType.READ, OperationType.READ, OperationType.WRITE));
		this.manual.withPropertyValues("management.endpoint.websocketclients.access=read-only")
			.run((context) -> assertThat(operations(context.getBean(JmxEndpointsSupplier.class)))
				.containsExactlyInAnyOrder(OperationType.READ, OperationType.READ));
		this.manual.withPropertyValues("management.endpoint.websocketclients.access=none")
			.run((context) -> assertThat(context).doesNotHaveBean(WebSocketClientsEndpoint.class));
	}

	private static List<OperationType> operations(JmxEndpointsSupplier endpoints) {
		return endpoints.getEndpoints()
			.stream()
			.flatMap((endpoint) -> endpoint.getOperations().stream())
			.map(Operation::getType)
			.toList();
	}

	@Test
	void backsOffUnlessItIsExposed() {
		this.manual.withPropertyValues("management.endpoints.jmx.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(WebSocketClientsEndpoint.class));
	}

	@Test
	void backsOffWithoutNamedClients() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(WebSocketClientsEndpoint.class));
	}

	@Test
	void backsOffWithoutActuatorOnTheClassPath() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class,
					WebSocketClientsEndpointAutoConfiguration.class))
			.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=wss://example.org/feed")
			.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ReconnectingWebSocket.class)
				.doesNotHaveBean(WebSocketClientsEndpointAutoConfiguration.class));
	}

	@Test
	void usersEndpointWins() {
		WebSocketClientsEndpoint mine = new WebSocketClientsEndpoint(Map.of());
		this.manual.withBean(WebSocketClientsEndpoint.class, () -> mine)
			.run((context) -> assertThat(context.getBean(WebSocketClientsEndpoint.class)).isSameAs(mine));
	}

	@Test
	void descriptorsHaveRuntimeHints() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues
			.of("management.endpoints.jmx.exposure.include=*", "spring.jmx.enabled=true",
					"ws.clients.feed.uri=wss://example.org/feed")
			.applyTo(context);
		context.register(WebSocketClientAutoConfiguration.class, WebSocketClientsEndpointAutoConfiguration.class);
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(getClass())), new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		RuntimeHints hints = generation.getRuntimeHints();
		assertThat(RuntimeHintsPredicates.reflection().onType(ClientDescriptor.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(WebSocketClientsEndpoint.ConnectionDescriptor.class))
			.accepts(hints);
	}

}
