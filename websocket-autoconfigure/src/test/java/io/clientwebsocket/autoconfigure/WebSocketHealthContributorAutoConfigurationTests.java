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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ConnectionStatus;
import io.clientwebsocket.managed.DisconnectCause;
import io.clientwebsocket.managed.ReconnectingWebSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WebSocketHealthContributorAutoConfiguration}.
 */
class WebSocketHealthContributorAutoConfigurationTests {

	private static final URI FEED = URI.create("wss://example.org/feed?token=secret");

	private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class,
				WebSocketHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class))
		.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=" + FEED);

	private final ReconnectingWebSocket client = mock(ReconnectingWebSocket.class);

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
			.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=" + FEED)
			.withClassLoader(new FilteredClassLoader(CompositeHealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ReconnectingWebSocket.class)
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
	void isUnknownWhileItIsStopped() {
		Health health = health(status(ConnectionState.STOPPED, false, null, null));
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsOnlyKeys("state", "since", "attempt")
			.containsEntry("state", "STOPPED")
			.containsEntry("since", "2026-01-01T00:00:00Z")
			.containsEntry("attempt", 3);
	}

	@Test
	void isUnknownWhileItIsPaused() {
		Health health = health(status(ConnectionState.STOPPED, true, null, null));
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsEntry("state", "PAUSED");
	}

	@Test
	void isUpWhileItIsOpen() {
		given(this.client.lastRoundTrip()).willReturn(Optional.of(Duration.ofMillis(12)));
		Health health = health(status(ConnectionState.OPEN, false, null, null));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("state", "OPEN").containsEntry("lastRoundTrip", "PT0.012S");
	}

	@ParameterizedTest
	@EnumSource(names = { "CONNECTING", "BACKING_OFF" })
	void isUnknownWithinTheGracePeriodAndDownAfterIt(ConnectionState state) {
		assertThat(health(status(state, false, NOW.minusSeconds(29), null)).getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health(status(state, false, NOW.minusSeconds(30), null)).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void isDownAtOnceWhenItHasFailedAndTellsNothingPrivate() {
		WebSocketHandshakeException refused = new WebSocketHandshakeException(WebSocketError.TIMED_OUT, FEED, "secret",
				null, "secret", null);
		Health health = health(status(ConnectionState.FAILED, false, NOW,
				new DisconnectCause(DisconnectCause.Kind.HANDSHAKE_FAILED, refused, null, "secret")));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("lastCause", "HANDSHAKE_FAILED TIMED_OUT");
		assertThat(health.toString()).doesNotContain("secret");
	}

	@Test
	void gracePeriodOfThePropertyHolds() {
		this.runner.withPropertyValues("management.health.ws.grace-period=0s", "ws.startup=background")
			.withPropertyValues("ws.clients.feed.uri=ws://127.0.0.1:1/")
			.run((context) -> {
				HealthIndicator feed = (HealthIndicator) ws(context.getBean(HealthContributorRegistry.class))
					.getContributor("feed");
				assertThat(feed.health().getStatus()).isEqualTo(Status.DOWN);
				assertThat(feed.health().getDetails()).containsKeys("state", "attempt");
			});
	}

	@Test
	void oneClientCanBeMadePartOfTheReadinessOfTheApplication() {
		this.runner
			.withConfiguration(AutoConfigurations.of(AvailabilityHealthContributorAutoConfiguration.class,
					AvailabilityProbesAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
					ApplicationAvailabilityAutoConfiguration.class))
			.withPropertyValues("ws.clients.prices.uri=wss://example.org/prices",
					"management.endpoint.health.probes.enabled=true",
					"management.endpoint.health.group.readiness.include=readinessState,ws/feed")
			.run((context) -> {
				HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
				assertThat(endpoint.healthForPath("readiness", "ws", "feed")).isNotNull();
				assertThat(endpoint.healthForPath("readiness", "ws", "prices")).isNull();
				assertThat(endpoint.healthForPath("ws", "prices")).isNotNull();
				assertThat(endpoint.healthForPath("liveness", "ws", "feed")).isNull();
			});
	}

	private static CompositeHealthContributor ws(HealthContributorRegistry registry) {
		return (CompositeHealthContributor) registry.getContributor("ws");
	}

	private Health health(ConnectionStatus status) {
		given(this.client.status()).willReturn(status);
		return new WebSocketClientHealthIndicator(this.client, Duration.ofSeconds(30), InstantSource.fixed(NOW))
			.health();
	}

	private static ConnectionStatus status(ConnectionState state, boolean paused, Instant disconnectedSince,
			DisconnectCause cause) {
		return new ConnectionStatus(state, paused, Instant.parse("2026-01-01T00:00:00Z"), disconnectedSince, 3, null,
				cause);
	}

}
