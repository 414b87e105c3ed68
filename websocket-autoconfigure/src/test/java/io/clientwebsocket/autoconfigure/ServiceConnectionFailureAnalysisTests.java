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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the failure analyses of service connections of named clients, as an
 * application that cannot start prints them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceConnectionFailureAnalysisTests {

	@Test
	void nameOfNoClient(CapturedOutput output) {
		fail(Feed.class, "ws.clients.fed.startup=manual", "ws.clients.prices.startup=manual");
		assertThat(output)
			.contains("A @ServiceConnection of type WebSocketClientConnectionDetails must have the name of a WebSocket"
					+ " client. Configured are: fed, prices.")
			.contains("Origin: Bean 'feedServer'")
			.contains("Correct the 'name' of the annotation, or add a property below 'ws.clients.<name>'");
	}

	@Test
	void noClientAtAll(CapturedOutput output) {
		fail(Feed.class);
		assertThat(output).contains("must have the name of a WebSocket client. None is configured.")
			.contains("without one, there is no client of that name.");
	}

	@Test
	void noName(CapturedOutput output) {
		fail(Nameless.class, "ws.clients.feed.startup=manual");
		assertThat(output).contains("must have the name of a WebSocket client. Configured are: feed.");
	}

	@Test
	void prefixOfTheProperties(CapturedOutput output) {
		fail(Prefix.class, "ws.clients.feed.startup=manual");
		assertThat(output).contains("must have the name of a WebSocket client. Configured are: feed.");
	}

	@Test
	void containerWithoutPort(CapturedOutput output) {
		fail(Portless.class, "ws.clients.feed.startup=manual");
		assertThat(output).contains("The container of the WebSocket client 'feed' must expose a port.")
			.contains("Origin: Bean 'feedServer'")
			.contains("Let the container expose the port of its server, for example by withExposedPorts(8080).");
	}

	private static void fail(Class<?> application, String... properties) {
		WebSocketFailureAnalysisTests.fail(application, properties);
	}

	@ImportAutoConfiguration(ServiceConnectionAutoConfiguration.class)
	static class App extends WebSocketFailureAnalysisTests.App {

	}

	static class Feed extends App {

		@Bean
		@ServiceConnection(name = "feed", type = WebSocketClientConnectionDetails.class)
		LoopbackContainer feedServer() {
			return new LoopbackContainer();
		}

	}

	static class Nameless extends App {

		@Bean
		@ServiceConnection(type = WebSocketClientConnectionDetails.class)
		LoopbackContainer feedServer() {
			return new LoopbackContainer();
		}

	}

	static class Prefix extends App {

		@Bean
		@ServiceConnection(name = "ws.clients.", type = WebSocketClientConnectionDetails.class)
		LoopbackContainer feedServer() {
			return new LoopbackContainer();
		}

	}

	static class Portless extends App {

		@Bean
		@ServiceConnection(name = "feed", type = WebSocketClientConnectionDetails.class)
		LoopbackContainer feedServer() {
			return new LoopbackContainer().withoutPorts();
		}

	}

}
