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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentCaptor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.clientwebsocket.managed.Backoff;
import io.clientwebsocket.managed.EndpointOrder;
import io.clientwebsocket.managed.InboundBuffer;
import io.clientwebsocket.managed.ReconnectingWebSocketBuilder;
import io.clientwebsocket.managed.SendBuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link ReconnectMapper} and {@link ClientUris}.
 */
class ReconnectMapperTests {

	private static final PropertyPath PATH = PropertyPath.client("feed");

	static Stream<Arguments> backoffProperties() {
		return Stream.of(backoff("delay=2s", Backoff::delay, Duration.ofSeconds(2)),
				backoff("multiplier=1.5", Backoff::multiplier, 1.5),
				backoff("jitter=10ms", Backoff::jitter, Duration.ofMillis(10)),
				backoff("max-delay=1m", Backoff::maxDelay, Duration.ofMinutes(1)),
				backoff("max-retries=7", Backoff::maxRetries, 7L),
				backoff("start-spread=5s", Backoff::startSpread, Duration.ofSeconds(5)),
				backoff("spread=6s", Backoff::reconnectSpread, Duration.ofSeconds(6)),
				backoff("stable-after=7s", Backoff::stableAfter, Duration.ofSeconds(7)),
				backoff("stable-on-message=true", Backoff::stableOnMessage, true),
				backoff("enabled=false", Backoff::maxRetries, 0L));
	}

	private static Arguments backoff(String assignment, Function<Backoff, Object> getter, Object expected) {
		return Arguments.argumentSet(assignment, assignment, getter, expected);
	}

	@ParameterizedTest
	@MethodSource("backoffProperties")
	void backoffIsInheritedAndOverriddenOneByOne(String assignment, Function<Backoff, Object> getter, Object expected) {
		assertThat(getter.apply(Backoff.defaults())).isNotEqualTo(expected);
		assertThat(getter.apply(backoff("ws.reconnect." + assignment))).isEqualTo(expected);
		assertThat(getter.apply(backoff("ws.clients.feed.reconnect." + assignment))).isEqualTo(expected);
		String other = "ws.reconnect." + assignment.replaceFirst("=.*", "") + "=" + other(assignment);
		assertThat(getter.apply(backoff(other, "ws.clients.feed.reconnect." + assignment))).isEqualTo(expected);
	}

	private static String other(String assignment) {
		String value = assignment.replaceFirst(".*=", "");
		return switch (value) {
			case "true" -> "false";
			case "false" -> "true";
			case "1.5" -> "3";
			case "7" -> "8";
			default -> "11s";
		};
	}

	private static Backoff backoff(String... assignments) {
		ArgumentCaptor<Backoff> backoff = ArgumentCaptor.forClass(Backoff.class);
		verify(map(assignments)).backoff(backoff.capture());
		return backoff.getValue();
	}

	@Test
	void withoutPropertiesTheDefaultsOfTheLibraryHold() {
		assertThat(backoff()).usingRecursiveComparison().isEqualTo(Backoff.defaults());
		ReconnectingWebSocketBuilder builder = map();
		verify(builder).sendBuffer(null);
		verify(builder).endpointOrder(EndpointOrder.PRIORITY, Duration.ofSeconds(30));
		verify(builder, never()).attemptTimeout(any());
		verify(builder, never()).onOpenTimeout(any());
		verify(builder, never()).noDataTimeout(any());
		verify(builder, never()).replyTimeout(any());
		assertThat(inboundBuffer()).usingRecursiveComparison()
			.ignoringFields("key")
			.isEqualTo(InboundBuffer.block(256));
		assertThat(mapper().startup())
			.isEqualTo(new ClientStartup(WebSocketStartup.BACKGROUND, Duration.ofSeconds(30)));
	}

	@Test
	void timeoutsAndLimitsReachTheBuilder() {
		ReconnectingWebSocketBuilder builder = map("ws.reconnect.attempt-timeout=1s",
				"ws.clients.feed.reconnect.attempt-timeout=2s", "ws.reconnect.open-timeout=3s", "ws.no-data-timeout=4s",
				"ws.clients.feed.close-on-listener-failure=true", "ws.requests.timeout=5s",
				"ws.clients.feed.requests.max-pending=6");
		verify(builder).attemptTimeout(Duration.ofSeconds(2));
		verify(builder).onOpenTimeout(Duration.ofSeconds(3));
		verify(builder).noDataTimeout(Duration.ofSeconds(4));
		verify(builder).closeOnListenerFailure(true);
		verify(builder).replyTimeout(Duration.ofSeconds(5));
		verify(builder).maxPendingReplies(6);
	}

	@Test
	void orderOfServersReachesTheBuilder() {
		ReconnectingWebSocketBuilder builder = map("ws.endpoints.order=round-robin",
				"ws.clients.feed.endpoints.cool-down=1s");
		verify(builder, atLeastOnce()).endpointOrder(EndpointOrder.ROUND_ROBIN, Duration.ofSeconds(1));
	}

