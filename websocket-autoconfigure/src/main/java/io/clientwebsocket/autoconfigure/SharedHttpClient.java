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
		String beanName = properties.getHttpClient().getBean();
		if (StringUtils.hasText(beanName)) {
			return named(beanName, beanFactory);
		}
		HttpClient httpClient = candidates.getIfUnique();
		return (httpClient != null) ? new SharedHttpClient(nameOf(httpClient, beanFactory), httpClient) : null;
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
			if (beanFactory.getSingleton(name) == httpClient) {
				return name;
			}
		}
		return "httpClient";
	}

	/**
	 * A connector that shares the client.
	 * @param options its options
	 * @param properties what the user may have set them by
	 * @return the connector
	 */
	JettyWebSocketConnector connector(ClientWebSocketOptions options, WebSocketProperties properties) {
		try {
			return JettyWebSocketConnector.using(this.httpClient, options);
		}
		catch (IncompatibleOptionsException ex) {
			List<String> settings = ex.options().stream().map((option) -> setting(option, properties)).toList();
			throw new SharedHttpClientConflictException(settings, this.beanName, ex);
		}
	}

	private static String setting(String option, WebSocketProperties properties) {
		if ("sslContext".equals(option) && properties.getSsl().getBundle() != null) {
			return PropertyPath.DEFAULTS.name("ssl.bundle");
		}
		if ("connectTimeout".equals(option) && properties.getConnectTimeout() != null) {
			return PropertyPath.DEFAULTS.name("connect-timeout");
		}
		if ("proxy".equals(option) && properties.getProxy().getHost() != null) {
			return PropertyPath.DEFAULTS.name("proxy.host");
		}
		return ClientWebSocketOptions.class.getSimpleName() + "." + option;
	}

}
