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
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WebSocketHealthContributorAutoConfiguration}.
 */
class WebSocketHealthContributorAutoConfigurationTests {

	private static final URI FEED = URI.create("wss://example.org/feed?token=secret");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class,
				WebSocketHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class))
		.withPropertyValues("ws.clients.feed.uri=" + FEED);

	private final WebSocketConnector connector = mock(WebSocketConnector.class);

	private final NamedWebSocketClient client = new NamedWebSocketClient("feed", FEED,
			ClientWebSocketOptions.defaults(), this.connector, new ManualClock());

	@Test
	void hasOneContributorForEachClient() {
		this.runner.withPropertyValues("ws.clients.prices.uri=wss://example.org/prices")
			.run((context) -> assertThat(ws(context.getBean(HealthContributorRegistry.class)).stream())
				.extracting((entry) -> entry.name())
				.containsExactlyInAnyOrder("feed", "prices"));
	}

	@Test
	void onlyClientIsAContributorOfItsNameToo() {
		this.runner.run((context) -> {
			HealthIndicator feed = (HealthIndicator) ws(context.getBean(HealthContributorRegistry.class))
				.getContributor("feed");
			assertThat(feed.health().getStatus()).isEqualTo(Status.UNKNOWN);
		});
	}

	@Test
	void backsOffWithoutNamedClients() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class,
					WebSocketHealthContributorAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean("wsHealthContributor"));
	}

	@Test
	void backsOffWithoutHealthOnTheClassPath() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class,
					WebSocketHealthContributorAutoConfiguration.class))
			.withPropertyValues("ws.clients.feed.uri=" + FEED)
			.withClassLoader(new FilteredClassLoader(CompositeHealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(NamedWebSocketClient.class)
				.doesNotHaveBean(WebSocketHealthContributorAutoConfiguration.class));
	}

	@Test
	void backsOffWhenSwitchedOff() {
		this.runner.withPropertyValues("management.health.ws.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("wsHealthContributor"));
	}

	@Test
	void backsOffWhenAllHealthIsSwitchedOff() {
		this.runner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("wsHealthContributor"));
	}

	@Test
	void usersContributorWins() {
		HealthIndicator mine = () -> Health.up().build();
		this.runner.withBean("wsHealthIndicator", HealthIndicator.class, () -> mine)
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("ws"))
				.isSameAs(mine));
	}

	@Test
	void isUnknownBeforeTheFirstConnect() {
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsOnlyKeys("state", "since", "openSockets")
			.containsEntry("state", "IDLE")
			.containsEntry("since", "2026-01-01T00:00:00Z")
			.containsEntry("openSockets", 0);
	}

	@Test
	void isUpWithAnOpenSocket() throws Exception {
		ClientWebSocket socket = connect();
		given(socket.lastRoundTrip()).willReturn(Optional.of(Duration.ofMillis(12)));
		Health health = health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("openSockets", 1).containsEntry("lastRoundTrip", "PT0.012S");
	}

	@Test
	void isUnknownAfterACleanClose() throws Exception {
		given(connect().state()).willReturn(WebSocketState.CLOSED);
		assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health().getDetails()).containsEntry("state", "CLOSED");
	}

	@Test
	void isDownAfterASocketThatFailed() throws Exception {
		ClientWebSocket socket = connect();
		given(socket.state()).willReturn(WebSocketState.ABORTED);
		given(socket.failure()).willReturn(new WebSocketException(WebSocketError.MESSAGE_TOO_BIG, "secret"));
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health().getDetails()).containsEntry("lastFailure", "MESSAGE_TOO_BIG");
	}

	@Test
	void isDownAfterAFailedConnectAndTellsNothingPrivate() throws Exception {
		given(this.connector.connect(FEED, this.client.options()))
			.willThrow(new WebSocketHandshakeException(WebSocketError.TIMED_OUT, FEED, "secret", null, "secret", null));
		assertThatExceptionOfType(WebSocketHandshakeException.class).isThrownBy(this.client::connect);
		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health().getDetails()).containsEntry("state", "FAILED").containsEntry("lastFailure", "TIMED_OUT");
		assertThat(health().toString()).doesNotContain("secret");
	}

	private static CompositeHealthContributor ws(HealthContributorRegistry registry) {
		return (CompositeHealthContributor) registry.getContributor("ws");
	}

	private Health health() {
		return new NamedWebSocketClientHealthIndicator(this.client).health();
	}

	private ClientWebSocket connect() throws InterruptedException {
		ClientWebSocket socket = mock(ClientWebSocket.class);
		given(socket.state()).willReturn(WebSocketState.OPEN);
		given(socket.lastRoundTrip()).willReturn(Optional.empty());
		given(this.connector.connect(FEED, this.client.options())).willReturn(socket);
		return this.client.connect();
	}

}