	@Test
	void inboundBufferReachesTheBuilder() {
		assertInboundBuffer(InboundBuffer.block(7), "ws.inbound-buffer.capacity=7");
		assertInboundBuffer(InboundBuffer.dropOldest(7), "ws.inbound-buffer.capacity=7",
				"ws.clients.feed.inbound-buffer.overflow=drop-oldest");
		assertInboundBuffer(InboundBuffer.dropNewest(256), "ws.inbound-buffer.overflow=drop-newest");
		assertInboundBuffer(InboundBuffer.close(8), "ws.inbound-buffer.capacity=7", "ws.inbound-buffer.overflow=close",
				"ws.clients.feed.inbound-buffer.capacity=8");
	}

	private static void assertInboundBuffer(InboundBuffer expected, String... assignments) {
		assertThat(inboundBuffer(assignments)).usingRecursiveComparison().ignoringFields("key").isEqualTo(expected);
	}

	private static InboundBuffer inboundBuffer(String... assignments) {
		ArgumentCaptor<InboundBuffer> buffer = ArgumentCaptor.forClass(InboundBuffer.class);
		verify(map(assignments)).inboundBuffer(buffer.capture());
		return buffer.getValue();
	}

	@Test
	void sendBufferReachesTheBuilderKeyByKey() {
		assertThat(sendBuffer("ws.send-buffer.enabled=true")).returns(256, SendBuffer::maxMessages)
			.returns(1024L * 1024, SendBuffer::maxBytes)
			.returns(Duration.ofSeconds(10), SendBuffer::timeToLive)
			.returns(SendBuffer.Overflow.FAIL, SendBuffer::overflow);
		assertThat(sendBuffer("ws.send-buffer.enabled=true", "ws.send-buffer.max-messages=5",
				"ws.clients.feed.send-buffer.max-size=2KB", "ws.clients.feed.send-buffer.time-to-live=3s",
				"ws.send-buffer.overflow=block"))
			.returns(5, SendBuffer::maxMessages)
			.returns(2048L, SendBuffer::maxBytes)
			.returns(Duration.ofSeconds(3), SendBuffer::timeToLive)
			.returns(SendBuffer.Overflow.BLOCK, SendBuffer::overflow);
	}

	@Test
	void sendBufferOfAClientCanBeSwitchedOff() {
		assertThat(sendBuffer("ws.send-buffer.enabled=true", "ws.send-buffer.max-messages=5",
				"ws.clients.feed.send-buffer.enabled=false"))
			.isNull();
	}

	private static SendBuffer sendBuffer(String... assignments) {
		ArgumentCaptor<SendBuffer> buffer = ArgumentCaptor.forClass(SendBuffer.class);
		verify(map(assignments)).sendBuffer(buffer.capture());
		return buffer.getValue();
	}

	@Test
	void startupIsInheritedAndOverriddenOneByOne() {
		assertThat(mapper("ws.startup=wait", "ws.startup-timeout=1s", "ws.clients.feed.startup=required").startup())
			.isEqualTo(new ClientStartup(WebSocketStartup.REQUIRED, Duration.ofSeconds(1)));
		assertThat(mapper("ws.startup=wait", "ws.clients.feed.startup-timeout=2s").startup())
			.isEqualTo(new ClientStartup(WebSocketStartup.WAIT, Duration.ofSeconds(2)));
	}

	@Test
	void uriIsTakenAsItIs() {
		assertThat(uris("ws.clients.feed.uri=wss://example.org/a%20b?token=c%2Fd"))
			.containsExactly(URI.create("wss://example.org/a%20b?token=c%2Fd"));
	}

	@Test
	void severalUrisAreTakenInTheirOrder() {
		assertThat(uris("ws.clients.feed.uris=wss://b.example/, ws://a.example:81/?token=x"))
			.containsExactly(URI.create("wss://b.example/"), URI.create("ws://a.example:81/?token=x"));
	}

	@Test
	void uriIsShownWithoutWhatIsPrivate() {
		assertThat(ClientUris.show(URI.create("wss://user:secret@example.org:81/feed?token=secret#secret")))
			.isEqualTo("wss://example.org:81/feed");
		assertThat(ClientUris.show(URI.create("ws://example.org"))).isEqualTo("ws://example.org");
	}

	private static List<URI> uris(String... assignments) {
		return new ClientUris(properties(assignments).getClients().get("feed"), PATH).get();
	}

	private static ReconnectingWebSocketBuilder map(String... assignments) {
		ReconnectingWebSocketBuilder builder = mock(ReconnectingWebSocketBuilder.class);
		mapper(assignments).map(builder);
		return builder;
	}

	private static ReconnectMapper mapper(String... assignments) {
		WebSocketProperties properties = properties(assignments);
		WebSocketProperties.Client client = properties.getClients()
			.getOrDefault("feed", new WebSocketProperties.Client());
		return new ReconnectMapper(client, properties, PATH);
	}

	private static WebSocketProperties properties(String... assignments) {
		Map<String, String> map = new HashMap<>();
		for (String assignment : assignments) {
			int equals = assignment.indexOf('=');
			map.put(assignment.substring(0, equals), assignment.substring(equals + 1));
		}
		return new Binder(new MapConfigurationPropertySource(map)).bindOrCreate("ws", WebSocketProperties.class);
	}

}
