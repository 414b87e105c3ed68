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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code ws.proxy.*} and its kin of a client.
 */
class WebSocketProxyPropertiesTests {

	private static final ProxyOptions PROXY = ProxyOptions.http("proxy.example", 3128);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class))
		.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=ws://feed.example/feed");

	private final ApplicationContextRunner proxied = this.runner.withPropertyValues("ws.proxy.host=proxy.example",
			"ws.proxy.port=3128", "ws.proxy.username=joe", "ws.proxy.password=secret");

	@Test
	void withoutPropertiesThereIsNoProxy() {
		this.runner.run((context) -> assertThat(context.getBean(ClientWebSocketOptions.class).proxy()).isNull());
	}

	@Test
	void proxyOfTheDefaultsReachesTheOptionsAndIsInherited() {
		this.proxied.withPropertyValues("ws.proxy.no-proxy-for=localhost,*.intra.example").run((context) -> {
			ProxyOptions expected = PROXY.withCredentials("joe", "secret")
				.withNoProxyFor("localhost", "*.intra.example");
			assertThat(context.getBean(ClientWebSocketOptions.class).proxy()).isEqualTo(expected);
			assertThat(NamedClients.options(context).proxy()).isEqualTo(expected);
			assertThat(context.getBean(NamedWebSocketClientFactory.class).ownConnectors()).isEmpty();
		});
	}

	@Test
	void clientWithAProxyOfItsOwnHasAConnectorOfItsOwn() {
		this.runner
			.withPropertyValues("ws.clients.feed.proxy.type=socks5", "ws.clients.feed.proxy.host=::1",
					"ws.clients.feed.proxy.port=1080")
			.run((context) -> {
				assertThat(context.getBean(ClientWebSocketOptions.class).proxy()).isNull();
				assertThat(context.getBean(NamedWebSocketClientFactory.class).ownConnectors()).singleElement()
					.satisfies((connector) -> assertThat(connector.options().proxy())
						.isEqualTo(ProxyOptions.socks5("::1", 1080)));
			});
	}

	@Test
	void clientThatNamesAHostInheritsNothingOfAnotherProxy() {
		this.proxied
			.withPropertyValues("ws.proxy.type=socks5", "ws.clients.feed.proxy.host=other.example",
					"ws.clients.feed.proxy.port=8080")
			.run((context) -> assertThat(NamedClients.options(context).proxy())
				.isEqualTo(ProxyOptions.http("other.example", 8080)));
	}

	@Test
	void clientThatNamesNoHostOverridesOneByOne() {
		this.proxied
			.withPropertyValues("ws.clients.feed.proxy.port=1080", "ws.clients.feed.proxy.type=socks5",
					"ws.clients.feed.proxy.password=other", "ws.clients.feed.proxy.no-proxy-for=a.example")
			.run((context) -> assertThat(NamedClients.options(context).proxy())
				.isEqualTo(ProxyOptions.socks5("proxy.example", 1080)
					.withCredentials("joe", "other")
					.withNoProxyFor("a.example")));
	}

	@Test
	void clientWithEmptyCredentialsSendsNone() {
		this.proxied.withPropertyValues("ws.clients.feed.proxy.username=", "ws.clients.feed.proxy.password=")
			.run((context) -> assertThat(NamedClients.options(context).proxy()).isEqualTo(PROXY));
	}

	@Test
	void clientWithAnEmptyHostConnectsDirectly() {
		this.proxied.withPropertyValues("ws.clients.feed.proxy.host=").run((context) -> {
			assertThat(NamedClients.options(context).proxy()).isNull();
			assertThat(context.getBean(NamedWebSocketClientFactory.class).ownConnectors()).singleElement()
				.satisfies((connector) -> assertThat(connector.options().proxy()).isNull());
		});
	}

	@Test
	void clientAsksItsProxy() {
		try (ScriptedServer proxy = ScriptedServer
			.start((connection) -> connection.readRequest().answerRaw("HTTP/1.1 403 Forbidden\r\n\r\n").fin())) {
			this.runner
				.withPropertyValues("ws.clients.feed.proxy.host=127.0.0.1",
						"ws.clients.feed.proxy.port=" + proxy.port(), "ws.clients.feed.reconnect.enabled=false")
				.run((context) -> {
					ReconnectingWebSocket client = context.getBean(ReconnectingWebSocket.class);
					assertThat(client.start().awaitOpen(Duration.ofSeconds(30))).isFalse();
					assertThat(client.status().lastCause().failure()).isInstanceOfSatisfying(
							WebSocketHandshakeException.class,
							(failure) -> assertThat(failure.error()).isEqualTo(WebSocketError.PROXY_REFUSED));
				});
			assertThat(proxy.received().requests().get(0).target()).isEqualTo("feed.example:80");
		}
	}

	@Test
	void clientWithoutProxyIgnoresThatOfAnother() throws IOException {
		try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner
				.withPropertyValues("ws.clients.feed.proxy.host=127.0.0.1",
						"ws.clients.feed.proxy.port=" + proxy.getLocalPort(), "ws.clients.direct.uri=" + server.uri())
				.run((context) -> {
					ReconnectingWebSocket direct = context.getBean("direct", ReconnectingWebSocket.class);
					assertThat(direct.start().awaitOpen(Duration.ofSeconds(30))).isTrue();
					direct.close();
				});
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "proxy.port=3128 | proxy.host", "proxy.host=proxy.example | proxy.port",
					"proxy.host=http://joe:secret@proxy.example,proxy.port=3128 | proxy.host",
					"proxy.host=proxy.example,proxy.port=0 | proxy.port",
					"proxy.host=proxy.example,proxy.port=1,proxy.username=joe | proxy.password",
					"proxy.host=proxy.example,proxy.port=1,proxy.password=secret | proxy.password",
					"proxy.type=socks4,proxy.host=proxy.example,proxy.port=1,proxy.username=joe,proxy.password=secret"
							+ " | proxy.password",
					"proxy.host=proxy.example,proxy.port=1,proxy.no-proxy-for=10.0.0.0/8 | proxy.no-proxy-for" })
	void propertyThatCannotBeUsedIsNamedWithoutWhatIsPrivate(String properties, String property) {
		for (String prefix : new String[] { "ws.", "ws.clients.feed." }) {
			this.runner.withPropertyValues((prefix + properties).replace(",", "\n" + prefix).split("\n", -1))
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.satisfies((ex) -> assertThat(context.getStartupFailure())
						.hasStackTraceContaining(InvalidWebSocketPropertyException.class.getName() + ": Property '"
								+ prefix + property + "' must be "))
					.satisfies((ex) -> assertThat(context.getStartupFailure().toString()).doesNotContain("secret")));
		}
	}

}
