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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WebSocketMetricsAutoConfiguration} and {@link WebSocketClientMetrics},
 * with the meters of Spring Boot.
 */
@Timeout(60)
class WebSocketMetricsAutoConfigurationTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(WebSocketClientAutoConfiguration.class, WebSocketMetricsAutoConfiguration.class));

	private final ApplicationContextRunner metered = this.runner
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class));

	@Test
	void messagesAndStateOfAnOpenClientAreMeasured() {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().sendText("a").sendText("b").answerPing().echo())) {
			this.metered
				.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + server.uri("/?token=secret"),
						"ws.inbound-buffer.capacity=10")
				.run((context) -> {
					ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					feed.pingAsync().get();
					feed.sendText("c");
					await().atMost(DEADLINE).until(() -> feed.counters().received() == 3);
					assertThat(gauge(registry, "state", "state", "open")).isOne();
					assertThat(gauge(registry, "state", "state", "backing_off")).isZero();
					assertThat(gauge(registry, "messages.queued", "direction", "received")).isEqualTo(3);
					assertThat(gauge(registry, "messages.queued", "direction", "sent")).isZero();
					assertThat(counter(registry, "connections")).isOne();
					assertThat(counter(registry, "messages", "direction", "received")).isEqualTo(3);
					assertThat(counter(registry, "messages", "direction", "sent")).isOne();
					assertThat(counter(registry, "messages.dropped", "direction", "received")).isZero();
					assertThat(gauge(registry, "round.trip")).isPositive();
					assertThat(registry.getMeters()).extracting((meter) -> meter.getId().toString())
						.noneMatch((id) -> id.contains("secret") || id.contains("127.0.0.1"));
				});
		}
	}

	@Test
	void bytesAreCountedOverAllConnections() {
		byte[] first = Frames.bytes(Frames.text("a"));
		byte[] close = Frames.bytes(Frames.close(1001, ""));
		byte[] second = Frames.bytes(Frames.binary(new byte[1000]));
		try (ScriptedServer server = ScriptedServer.start(List.of(
				(connection) -> connection.acceptHandshake()
					.sendRaw(first)
					.expectText("b")
					.sendRaw(close)
					.expectClose(1001),
				(connection) -> connection.acceptHandshake().sendRaw(second).expectClose(1001).close(1001, "")))) {
			this.metered
				.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + server.uri(),
						"ws.inbound-buffer.capacity=10", "ws.clients.feed.reconnect.delay=1ms")
				.run((context) -> {
					ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					feed.sendText("b");
					await().atMost(DEADLINE).until(() -> feed.counters().received() == 2);
					// of the client a text and a close frame, both masked
					await().atMost(DEADLINE)
						.untilAsserted(() -> assertThat(counter(registry, "bytes", "direction", "sent"))
							.isEqualTo(6 + 1 + 6 + 2));
					assertThat(counter(registry, "bytes", "direction", "received"))
						.isEqualTo(first.length + close.length + second.length);
					assertThat(search(registry, "bytes").functionCounters())
						.allMatch((meter) -> "bytes".equals(meter.getId().getBaseUnit()));
				});
		}
	}

	@Test
	void whatAServerDoesNotReadIsInTheSendQueue() {
		int size = 8 * 1024 * 1024;
		CountDownLatch release = new CountDownLatch(1);
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake()
			.stallUntil(release)
			.expectBinary(new byte[size])
			.expectClose(1001)
			.close(1001, ""))) {
			this.metered.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + server.uri())
				.run((context) -> {
					ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					assertThat(gauge(registry, "send.queue")).isZero();
					CompletableFuture<Void> send = feed.sendBinaryAsync(ByteBuffer.allocate(size));
					assertThat(gauge(registry, "send.queue")).isPositive();
					assertThat(search(registry, "send.queue").gauge().getId().getBaseUnit()).isEqualTo("bytes");
					release.countDown();
					send.get();
					assertThat(gauge(registry, "send.queue")).isZero();
				});
		}
	}

	@Test
	void messagesThatWaitForAConnectionAreQueued() {
		this.metered
			.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=ws://127.0.0.1:1/",
					"ws.clients.feed.send-buffer.enabled=true", "ws.clients.feed.reconnect.delay=30s")
			.run((context) -> {
				ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				feed.start();
				await().atMost(DEADLINE).until(() -> feed.counters().attemptsFailed() == 1);
				CompletableFuture<Void> first = feed.sendTextAsync("a");
				CompletableFuture<Void> second = feed.sendTextAsync("b");
				assertThat(gauge(registry, "messages.queued", "direction", "sent")).isEqualTo(2);
				assertThat(gauge(registry, "send.queue")).isZero();
				feed.close();
				assertThat(first).failsWithin(DEADLINE);
				assertThat(second).failsWithin(DEADLINE);
				assertThat(gauge(registry, "messages.queued", "direction", "sent")).isZero();
			});
	}

	@Test
	void endsAreCountedByCauseAndCode() {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().close(1008, "no").expectClose(1008))) {
			this.metered.withPropertyValues("ws.clients.feed.uri=" + server.uri()).run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				await().atMost(DEADLINE).until(() -> registry.find("websocket.client.disconnects").counter() != null);
				assertThat(registry.get("websocket.client.disconnects")
					.tags("client", "feed", "cause", "closed_by_peer", "code", "1008")
					.counter()
					.count()).isOne();
			});
		}
	}

	@Test
	void failedAttemptsAreCountedByCauseAndStatus() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.answer(403, Map.of(), "no"))) {
			this.metered.withPropertyValues("ws.clients.feed.uri=" + server.uri()).run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				await().atMost(DEADLINE)
					.until(() -> registry.find("websocket.client.attempts.failed")
						.tags("client", "feed", "cause", "handshake_failed", "code", "403")
						.counter() != null);
			});
		}
	}

	@Test
	void switchOfMicrometerWorks() {
		this.metered
			.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=ws://127.0.0.1/",
					"management.metrics.enable.websocket=false")
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("websocket.client.state").meters())
				.isEmpty());
	}

	@Test
	void backsOffWhenSwitchedOff() {
		this.metered
			.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=ws://127.0.0.1/",
					"ws.observation.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WebSocketClientMetrics.class));
	}

	@Test
	void backsOffWithoutNamedClients() {
		this.metered.run((context) -> assertThat(context).doesNotHaveBean(WebSocketClientMetrics.class));
	}

	@Test
	void backsOffWithoutMicrometerOnTheClassPath() {
		this.runner.withClassLoader(new FilteredClassLoader(Meter.class.getPackageName()))
			.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=ws://127.0.0.1/")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ReconnectingWebSocket.class)
				.doesNotHaveBean(WebSocketMetricsAutoConfiguration.class));
	}

	private static double gauge(MeterRegistry registry, String name, String... tags) {
		return search(registry, name, tags).gauge().value();
	}

	private static double counter(MeterRegistry registry, String name, String... tags) {
		return search(registry, name, tags).functionCounter().count();
	}

	private static RequiredSearch search(MeterRegistry registry, String name, String... tags) {
		return registry.get("websocket.client." + name).tag("client", "feed").tags(tags);
	}

}
