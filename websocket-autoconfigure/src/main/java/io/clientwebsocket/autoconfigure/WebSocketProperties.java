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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Configuration properties of WebSocket clients: the defaults of all sockets, and named
 * clients that override them one by one.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("ws")
public class WebSocketProperties extends ReconnectingWebSocketProperties {

	/**
	 * Whether to auto-configure WebSocket clients.
	 */
	private boolean enabled = true;

	@NestedConfigurationProperty
	private final WebSocketHttpClientProperties httpClient = new WebSocketHttpClientProperties();

	private final Observation observation = new Observation();

	/**
	 * Named clients, each of which becomes a bean. Names are in lower-case kebab form.
	 */
	private final Map<String, Client> clients = new LinkedHashMap<>();

	/**
	 * Whether an unknown key under ws ends the start of the application. Environment
	 * variables and system properties are not looked at.
	 */
	private boolean failOnUnknownKeys = true;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isFailOnUnknownKeys() {
		return this.failOnUnknownKeys;
	}

	public void setFailOnUnknownKeys(boolean failOnUnknownKeys) {
		this.failOnUnknownKeys = failOnUnknownKeys;
	}

	public WebSocketHttpClientProperties getHttpClient() {
		return this.httpClient;
	}

	public Observation getObservation() {
		return this.observation;
	}

	public Map<String, Client> getClients() {
		return this.clients;
	}

	/**
	 * Properties of what is measured.
	 */
	public static class Observation {

		/**
		 * Whether to measure and observe named WebSocket clients.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Properties of a named client.
	 */
	@ConfigurationPropertiesSource
	public static class Client extends ReconnectingWebSocketProperties {

		/**
		 * URI to connect to, with the scheme ws or wss.
		 */
		// not a URI: its editor encodes a '%' that is already an escape once more
		private @Nullable String uri;

		/**
		 * Comma-separated list of URIs of several servers, the first with the highest
		 * priority, instead of one.
		 */
		private @Nullable List<String> uris;

		public @Nullable List<String> getUris() {
			return this.uris;
		}

		public void setUris(@Nullable List<String> uris) {
			this.uris = uris;
		}

		public @Nullable String getUri() {
			return this.uri;
		}

		public void setUri(@Nullable String uri) {
			this.uri = uri;
		}

	}

}
