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

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ProxyOptions;

/**
 * Translates the properties of a proxy. Who names a host names a proxy of its own, so
 * that the credentials of one proxy never go to another; without a host, each property
 * overrides what is inherited.
 *
 * @param properties the properties
 * @param path where the properties of the connection stand
 */
record ProxyMapper(WebSocketConnectionProperties.Proxy properties, PropertyPath path) {

	private static final String HOST = "a host name or an IP address";

	private static final String PORT = "within 1 to 65535";

	private static final String CREDENTIALS = "set together with 'username', in a form that the proxy's protocol can"
			+ " carry (SOCKS4 has none, HTTP no colon in 'username', SOCKS5 at most 255 bytes of each)";

	private static final String SERVERS = "a list of host names, names such as *.example.org, and IP addresses, each"
			+ " with a port or without";

	/**
	 * The proxy of a connection.
	 * @param inherited the proxy that holds where nothing is set
	 * @return the proxy, or {@code null} for that of the HTTP client
	 */
	@Nullable ProxyOptions map(@Nullable ProxyOptions inherited) {
		String host = this.properties.getHost();
		if (host != null && host.isEmpty()) {
			return null;
		}
		if (host != null) {
			return withExceptions(withCredentials(named(host), null));
		}
		if (isEmpty()) {
			return inherited;
		}
		if (inherited == null) {
			throw missing("host", HOST);
		}
		return withExceptions(withCredentials(changed(inherited), inherited));
	}

	private boolean isEmpty() {
		return this.properties.getType() == null && this.properties.getPort() == null
				&& this.properties.getUsername() == null && this.properties.getPassword() == null
				&& this.properties.getNoProxyFor() == null;
	}

	private ProxyOptions named(String host) {
		Integer port = this.properties.getPort();
		if (port == null) {
			throw missing("port", "a port " + PORT);
		}
		ProxyOptions.Type type = Objects.requireNonNullElse(this.properties.getType(), ProxyOptions.Type.HTTP);
		requirePort(port);
		try {
			return new ProxyOptions(type, host, port, null, null, List.of());
		}
		catch (IllegalArgumentException ex) {
			// not the value: it may be a URI with credentials
			String property = this.path.name("proxy.host");
			throw new InvalidWebSocketPropertyException(property, null, HOST,
					"Set '" + property + "' to " + HOST + ", without scheme and port.", ex);
		}
	}

	private ProxyOptions changed(ProxyOptions inherited) {
		ProxyOptions.Type type = Objects.requireNonNullElse(this.properties.getType(), inherited.type());
		Integer port = Objects.requireNonNullElse(this.properties.getPort(), inherited.port());
		requirePort(port);
		return new ProxyOptions(type, inherited.host(), port, null, null, inherited.noProxyFor());
	}

	private void requirePort(int port) {
		if (port < 1 || port > 65535) {
			throw this.path.invalid("proxy.port", port, PORT, null);
		}
	}

	private ProxyOptions withCredentials(ProxyOptions proxy, @Nullable ProxyOptions inherited) {
		String username = this.properties.getUsername();
		String password = this.properties.getPassword();
		if (inherited != null) {
			username = (username != null) ? username : inherited.username();
			password = (password != null) ? password : inherited.password();
		}
		boolean none = isNone(username) && isNone(password);
		try {
			return none ? proxy : new ProxyOptions(proxy.type(), proxy.host(), proxy.port(), username, password,
					proxy.noProxyFor());
		}
		catch (IllegalArgumentException ex) {
			String property = this.path.name("proxy.password");
			throw new InvalidWebSocketPropertyException(property, null, CREDENTIALS,
					"Set or remove both '" + this.path.name("proxy.username") + "' and '" + property + "'.", ex);
		}
	}

	private static boolean isNone(@Nullable String credential) {
		return credential == null || credential.isEmpty();
	}

	private ProxyOptions withExceptions(ProxyOptions proxy) {
		List<String> servers = this.properties.getNoProxyFor();
		if (servers == null) {
			return proxy;
		}
		try {
			return proxy.withNoProxyFor(servers.toArray(String[]::new));
		}
		catch (IllegalArgumentException ex) {
			throw this.path.invalid("proxy.no-proxy-for", String.join(",", servers), SERVERS, ex);
		}
	}

	private InvalidWebSocketPropertyException missing(String key, String requirement) {
		String property = this.path.name("proxy." + key);
		return new InvalidWebSocketPropertyException(property, null,
				"set to " + requirement + " for there to be a proxy",
				"Set '" + property + "', or remove all of '" + this.path.name("proxy") + "'.", null);
	}

}
