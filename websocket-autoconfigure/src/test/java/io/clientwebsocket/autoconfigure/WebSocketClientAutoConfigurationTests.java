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

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.Condition;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.annotation.Order;
import org.springframework.javapoet.ClassName;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.managed.ReconnectingWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebSocketClientAutoConfiguration}.
 */
class WebSocketClientAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, WebSocketClientAutoConfiguration.class))
		.withPropertyValues("ws.startup=manual");

	@Test
	void autoConfigurationsAreListedAndSorted() {
		List<String> ours = ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.clientwebsocket."))
			.toList();
		assertThat(ours).containsExactly(ReactiveSpringWebSocketClientAutoConfiguration.class.getName(),
				SpringWebSocketClientAutoConfiguration.class.getName(),
				WebSocketClientAutoConfiguration.class.getName(),
				WebSocketClientsEndpointAutoConfiguration.class.getName(),
				WebSocketHealthContributorAutoConfiguration.class.getName(),
				WebSocketMetricsAutoConfiguration.class.getName(),
				WebSocketObservationAutoConfiguration.class.getName());
		assertThat(ours).allSatisfy((name) -> {
			Class<?> type = Class.forName(name);
			assertThat(type).isFinal().hasAnnotation(AutoConfiguration.class);
			assertThat(Path.of("..", "docs", "starter.md")).content().contains("| `" + type.getSimpleName() + "` |");
		});
	}

	@Test
	void createsOptionsAndConnectorWithAnHttpClientOfItsOwn() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(ClientWebSocketOptions.class).hasSingleBean(WebSocketConnector.class);
			JettyWebSocketConnector connector = context.getBean(JettyWebSocketConnector.class);
			assertThat(connector.ownsHttpClient()).isTrue();
			assertThat(connector.options()).isSameAs(context.getBean(ClientWebSocketOptions.class));
			assertThat(context).doesNotHaveBean(ReconnectingWebSocket.class);
		});
	}

	@Test
	void leavesTheHttpClientUnstartedUntilTheFirstConnect() {
		this.runner.run((context) -> assertThat(context.getBean(JettyWebSocketConnector.class).httpClient().isStarted())
			.isFalse());
	}

	@Test
	void backsOffWithoutTheConnectorOnTheClassPath() {
		this.runner.withClassLoader(new FilteredClassLoader(JettyWebSocketConnector.class))
			.run((context) -> assertThat(context).doesNotHaveBean(WebSocketClientAutoConfiguration.class));
	}

	@Test
	void backsOffWithoutTheJettyClientOnTheClassPath() {
		this.runner.withClassLoader(new FilteredClassLoader(HttpClient.class))
			.run((context) -> assertThat(context).doesNotHaveBean(WebSocketClientAutoConfiguration.class));
	}

	@Test
	void backsOffWhenSwitchedOff() {
		this.runner.withPropertyValues("ws.enabled=false", "ws.clients.feed.uri=wss://example.org/feed")
			.run((context) -> assertThat(context).doesNotHaveBean(WebSocketClientAutoConfiguration.class)
				.doesNotHaveBean(WebSocketConnector.class)
				.doesNotHaveBean(ReconnectingWebSocket.class));
	}

	@Test
	void usersOptionsWin() {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder().closeTimeout(Duration.ofSeconds(3)).build();
		this.runner.withBean("mine", ClientWebSocketOptions.class, () -> options)
			.withPropertyValues("ws.write-timeout=9s", "ws.clients.feed.uri=wss://example.org/feed",
					"ws.clients.feed.handshake-timeout=4s")
			.run((context) -> {
				assertThat(context.getBean(ClientWebSocketOptions.class)).isSameAs(options);
				assertThat(context.getBean(WebSocketConnector.class).options()).isSameAs(options);
				ClientWebSocketOptions client = NamedClients.options(context);
				assertThat(client.closeTimeout()).hasSeconds(3);
				assertThat(client.handshakeTimeout()).hasSeconds(4);
				assertThat(client.writeTimeout()).hasSeconds(30);
			});
	}

	@Test
	void usersConnectorWins() {
		this.runner.withUserConfiguration(OwnConnector.class)
			.withPropertyValues("ws.clients.feed.uri=wss://example.org/feed")
			.run((context) -> {
				assertThat(context).hasSingleBean(WebSocketConnector.class).hasBean("mine");
				assertThat(context).hasSingleBean(ReconnectingWebSocket.class);
			});
	}

	@Test
	void usersNamedClientWins() {
		this.runner.withUserConfiguration(OwnFeed.class)
			.withPropertyValues("ws.clients.feed.uri=wss://example.org/configured")
			.run((context) -> assertThat(context.getBean(ReconnectingWebSocket.class).name()).isEqualTo("mine"));
	}

	@Test
	void sharesTheOnlyHttpClient() {
		this.runner.withUserConfiguration(OneHttpClient.class).run((context) -> {
			JettyWebSocketConnector connector = context.getBean(JettyWebSocketConnector.class);
			assertThat(connector.ownsHttpClient()).isFalse();
			assertThat(connector.httpClient()).isSameAs(context.getBean("one"));
		});
	}

	@Test
	void sharesThePrimaryHttpClient() {
		this.runner.withUserConfiguration(OneHttpClient.class, PrimaryHttpClient.class)
			.run((context) -> assertThat(context.getBean(JettyWebSocketConnector.class).httpClient())
				.isSameAs(context.getBean("main")));
	}

	@Test
	void sharesTheHttpClientThatThePropertyNames() {
		this.runner.withUserConfiguration(OneHttpClient.class, PrimaryHttpClient.class)
			.withPropertyValues("ws.http-client.bean=one")
			.run((context) -> assertThat(context.getBean(JettyWebSocketConnector.class).httpClient())
				.isSameAs(context.getBean("one")));
	}

	@Test
	void sharesNoneOfSeveralHttpClients() {
		this.runner.withUserConfiguration(OneHttpClient.class, AnotherHttpClient.class)
			.run((context) -> assertThat(context.getBean(JettyWebSocketConnector.class).ownsHttpClient()).isTrue());
	}

	@Test
	void sharesNoHttpClientThatIsNoCandidate() {
		this.runner.withUserConfiguration(HiddenHttpClient.class)
			.run((context) -> assertThat(context.getBean(JettyWebSocketConnector.class).ownsHttpClient()).isTrue());
	}

	@Test
	void customizersAreAppliedInOrderAfterThePropertiesAndOnceForEachOptions() {
		this.runner.withUserConfiguration(Customizers.class)
			.withPropertyValues("ws.close-timeout=1s", "ws.clients.feed.uri=wss://example.org/feed",
					"ws.clients.feed.write-timeout=1s")
			.run((context) -> {
				ClientWebSocketOptions defaults = context.getBean(ClientWebSocketOptions.class);
				ClientWebSocketOptions feed = NamedClients.options(context);
				assertThat(defaults.closeTimeout()).hasSeconds(3);
				assertThat(feed.closeTimeout()).hasSeconds(3);
				assertThat(defaults.writeTimeout()).hasSeconds(30);
				assertThat(feed.writeTimeout()).hasSeconds(5);
				assertThat(context.getBean(Customizers.class).calls).containsExactly("first null", "second null",
						"first feed", "second feed");
			});
	}

	@Test
	void clientsShareTheConnectorButOneWithAConnectTimeoutOfItsOwnDoesNot() {
		this.runner
			.withPropertyValues("ws.clients.feed.uri=wss://example.org/feed",
					"ws.clients.slow.uri=wss://example.org/slow", "ws.clients.slow.connect-timeout=20s")
			.run((context) -> {
				List<JettyWebSocketConnector> own = context.getBean(NamedWebSocketClientFactory.class).ownConnectors();
				assertThat(own).singleElement()
					.satisfies((connector) -> assertThat(connector.options().connectTimeout()).hasSeconds(20));
				assertThat(context).hasSingleBean(WebSocketConnector.class);
			});
	}

	@Test
	void clientWithAConnectTimeoutOfItsOwnIsAllowedBesideAnHttpClientOfTheApplication() {
		this.runner.withUserConfiguration(OneHttpClient.class)
			.withPropertyValues("ws.clients.slow.uri=wss://example.org/slow", "ws.clients.slow.connect-timeout=20s")
			.run((context) -> assertThat(context.getBean(NamedWebSocketClientFactory.class).ownConnectors())
				.singleElement()
				.satisfies((connector) -> assertThat(connector.ownsHttpClient()).isTrue()));
	}

	@Test
	void namedClientsSurviveProcessingAheadOfTime() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of("ws.clients.feed.uri=wss://example.org/feed").applyTo(context);
		context.register(WebSocketClientAutoConfiguration.class, WebSocketHealthContributorAutoConfiguration.class);
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(getClass())), files);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		assertThat(files.getGeneratedFiles(GeneratedFiles.Kind.SOURCE)).hasKeySatisfying(
				new Condition<>((file) -> file.contains("NamedWebSocketClientFactory"), "beans of named clients"));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConnector {

		@Bean
		WebSocketConnector mine() {
			return JettyWebSocketConnector.create(ClientWebSocketOptions.defaults());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFeed {

		@Bean
		ReconnectingWebSocket feed(WebSocketConnector connector) {
			return ReconnectingWebSocket.builder(connector, URI.create("wss://example.org/feed")).name("mine").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneHttpClient {

		@Bean
		HttpClient one() {
			return new HttpClient();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnotherHttpClient {

		@Bean
		HttpClient another() {
			return new HttpClient();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryHttpClient {

		@Bean
		@Primary
		HttpClient main() {
			return new HttpClient();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HiddenHttpClient {

		@Bean(autowireCandidate = false)
		HttpClient hidden() {
			return new HttpClient();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private final List<String> calls = new ArrayList<>();

		@Bean
		@Order(2)
		ClientWebSocketOptionsBuilderCustomizer second() {
			return (builder, client) -> {
				this.calls.add("second " + client);
				builder.closeTimeout(Duration.ofSeconds(3));
			};
		}

		@Bean
		@Order(1)
		ClientWebSocketOptionsBuilderCustomizer first() {
			return (builder, client) -> {
				this.calls.add("first " + client);
				builder.closeTimeout(Duration.ofSeconds(2));
			};
		}

		@Bean
		ClientWebSocketOptionsBuilderCustomizer feedOnly() {
			return ClientWebSocketOptionsBuilderCustomizer.forClient("feed",
					(builder) -> builder.writeTimeout(Duration.ofSeconds(5)));
		}

	}

}
