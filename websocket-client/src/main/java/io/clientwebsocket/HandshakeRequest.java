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

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What an opening handshake asks for, besides its own headers. Immutable: the
 * {@code with} methods give a changed copy.
 *
 * @param uri where to connect to
 * @param headers request headers; the map ignores the case of the names and cannot be
 * modified
 * @param credentials credentials, or {@code null} for none
 * @since 0.1.0
 * @see HandshakeCustomizer
 */
public record HandshakeRequest(URI uri, Map<String, List<String>> headers, @Nullable Credentials credentials) {

	public HandshakeRequest {
		Objects.requireNonNull(uri, "'uri' must not be null");
		TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.forEach((name, values) -> {
			Requirements.header(name, values.toArray(String[]::new));
			copy.put(name, List.copyOf(values));
		});
		Requirements.oneAuthorization(copy, credentials);
		headers = Collections.unmodifiableMap(copy);
	}

	/**
	 * The same request to another server.
	 * @param uri where to connect to
	 * @return the changed request
	 */
	public HandshakeRequest withUri(URI uri) {
		return new HandshakeRequest(uri, this.headers, this.credentials);
	}

	/**
	 * The same request with a header, instead of its former values.
	 * @param name the header's name; the headers of the handshake itself
	 * ({@code Connection}, {@code Upgrade}, {@code Sec-WebSocket-*}) cannot be set
	 * @param values the header's values; none removes the header
	 * @return the changed request
	 * @throws IllegalArgumentException if the name is not a token or belongs to the
	 * handshake, a value has a line break, or it is {@code Authorization} and there are
	 * credentials
	 */
	public HandshakeRequest withHeader(String name, String... values) {
		Requirements.header(name, values);
		Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		changed.putAll(this.headers);
		changed.remove(name);
		if (values.length > 0) {
			changed.put(name, List.of(values));
		}
		return new HandshakeRequest(this.uri, changed, this.credentials);
	}

	/**
	 * The same request with other credentials.
	 * @param credentials the credentials, or {@code null} for none
	 * @return the changed request
	 * @throws IllegalArgumentException if there is a header {@code Authorization} too
	 */
	public HandshakeRequest withCredentials(@Nullable Credentials credentials) {
		return new HandshakeRequest(this.uri, this.headers, credentials);
	}

	/** The request without what may be secret: query, values of headers, credentials. */
	@Override
	public String toString() {
		return "handshake with " + this.uri.getScheme() + "://" + this.uri.getHost()
				+ Objects.requireNonNullElse(this.uri.getRawPath(), "") + ", headers "
				+ new ArrayList<>(this.headers.keySet());
	}

}
