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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

/**
 * Translates the properties of an HTTP client that the sockets do not share with the
 * application.
 *
 * @param properties the properties
 */
record HttpClientMapper(WebSocketHttpClientProperties properties) {

	private static final String COUNT = "at least 1";

	private static final String HTTP_VERSIONS = "http-client.http-versions";

	void map(JettyWebSocketConnector.Builder builder) {
		set("http-versions", this.properties.getHttpVersions(), "a list with at least one version",
				(versions) -> builder.httpVersions(versions.toArray(HttpVersion[]::new)));
		set("enable-multiple-http2-connections", this.properties.getEnableMultipleHttp2Connections(), "",
				builder::enableMultipleHttp2Connections);
		set("http2-idle-timeout", this.properties.getHttp2IdleTimeout(), "0 or more and at most 24 days",
				builder::http2IdleTimeout);
		set("max-threads", this.properties.getMaxThreads(), "at least 4", builder::maxThreads);
		set("max-connections-per-destination", this.properties.getMaxConnectionsPerDestination(), COUNT,
				builder::maxConnectionsPerDestination);
		set("max-queued-handshakes", this.properties.getMaxQueuedHandshakes(), COUNT, builder::maxQueuedHandshakes);
	}

	private static <T> void set(String key, @Nullable T value, String requirement, Consumer<T> setter) {
		if (value == null) {
			return;
		}
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException ex) {
			throw PropertyPath.DEFAULTS.invalid("http-client." + key, value, requirement, ex);
		}
	}

	/**
	 * The properties that are of no use beside an HTTP client of the application.
	 * @return the names of those that are set, in quotes
	 */
	List<String> names() {
		List<String> names = new ArrayList<>();
		add(names, "http-versions", this.properties.getHttpVersions());
		add(names, "enable-multiple-http2-connections", this.properties.getEnableMultipleHttp2Connections());
		add(names, "http2-idle-timeout", this.properties.getHttp2IdleTimeout());
		add(names, "max-threads", this.properties.getMaxThreads());
		add(names, "max-connections-per-destination", this.properties.getMaxConnectionsPerDestination());
		add(names, "max-queued-handshakes", this.properties.getMaxQueuedHandshakes());
		return names;
	}

	private static void add(List<String> names, String key, @Nullable Object value) {
		if (value != null) {
			names.add("'" + PropertyPath.DEFAULTS.name("http-client." + key) + "'");
		}
	}

	/**
	 * Fail if sockets need a version that is switched off.
	 * @param options the options of the sockets
	 * @param path where their properties stand
	 */
	void requireVersion(ClientWebSocketOptions options, PropertyPath path) {
		List<HttpVersion> versions = this.properties.getHttpVersions();
		boolean lower = options.httpVersionPolicy() == HttpVersionPolicy.REQUEST_VERSION_OR_LOWER;
		boolean higher = options.httpVersionPolicy() == HttpVersionPolicy.REQUEST_VERSION_OR_HIGHER;
		boolean mayDiffer = (options.httpVersion() == HttpVersion.HTTP_2) ? lower : higher;
		if (versions == null || versions.contains(options.httpVersion()) || mayDiffer) {
			return;
		}
		String version = options.httpVersion().name().toLowerCase(Locale.ROOT).replace('_', '-');
		String property = PropertyPath.DEFAULTS.name(HTTP_VERSIONS);
		throw new InvalidWebSocketPropertyException(property, null,
				"a list with " + version + ", which '" + path.name("http-version") + "' and '"
						+ path.name("http-version-policy") + "' ask for",
				"Add " + version + " to '" + property + "', or allow another version by '"
						+ path.name("http-version-policy") + "'.",
				null);
	}

}
