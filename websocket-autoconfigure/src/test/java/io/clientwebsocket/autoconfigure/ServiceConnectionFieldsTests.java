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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContextManager;

import io.clientwebsocket.managed.ReconnectingWebSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for containers that are fields of a test and service connections of named
 * clients. Each test has a context of its own, made from the same fields.
 */
@SpringBootTest(properties = { "ws.startup=required", "ws.clients.feed.uri=wss://elsewhere.invalid/feed?depth=5",
		"ws.clients.prices.uri=wss://elsewhere.invalid/prices" })
@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
@Timeout(60)
class ServiceConnectionFieldsTests {

	@ServiceConnection(name = "feed", type = WebSocketClientConnectionDetails.class)
	private static final LoopbackContainer feedServer = new LoopbackContainer();

	@ServiceConnection(name = "prices", type = WebSocketClientConnectionDetails.class)
	private static final LoopbackContainer priceServer = new LoopbackContainer();

	@Autowired
	@Qualifier("feed")
	private ReconnectingWebSocket feed;

	@Autowired
	@Qualifier("prices")
	private ReconnectingWebSocket prices;

	@AfterAll
	static void stop() {
		feedServer.stop();
		priceServer.stop();
	}

	@Test
	void eachClientConnectsToTheContainerOfItsName() {
		assertThat(this.feed.uri()).isEqualTo(feedServer.uri("/feed?depth=5"));
		assertThat(this.prices.uri()).isEqualTo(priceServer.uri("/prices"));
	}

	@Test
	void eachClientOfTheNextContextDoesSoAgain() {
		assertThat(this.feed.uri()).isEqualTo(feedServer.uri("/feed?depth=5"));
		assertThat(this.prices.uri()).isEqualTo(priceServer.uri("/prices"));
	}

	@Test
	void containerOfAnotherClientThatIsABeanIsRefused() {
		TestContextManager manager = new TestContextManager(FieldBesideBean.class);
		assertThatException().isThrownBy(() -> manager.getTestContext().getApplicationContext())
			.havingRootCause()
			.isInstanceOf(InvalidServiceConnectionException.class)
			.withMessage("The container 'priceServer' of a WebSocket client is a bean, which Spring Boot leaves out,"
					+ " because another one is a field of the test.");
	}

	@Test
	void containerOfTheSameClientThatIsABeanComesAfterTheField() {
		LoopbackContainer server = FieldBeforeBean.priceServer;
		TestContextManager manager = new TestContextManager(FieldBeforeBean.class);
		assertThat(manager.getTestContext().getApplicationContext().getBean(ReconnectingWebSocket.class).uri())
			.isEqualTo(server.uri("/"));
		manager.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		server.stop();
	}

	@SpringBootTest(classes = { App.class, PriceServer.class }, properties = { "ws.startup=manual",
			"ws.clients.feed.uri=wss://elsewhere.invalid/", "ws.clients.prices.uri=wss://elsewhere.invalid/" })
	static class FieldBesideBean {

		@ServiceConnection(name = "feed", type = WebSocketClientConnectionDetails.class)
		static final LoopbackContainer feedServer = new LoopbackContainer();

	}

	@SpringBootTest(classes = { App.class, PriceServer.class }, properties = "ws.clients.prices.startup=required")
	static class FieldBeforeBean {

		@ServiceConnection(name = "prices", type = WebSocketClientConnectionDetails.class)
		static final LoopbackContainer priceServer = new LoopbackContainer();

	}

	@Configuration(proxyBeanMethods = false)
	static class PriceServer {

		@Bean
		@ServiceConnection(name = "prices", type = WebSocketClientConnectionDetails.class)
		LoopbackContainer priceServer() {
			return new LoopbackContainer();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ServiceConnectionAutoConfiguration.class, WebSocketClientAutoConfiguration.class })
	static class App {

	}

}
