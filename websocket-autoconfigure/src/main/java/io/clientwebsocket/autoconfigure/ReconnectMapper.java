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
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import io.clientwebsocket.autoconfigure.ReconnectingWebSocketProperties.InboundOverflow;
import io.clientwebsocket.managed.Backoff;
import io.clientwebsocket.managed.EndpointOrder;
import io.clientwebsocket.managed.InboundBuffer;
import io.clientwebsocket.managed.ReconnectingWebSocketBuilder;
import io.clientwebsocket.managed.SendBuffer;

/**
 * Translates the properties of a connection that stays. What a client does not set is
 * inherited key by key.
 *
 * @param client the properties of the client
 * @param defaults the properties that hold where the client has none
 * @param path where the properties of the client stand
 */
record ReconnectMapper(ReconnectingWebSocketProperties client, ReconnectingWebSocketProperties defaults,
		PropertyPath path) {

	static final WebSocketStartup STARTUP = WebSocketStartup.BACKGROUND;

	static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(30);

	static final int INBOUND_CAPACITY = 256;

	static final int SEND_MESSAGES = 256;

	static final DataSize SEND_SIZE = DataSize.ofMegabytes(1);

	static final Duration SEND_TIME = Duration.ofSeconds(10);

	static final Duration COOL_DOWN = Duration.ofSeconds(30);

	private static final String TIME = "more than zero";

	private static final String SPREAD = "zero or more";

	private static final String NUMBER = "at least 1";

	void map(ReconnectingWebSocketBuilder builder) {
		builder.backoff(backoff());
		set("reconnect.attempt-timeout", (from) -> from.getReconnect().getAttemptTimeout(), TIME,
				builder::attemptTimeout);
		set("reconnect.open-timeout", (from) -> from.getReconnect().getOpenTimeout(), TIME, builder::onOpenTimeout);
		set("no-data-timeout", ReconnectingWebSocketProperties::getNoDataTimeout, TIME, builder::noDataTimeout);
		set("close-on-listener-failure", ReconnectingWebSocketProperties::getCloseOnListenerFailure, "",
				builder::closeOnListenerFailure);
		set("requests.timeout", (from) -> from.getRequests().getTimeout(), TIME, builder::replyTimeout);
		set("requests.max-pending", (from) -> from.getRequests().getMaxPending(), NUMBER, builder::maxPendingReplies);
		mapEndpoints(builder);
		builder.inboundBuffer(inboundBuffer());
		builder.sendBuffer(sendBuffer());
	}

	ClientStartup startup() {
		Duration timeout = valid("startup-timeout", ReconnectingWebSocketProperties::getStartupTimeout, STARTUP_TIMEOUT,
				TIME, Backoff.builder()::delay);
		return new ClientStartup(get(ReconnectingWebSocketProperties::getStartup, STARTUP), timeout);
	}

	/**
	 * Who asks that a connection ends when its listener throws.
	 * @return where that stands, {@code null} if nobody does
	 */
	@Nullable PropertyPath closeOnListenerFailure() {
		Found<Boolean> found = find(ReconnectingWebSocketProperties::getCloseOnListenerFailure);
		return (found != null && found.value()) ? found.path() : null;
	}

	private Backoff backoff() {
		Backoff.Builder backoff = Backoff.builder();
		set("reconnect.delay", (from) -> from.getReconnect().getDelay(), TIME, backoff::delay);
		set("reconnect.multiplier", (from) -> from.getReconnect().getMultiplier(), NUMBER, backoff::multiplier);
		set("reconnect.jitter", (from) -> from.getReconnect().getJitter(), SPREAD, backoff::jitter);
		set("reconnect.max-delay", (from) -> from.getReconnect().getMaxDelay(), TIME, backoff::maxDelay);
		set("reconnect.max-retries", (from) -> from.getReconnect().getMaxRetries(), "at least 0", backoff::maxRetries);
		set("reconnect.start-spread", (from) -> from.getReconnect().getStartSpread(), SPREAD, backoff::startSpread);
		set("reconnect.spread", (from) -> from.getReconnect().getSpread(), SPREAD, backoff::reconnectSpread);
		set("reconnect.stable-after", (from) -> from.getReconnect().getStableAfter(), SPREAD, backoff::stableAfter);
		set("reconnect.stable-on-message", (from) -> from.getReconnect().getStableOnMessage(), "",
				backoff::stableOnMessage);
		if (!get((from) -> from.getReconnect().getEnabled(), true)) {
			// holds whatever a classifier says
			backoff.maxRetries(0);
		}
		return consistent(backoff.build());
	}

	private Backoff consistent(Backoff backoff) {
		if (backoff.maxDelay().compareTo(backoff.delay()) >= 0) {
			return backoff;
		}
		Found<Duration> maxDelay = find((from) -> from.getReconnect().getMaxDelay());
		Found<Duration> delay = find((from) -> from.getReconnect().getDelay());
		if (maxDelay != null && (delay == null || maxDelay.path().equals(this.path))) {
			throw maxDelay.path()
				.invalid("reconnect.max-delay", backoff.maxDelay(),
						"at least 'reconnect.delay', which is " + PropertyPath.show(backoff.delay()), null);
		}
		throw ((delay != null) ? delay.path() : this.path).invalid("reconnect.delay", backoff.delay(),
				"at most 'reconnect.max-delay', which is " + PropertyPath.show(backoff.maxDelay()), null);
	}

	private void mapEndpoints(ReconnectingWebSocketBuilder builder) {
		EndpointOrder order = get((from) -> from.getEndpoints().getOrder(), EndpointOrder.PRIORITY);
		builder.endpointOrder(order, valid("endpoints.cool-down", (from) -> from.getEndpoints().getCoolDown(),
				COOL_DOWN, SPREAD, (coolDown) -> builder.endpointOrder(order, coolDown)));
	}

	private InboundBuffer inboundBuffer() {
		int capacity = valid("inbound-buffer.capacity", (from) -> from.getInboundBuffer().getCapacity(),
				INBOUND_CAPACITY, NUMBER, InboundBuffer::block);
		return switch (get((from) -> from.getInboundBuffer().getOverflow(), InboundOverflow.BLOCK)) {
			case BLOCK -> InboundBuffer.block(capacity);
			case DROP_OLDEST -> InboundBuffer.dropOldest(capacity);
			case DROP_NEWEST -> InboundBuffer.dropNewest(capacity);
			case CLOSE -> InboundBuffer.close(capacity);
		};
	}

	private @Nullable SendBuffer sendBuffer() {
		requireSendBufferSwitch();
		if (!get((from) -> from.getSendBuffer().getEnabled(), false)) {
			return null;
		}
		int messages = valid("send-buffer.max-messages", (from) -> from.getSendBuffer().getMaxMessages(), SEND_MESSAGES,
				NUMBER, (value) -> SendBuffer.of(value, 1, SEND_TIME));
		DataSize size = valid("send-buffer.max-size", (from) -> from.getSendBuffer().getMaxSize(), SEND_SIZE,
				"at least 1B", (value) -> SendBuffer.of(1, value.toBytes(), SEND_TIME));
		Duration time = valid("send-buffer.time-to-live", (from) -> from.getSendBuffer().getTimeToLive(), SEND_TIME,
				TIME, (value) -> SendBuffer.of(1, 1, value));
		return SendBuffer.of(messages, size.toBytes(), time)
			.overflow(get((from) -> from.getSendBuffer().getOverflow(), SendBuffer.Overflow.FAIL));
	}

	private void requireSendBufferSwitch() {
		ReconnectingWebSocketProperties.SendBuffer own = this.client.getSendBuffer();
		boolean anySet = Stream.of(own.getMaxMessages(), own.getMaxSize(), own.getTimeToLive(), own.getOverflow())
			.anyMatch(Objects::nonNull);
		if (anySet && find((from) -> from.getSendBuffer().getEnabled()) == null) {
			String property = this.path.name("send-buffer.enabled");
			throw new InvalidWebSocketPropertyException(property, null,
					"set for the other properties of the send buffer to mean something", "Set '" + property
							+ "' to true or false, or remove all of '" + this.path.name("send-buffer") + "'.",
					null);
		}
	}

	private <T> T get(Function<ReconnectingWebSocketProperties, @Nullable T> key, T otherwise) {
		Found<T> found = find(key);
		return (found != null) ? found.value() : otherwise;
	}

	private <T> T valid(String name, Function<ReconnectingWebSocketProperties, @Nullable T> key, T otherwise,
			String requirement, Consumer<T> check) {
		set(name, key, requirement, check);
		return get(key, otherwise);
	}

	private <T> @Nullable Found<T> find(Function<ReconnectingWebSocketProperties, @Nullable T> key) {
		T own = key.apply(this.client);
		if (own != null) {
			return new Found<>(own, this.path);
		}
		T inherited = key.apply(this.defaults);
		return (inherited != null) ? new Found<>(inherited, PropertyPath.DEFAULTS) : null;
	}

	private <T> void set(String name, Function<ReconnectingWebSocketProperties, @Nullable T> key, String requirement,
			Consumer<T> setter) {
		Found<T> found = find(key);
		if (found == null) {
			return;
		}
		try {
			setter.accept(found.value());
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw found.path().invalid(name, found.value(), requirement, ex);
		}
	}

	/**
	 * A value that is set.
	 *
	 * @param value the value
	 * @param path where it stands
	 * @param <T> what it is
	 */
	private record Found<T>(T value, PropertyPath path) {

	}

}
