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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A proxy between client and server. Immutable.
 * <p>
 * Whatever its kind, the proxy only opens a tunnel: {@code wss} is encrypted from the
 * client to the server, and {@code ws} goes through a tunnel too, because a proxy that
 * relays single requests seldom relays an upgrade. The way to the proxy itself is plain
 * TCP. Names of servers are resolved by the proxy.
 * <p>
 * An HTTP proxy is sent a {@code CONNECT}, and the credentials with it at once (Basic,
 * RFC 7617), without waiting for a 407. Username and password reach the proxy unencrypted
 * in HTTP and in SOCKS5.
 *
 * @param type the proxy's protocol
 * @param host host name or IP address of the proxy
 * @param port port of the proxy
 * @param username username, or {@code null} if the proxy asks for none
 * @param password password, or {@code null} if the proxy asks for none
 * @param noProxyFor servers that are connected to without the proxy
 * @since 0.1.0
 * @see ClientWebSocketOptions#proxy()
 */
public record ProxyOptions(Type type, String host, int port, @Nullable String username, @Nullable String password,
		List<String> noProxyFor) {

	/** SOCKS5 tells the length of each in one byte (RFC 1929). */
	private static final int LONGEST_SOCKS_CREDENTIAL = 255;

	public ProxyOptions {
		Objects.requireNonNull(type, "'type' must not be null");
		host = ServerPattern.requireHost("host", host);
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("'port' must be within 1 to 65535, but was " + port);
		}
		if ((username == null) != (password == null)) {
			throw new IllegalArgumentException("'username' and 'password' must be set together");
		}
		if (username != null && password != null) {
			checkCredentials(type, username, password);
		}
		noProxyFor.forEach(ServerPattern::parse);
		noProxyFor = List.copyOf(noProxyFor);
	}

	/**
	 * An HTTP proxy, which is asked for a tunnel by {@code CONNECT} (RFC 9110, 9.3.6).
	 * @param host host name or IP address of the proxy
	 * @param port port of the proxy
	 * @return the proxy
	 */
	public static ProxyOptions http(String host, int port) {
		return new ProxyOptions(Type.HTTP, host, port, null, null, List.of());
	}

	/**
	 * A SOCKS4 proxy. Servers that are not given by an IPv4 address need one that knows
	 * SOCKS4a. It cannot tunnel to an IPv6 address, and has no passwords.
	 * @param host host name or IP address of the proxy
	 * @param port port of the proxy
	 * @return the proxy
	 */
	public static ProxyOptions socks4(String host, int port) {
		return new ProxyOptions(Type.SOCKS4, host, port, null, null, List.of());
	}

	/**
	 * A SOCKS5 proxy (RFC 1928).
	 * @param host host name or IP address of the proxy
	 * @param port port of the proxy
	 * @return the proxy
	 */
	public static ProxyOptions socks5(String host, int port) {
		return new ProxyOptions(Type.SOCKS5, host, port, null, null, List.of());
	}

	/**
	 * The same proxy with credentials: Basic for HTTP, username and password (RFC 1929)
	 * for SOCKS5.
	 * @param username username; without a colon for HTTP, 1 to 255 bytes for SOCKS5
	 * @param password password; 1 to 255 bytes for SOCKS5
	 * @return the proxy with credentials
	 * @throws IllegalArgumentException if the kind of proxy has no such credentials
	 */
	public ProxyOptions withCredentials(String username, String password) {
		Objects.requireNonNull(username, "'username' must not be null");
		Objects.requireNonNull(password, "'password' must not be null");
		return new ProxyOptions(this.type, this.host, this.port, username, password, this.noProxyFor);
	}

	/**
	 * The same proxy with other exceptions, which replace the former ones. An exception
	 * is
	 * <ul>
	 * <li>a host name ({@code example.org}), which is that host alone,</li>
	 * <li>{@code *.example.org}, which is every host below {@code example.org}, but not
	 * that itself,</li>
	 * <li>an IP address ({@code 10.0.0.1}, {@code ::1}, {@code [::1]}),</li>
	 * <li>one of these with a port ({@code example.org:8443}, {@code [::1]:8443}), which
	 * is that port alone.</li>
	 * </ul>
	 * Case does not matter. What the URI says is compared, and nothing is resolved: a
	 * name does not match the address that it stands for. There are no exceptions unless
	 * set, not even {@code localhost}.
	 * @param servers the servers that are connected to directly
	 * @return the proxy with these exceptions
	 * @throws IllegalArgumentException if one is none of the above
	 */
	public ProxyOptions withNoProxyFor(String... servers) {
		return new ProxyOptions(this.type, this.host, this.port, this.username, this.password, Arrays.asList(servers));
	}

	/**
	 * Whether connections to a server go through this proxy.
	 * @param host host name or IP address of the server, as it stands in the URI
	 * @param port port of the server
	 * @return {@code false} if the server is one of the exceptions
	 */
	public boolean isUsedFor(String host, int port) {
		return this.noProxyFor.stream().map(ServerPattern::parse).noneMatch((pattern) -> pattern.matches(host, port));
	}

	private static void checkCredentials(Type type, String username, String password) {
		if (type == Type.SOCKS4) {
			throw new IllegalArgumentException("'username' and 'password' must not be set: SOCKS4 has no passwords");
		}
		if (type == Type.SOCKS5) {
			checkLength("username", username);
			checkLength("password", password);
		}
		else if (username.indexOf(':') != -1) {
			throw new IllegalArgumentException("'username' must not have a colon (RFC 7617)");
		}
		Requirements.credentials(username, password);
	}

	private static void checkLength(String name, String value) {
		int length = value.getBytes(StandardCharsets.UTF_8).length;
		if (length < 1 || length > LONGEST_SOCKS_CREDENTIAL) {
			throw new IllegalArgumentException("'" + name + "' must be within 1 to " + LONGEST_SOCKS_CREDENTIAL
					+ " bytes in UTF-8 (RFC 1929), but was " + length);
		}
	}

	/** The proxy without its credentials. */
	@Override
	public String toString() {
		String name = (this.host.indexOf(':') != -1) ? "[" + this.host + "]" : this.host;
		return this.type + " proxy " + name + ":" + this.port + ((this.username != null) ? " with credentials" : "")
				+ (this.noProxyFor.isEmpty() ? "" : ", not for " + this.noProxyFor);
	}

	/**
	 * The protocol that a proxy speaks.
	 *
	 * @since 0.1.0
	 */
	public enum Type {

		/**
		 * HTTP/1.1 with {@code CONNECT}.
		 */
		HTTP,

		/**
		 * SOCKS4, and SOCKS4a for servers that are given by name.
		 */
		SOCKS4,

		/**
		 * SOCKS5.
		 */
		SOCKS5

	}

}
