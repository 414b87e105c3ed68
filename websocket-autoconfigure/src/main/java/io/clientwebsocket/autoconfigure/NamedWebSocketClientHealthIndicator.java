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

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} of a named client. Reads what the client knows, and neither
 * connects nor sends.
 */
final class NamedWebSocketClientHealthIndicator extends AbstractHealthIndicator {

	private final NamedWebSocketClient client;

	NamedWebSocketClientHealthIndicator(NamedWebSocketClient client) {
		super("WebSocket client health check failed");
		this.client = client;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		WebSocketClientStatus status = this.client.status();
		builder.status(health(status.state()))
			.withDetail("state", status.state().name())
			.withDetail("since", status.since().toString())
			.withDetail("openSockets", status.openSockets());
		if (status.lastRoundTrip() != null) {
			builder.withDetail("lastRoundTrip", status.lastRoundTrip().toString());
		}
		if (status.lastFailure() != null) {
			builder.withDetail("lastFailure", status.lastFailure().error().name());
		}
	}

	private static Status health(WebSocketClientStatus.State state) {
		return switch (state) {
			case OPEN -> Status.UP;
			case FAILED -> Status.DOWN;
			case IDLE, CONNECTING, CLOSED -> Status.UNKNOWN;
		};
	}

}
