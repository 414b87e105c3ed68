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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An option that is added to the library needs a property, or a reason here.
 */
class OptionsHavePropertiesTests {

	/** Options whose properties have another name. */
	private static final Map<String, String> RENAMED = Map.of("ssl-context", "ssl.bundle", "credentials",
			"auth.basic.username", "cookie-handler", "cookies.enabled");

	/**
	 * Options that are code: they are set by a
	 * {@code ClientWebSocketOptionsBuilderCustomizer}.
	 */
	private static final Set<String> CODE = Set.of("executor", "handshake-customizer", "pong-listener");

	/** Methods of the builder that are no settings of the HTTP client, and why. */
	private static final Map<String, String> NOT_OF_THE_HTTP_CLIENT = Map.of("options", "ws.* itself", "address-filter",
			"a bean of type InetAddressFilter", "customize-http-client", "a bean of type HttpClientCustomizer", "build",
			"makes the connector");

	private static final PropertyKeys KEYS = PropertyKeys.of(WebSocketProperties.class);

	@Test
	void everyOptionHasAPropertyOrIsCode() {
		Set<String> options = accessors(ClientWebSocketOptions.class);
		options.removeAll(CODE);
		assertThat(options).isNotEmpty()
			.map((name) -> RENAMED.getOrDefault(name, name))
			.allSatisfy(OptionsHavePropertiesTests::requireProperty);
	}

	@Test
	void reasonsAreAboutOptionsThatExist() {
		assertThat(accessors(ClientWebSocketOptions.class)).containsAll(CODE).containsAll(RENAMED.keySet());
		assertThat(settings()).containsAll(NOT_OF_THE_HTTP_CLIENT.keySet());
	}

	@Test
	void everyPartOfAnOptionHasAProperty() {
		assertThat(components(KeepAlive.class)).map((name) -> "keep-alive." + name)
			.allSatisfy(OptionsHavePropertiesTests::requireProperty);
		assertThat(components(DeflateOptions.class)).map((name) -> "deflate." + name)
			.allSatisfy(OptionsHavePropertiesTests::requireProperty);
		assertThat(components(ProxyOptions.class)).map((name) -> "proxy." + name)
			.allSatisfy(OptionsHavePropertiesTests::requireProperty);
	}

	@Test
	void everySettingOfTheHttpClientHasAProperty() {
		Set<String> settings = settings();
		settings.removeAll(NOT_OF_THE_HTTP_CLIENT.keySet());
		assertThat(settings).isNotEmpty()
			.allSatisfy((name) -> assertThat(contains("ws.http-client." + name)).as(name).isTrue());
	}

	private static void requireProperty(String name) {
		assertThat(contains("ws." + name)).as("ws." + name).isTrue();
		assertThat(contains("ws.clients.feed." + name)).as("ws.clients.feed." + name).isTrue();
	}

	private static boolean contains(String name) {
		return KEYS.contains(ConfigurationPropertyName.of(name), 1);
	}

	private static Set<String> accessors(Class<?> type) {
		return Stream.of(type.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
			.filter((method) -> method.getParameterCount() == 0 && !"toBuilder".equals(method.getName()))
			.filter((method) -> Arrays.stream(Object.class.getMethods())
				.noneMatch((known) -> known.getName().equals(method.getName())))
			.map(Method::getName)
			.map(DataObjectPropertyName::toDashedForm)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> settings() {
		return Stream.of(JettyWebSocketConnector.Builder.class.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()))
			.map(Method::getName)
			.map(DataObjectPropertyName::toDashedForm)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> components(Class<? extends Record> type) {
		return Stream.of(type.getRecordComponents())
			.map(RecordComponent::getName)
			.map(DataObjectPropertyName::toDashedForm)
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
