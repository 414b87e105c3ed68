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

import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.StringUtils;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.jetty.IncompatibleOptionsException;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

/**
 * The application's own HTTP client, for sockets to share.
 *
 * @param beanName name of its bean
 * @param httpClient the client
 */
record SharedHttpClient(String beanName, HttpClient httpClient) {

	/**
	 * Find the client to share: the one that the properties name, else the only or
	 * primary one.
	 * @param properties the properties
	 * @param candidates the clients of the application
	 * @param beanFactory where their names are known
	 * @return the client, or {@code null} if there is none to share
	 */
	static @Nullable SharedHttpClient find(WebSocketProperties properties, ObjectProvider<HttpClient> candidates,
			ConfigurableListableBeanFactory beanFactory) {
		if (!properties.getHttpClient().isShared()) {
			requireNoName(properties.getHttpClient().getBean());
			return null;
		}
		String beanName = properties.getHttpClient().getBean();
		if (StringUtils.hasText(beanName)) {
			return named(beanName, beanFactory);
		}
		HttpClient httpClient = candidates.getIfUnique();
		return (httpClient != null) ? of(httpClient, beanFactory) : null;
	}

	static SharedHttpClient of(HttpClient httpClient, ConfigurableListableBeanFactory beanFactory) {
		return new SharedHttpClient(nameOf(httpClient, beanFactory), httpClient);
	}

	private static void requireNoName(@Nullable String beanName) {
		if (StringUtils.hasText(beanName)) {
			String property = PropertyPath.DEFAULTS.name("http-client.bean");
			String shared = PropertyPath.DEFAULTS.name("http-client.shared");
			throw new InvalidWebSocketPropertyException(property, beanName,
					"absent while '" + shared + "' is false, so that no bean is shared",
					"Remove '" + property + "' or '" + shared + "'.", null);
		}
	}

	private static SharedHttpClient named(String beanName, ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.containsBean(beanName) && beanFactory.isTypeMatch(beanName, HttpClient.class)) {
			return new SharedHttpClient(beanName, beanFactory.getBean(beanName, HttpClient.class));
		}
		String property = PropertyPath.DEFAULTS.name("http-client.bean");
		List<String> known = List.of(beanFactory.getBeanNamesForType(HttpClient.class));
		throw new InvalidWebSocketPropertyException(property, beanName,
				"the name of a bean of type " + HttpClient.class.getName() + " ("
						+ (known.isEmpty() ? "there is none" : "there are: " + String.join(", ", known)) + ")",
				"Define such a bean with the name '" + beanName + "', or correct '" + property
						+ "', or remove it to share the only HttpClient bean if there is one.",
				null);
	}

	private static String nameOf(HttpClient httpClient, ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanNamesForType(HttpClient.class)) {
			if (httpClient.equals(beanFactory.getSingleton(name))) {
				return name;
			}
		}
		return "httpClient";
	}

	/**
	 * A connector that shares the client.
	 * @param options its options
	 * @param properties what the user may have set them by
	 * @param others what else is set that is of no use beside the client
	 * @return the connector
	 */
	JettyWebSocketConnector connector(ClientWebSocketOptions options, WebSocketProperties properties,
			List<String> others) {
		List<String> settings = new ArrayList<>();
		try {
			JettyWebSocketConnector connector = JettyWebSocketConnector.using(this.httpClient, options);
			if (others.isEmpty()) {
				return connector;
			}
		}
		catch (IncompatibleOptionsException ex) {
			ex.options().forEach((option) -> settings.addAll(settings(option, properties, PropertyPath.DEFAULTS)));
		}
		settings.addAll(others);
		throw new SharedHttpClientConflictException(settings, this.beanName);
	}

	/**
	 * Fail if a client that uses the shared HTTP client has options that belong to it.
	 * @param name name of the client
	 * @param options its options
	 * @param client what the user may have set them by
	 */
	void requireNone(String name, ClientWebSocketOptions options, @Nullable WebSocketConnectionProperties client) {
		WebSocketConnectionProperties properties = (client != null) ? client : new WebSocketProperties();
		List<String> settings = new ArrayList<>();
		if (options.credentials() != null) {
			settings.addAll(settings("credentials", properties, PropertyPath.client(name)));
		}
		if (options.cookieHandler() != null) {
			settings.addAll(settings("cookieHandler", properties, PropertyPath.client(name)));
		}
		if (!settings.isEmpty()) {
			throw new SharedHttpClientConflictException(settings, this.beanName);
		}
	}

	private static List<String> settings(String option, WebSocketConnectionProperties properties, PropertyPath path) {
		List<String> keys = switch (option) {
			case "sslContext" -> ssl(properties.getSsl());
			case "connectTimeout" -> key("connect-timeout", properties.getConnectTimeout());
			case "proxy" -> key("proxy.host", properties.getProxy().getHost());
			case "credentials" -> AuthMapper.keys(properties);
			case "cookieHandler" -> key("cookies.enabled", properties.getCookies().getEnabled());
			default -> List.of();
		};
		return keys.isEmpty() ? List.of("'" + ClientWebSocketOptions.class.getSimpleName() + "." + option + "'")
				: keys.stream().map((key) -> "'" + path.name(key) + "'").toList();
	}

	private static List<String> ssl(WebSocketSslProperties properties) {
		List<String> keys = new ArrayList<>(key("ssl.bundle", properties.getBundle()));
		keys.addAll(key("ssl.bypass-certificate-validation", properties.getBypassCertificateValidation()));
		return keys;
	}

	private static List<String> key(String key, @Nullable Object value) {
		return (value != null) ? List.of(key) : List.of();
	}

}
