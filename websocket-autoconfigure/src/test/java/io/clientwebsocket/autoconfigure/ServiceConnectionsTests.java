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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsNotFoundException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.context.ImportTestcontainers;
import org.springframework.boot.testcontainers.lifecycle.TestcontainersLifecycleApplicationContextInitializer;
import org.springframework.boot.testcontainers.service.connection.JksTrustStore;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.boot.testcontainers.service.connection.Ssl;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.autoconfigure.ContainerFactories.DatabaseContainer;
import io.clientwebsocket.autoconfigure.ContainerFactories.DatabaseDetails;
import io.clientwebsocket.autoconfigure.ContainerFactories.FeedContainer;
import io.clientwebsocket.managed.Received;
import io.clientwebsocket.managed.ReconnectingWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for containers that are beans and service connections of named clients.
 */
@Timeout(60)
class ServiceConnectionsTests {

	private static final String ELSEWHERE = "ws.clients.feed.uri=wss://elsewhere.invalid/live%20feed?depth=5&token=a%2Fb";

	private static final String REQUIRED = "ws.clients.feed.startup=required";

	private static final String MANUAL = "ws.startup=manual";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer(new TestcontainersLifecycleApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class,
				WebSocketClientAutoConfiguration.class));

	@Test
	void clientConnectsToItsContainerAndEchoes() {
		this.runner.withUserConfiguration(Feed.class).withPropertyValues(REQUIRED).run((context) -> {
			ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
			assertThat(feed.uri()).isEqualTo(context.getBean(LoopbackContainer.class).uri("/"));
			feed.sendText("hello");
			assertThat(feed.received().iterator().next())
				.isEqualTo(new Received.Message(new WebSocketMessage.Text("hello")));
		});
	}

	@Test
	void targetOfThePropertiesIsKept() {
		this.runner.withUserConfiguration(Feed.class).withPropertyValues(ELSEWHERE, REQUIRED).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(LoopbackContainer.class).server().received().request().target())
				.isEqualTo("/live%20feed?depth=5&token=a%2Fb");
		});
	}

	@Test
	void targetOfTheFirstOfSeveralUrisIsKept() {
		this.runner.withUserConfiguration(Feed.class)
			.withPropertyValues("ws.clients.feed.uris=wss://a.example/first,wss://b.example/second", MANUAL)
			.run((context) -> assertThat(uris(context, "feed"))
				.containsExactly(context.getBean(LoopbackContainer.class).uri("/first")));
	}

	@Test
	void containersOfSeveralClientsAreToldApart() {
		this.runner.withUserConfiguration(Feed.class, PriceFeed.class)
			.withPropertyValues("ws.clients.feed.uri=wss://elsewhere.invalid/feed",
					"ws.clients.price-feed.startup=manual", "ws.clients.other.uri=wss://elsewhere.invalid/other",
					MANUAL)
			.run((context) -> {
				assertThat(uris(context, "feed"))
					.containsExactly(context.getBean("feedServer", LoopbackContainer.class).uri("/feed"));
				assertThat(uris(context, "price-feed"))
					.containsExactly(context.getBean("priceServer", LoopbackContainer.class).uri("/"));
				assertThat(uris(context, "other")).containsExactly(URI.create("wss://elsewhere.invalid/other"));
			});
	}

	@Test
	void containersOfImportedFieldsAreFound() {
		this.runner.withUserConfiguration(Imported.class)
			.withPropertyValues(MANUAL, "ws.clients.feed.uri=wss://elsewhere.invalid/feed")
			.run((context) -> assertThat(uris(context, "feed"))
				.containsExactly(context.getBean(LoopbackContainer.class).uri("/feed")));
	}

	@Test
	void trustStoreOfTheContainerMakesItTls() {
		this.runner.withUserConfiguration(TlsFeed.class)
			.withPropertyValues("ws.clients.feed.uri=ws://elsewhere.invalid/feed", REQUIRED)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(uris(context, "feed")).first()
					.hasToString("wss://127.0.0.1:" + context.getBean(LoopbackContainer.class).getFirstMappedPort()
							+ "/feed");
			});
	}

	@Test
	void sslOfTheContainerAloneLeavesTrustToTheProperties() {
		this.runner.withUserConfiguration(BareTlsFeed.class)
			.withPropertyValues(REQUIRED, "ws.clients.feed.ssl.bypass-certificate-validation=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(uris(context, "feed")).first().asString().startsWith("wss://");
			});
	}

	@Test
	void detailsOfTheApplicationComeBeforeItsContainer() {
		URI uri = URI.create("ws://127.0.0.1:1/");
		this.runner.withUserConfiguration(Feed.class)
			.withBean(WebSocketClientConnectionDetails.class,
					() -> new WebSocketClientConnectionDetailsTests.Details("feed", uri, null))
			.withPropertyValues(MANUAL, "ws.clients.feed.startup=manual")
			.run((context) -> assertThat(uris(context, "feed")).containsExactly(uri));
	}

	@Test
	void factoryOfTheApplicationForItsOwnContainerIsUsed() {
		this.runner.withUserConfiguration(OwnFeed.class).withPropertyValues(ELSEWHERE, REQUIRED).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(ServiceConnections.class);
			assertThat(context.getBean(FeedContainer.class).server().received().request().target()).isEqualTo("/own");
		});
	}

	@Test
	void containerOfSomethingElseIsLeftAlone() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class,
					WebSocketClientAutoConfiguration.class))
			.withUserConfiguration(Database.class)
			.withPropertyValues(ELSEWHERE, MANUAL)
			.run((context) -> {
				assertThat(context).hasSingleBean(DatabaseDetails.class)
					.doesNotHaveBean(ServiceConnections.class)
					.doesNotHaveBean(WebSocketClientConnectionDetails.class);
				assertThat(context.getBean(DatabaseContainer.class).isRunning()).isFalse();
			});
	}

	@Test
	void containersOfAClientAndOfSomethingElseLiveTogether() {
		this.runner.withUserConfiguration(Database.class, Feed.class)
			.withPropertyValues(REQUIRED)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DatabaseDetails.class)
				.hasSingleBean(ServiceConnections.class));
	}

	@Test
	void nameWithoutTheTypeIsNotOurs() {
		this.runner.withUserConfiguration(Untyped.class)
			.withPropertyValues(ELSEWHERE, MANUAL)
			.run((context) -> assertThat(context).getFailure().isInstanceOf(ConnectionDetailsNotFoundException.class));
	}

	private static List<URI> uris(ApplicationContext context, String client) {
		ClientUris properties = new ClientUris(context.getBean(WebSocketProperties.class).getClients().get(client),
				PropertyPath.client(client));
		return context.getBean(NamedWebSocketClientBeans.class).details(client, properties).getUris();
	}

	@Configuration(proxyBeanMethods = false)
	static class Feed {

		@Bean
		@ServiceConnection(name = "feed", type = WebSocketClientConnectionDetails.class)
		LoopbackContainer feedServer() {
			return new LoopbackContainer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PriceFeed {

		@Bean
		@ServiceConnection(name = "price-feed", type = WebSocketClientConnectionDetails.class)
		LoopbackContainer priceServer() {
			return new LoopbackContainer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TlsFeed {

		@Bean
		@ServiceConnection(name = "feed", type = WebSocketClientConnectionDetails.class)
		@JksTrustStore(type = "PKCS12", location = "classpath:io/clientwebsocket/test/trust.p12",
				password = "test-only")
		LoopbackContainer feedServer() {
			return new LoopbackContainer().withTls();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BareTlsFeed {

		@Bean
		@ServiceConnection(name = "feed", type = WebSocketClientConnectionDetails.class)
		@Ssl
		LoopbackContainer feedServer() {
			return new LoopbackContainer().withTls();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFeed {

		@Bean
		@ServiceConnection
		FeedContainer feedServer() {
			return new FeedContainer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Database {

		@Bean
		@ServiceConnection(name = "feed")
		DatabaseContainer database() {
			return new DatabaseContainer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Untyped {

		@Bean
		@ServiceConnection(name = "feed")
		LoopbackContainer feedServer() {
			return new LoopbackContainer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportTestcontainers(Fields.class)
	static class Imported {

	}

	static class Fields {

		@ServiceConnection(name = "feed", type = WebSocketClientConnectionDetails.class)
		static final LoopbackContainer feedServer = new LoopbackContainer();

	}

}
