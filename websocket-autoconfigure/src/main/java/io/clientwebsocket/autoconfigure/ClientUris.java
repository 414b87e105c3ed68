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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

/**
 * Where a named client connects to.
 *
 * @param properties the properties of the client
 * @param path where they stand
 */
record ClientUris(WebSocketProperties.Client properties, PropertyPath path) {

	private static final Pattern SCHEME = Pattern.compile("[a-zA-Z]+://");

	private static final Set<String> SCHEMES = Set.of("ws", "wss");

	static final String RULE = "a ws:// or wss:// URI with a host, without user information and fragment";

	/**
	 * The URIs that the properties say.
	 * @return at least one, each fit for a WebSocket
	 */
	List<URI> get() {
		String uri = this.properties.getUri();
		List<String> uris = this.properties.getUris();
		if (uris == null || uris.isEmpty()) {
			if (!StringUtils.hasText(uri)) {
				throw missing();
			}
			return List.of(valid("uri", uri));
		}
		if (StringUtils.hasText(uri)) {
			throw both();
		}
		List<URI> valid = new ArrayList<>();
		for (int i = 0; i < uris.size(); i++) {
			valid.add(valid("uris[" + i + "]", uris.get(i)));
		}
		return valid;
	}

	/**
	 * The URI with the highest priority.
	 * @return the URI, {@code null} if the properties say none
	 */
	@Nullable URI first() {
		boolean none = !StringUtils.hasText(this.properties.getUri())
				&& CollectionUtils.isEmpty(this.properties.getUris());
		return none ? null : get().get(0);
	}

	/**
	 * The URIs that connection details give.
	 * @param details the details
	 * @return at least one, each fit for a WebSocket
	 */
	static List<URI> of(WebSocketClientConnectionDetails details) {
		List<URI> uris = details.getUris();
		if (uris.isEmpty()) {
			throw new InvalidConnectionDetailsException(details, null);
		}
		for (URI uri : uris) {
			if (!isWebSocket(uri)) {
				throw new InvalidConnectionDetailsException(details, withoutSecrets(uri.toString()));
			}
		}
		return uris;
	}

	private URI valid(String key, String uri) {
		URI parsed = parse(uri.trim());
		if (parsed == null || !isWebSocket(parsed)) {
			throw invalid(key, uri);
		}
		return parsed;
	}

	private static @Nullable URI parse(String uri) {
		try {
			return new URI(uri);
		}
		catch (URISyntaxException ex) {
			// kept from the failure: its message has the whole URI, with what is private
			return null;
		}
	}

	private static boolean isWebSocket(URI uri) {
		return uri.getScheme() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
				&& uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
	}

	private InvalidWebSocketPropertyException invalid(String key, String uri) {
		return new InvalidWebSocketPropertyException(this.path.name(key), withoutSecrets(uri), RULE,
				"Set '" + this.path.name(key) + "' to " + RULE + ", such as wss://example.org/feed.", null);
	}

	/**
	 * In what is no URI with user information, a password may stand anywhere before '@'.
	 */
	private static String withoutSecrets(String uri) {
		if (!uri.contains("@")) {
			return uri.replaceFirst("[?#].*", "");
		}
		URI parsed = parse(uri);
		String shown = (parsed != null && parsed.getRawUserInfo() != null) ? show(parsed) : "@";
		Matcher scheme = SCHEME.matcher(uri);
		return !shown.contains("@") ? shown : (scheme.lookingAt() ? scheme.group() : "") + "...";
	}

	private InvalidWebSocketPropertyException both() {
		return new InvalidWebSocketPropertyException(this.path.name("uris"), null,
				"empty beside '" + this.path.name("uri") + "', which names the only server",
				"Remove '" + this.path.name("uri") + "' or '" + this.path.name("uris") + "'.", null);
	}

	private InvalidWebSocketPropertyException missing() {
		return new InvalidWebSocketPropertyException(this.path.name("uri"), null, "set to " + RULE,
				"Set '" + this.path.name("uri") + "' to " + RULE + ", or '" + this.path.name("uris")
						+ "' to several, or remove all of '" + this.path.prefix() + "'.",
				null);
	}

	/**
	 * A URI as it may be shown: without user information, query and fragment.
	 * @param uri the URI
	 * @return its text
	 */
	static String show(URI uri) {
		String port = (uri.getPort() != -1) ? ":" + uri.getPort() : "";
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		return uri.getScheme() + "://" + uri.getHost() + port + path;
	}

}
