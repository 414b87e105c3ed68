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
import java.util.Locale;

/**
 * URIs of WebSockets (RFC 6455, 3): checked, turned into those of HTTP, and named in
 * messages without what is private in them.
 */
final class WebSocketUris {

	private WebSocketUris() {
	}

	/**
	 * Check that a URI is one of a WebSocket.
	 * @param uri the URI
	 * @throws IllegalArgumentException if it is not
	 */
	static void check(URI uri) {
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (!scheme.equals("ws") && !scheme.equals("wss")) {
			throw new IllegalArgumentException("'uri' must have the scheme ws or wss, but was '" + name(uri) + "'");
		}
		if (uri.getHost() == null) {
			throw new IllegalArgumentException("'uri' must have a host, but was '" + name(uri) + "'");
		}
		if (uri.getRawFragment() != null) {
			throw new IllegalArgumentException(
					"'uri' must not have a fragment (RFC 6455, 3), but was '" + name(uri) + "'");
		}
		if (uri.getRawUserInfo() != null) {
			throw new IllegalArgumentException(
					"'uri' must not have user information; use 'credentials' for '" + name(uri) + "'");
		}
	}

	static boolean isSecure(URI uri) {
		return "wss".equalsIgnoreCase(uri.getScheme());
	}

	/** Whether both are served by the same server (RFC 6454, 5). */
	static boolean isSameOrigin(URI one, URI other) {
		return isSecure(one) == isSecure(other) && one.getHost().equalsIgnoreCase(other.getHost())
				&& port(one) == port(other);
	}

	static int port(URI uri) {
		return (uri.getPort() != -1) ? uri.getPort() : isSecure(uri) ? 443 : 80;
	}

	/** The same URI with the scheme http or https: connections are pooled by it. */
	static URI toHttp(URI uri) {
		String text = uri.toASCIIString();
		return URI.create((isSecure(uri) ? "https" : "http") + text.substring(text.indexOf(':')));
	}

	/** The URI without user information, query and fragment. */
	static String name(URI uri) {
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		if (uri.getScheme() == null) {
			return path;
		}
		String port = (uri.getPort() != -1) ? ":" + uri.getPort() : "";
		return (uri.getHost() != null) ? uri.getScheme() + "://" + uri.getHost() + port + path
				: uri.getScheme() + ":...";
	}

}
