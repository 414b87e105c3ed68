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
import java.time.Instant;
import java.time.InstantSource;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.clientwebsocket.managed.ConnectionStatus;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * {@link HealthIndicator} of a named client. Reads what the client knows, and neither
 * connects nor sends.
 */
final class WebSocketClientHealthIndicator extends AbstractHealthIndicator {

	private final ReconnectingWebSocket client;

	private final Duration gracePeriod;

	private final InstantSource clock;

	WebSocketClientHealthIndicator(ReconnectingWebSocket client, Duration gracePeriod, InstantSource clock) {
		super("WebSocket client health check failed");
		this.client = client;
		this.gracePeriod = gracePeriod;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ConnectionStatus status = this.client.status();
		builder.status(health(status))
			.withDetail("state", status.paused() ? "PAUSED" : status.state().name())
			.withDetail("since", status.since().toString())
			.withDetail("attempt", status.attempt());
		if (status.nextAttempt() != null) {
			builder.withDetail("nextAttempt", status.nextAttempt().toString());
		}
		if (status.lastCause() != null) {
			builder.withDetail("lastCause", status.lastCause().summary());
		}
		this.client.lastRoundTrip().ifPresent((roundTrip) -> builder.withDetail("lastRoundTrip", roundTrip.toString()));
	}

	private Status health(ConnectionStatus status) {
		return switch (status.state()) {
			case OPEN -> Status.UP;
			case FAILED -> Status.DOWN;
			case STOPPED -> Status.UNKNOWN;
			case CONNECTING, BACKING_OFF -> isWithinGracePeriod(status) ? Status.UNKNOWN : Status.DOWN;
		};
	}

	private boolean isWithinGracePeriod(ConnectionStatus status) {
		Instant since = status.disconnectedSince();
		return since == null || this.clock.instant().isBefore(since.plus(this.gracePeriod));
	}

}
