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

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code ws.ssl.bundle} and its kin of a client, against a TLS server.
 */
class WebSocketSslBundleTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, WebSocketClientAutoConfiguration.class))
		.withUserConfiguration(Bundles.class)
		.withPropertyValues("ws.startup=manual");

	@Test
	void bundleOfTheDefaultsReachesTheOptionsAndIsInherited() {
		this.runner.withPropertyValues("ws.ssl.bundle=test", "ws.clients.feed.uri=wss://example.org/feed")
			.run((context) -> {
				SSLContext sslContext = context.getBean(ClientWebSocketOptions.class).sslContext();
				assertThat(sslContext).isNotNull();
				assertThat(NamedClients.options(context).sslContext()).isSameAs(sslContext);
				assertThat(context.getBean(NamedWebSocketClientFactory.class).ownConnectors()).isEmpty();
			});
	}

	@Test
	void clientWithABundleOfItsOwnHasAConnectorOfItsOwn() {
		this.runner.withPropertyValues("ws.clients.feed.uri=wss://example.org/feed", "ws.clients.feed.ssl.bundle=test")
			.run((context) -> {
				assertThat(context.getBean(ClientWebSocketOptions.class).sslContext()).isNull();
				assertThat(context.getBean(NamedWebSocketClientFactory.class).ownConnectors()).singleElement()
					.satisfies((connector) -> assertThat(connector.options().sslContext()).isNotNull());
			});
	}

	@Test
	void clientWithAnEmptyBundleGoesBackToWhatTheJvmTrusts() {
		this.runner
			.withPropertyValues("ws.ssl.bundle=test", "ws.clients.feed.uri=wss://example.org/feed",
					"ws.clients.feed.ssl.bundle=")
			.run((context) -> assertThat(context.getBean(NamedWebSocketClientFactory.class).ownConnectors())
				.singleElement()
				.satisfies((connector) -> assertThat(connector.options().sslContext()).isNull()));
	}

	@Test
	void clientTrustsWhatItsBundleTrusts() {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.serverContext())
			.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner
				.withPropertyValues("ws.clients.feed.uri=" + server.uri(), "ws.clients.feed.ssl.bundle=test",
						"ws.clients.tls12.uri=" + server.uri(), "ws.clients.tls12.ssl.bundle=tls12")
				.run((context) -> {
					for (String client : new String[] { "feed", "tls12" }) {
						ReconnectingWebSocket connection = context.getBean(client, ReconnectingWebSocket.class);
						assertThat(connection.start().awaitOpen(Duration.ofSeconds(30))).isTrue();
						connection.close();
					}
				});
			server.awaitFinished();
		}
	}

	@Test
	void clientWithoutBundleDoesNotTrustTheServer() {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.serverContext())
			.start((connection) -> connection.expectEnd())) {
			this.runner.withPropertyValues("ws.clients.feed.uri=" + server.uri()).run((context) -> {
				ReconnectingWebSocket client = context.getBean(ReconnectingWebSocket.class);
				assertThat(client.start().awaitOpen(Duration.ofSeconds(30))).isFalse();
				assertThat(client.state()).isEqualTo(ConnectionState.FAILED);
				assertThat(client.status().lastCause().failure()).isInstanceOf(WebSocketHandshakeException.class);
			});
		}
	}

	@Test
	void ciphersAndProtocolsOfTheBundleHold() {
		this.runner.withPropertyValues("ws.ssl.bundle=tls12").run((context) -> {
			SSLContext sslContext = context.getBean(ClientWebSocketOptions.class).sslContext();
			assertThat(sslContext.getDefaultSSLParameters().getProtocols()).containsExactly("TLSv1.2");
			assertThat(sslContext.getDefaultSSLParameters().getCipherSuites()).containsExactly(Bundles.CIPHER);
			assertThat(sslContext.createSSLEngine().getEnabledProtocols()).containsExactly("TLSv1.2");
			assertThat(sslContext.createSSLEngine("localhost", 443).getEnabledCipherSuites())
				.containsExactly(Bundles.CIPHER);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Bundles {

		static final String CIPHER = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

		@Bean
		SslBundleRegistrar testBundles() {
			return (registry) -> {
				registry.registerBundle("test", new TestSslBundle(TestCertificates.clientContext()));
				registry.registerBundle("tls12", new TestSslBundle(TestCertificates.clientContext(),
						SslOptions.of(new String[] { CIPHER }, new String[] { "TLSv1.2" })));
			};
		}

	}

}
