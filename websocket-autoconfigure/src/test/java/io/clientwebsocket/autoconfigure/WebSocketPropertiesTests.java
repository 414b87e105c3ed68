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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.managed.ReconnectingWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebSocketProperties} and their way into
 * {@link ClientWebSocketOptions}.
 */
class WebSocketPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class))
		.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=wss://example.org/feed");

	static Stream<Arguments> properties() {
		return Stream.of(
				property("keep-alive.interval=5s", ClientWebSocketOptions::keepAlive,
						KeepAlive.unsolicitedPong(Duration.ofSeconds(5))),
				property("keep-alive.timeout=7s", ClientWebSocketOptions::keepAlive,
						KeepAlive.pingPong(Duration.ofSeconds(30), Duration.ofSeconds(7))),
				property("deflate.enabled=true", ClientWebSocketOptions::deflate, DeflateOptions.defaults()),
				property("max-message-size=2MB", ClientWebSocketOptions::maxMessageSize, 2L * 1024 * 1024),
				property("max-frame-size=64KB", ClientWebSocketOptions::maxFrameSize, 64L * 1024),
				property("max-send-queue-size=1000", ClientWebSocketOptions::maxSendQueueSize, 1000L),
				property("http-version=http-2", ClientWebSocketOptions::httpVersion, HttpVersion.HTTP_2),
				property("http-version-policy=request-version-exact", ClientWebSocketOptions::httpVersionPolicy,
						HttpVersionPolicy.REQUEST_VERSION_EXACT),
				property("connect-timeout=2s", ClientWebSocketOptions::connectTimeout, Duration.ofSeconds(2)),
				property("handshake-timeout=3s", ClientWebSocketOptions::handshakeTimeout, Duration.ofSeconds(3)),
				property("close-timeout=4000", ClientWebSocketOptions::closeTimeout, Duration.ofSeconds(4)),
				property("write-timeout=5s", ClientWebSocketOptions::writeTimeout, Duration.ofSeconds(5)),
				property("subprotocols=v2.example,v1.example", ClientWebSocketOptions::subprotocols,
						List.of("v2.example", "v1.example")),
				property("headers.X-Key=a, b", (options) -> options.headers().get("x-key"), List.of("a, b")));
	}

	private static Arguments property(String assignment, Function<ClientWebSocketOptions, Object> option,
			Object expected) {
		return Arguments.argumentSet(assignment, assignment, option, expected);
	}

	@ParameterizedTest
	@MethodSource("properties")
	void defaultReachesTheOptionsAndIsInherited(String assignment, Function<ClientWebSocketOptions, Object> option,
			Object expected) {
		assertThat(option.apply(ClientWebSocketOptions.defaults())).isNotEqualTo(expected);
		this.runner.withPropertyValues("ws." + assignment).run((context) -> {
			assertThat(option.apply(context.getBean(ClientWebSocketOptions.class))).isEqualTo(expected);
			assertThat(option.apply(NamedClients.options(context))).isEqualTo(expected);
		});
	}

	@ParameterizedTest
	@MethodSource("properties")
	void clientOverridesTheDefault(String assignment, Function<ClientWebSocketOptions, Object> option,
			Object expected) {
		this.runner.withPropertyValues("ws.clients.feed." + assignment).run((context) -> {
			assertThat(option.apply(context.getBean(ClientWebSocketOptions.class)))
				.isEqualTo(option.apply(ClientWebSocketOptions.defaults()));
			assertThat(option.apply(NamedClients.options(context))).isEqualTo(expected);
		});
	}

	@Test
	void withoutPropertiesTheDefaultsOfTheLibraryHold() {
		this.runner
			.run((context) -> assertThat(context.getBean(ClientWebSocketOptions.class)).usingRecursiveComparison()
				.isEqualTo(ClientWebSocketOptions.defaults()));
	}

	@Test
	void clientOverridesOneByOneAndInheritsTheRest() {
		this.runner
			.withPropertyValues("ws.close-timeout=1s", "ws.write-timeout=2s", "ws.headers.X-One=1",
					"ws.headers.X-Two=2", "ws.subprotocols=a,b", "ws.clients.feed.write-timeout=3s",
					"ws.clients.feed.headers.x-two=two", "ws.clients.feed.subprotocols=c")
			.run((context) -> {
				ClientWebSocketOptions options = NamedClients.options(context);
				assertThat(options.closeTimeout()).hasSeconds(1);
				assertThat(options.writeTimeout()).hasSeconds(3);
				assertThat(options.headers()).hasSize(2)
					.containsEntry("X-One", List.of("1"))
					.containsEntry("X-Two", List.of("two"));
				assertThat(options.subprotocols()).containsExactly("c");
			});
	}

	@Test
	void emptyValuesOfAClientDropWhatWouldBeInherited() {
		this.runner
			.withPropertyValues("ws.headers.X-One=1", "ws.subprotocols=a,b", "ws.clients.feed.headers.X-One=",
					"ws.clients.feed.subprotocols=")
			.run((context) -> {
				ClientWebSocketOptions options = NamedClients.options(context);
				assertThat(options.headers()).isEmpty();
				assertThat(options.subprotocols()).isEmpty();
			});
	}

	@Test
	void deflateOfAClientOverridesOneByOne() {
		assertDeflate(new DeflateOptions(9, 11, false, false, 1024, 1), "ws.deflate.enabled=true",
				"ws.deflate.client-max-window-bits=10", "ws.deflate.server-max-window-bits=11",
				"ws.deflate.client-context-takeover=false", "ws.deflate.server-context-takeover=false",
				"ws.deflate.minimum-size=1KB", "ws.clients.feed.deflate.client-max-window-bits=9",
				"ws.clients.feed.deflate.level=1");
	}

	@Test
	void deflateOfAClientCanBeSwitchedOnAndOff() {
		assertDeflate(null, "ws.deflate.enabled=true", "ws.clients.feed.deflate.enabled=false");
		assertDeflate(DeflateOptions.defaults(), "ws.deflate.enabled=false", "ws.clients.feed.deflate.enabled=true");
		assertDeflate(null, "ws.deflate.enabled=false", "ws.deflate.level=1");
	}

	private void assertDeflate(@Nullable DeflateOptions expected, String... properties) {
		this.runner.withPropertyValues(properties)
			.run((context) -> assertThat(NamedClients.options(context).deflate()).isEqualTo(expected));
	}

	@Test
	void keepAliveTimeoutOfAClientUsesTheInheritedInterval() {
		assertKeepAlive(KeepAlive.pingPong(Duration.ofSeconds(9), Duration.ofSeconds(2)), "ws.keep-alive.interval=9s",
				"ws.clients.feed.keep-alive.timeout=2s");
	}

	@Test
	void keepAliveIntervalOfAClientUsesTheInheritedTimeout() {
		assertKeepAlive(KeepAlive.pingPong(Duration.ofSeconds(9), Duration.ofSeconds(2)), "ws.keep-alive.timeout=2s",
				"ws.clients.feed.keep-alive.interval=9s");
	}

	@Test
	void keepAliveOfAClientCanBeSwitchedOff() {
		assertKeepAlive(KeepAlive.off(), "ws.keep-alive.timeout=2s", "ws.clients.feed.keep-alive.interval=0");
	}

	@Test
	void keepAliveOfAClientCanBeSwitchedOn() {
		assertKeepAlive(KeepAlive.unsolicitedPong(Duration.ofSeconds(9)), "ws.keep-alive.interval=0",
				"ws.clients.feed.keep-alive.interval=9s");
	}

	@Test
	void keepAliveOfAClientCanGoBackToUnsolicitedPongs() {
		assertKeepAlive(KeepAlive.unsolicitedPong(Duration.ofSeconds(30)), "ws.keep-alive.timeout=2s",
				"ws.clients.feed.keep-alive.timeout=0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "WS_CLOSETIMEOUT", "WS_CLIENTS_FEED_CLOSETIMEOUT", "WS_CLIENTS_FEED_CLOSE_TIMEOUT" })
	void environmentVariablesReachAClient(String variable) {
		this.runner.withInitializer(environment(variable, "6s"))
			.run((context) -> assertThat(NamedClients.options(context).closeTimeout()).hasSeconds(6));
	}

	@ParameterizedTest
	@ValueSource(strings = { "WS_CLIENTS_PRICELIST_CLOSETIMEOUT", "WS_CLIENTS_PRICE_LIST_CLOSE_TIMEOUT" })
	void environmentVariablesReachAClientWithADashInItsName(String variable) {
		this.runner.withPropertyValues("ws.clients.price-list.uri=wss://example.org/list")
			.withInitializer(environment(variable, "6s"))
			.run((context) -> {
				assertThat(context.getBeansOfType(ReconnectingWebSocket.class)).containsOnlyKeys("feed", "price-list");
				assertThat(NamedClients.options(context, "price-list").closeTimeout()).hasSeconds(6);
			});
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> environment(String variable,
			String value) {
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(variable, value)));
	}

	private void assertKeepAlive(KeepAlive expected, String... properties) {
		this.runner.withPropertyValues(properties)
			.run((context) -> assertThat(NamedClients.options(context).keepAlive()).isEqualTo(expected));
	}

}
