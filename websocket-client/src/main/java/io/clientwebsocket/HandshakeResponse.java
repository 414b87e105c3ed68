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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What the server answered to an opening handshake.
 *
 * @param status HTTP status: 101 of a socket opened over HTTP/1.1, 200 over HTTP/2
 * @param httpVersion HTTP version of the answer
 * @param headers response headers; the map ignores the case of the names and cannot be
 * modified
 * @param fallback why HTTP/1.1 was used although HTTP/2 was asked for, {@code null} if it
 * was not
 * @param deflate what was agreed on compression, with our own minimum size and level;
 * {@code null} if messages are not compressed
 * @since 0.1.0
 * @see ClientWebSocket#handshake()
 * @see WebSocketHandshakeException#response()
 */
public record HandshakeResponse(int status, HttpVersion httpVersion, Map<String, List<String>> headers,
		@Nullable String fallback, @Nullable DeflateOptions deflate) {

	public HandshakeResponse {
		TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		headers = Collections.unmodifiableMap(copy);
	}

	/**
	 * An answer in the version that was asked for.
	 * @param status status of the answer
	 * @param httpVersion version of the answer
	 * @param headers response headers
	 */
	public HandshakeResponse(int status, HttpVersion httpVersion, Map<String, List<String>> headers) {
		this(status, httpVersion, headers, null, null);
	}

	/**
	 * The same answer with what it says on compression.
	 * @param deflate what was agreed, or {@code null} if messages are not compressed
	 * @return the answer with this agreement
	 */
	public HandshakeResponse withDeflate(@Nullable DeflateOptions deflate) {
		return new HandshakeResponse(this.status, this.httpVersion, this.headers, this.fallback, deflate);
	}

	/** The answer without the values of its headers, which may be secret. */
	@Override
	public String toString() {
		return this.status + " over " + this.httpVersion + ", headers " + new ArrayList<>(this.headers.keySet());
	}

	/**
	 * First value of a header.
	 * @param name the header's name, in any case
	 * @return the value, or {@code null} if the response has no such header
	 */
	public @Nullable String firstHeader(String name) {
		List<String> values = this.headers.get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

}
