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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebSocketClientConnectionDetails}, against a server on a real port.
 */
@Timeout(60)
class WebSocketClientConnectionDetailsTests {

	private static final URI SECURE = URI.create("wss://example.org/feed");

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

	@Test
	void bundleOfTheDetailsIsBypassedWhenTheClientSaysSo() {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.selfSignedContext())
			.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner.withBean(Details.class, () -> new Details("feed", server.uri(), SslBundle.systemDefault()))
				.withPropertyValues("ws.clients.feed.startup=required",
						"ws.clients.feed.ssl.bypass-certificate-validation=true")
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void customizerComesAfterTheBundleOfTheDetails() {
		SslBundle bundle = new TestSslBundle(TestCertificates.clientContext());
		this.runner.withBean(Details.class, () -> new Details("feed", SECURE, bundle))
			.withBean(ClientWebSocketOptionsBuilderCustomizer.class,
					() -> ClientWebSocketOptionsBuilderCustomizer.forClient("feed",
							(builder) -> builder.sslContext(null)))
			.withPropertyValues("ws.clients.feed.startup=manual")
			.run((context) -> assertThat(NamedClients.options(context).sslContext()).isNull());
	}

	@Test
	void bundleOfTheDetailsIsReloadedIfItIsOneOfTheSslBundles() throws Exception {
		CountDownLatch handshakes = new CountDownLatch(2);
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.serverContext())
			.start((connection) -> {
				connection.acceptHandshake();
				handshakes.countDown();
				connection.echo();
			})) {
			withDetailsOfABundle(server.uri())
				.withPropertyValues("ws.clients.feed.startup=required", "ws.clients.feed.ssl.reconnect-on-reload=true",
						"ws.clients.feed.ssl.reconnect-jitter=1ms")
				.run((context) -> {
					assertThat(context).hasNotFailed();
					SSLContext sslContext = NamedClients.options(context).sslContext();
					reload(context);
					assertThat(sslContext.getDefaultSSLParameters().getProtocols()).containsExactly("TLSv1.2");
					assertThat(handshakes.await(30, TimeUnit.SECONDS)).isTrue();
				});
			assertThat(server.received(2).tlsSession().getProtocol()).isEqualTo("TLSv1.2");
		}
	}

	@Test
	void bundleOfTheDetailsIsSharedWithAClientWhosePropertiesNameIt() {
		withDetailsOfABundle(SECURE)
			.withPropertyValues("ws.startup=manual", "ws.ssl.bundle=test", "ws.clients.feed.startup=manual")
			.run((context) -> assertThat(context.getBean(NamedWebSocketClientFactory.class).ownConnectors()).isEmpty());
	}

	@Test
	void bundleOfTheDetailsThatIsNeverReloadedKeepsItsClientFromInheritingTheReconnect() {
		SslBundle bundle = new TestSslBundle(TestCertificates.clientContext());
		withBundles().withBean(Details.class, () -> new Details("feed", SECURE, bundle))
			.withPropertyValues("ws.startup=manual", "ws.ssl.bundle=test", "ws.ssl.reconnect-on-reload=true",
					"ws.clients.feed.startup=manual")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				SSLContext sslContext = NamedClients.options(context).sslContext();
				reload(context);
				assertThat(sslContext.getDefaultSSLParameters().getProtocols()).contains("TLSv1.3");
			});
	}

	/** Details whose bundle is one of the SslBundles. */
	private ApplicationContextRunner withDetailsOfABundle(URI uri) {
		return withBundles()
			.withInitializer((context) -> ((GenericApplicationContext) context).registerBean(Details.class,
					() -> new Details("feed", uri, context.getBean(SslBundles.class).getBundle("test"))));
	}

	/** Reload the bundle, which then speaks TLS 1.2 only. */
	private static void reload(ApplicationContext context) {
		context.getBean(DefaultSslBundleRegistry.class)
			.updateBundle("test", new TestSslBundle(TestCertificates.clientContext(),
					SslOptions.of(null, new String[] { "TLSv1.2" })));
	}

	private ApplicationContextRunner withBundles() {
		return this.runner.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withBean(SslBundleRegistrar.class, () -> (registry) -> registry.registerBundle("test",
					new TestSslBundle(TestCertificates.clientContext())));
	}

	record Details(String getClientName, URI uri,
			@Nullable SslBundle getSslBundle) implements WebSocketClientConnectionDetails {

		@Override
		public List<URI> getUris() {
			return List.of(this.uri);
		}

	}

}
