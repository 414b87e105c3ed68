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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What must hold of the values of options.
 */
final class Requirements {

	private static final Set<String> HANDSHAKE_HEADERS = Set.of("connection", "upgrade", "content-length",
			"transfer-encoding", "te", "trailer");

	private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

	private static final Duration LONGEST_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

	/** As browsers have it (WHATWG Fetch, 4.4). */
	private static final int MOST_REDIRECTS = 20;

	private Requirements() {
	}

	static void subprotocols(String... subprotocols) {
		Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		for (String subprotocol : subprotocols) {
			Objects.requireNonNull(subprotocol, "'subprotocols' must not hold null");
			token("subprotocols", subprotocol);
			if (!seen.add(subprotocol)) {
				throw new IllegalArgumentException("'subprotocols' must not hold '" + subprotocol + "' twice");
			}
		}
	}

	static void header(String name, String... values) {
		Objects.requireNonNull(name, "'name' must not be null");
		token("name", name);
		String lowerCase = name.toLowerCase(Locale.ROOT);
		if (HANDSHAKE_HEADERS.contains(lowerCase) || lowerCase.startsWith("sec-websocket-")) {
			throw new IllegalArgumentException("Header '" + name + "' belongs to the handshake and cannot be set"
					+ ("sec-websocket-protocol".equals(lowerCase) ? "; use 'subprotocols'" : ""));
		}
		for (String value : values) {
			Objects.requireNonNull(value, () -> "Values of header '" + name + "' must not hold null");
			if (value.chars().anyMatch((c) -> c == '\r' || c == '\n' || c == 0)) {
				throw new IllegalArgumentException("Value of header '" + name + "' must not have a line break");
			}
		}
	}

	static void credentials(String username, String password) {
		Objects.requireNonNull(username, "'username' must not be null");
		Objects.requireNonNull(password, "'password' must not be null");
		if ((username + password).chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("'username' and 'password' must not have control characters");
		}
	}

	static void oneAuthorization(Map<String, List<String>> headers, @Nullable Credentials credentials) {
		if (credentials != null && headers.containsKey("Authorization")) {
			throw new IllegalArgumentException("'credentials' and the header 'Authorization' must not both be set");
		}
	}

	static int redirects(int redirects) {
		if (redirects < 0 || redirects > MOST_REDIRECTS) {
			throw new IllegalArgumentException(
					"'maxRedirects' must be within 0 to " + MOST_REDIRECTS + ", but was " + redirects);
		}
		return redirects;
	}

	static long size(String name, long bytes, long largest) {
		if (bytes < 1 || bytes > largest) {
			throw new IllegalArgumentException(
					"'" + name + "' must be within 1 to " + largest + " bytes, but was " + bytes);
		}
		return bytes;
	}

	static Duration timeout(String name, Duration timeout) {
		Objects.requireNonNull(timeout, () -> "'" + name + "' must not be null");
		if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
			throw new IllegalArgumentException(
					"'" + name + "' must be within 1 ms to " + Integer.MAX_VALUE + " ms, but was " + timeout);
		}
		return timeout;
	}

	private static void token(String name, String value) {
		boolean token = !value.isEmpty()
				&& value.chars().allMatch((c) -> c > 0x20 && c < 0x7F && "()<>@,;:\\\"/[]?={}".indexOf(c) == -1);
		if (!token) {
			throw new IllegalArgumentException("'" + name + "' must be a token of ASCII characters without"
					+ " separators (RFC 6455, 4.1), but was '" + value + "'");
		}
	}

}
