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

package io.clientwebsocket.test;

import java.time.Duration;
import java.util.Objects;

/**
 * One bounded wait: what is expected, and until when.
 *
 * @param expected what is waited for, as it stands behind "expected" in a message
 * @param bound the time that the wait may take
 * @param end the end of the wait, in terms of {@link System#nanoTime()}
 */
record Wait(String expected, Duration bound, long end) {

	/** The bound where a test sets none. */
	static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);

	static Wait start(String expected, Duration bound) {
		return new Wait(expected, bound, System.nanoTime() + requirePositive("timeout", bound).toNanos());
	}

	static Duration requirePositive(String name, Duration value) {
		Objects.requireNonNull(value, () -> "'" + name + "' must not be null");
		if (value.isNegative() || value.isZero()) {
			throw new IllegalArgumentException("'" + name + "' must be greater than zero, but was " + value);
		}
		return value;
	}

	Wait expecting(String whatElse) {
		return new Wait(whatElse, this.bound, this.end);
	}

	long remainingNanos() {
		return this.end - System.nanoTime();
	}

	/**
	 * Time left for a socket timeout.
	 * @return at least 1
	 * @throws AssertionError if the time is up
	 */
	int remainingMillis() {
		long nanos = remainingNanos();
		if (nanos <= 0) {
			throw expired();
		}
		return (int) Math.min(Integer.MAX_VALUE, Math.max(1, nanos / 1_000_000));
	}

	AssertionError expired() {
		return butWas("nothing within " + this.bound);
	}

	AssertionError butWas(String seen) {
		return new AssertionError(message(seen));
	}

	AssertionError butWasEnd(String end) {
		return new CutOffError(message(end));
	}

	private String message(String seen) {
		return "expected " + this.expected + ", but was " + seen;
	}

}
