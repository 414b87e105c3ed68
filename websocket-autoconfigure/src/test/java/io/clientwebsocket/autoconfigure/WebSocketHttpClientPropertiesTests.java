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

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.test.Http2Settings;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@code ws.http-client.*}, {@link HttpClientCustomizer} and address filters.
 */
@Timeout(60)
class WebSocketHttpClientPropertiesTests {

	private static final String OWN = "ws.clients.feed.connect-timeout=2s";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class))
		.withPropertyValues("ws.clients.feed.uri=wss://example.org/feed");

	@Test
	void propertiesReachTheHttpClientAndThoseOfClients() {
		this.runner
			.withPropertyValues("ws.http-client.max-threads=17", "ws.http-client.max-connections-per-destination=18",
					"ws.http-client.max-queued-handshakes=19", OWN)
			.run((context) -> assertThat(List.of(context.getBean(WebSocketConnector.class),
					ConfiguredClient.of(context, "feed").connector()))
				.doesNotHaveDuplicates()
				.map(WebSocketHttpClientPropertiesTests::httpClient)
				.allSatisfy((httpClient) -> {
					assertThat(((QueuedThreadPool) httpClient.getExecutor()).getMaxThreads()).isEqualTo(17);
					assertThat(httpClient.getMaxConnectionsPerDestination()).isEqualTo(18);
					assertThat(httpClient.getMaxRequestsQueuedPerDestination()).isEqualTo(19);
				}));
	}

	@Test
	void httpVersionsReachTheHttpClient() {
		this.runner.withPropertyValues("ws.http-client.http-versions=http-1-1").run((context) -> {
			ClientWebSocketOptions http2 = ClientWebSocketOptions.builder()
				.httpVersion(HttpVersion.HTTP_2)
				.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
				.build();
			assertThat(
					failure(context.getBean(WebSocketConnector.class), URI.create("wss://example.org/"), http2).error())
				.isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
		});
	}

	@Test
	void idleTimeoutOfHttp2ReachesTheHttpClient() {
		try (ScriptedServer server = ScriptedServer.builder()
			.http2(Http2Settings.webSockets())
			.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner
				.withPropertyValues("ws.http-client.http2-idle-timeout=10ms", "ws.http-version=http-2",
						"ws.http-version-policy=request-version-exact")
				.run((context) -> {
					context.getBean(WebSocketConnector.class).connect(server.uri()).close();
					server.http2Connection(1).awaitEnd();
					assertThat(server.http2Connection(1).goAwayCode()).isZero();
				});
		}
	}

	@Test
	void onlyOneHttp2ConnectionIsAllowedThenAConnectWaitsForAStream() {
		try (ScriptedServer server = ScriptedServer.builder()
			.http2(Http2Settings.webSockets().with(Http2Settings.MAX_CONCURRENT_STREAMS, 1))
			.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner
				.withPropertyValues("ws.http-client.enable-multiple-http2-connections=false", "ws.http-version=http-2",
						"ws.http-version-policy=request-version-exact")
				.run((context) -> {
					WebSocketConnector connector = context.getBean(WebSocketConnector.class);
					ClientWebSocket first = connector.connect(server.uri());
					CompletableFuture<ClientWebSocket> second = connector.connectAsync(server.uri());
					first.close();
					second.get(30, TimeUnit.SECONDS).close();
					assertThat(server.http2ConnectionCount()).isOne();
				});
		}
	}

	@Test
	void applicationsHttpClientIsNotSharedThenThereIsAnotherThatIsNoBean() {
		this.runner.withUserConfiguration(WebSocketClientAutoConfigurationTests.OneHttpClient.class)
			.withPropertyValues("ws.http-client.shared=false")
			.run((context) -> {
				assertThat(context.getBean(JettyWebSocketConnector.class).ownsHttpClient()).isTrue();
				assertThat(context).getBean(HttpClient.class).isSameAs(context.getBean("one"));
			});
	}

	@Test
	void customizersAreCalledInOrderForEachHttpClientThatIsNotTheApplications() {
		this.runner.withUserConfiguration(Customizers.class)
			.withPropertyValues("ws.http-client.max-queued-handshakes=5", OWN)
			.run((context) -> {
				assertThat(context.getBean(Customizers.class).calls)
					.containsExactlyInAnyOrder("first null 5", "second null 6", "first feed 5", "second feed 6")
					.containsSubsequence("first null 5", "second null 6")
					.containsSubsequence("first feed 5", "second feed 6");
				assertThat(httpClient(context.getBean(WebSocketConnector.class)).getMaxRequestsQueuedPerDestination())
					.isEqualTo(6);
			});
	}

	@Test
	void applicationsHttpClientIsSharedThenNoCustomizerTouchesIt() {
		this.runner.withUserConfiguration(Customizers.class, WebSocketClientAutoConfigurationTests.OneHttpClient.class)
			.run((context) -> assertThat(context.getBean(Customizers.class).calls).isEmpty());
	}

	@Test
	void addressFilterHoldsForTheConnectorAndThoseOfClients() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.expectEnd())) {
			this.runner.withBean(InetAddressFilter.class, () -> InetAddressFilter.externalAddresses())
				.withPropertyValues(OWN)
				.run((context) -> {
					ConfiguredClient client = ConfiguredClient.of(context, "feed");
					WebSocketConnector shared = context.getBean(WebSocketConnector.class);
					assertThat(failure(shared, server.uri(), shared.options()).error())
						.isEqualTo(WebSocketError.ADDRESS_REFUSED);
					assertThat(failure(client.connector(), server.uri(), client.options()).error())
						.isEqualTo(WebSocketError.ADDRESS_REFUSED);
					assertThat(server.connectionCount()).isZero();
				});
		}
	}

	@Test
	void severalAddressFiltersMustAllMatch() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner.withBean("any", InetAddressFilter.class, () -> (address) -> true)
				.withBean("loopback", InetAddressFilter.class, () -> InetAddress::isLoopbackAddress)
				.run((context) -> context.getBean(WebSocketConnector.class).connect(server.uri()).close());
			this.runner.withBean("any", InetAddressFilter.class, () -> (address) -> true)
				.withBean("none", InetAddressFilter.class, () -> (address) -> false)
				.run((context) -> assertThat(failure(context.getBean(WebSocketConnector.class), server.uri(),
						ClientWebSocketOptions.defaults())
					.error()).isEqualTo(WebSocketError.ADDRESS_REFUSED));
		}
	}

	@Test
	void withoutTheTypeOfAddressFiltersAllElseWorks() {
		this.runner.withClassLoader(new FilteredClassLoader(InetAddressFilter.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AddressFilter.class));
	}

	private static HttpClient httpClient(WebSocketConnector connector) {
		return ((JettyWebSocketConnector) connector).httpClient();
	}

	private static WebSocketHandshakeException failure(WebSocketConnector connector, URI uri,
			ClientWebSocketOptions options) {
		return catchThrowableOfType(WebSocketHandshakeException.class, () -> connector.connect(uri, options));
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private final List<String> calls = new ArrayList<>();

		@Bean
		@Order(2)
		HttpClientCustomizer second() {
			return (httpClient, client) -> this.calls
				.add("second " + client + " " + httpClient.getMaxRequestsQueuedPerDestination());
		}

		@Bean
		@Order(1)
		HttpClientCustomizer first() {
			return (httpClient, client) -> {
				this.calls.add("first " + client + " " + httpClient.getMaxRequestsQueuedPerDestination());
				httpClient.setMaxRequestsQueuedPerDestination(6);
			};
		}

	}

}
