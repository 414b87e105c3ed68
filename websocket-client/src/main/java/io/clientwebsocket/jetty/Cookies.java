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

package io.clientwebsocket.jetty;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Cookies of a handshake are those of the same URI with {@code http} or {@code https}
 * (RFC 6455, 4.1).
 */
final class Cookies {

	private Cookies() {
	}

	/**
	 * The values of the header {@code Cookie}: one, as RFC 6265 (5.4) wants it, or none.
	 */
	static List<String> toSend(@Nullable CookieHandler handler, URI uri) throws IOException {
		if (handler == null) {
			return List.of();
		}
		List<String> cookies = handler.get(WebSocketUris.toHttp(uri), Map.of()).getOrDefault("Cookie", List.of());
		return cookies.isEmpty() ? List.of() : List.of(String.join("; ", cookies));
	}

	static void received(@Nullable CookieHandler handler, URI uri, Map<String, List<String>> headers)
			throws IOException {
		if (handler != null) {
			handler.put(WebSocketUris.toHttp(uri), headers);
		}
	}

}
