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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.event.EventListener;

import io.clientwebsocket.WebSocketStatistics;
import io.clientwebsocket.managed.ConnectionCounters;
import io.clientwebsocket.managed.ConnectionEvent;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.DisconnectCause;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * Meters of named clients, each with the name of its client and never with a URI.
 */
final class WebSocketClientMetrics implements MeterBinder {

	private static final String PREFIX = "websocket.client.";

	private static final String RECEIVED = "received";

	private static final String SENT = "sent";

	private final Map<String, ReconnectingWebSocket> clients;

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	WebSocketClientMetrics(Map<String, ReconnectingWebSocket> clients) {
		this.clients = Map.copyOf(clients);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.clients.forEach((name, client) -> {
			Tags tags = Tags.of("client", name);
			bindState(registry, client, tags);
			bindMessages(registry, client, tags);
			bindTraffic(registry, client, tags);
		});
	}

	private static void bindState(MeterRegistry registry, ReconnectingWebSocket client, Tags tags) {
		for (ConnectionState state : ConnectionState.values()) {
			Gauge.builder(PREFIX + "state", client, (now) -> (now.state() == state) ? 1 : 0)
				.description("Whether the client is in the state")
				.tags(tags.and("state", EventNames.lowerCase(state)))
				.register(registry);
		}
		TimeGauge
			.builder(PREFIX + "round.trip", client, TimeUnit.NANOSECONDS,
					(now) -> now.lastRoundTrip().map(Duration::toNanos).map(Long::doubleValue).orElse(Double.NaN))
			.description("Round trip of the last PING that was answered on the open connection")
			.tags(tags)
			.register(registry);
		counter(registry, client, "connections", "Connections that were opened", tags, ConnectionCounters::opened);
	}

	private static void bindMessages(MeterRegistry registry, ReconnectingWebSocket client, Tags tags) {
		Tags in = tags.and("direction", RECEIVED);
		Tags out = tags.and("direction", SENT);
		counter(registry, client, "messages", "Messages", in, ConnectionCounters::received);
		counter(registry, client, "messages", "Messages", out, ConnectionCounters::sent);
		counter(registry, client, "messages.dropped", "Messages that were dropped", in, ConnectionCounters::dropped);
		counter(registry, client, "messages.dropped", "Messages that were dropped", out,
				ConnectionCounters::sendsDropped);
		counter(registry, client, "messages.failed", "Messages whose listener threw or whose send failed", in,
				ConnectionCounters::listenerFailures);
		counter(registry, client, "messages.failed", "Messages whose listener threw or whose send failed", out,
				ConnectionCounters::sendsFailed);
		counter(registry, client, "messages.expired", "Messages that waited too long for a connection", tags,
				ConnectionCounters::sendsExpired);
		queued(registry, client, in, WebSocketClientMetrics::receivesWaiting);
		queued(registry, client, out, ConnectionCounters::sendsWaiting);
	}

	private static double receivesWaiting(ConnectionCounters counters) {
		// the counters are not read at one moment
		return Math.max(0, counters.received() - counters.delivered() - counters.replies() - counters.dropped());
	}

	private static void queued(MeterRegistry registry, ReconnectingWebSocket client, Tags tags,
			ToDoubleFunction<ConnectionCounters> number) {
		Gauge.builder(PREFIX + "messages.queued", client, (now) -> number.applyAsDouble(now.counters()))
			.description("Messages that came in and wait to be taken, or that wait for a connection")
			.tags(tags)
			.register(registry);
	}

	private static void bindTraffic(MeterRegistry registry, ReconnectingWebSocket client, Tags tags) {
		bytes(registry, client, tags.and("direction", RECEIVED), ConnectionCounters::bytesReceived);
		bytes(registry, client, tags.and("direction", SENT), ConnectionCounters::bytesSent);
		Gauge.builder(PREFIX + "send.queue", client, WebSocketClientMetrics::bytesQueued)
			.description("Bytes that were sent and that the open connection has not taken yet")
			.baseUnit(BaseUnits.BYTES)
			.tags(tags)
			.register(registry);
	}

	private static void bytes(MeterRegistry registry, ReconnectingWebSocket client, Tags tags,
			ToDoubleFunction<ConnectionCounters> number) {
		FunctionCounter.builder(PREFIX + "bytes", client, (now) -> number.applyAsDouble(now.counters()))
			.description("Bytes of frames, as they are on the wire")
			.baseUnit(BaseUnits.BYTES)
			.tags(tags)
			.register(registry);
	}

	private static double bytesQueued(ReconnectingWebSocket client) {
		WebSocketStatistics statistics = client.statistics();
		return (statistics != null) ? statistics.bytesQueued() : 0;
	}

	private static void counter(MeterRegistry registry, ReconnectingWebSocket client, String name, String description,
			Tags tags, ToDoubleFunction<ConnectionCounters> number) {
		FunctionCounter.builder(PREFIX + name, client, (now) -> number.applyAsDouble(now.counters()))
			.description(description)
			.tags(tags)
			.register(registry);
	}

	@EventListener
	void count(WebSocketConnectionEvent<?> event) {
		if (event.event() instanceof ConnectionEvent.Disconnected disconnected) {
			count("disconnects", event, disconnected.cause());
		}
		else if (event.event() instanceof ConnectionEvent.AttemptFailed failed) {
			count("attempts.failed", event, failed.cause());
		}
	}

	private void count(String name, WebSocketConnectionEvent<?> event, DisconnectCause cause) {
		Tags tags = Tags.of("client", event.client().name(), "cause", EventNames.lowerCase(cause.kind()), "code",
				EventNames.code(cause));
		this.registries.forEach((registry) -> registry.counter(PREFIX + name, tags).increment());
	}

}
