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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.Assert;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

/**
 * Makes the beans of named clients. They share the application's connector, but a client
 * whose TLS material, connect timeout or proxy is another than the connector's gets a
 * connector of its own, because these belong to the HTTP client below it.
 */
final class NamedWebSocketClientFactory {

	private final WebSocketProperties properties;

	private final WebSocketPropertiesMapper mapper;

	private final ObjectProvider<ClientWebSocketOptions> defaults;

	private final ObjectProvider<WebSocketConnector> connector;

	private final List<JettyWebSocketConnector> ownConnectors = new CopyOnWriteArrayList<>();

	NamedWebSocketClientFactory(WebSocketProperties properties, WebSocketPropertiesMapper mapper,
			ObjectProvider<ClientWebSocketOptions> defaults, ObjectProvider<WebSocketConnector> connector) {
		this.properties = properties;
		this.mapper = mapper;
		this.defaults = defaults;
		this.connector = connector;
	}

	NamedWebSocketClient create(String name) {
		WebSocketProperties.Client client = this.properties.getClients().get(name);
		Assert.state(client != null, () -> "No properties of the client '" + name + "'");
		URI uri = this.mapper.uri(name, client);
		ClientWebSocketOptions defaults = this.defaults.getObject();
		ClientWebSocketOptions options = this.mapper.client(defaults, name, client);
		return new NamedWebSocketClient(name, uri, options, connector(defaults, options));
	}

	private WebSocketConnector connector(ClientWebSocketOptions defaults, ClientWebSocketOptions options) {
		WebSocketConnector shared = this.connector.getObject();
		if (fits(options.sslContext(), defaults.sslContext(), shared.options().sslContext())
				&& fits(options.connectTimeout(), defaults.connectTimeout(), shared.options().connectTimeout())
				&& fits(options.proxy(), defaults.proxy(), shared.options().proxy())) {
			return shared;
		}
		JettyWebSocketConnector own = JettyWebSocketConnector.create(options);
		this.ownConnectors.add(own);
		return own;
	}

	/**
	 * Whether a shared connector does what an option of a client says.
	 * @param value the option of the client
	 * @param inherited what the client would have inherited
	 * @param shared the option of the shared connector
	 * @return whether it is the same, or nobody asks for anything
	 */
	private static boolean fits(@Nullable Object value, @Nullable Object inherited, @Nullable Object shared) {
		return Objects.equals(value, shared) || (value == null && inherited == null);
	}

	/**
	 * Connectors that belong to single clients.
	 * @return the connectors made so far
	 */
	List<JettyWebSocketConnector> ownConnectors() {
		return List.copyOf(this.ownConnectors);
	}

}
