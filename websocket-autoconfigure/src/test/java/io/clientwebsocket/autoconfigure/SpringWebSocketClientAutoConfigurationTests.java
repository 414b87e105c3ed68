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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;

import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.spring.ConnectorWebSocketClient;
import io.clientwebsocket.spring.GivenConnector;
import io.clientwebsocket.spring.ReactiveConnectorWebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link SpringWebSocketClientAutoConfiguration} and
 * {@link ReactiveSpringWebSocketClientAutoConfiguration}.
 */
class SpringWebSocketClientAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, WebSocketClientAutoConfiguration.class,
				SpringWebSocketClientAutoConfiguration.class, ReactiveSpringWebSocketClientAutoConfiguration.class));

	@Test
	void bothClientsAreThere() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(ConnectorWebSocketClient.class)
			.hasSingleBean(ReactiveConnectorWebSocketClient.class));
	}

	@Test
	void withoutSpringWebSocketOnlyTheReactiveClientIsThere() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.web.socket"))
			.run((context) -> assertThat(context).doesNotHaveBean("connectorWebSocketClient")
				.hasSingleBean(ReactiveConnectorWebSocketClient.class));
	}

	@Test
	void withoutWebFluxOnlyTheServletClientIsThere() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive", "reactor"))
			.run((context) -> assertThat(context).hasSingleBean(ConnectorWebSocketClient.class)
				.doesNotHaveBean("reactiveConnectorWebSocketClient"));
	}

	@Test
	void withoutAConnectorNoneIsThere() {
		this.runner.withPropertyValues("ws.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ConnectorWebSocketClient.class)
				.doesNotHaveBean(ReactiveConnectorWebSocketClient.class));
	}

	@Test
	void clientsOfTheApplicationWin() {
		this.runner.withUserConfiguration(OwnClients.class)
			.run((context) -> assertThat(context).doesNotHaveBean(ConnectorWebSocketClient.class)
				.doesNotHaveBean(ReactiveConnectorWebSocketClient.class)
				.hasSingleBean(WebSocketClient.class));
	}

	@Test
	void sockJsClientIsBuiltOnTheClientAndDoesNotReplaceIt() {
		this.runner.withUserConfiguration(SockJs.class)
			.run((context) -> assertThat(context).hasSingleBean(ConnectorWebSocketClient.class)
				.hasSingleBean(SockJsClient.class));
	}

	@Test
	void clientOpensItsSocketsByTheConnectorOfTheContext() {
		URI uri = URI.create("ws://localhost:1/");
		this.runner.withBean(WebSocketConnector.class, () -> new GivenConnector(new CompletableFuture<>()))
			.run((context) -> {
				CompletableFuture<?> opened = context.getBean(WebSocketClient.class)
					.execute(Mockito.mock(WebSocketHandler.class), null, uri);
				assertThat(opened).isNotDone();
				assertThat(context.getBean(GivenConnector.class).asked()).containsExactly(uri);
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClients {

		@Bean
		WebSocketClient ownClient() {
			return Mockito.mock();
		}

		@Bean
		org.springframework.web.reactive.socket.client.WebSocketClient ownReactiveClient() {
			return Mockito.mock();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SockJs {

		@Bean
		SockJsClient sockJsClient(WebSocketClient client) {
			return new SockJsClient(List.of(new WebSocketTransport(client)));
		}

	}

}
