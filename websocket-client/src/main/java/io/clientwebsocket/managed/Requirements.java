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

package io.clientwebsocket.managed;

import java.time.Duration;
import java.util.Objects;

/**
 * What must hold of settings.
 */
final class Requirements {

	/** Long enough for everybody, and no sum of some overflows. */
	private static final Duration LONGEST = Duration.ofDays(3650);

	private Requirements() {
	}

	static Duration positive(String name, Duration value) {
		if (notNegative(name, value).isZero()) {
			throw new IllegalArgumentException("'" + name + "' must be greater than zero, but was " + value);
		}
		return value;
	}

	static Duration notNegative(String name, Duration value) {
		Objects.requireNonNull(value, () -> "'" + name + "' must not be null");
		if (value.isNegative() || value.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException(
					"'" + name + "' must be within 0 and " + LONGEST.toDays() + " days, but was " + value);
		}
		return value;
	}

	static long positive(String name, long value) {
		if (value < 1) {
			throw new IllegalArgumentException("'" + name + "' must be at least 1, but was " + value);
		}
		return value;
	}

}
