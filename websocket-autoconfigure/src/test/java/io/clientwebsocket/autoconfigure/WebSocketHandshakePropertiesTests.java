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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code ws.max-redirects} and {@code ws.cookies.*} and their kin of a client.
 */
@Timeout(60)
class WebSocketHandshakePropertiesTests {

	private static final ServerScript ECHO = (connection) -> connection.acceptHandshake().echo();

	private static final ServerScript REDIRECT = (connection) -> connection.readRequest()
		.answer(302, Map.of("Location", "/there", "Set-Cookie", "visit=1; Path=/"), "")
		.fin();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class))
		.withPropertyValues("ws.clients.feed.uri=wss://example.org/feed");

	@Test
	void redirectsAndCookiesOfTheDefaultsAreInherited() {
		this.runner.withPropertyValues("ws.max-redirects=3", "ws.cookies.enabled=true").run((context) -> {
			ClientWebSocketOptions defaults = context.getBean("clientWebSocketOptions", ClientWebSocketOptions.class);
			ClientWebSocketOptions feed = ConfiguredClient.of(context, "feed").options();
			assertThat(defaults.maxRedirects()).isEqualTo(3);
			assertThat(feed.maxRedirects()).isEqualTo(3);
			assertThat(defaults.cookieHandler()).isNotNull().isSameAs(feed.cookieHandler());
		});
	}

	@Test
	void clientSwitchesThemOff() {
		this.runner
			.withPropertyValues("ws.max-redirects=3", "ws.cookies.enabled=true", "ws.clients.feed.max-redirects=0",
					"ws.clients.feed.cookies.enabled=false")
			.run((context) -> {
				ClientWebSocketOptions feed = ConfiguredClient.of(context, "feed").options();
				assertThat(feed.maxRedirects()).isZero();
				assertThat(feed.cookieHandler()).isNull();
			});
	}

	@Test
	void clientFollowsARedirectWithTheCookieThatCameWithIt() {
		try (ScriptedServer server = ScriptedServer.start(List.of(REDIRECT, ECHO))) {
			this.runner.withPropertyValues("ws.clients.feed.max-redirects=1", "ws.clients.feed.cookies.enabled=true")
				.run((context) -> {
					ConfiguredClient client = ConfiguredClient.of(context, "feed");
					client.connector().connect(server.uri(), client.options()).close();
					assertThat(server.received(2).requests().get(0).target()).isEqualTo("/there");
					assertThat(server.received(2).requests().get(0).header("Cookie")).isEqualTo("visit=1");
				});
		}
	}

}
