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
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

import io.clientwebsocket.managed.ReconnectingWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

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

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(WebSocketClientAutoConfiguration.class)
	static class App {

	}

}
