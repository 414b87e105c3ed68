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
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebSocketClientConnectionDetails}, against a server on a real port.
 */
@Timeout(60)
class WebSocketClientConnectionDetailsTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class));

	@Test
	void detailsOfTheApplicationStandInForTheProperties() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner.withBean(Details.class, () -> new Details("feed", server.uri(), null))
				.withPropertyValues("ws.clients.feed.uri=ws://127.0.0.1:1/")
				.run((context) -> {
					ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
					assertThat(feed.awaitOpen(DEADLINE)).isTrue();
					assertThat(feed.uri()).isEqualTo(server.uri());
				});
		}
	}

	@Test
	void detailsOfTheApplicationAreEnoughForAClientWithoutUri() {
		this.runner.withBean(Details.class, () -> new Details("feed", URI.create("ws://127.0.0.1:1/"), null))
			.withPropertyValues("ws.clients.feed.startup=manual")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ReconnectingWebSocket.class));
	}

	@Test
	void detailsOfAnotherClientDoNotHold() {
		this.runner.withBean(Details.class, () -> new Details("other", URI.create("ws://127.0.0.1:1/"), null))
			.withPropertyValues("ws.clients.feed.startup=manual")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidWebSocketPropertyException.class)
				.hasMessageContaining("ws.clients.feed.uri"));
	}

	@Test
	void bundleOfTheDetailsIsTrusted() {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.serverContext())
			.start((connection) -> connection.acceptHandshake().echo())) {
			SslBundle bundle = new TestSslBundle(TestCertificates.clientContext());
			this.runner.withBean(Details.class, () -> new Details("feed", server.uri(), bundle))
				.withPropertyValues("ws.clients.feed.startup=required")
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	record Details(String getClientName, URI uri,
			@Nullable SslBundle getSslBundle) implements WebSocketClientConnectionDetails {

		@Override
		public List<URI> getUris() {
			return List.of(this.uri);
		}

	}

}
