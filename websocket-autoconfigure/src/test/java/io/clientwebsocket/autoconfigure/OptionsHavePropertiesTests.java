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
import io.clientwebsocket.managed.Backoff;
import io.clientwebsocket.managed.ReconnectingWebSocketBuilder;

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

	/** Settings of a connection that stays whose properties have another name. */
	private static final Map<String, String> RENAMED_OF_A_CONNECTION = Map.of("backoff", "reconnect", "endpoint-order",
			"endpoints.order", "on-open-timeout", "reconnect.open-timeout", "attempt-timeout",
			"reconnect.attempt-timeout", "reply-timeout", "requests.timeout", "max-pending-replies",
			"requests.max-pending");

	/**
	 * Settings of a connection that stays that are code: they are made by a
	 * {@code ReconnectingWebSocketCustomizer}, or by a bean of their type.
	 */
	private static final Set<String> CODE_OF_A_CONNECTION = Set.of("on-unauthorized", "on-open", "on-open-async",
			"classifier", "on-message", "on-gap", "on-event", "replies", "executor", "scheduler", "clock", "random",
			"uris-async", "options-async");

	/** Settings of a connection that stays that the starter makes itself, and of what. */
	private static final Map<String, String> OF_THE_STARTER = Map.of("name", "the key below ws.clients", "uris",
			"ws.clients.<name>.uri and uris", "options", "ws.clients.<name>.*", "build", "makes the connection");

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
		assertThat(settings(JettyWebSocketConnector.Builder.class)).containsAll(NOT_OF_THE_HTTP_CLIENT.keySet());
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
		Set<String> settings = settings(JettyWebSocketConnector.Builder.class);
		settings.removeAll(NOT_OF_THE_HTTP_CLIENT.keySet());
		assertThat(settings).isNotEmpty()
			.allSatisfy((name) -> assertThat(contains("ws.http-client." + name)).as(name).isTrue());
	}

	@Test
	void everySettingOfAConnectionThatStaysHasAPropertyOrIsCode() {
		Set<String> settings = settings(ReconnectingWebSocketBuilder.class);
		assertThat(settings).containsAll(CODE_OF_A_CONNECTION)
			.containsAll(OF_THE_STARTER.keySet())
			.containsAll(RENAMED_OF_A_CONNECTION.keySet());
		settings.removeAll(CODE_OF_A_CONNECTION);
		settings.removeAll(OF_THE_STARTER.keySet());
		settings.removeAll(RENAMED_OF_A_CONNECTION.keySet());
		settings.addAll(RENAMED_OF_A_CONNECTION.values());
		assertThat(settings).allSatisfy(OptionsHavePropertiesTests::requireProperty);
	}

	@Test
	void everySettingOfABackoffHasAProperty() {
		Set<String> settings = settings(Backoff.Builder.class);
		settings.remove("build");
		assertThat(settings).isNotEmpty()
			.map((name) -> "reconnect." + name.replaceFirst("^reconnect-", ""))
			.allSatisfy(OptionsHavePropertiesTests::requireProperty);
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

	private static Set<String> settings(Class<?> builder) {
		return Stream.of(builder.getDeclaredMethods())
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
