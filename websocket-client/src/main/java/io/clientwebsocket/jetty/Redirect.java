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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.HandshakeRequest;
import io.clientwebsocket.HandshakeResponse;

/**
 * Where a redirect (RFC 9110, 15.4) sends a handshake, and what goes along.
 *
 * @param from the request that was redirected
 * @param to where it is redirected to
 */
record Redirect(HandshakeRequest from, URI to) {

	private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);

	/**
	 * Read an answer.
	 * @param from the request that it answers
	 * @param answer the answer
	 * @return the redirect, or {@code null} if it is none or names no server
	 */
	static @Nullable Redirect of(HandshakeRequest from, HandshakeResponse answer) {
		String location = answer.firstHeader("Location");
		if (!STATUS.contains(answer.status()) || location == null) {
			return null;
		}
		try {
			URI to = toWebSocket(resolve(from.uri(), new URI(location.strip())));
			WebSocketUris.check(to);
			return new Redirect(from, to);
		}
		catch (URISyntaxException | IllegalArgumentException ex) {
			return null;
		}
	}

	/** As RFC 3986 (5.2.2) has it; Java's own way knows neither empty path nor query. */
	private static URI resolve(URI base, URI reference) throws URISyntaxException {
		if (reference.getScheme() != null || reference.getRawAuthority() != null) {
			return base.resolve(reference);
		}
		String path = base.getRawPath().isEmpty() ? "/" : base.getRawPath();
		URI root = new URI(base.getScheme() + "://" + base.getRawAuthority() + path);
		if (!reference.getRawPath().isEmpty()) {
			return root.resolve(reference);
		}
		String query = (reference.getRawQuery() != null) ? reference.getRawQuery() : base.getRawQuery();
		return (query != null) ? new URI(root + "?" + query) : root;
	}

	private static URI toWebSocket(URI uri) throws URISyntaxException {
		String scheme = switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
			case "http" -> "ws";
			case "https" -> "wss";
			default -> uri.getScheme();
		};
		String text = uri.toString();
		int fragment = text.indexOf('#');
		return new URI(scheme + text.substring(text.indexOf(':'), (fragment != -1) ? fragment : text.length()));
	}

	/** Whether following it would give up TLS. */
	boolean isDowngrade() {
		return WebSocketUris.isSecure(this.from.uri()) && !WebSocketUris.isSecure(this.to);
	}

	/** The request to send next. */
	HandshakeRequest request() {
		HandshakeRequest next = this.from.withUri(this.to);
		if (WebSocketUris.isSameOrigin(this.from.uri(), this.to)) {
			return next;
		}
		return next.withCredentials(null)
			.withHeader("Authorization")
			.withHeader("Cookie")
			.withHeader("Proxy-Authorization")
			.withHeader("Host");
	}

}
