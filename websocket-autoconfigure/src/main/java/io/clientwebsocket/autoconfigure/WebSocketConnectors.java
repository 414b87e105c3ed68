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
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

/**
 * Makes the connectors: the application's, which named clients share, and one for each
 * client whose TLS material, connect timeout or proxy is another, because these belong to
 * the HTTP client below.
 */
final class WebSocketConnectors {

	private final WebSocketProperties properties;

	private final HttpClientMapper mapper;

	private final ObjectProvider<HttpClient> httpClients;

	private final ObjectProvider<HttpClientCustomizer> customizers;

	private final ObjectProvider<AddressFilter> addressFilters;

	private final ConfigurableListableBeanFactory beanFactory;

	private final List<JettyWebSocketConnector> all = new CopyOnWriteArrayList<>();

	private final List<JettyWebSocketConnector> ofClients = new CopyOnWriteArrayList<>();

	WebSocketConnectors(WebSocketProperties properties, ObjectProvider<HttpClient> httpClients,
			ObjectProvider<HttpClientCustomizer> customizers, ObjectProvider<AddressFilter> addressFilters,
			ConfigurableListableBeanFactory beanFactory, BundleSslContexts sslContexts) {
		this.properties = properties;
		this.mapper = new HttpClientMapper(properties.getHttpClient());
		this.httpClients = httpClients;
		this.customizers = customizers;
		this.addressFilters = addressFilters;
		this.beanFactory = beanFactory;
		sslContexts.onReload(this::reload);
	}

	/**
	 * The connector of the application.
	 * @param options its options
	 * @return a new connector, on an HTTP client of the application if there is one to
	 * share
	 */
	JettyWebSocketConnector create(ClientWebSocketOptions options) {
		SharedHttpClient shared = SharedHttpClient.find(this.properties, this.httpClients, this.beanFactory);
		return (shared != null) ? onShared(shared, options) : own(options, null);
	}

	private JettyWebSocketConnector onShared(SharedHttpClient shared, ClientWebSocketOptions options) {
		List<String> conflicts = new ArrayList<>(this.mapper.names());
		AddressFilter filter = this.addressFilters.getIfAvailable();
		if (filter != null) {
			filter.beanNames().forEach((name) -> conflicts.add("bean '" + name + "'"));
		}
		return shared.connector(options, this.properties, conflicts);
	}

	/**
	 * The connector of a named client.
	 * @param name name of the client
	 * @param options its options
	 * @param defaults the options that it has inherited from
	 * @param shared the connector of the application
	 * @return the connector of the application, or one for this client alone
	 */
	WebSocketConnector forClient(String name, ClientWebSocketOptions options, ClientWebSocketOptions defaults,
			WebSocketConnector shared) {
		if (!isShared(options, defaults, shared.options())) {
			JettyWebSocketConnector own = own(options, name);
			this.ofClients.add(own);
			return own;
		}
		if (shared instanceof JettyWebSocketConnector connector && !connector.ownsHttpClient()) {
			SharedHttpClient httpClient = SharedHttpClient.of(connector.httpClient(), this.beanFactory);
			httpClient.requireNone(name, options, this.properties.getClients().get(name));
		}
		else if (this.all.contains(shared)) {
			this.mapper.requireVersion(options, PropertyPath.client(name));
		}
		return shared;
	}

	private static boolean isShared(ClientWebSocketOptions options, ClientWebSocketOptions defaults,
			ClientWebSocketOptions shared) {
		return fits(options.sslContext(), defaults.sslContext(), shared.sslContext())
				&& fits(options.connectTimeout(), defaults.connectTimeout(), shared.connectTimeout())
				&& fits(options.proxy(), defaults.proxy(), shared.proxy());
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

	private JettyWebSocketConnector own(ClientWebSocketOptions options, @Nullable String client) {
		this.mapper.requireVersion(options, (client != null) ? PropertyPath.client(client) : PropertyPath.DEFAULTS);
		JettyWebSocketConnector.Builder builder = JettyWebSocketConnector.builder().options(options);
		this.mapper.map(builder);
		AddressFilter filter = this.addressFilters.getIfAvailable();
		if (filter != null) {
			builder.addressFilter(filter.allows());
		}
		builder.customizeHttpClient((httpClient) -> this.customizers.orderedStream()
			.forEach((customizer) -> customizer.customize(httpClient, client)));
		JettyWebSocketConnector connector = builder.build();
		this.all.add(connector);
		return connector;
	}

	private void reload(String bundle) {
		for (JettyWebSocketConnector connector : this.all) {
			if (connector.options().sslContext() instanceof BundleSslContext context
					&& context.source().bundle().equals(bundle)) {
				connector.reloadTls();
			}
		}
	}

	/**
	 * Connectors that belong to single clients.
	 * @return the connectors made so far
	 */
	List<JettyWebSocketConnector> ofClients() {
		return List.copyOf(this.ofClients);
	}

}
