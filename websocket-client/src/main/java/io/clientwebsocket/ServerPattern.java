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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;

/**
 * Servers that are named by one pattern: a host, all hosts below one, or an address, with
 * one port or any.
 *
 * @param host the host in lower case, {@code .example.org} for all hosts below one
 * @param port the port, or -1 for any
 */
record ServerPattern(String host, int port) {

	private static final String WILDCARD = "*.";

	static ServerPattern parse(String pattern) {
		Objects.requireNonNull(pattern, "'noProxyFor' must not hold null");
		String host = pattern;
		int port = -1;
		int colon = pattern.lastIndexOf(':');
		boolean bracketed = pattern.startsWith("[");
		// an IPv6 address has many colons, and a port behind it only if it has brackets
		if (bracketed ? colon > pattern.indexOf(']') : colon != -1 && colon == pattern.indexOf(':')) {
			host = pattern.substring(0, colon);
			port = port(pattern, pattern.substring(colon + 1));
		}
		if (host.startsWith(WILDCARD)) {
			return new ServerPattern("." + requireName("noProxyFor", host.substring(WILDCARD.length())), port);
		}
		return new ServerPattern(requireHost("noProxyFor", host), port);
	}

	private static int port(String pattern, String text) {
		if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
			throw new IllegalArgumentException(
					"'noProxyFor' must have ports within 1 to 65535, but was '" + pattern + "'");
		}
		return Integer.parseInt(text);
	}

	/** The host as it is compared: in lower case, an IPv6 address without brackets. */
	static String requireHost(String name, String host) {
		Objects.requireNonNull(host, () -> "'" + name + "' must not be null");
		if (host.indexOf(':') == -1) {
			return requireName(name, host);
		}
		try {
			return canonicalAddress(host);
		}
		catch (UnknownHostException ex) {
			throw invalid(name, host);
		}
	}

	private static String requireName(String name, String host) {
		boolean valid = !host.isEmpty()
				&& host.chars().allMatch((c) -> c == '.' || c == '-' || c == '_' || Character.isLetterOrDigit(c));
		if (!valid) {
			throw invalid(name, host);
		}
		return host.toLowerCase(Locale.ROOT);
	}

	private static IllegalArgumentException invalid(String name, String host) {
		// what stands before an '@' may be credentials
		String shown = host.substring(host.lastIndexOf('@') + 1);
		return new IllegalArgumentException(
				"'" + name + "' must be a host name or an IP address, but was '" + shown + "'");
	}

	/** What has a colon is never a name, so nothing is resolved. */
	private static String canonicalAddress(String host) throws UnknownHostException {
		String literal = (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
		if (!literal.matches("[0-9A-Fa-f:.]+")) {
			throw new UnknownHostException(literal);
		}
		return InetAddress.getByName(literal).getHostAddress();
	}

	boolean matches(String host, int port) {
		return (this.port == -1 || this.port == port) && matches(canonical(host));
	}

	private boolean matches(String host) {
		return this.host.startsWith(".") ? host.endsWith(this.host) && host.length() > this.host.length()
				: host.equals(this.host);
	}

	private static String canonical(String host) {
		try {
			return (host.indexOf(':') != -1) ? canonicalAddress(host) : host.toLowerCase(Locale.ROOT);
		}
		catch (UnknownHostException ex) {
			return host;
		}
	}

}
