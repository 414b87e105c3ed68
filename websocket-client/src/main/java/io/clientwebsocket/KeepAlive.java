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

package io.clientwebsocket;

import java.time.Duration;
import java.util.Objects;

/**
 * How a socket keeps its connection alive.
 * <p>
 * There are three strategies: none, a PONG that nobody asked for at every interval (keeps
 * network equipment from dropping the connection, but detects nothing), and a PING after
 * an interval of silence that the peer must answer in time (detects a dead peer).
 *
 * @param interval time between two unsolicited PONGs, or of silence before a PING; zero
 * switches keep-alive off
 * @param timeout time within which the peer must answer a PING; zero means unsolicited
 * PONGs instead of PINGs
 * @since 0.1.0
 */
public record KeepAlive(Duration interval, Duration timeout) {

	private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

	private static final KeepAlive OFF = new KeepAlive(Duration.ZERO, Duration.ZERO);

	public KeepAlive {
		check("interval", interval);
		check("timeout", timeout);
		if (interval.isZero() && !timeout.isZero()) {
			throw new IllegalArgumentException("'timeout' needs an 'interval' greater than zero, but 'interval' was 0");
		}
	}

	/**
	 * No keep-alive.
	 * @return keep-alive switched off
	 */
	public static KeepAlive off() {
		return OFF;
	}

	/**
	 * An empty PONG at every interval. No answer is expected.
	 * @param interval time between two PONGs, at least 1 ms
	 * @return the keep-alive
	 */
	public static KeepAlive unsolicitedPong(Duration interval) {
		requirePositive("interval", interval);
		return new KeepAlive(interval, Duration.ZERO);
	}

	/**
	 * A PING after an interval without a received byte. The socket fails with
	 * {@link WebSocketError#KEEP_ALIVE_TIMEOUT} when its PONG does not arrive in time.
	 * The time during which received data waits for the application does not count.
	 * @param interval silence before a PING, at least 1 ms
	 * @param timeout time for the answer, at least 1 ms
	 * @return the keep-alive
	 */
	public static KeepAlive pingPong(Duration interval, Duration timeout) {
		requirePositive("interval", interval);
		requirePositive("timeout", timeout);
		return new KeepAlive(interval, timeout);
	}

	/**
	 * Whether keep-alive is switched off.
	 * @return {@code true} if nothing is sent
	 */
	public boolean isOff() {
		return this.interval.isZero();
	}

	/**
	 * Whether PINGs are sent that the peer must answer.
	 * @return {@code true} for the PING/PONG strategy
	 */
	public boolean isPingPong() {
		return !this.timeout.isZero();
	}

	private static void requirePositive(String name, Duration value) {
		if (Duration.ZERO.equals(value)) {
			throw new IllegalArgumentException("'" + name + "' must be greater than zero");
		}
	}

	private static void check(String name, Duration value) {
		Objects.requireNonNull(value, () -> "'" + name + "' must not be null");
		boolean valid = value.isZero() || (value.compareTo(Duration.ofMillis(1)) >= 0 && value.compareTo(LONGEST) <= 0);
		if (!valid) {
			throw new IllegalArgumentException(
					"'" + name + "' must be zero or within 1 ms to " + LONGEST.toMillis() + " ms, but was " + value);
		}
	}

}
