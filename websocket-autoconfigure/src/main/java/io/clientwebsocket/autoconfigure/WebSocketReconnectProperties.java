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

import org.jspecify.annotations.Nullable;

/**
 * Properties of how a connection is opened again. The names are those of Spring's
 * {@code RetryPolicy}.
 *
 * @since 0.1.0
 */
public class WebSocketReconnectProperties {

	/**
	 * Whether to connect again when an attempt has failed or the connection has ended.
	 */
	private @Nullable Boolean enabled;

	/**
	 * First delay before an attempt.
	 */
	private @Nullable Duration delay;

	/**
	 * Factor by which each delay is longer than the one before.
	 */
	private @Nullable Double multiplier;

	/**
	 * How far the first delay may be off in both directions; grows with the delay. Zero
	 * for none, not set for full jitter: anything from zero to the delay.
	 */
	private @Nullable Duration jitter;

	/**
	 * Longest delay before an attempt. Bounds what a server asks for, too.
	 */
	private @Nullable Duration maxDelay;

	/**
	 * Number of retries until a connection proves stable, after which the client has
	 * failed. No bound unless set.
	 */
	private @Nullable Long maxRetries;

	/**
	 * Time over which the first attempt after a start is spread, at random.
	 */
	private @Nullable Duration startSpread;

	/**
	 * Time over which the first attempt after the loss of a connection is spread, at
	 * random.
	 */
	private @Nullable Duration spread;

	/**
	 * Time for which a connection must be open to prove stable, so that delays and
	 * retries count from the beginning again.
	 */
	private @Nullable Duration stableAfter;

	/**
	 * Whether a connection has proved stable with its first message, too.
	 */
	private @Nullable Boolean stableOnMessage;

	/**
	 * Time for an attempt as a whole: whoever supplies URIs and options, and the opening
	 * handshake.
	 */
	private @Nullable Duration attemptTimeout;

	/**
	 * Time for what makes a new connection ready, such as subscribing.
	 */
	private @Nullable Duration openTimeout;

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable Duration getDelay() {
		return this.delay;
	}

	public void setDelay(@Nullable Duration delay) {
		this.delay = delay;
	}

	public @Nullable Double getMultiplier() {
		return this.multiplier;
	}

	public void setMultiplier(@Nullable Double multiplier) {
		this.multiplier = multiplier;
	}

	public @Nullable Duration getJitter() {
		return this.jitter;
	}

	public void setJitter(@Nullable Duration jitter) {
		this.jitter = jitter;
	}

	public @Nullable Duration getMaxDelay() {
		return this.maxDelay;
	}

	public void setMaxDelay(@Nullable Duration maxDelay) {
		this.maxDelay = maxDelay;
	}

	public @Nullable Long getMaxRetries() {
		return this.maxRetries;
	}

	public void setMaxRetries(@Nullable Long maxRetries) {
		this.maxRetries = maxRetries;
	}

	public @Nullable Duration getStartSpread() {
		return this.startSpread;
	}

	public void setStartSpread(@Nullable Duration startSpread) {
		this.startSpread = startSpread;
	}

	public @Nullable Duration getSpread() {
		return this.spread;
	}

	public void setSpread(@Nullable Duration spread) {
		this.spread = spread;
	}

	public @Nullable Duration getStableAfter() {
		return this.stableAfter;
	}

	public void setStableAfter(@Nullable Duration stableAfter) {
		this.stableAfter = stableAfter;
	}

	public @Nullable Boolean getStableOnMessage() {
		return this.stableOnMessage;
	}

	public void setStableOnMessage(@Nullable Boolean stableOnMessage) {
		this.stableOnMessage = stableOnMessage;
	}

	public @Nullable Duration getAttemptTimeout() {
		return this.attemptTimeout;
	}

	public void setAttemptTimeout(@Nullable Duration attemptTimeout) {
		this.attemptTimeout = attemptTimeout;
	}

	public @Nullable Duration getOpenTimeout() {
		return this.openTimeout;
	}

	public void setOpenTimeout(@Nullable Duration openTimeout) {
		this.openTimeout = openTimeout;
	}

}
