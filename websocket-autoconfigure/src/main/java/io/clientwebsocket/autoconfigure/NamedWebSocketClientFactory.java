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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.Assert;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.managed.ReconnectingWebSocketBuilder;

/**
 * Makes the beans of named clients.
 */
final class NamedWebSocketClientFactory {

	private final WebSocketProperties properties;

	private final WebSocketPropertiesMapper mapper;

	private final ObjectProvider<ClientWebSocketOptions> defaults;

	private final ObjectProvider<WebSocketConnector> connector;

	private final WebSocketConnectors connectors;

	private final NamedWebSocketClientBeans beans;

	private final Map<String, ClientStartup> startups = new ConcurrentHashMap<>();

	NamedWebSocketClientFactory(WebSocketProperties properties, WebSocketPropertiesMapper mapper,
			ObjectProvider<ClientWebSocketOptions> defaults, ObjectProvider<WebSocketConnector> connector,
			WebSocketConnectors connectors, NamedWebSocketClientBeans beans) {
		this.properties = properties;
		this.mapper = mapper;
		this.defaults = defaults;
		this.connector = connector;
		this.connectors = connectors;
		this.beans = beans;
	}

	/** The effective options of a client. */
	ClientWebSocketOptions options(String name) {
		return this.mapper.client(this.defaults.getObject(), name, client(name), details(name).getSslBundle());
	}

	ReconnectingWebSocket create(String name, ClientWebSocketOptions options) {
		WebSocketProperties.Client client = client(name);
		PropertyPath path = PropertyPath.client(name);
		URI[] uris = ClientUris.of(details(name)).toArray(URI[]::new);
		ReconnectMapper mapper = new ReconnectMapper(client, this.properties, path);
		ClientStartup startup = mapper.startup();
		WebSocketConnector connector = this.beans.decorate(name, connector(name, options));
		ReconnectingWebSocketBuilder builder = ReconnectingWebSocket.builder(connector, uris)
			.name(name)
			.options(options)
			.onUnauthorized(BearerTokenCustomizer.dropping(options));
		mapper.map(builder);
		ReconnectingWebSocket created = this.beans.build(name, builder, options,
				(complete) -> build(complete, mapper.closeOnListenerFailure(), path));
		this.startups.put(name, startup);
		return created;
	}

	private static ReconnectingWebSocket build(ReconnectingWebSocketBuilder builder,
			@Nullable PropertyPath closeOnListenerFailure, PropertyPath client) {
		try {
			return builder.build();
		}
		catch (IllegalStateException ex) {
			if (closeOnListenerFailure == null) {
				throw ex;
			}
			throw noListener(closeOnListenerFailure, client, ex);
		}
	}

	private static InvalidWebSocketPropertyException noListener(PropertyPath where, PropertyPath client,
			IllegalStateException cause) {
		String key = "close-on-listener-failure";
		String property = where.name(key);
		String remedy = "Set a listener of '" + client.prefix() + "' by a bean of type "
				+ ReconnectingWebSocketCustomizer.class.getSimpleName() + ", or remove '" + property + "'";
		return new InvalidWebSocketPropertyException(property, null,
				"false while '" + client.prefix() + "' has no listener to messages",
				where.equals(client) ? remedy + "." : remedy + ", or set '" + client.name(key) + "' to false.", cause);
	}

	private WebSocketClientConnectionDetails details(String name) {
		return this.beans.details(name, new ClientUris(client(name), PropertyPath.client(name)));
	}

	private WebSocketProperties.Client client(String name) {
		WebSocketProperties.Client client = this.properties.getClients().get(name);
		Assert.state(client != null, () -> "No properties of the client '" + name + "'");
		return client;
	}

	/**
	 * What the start of the application does with a client.
	 * @param name name of a bean
	 * @return what it does; nothing with a client that was not made here
	 */
	ClientStartup startup(String name) {
		return this.startups.getOrDefault(name, ClientStartup.MANUAL);
	}

	private WebSocketConnector connector(String name, ClientWebSocketOptions options) {
		return this.connectors.forClient(name, options, this.defaults.getObject(), this.connector.getObject());
	}

	/**
	 * Connectors that belong to single clients.
	 * @return the connectors made so far
	 */
	List<JettyWebSocketConnector> ownConnectors() {
		return this.connectors.ofClients();
	}

}
