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

import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * Registers the beans of each named client: the connection, under the client's name and
 * its camel-case form, and its options. A bean of the application with the name of a
 * client comes before it.
 * <p>
 * All connections are candidates for injection by type: several can then be told apart by
 * the name of a parameter, and be injected together as a map, which beans that are no
 * default candidates could not. The options of a client are none, so that they never
 * stand in for the default options.
 */
final class NamedWebSocketClientRegistrar implements ImportBeanDefinitionRegistrar {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

	private final Environment environment;

	NamedWebSocketClientRegistrar(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importingClass, BeanDefinitionRegistry registry) {
		for (String name : boundClientNames()) {
			requireKebab(name);
			if (!registry.isBeanNameInUse(name)) {
				register(name, registry);
			}
		}
	}

	/** A key that there is not says more than the binding that fails because of it. */
	private SortedSet<String> boundClientNames() {
		try {
			return clientNames(this.environment);
		}
		catch (BindException ex) {
			if (this.environment instanceof ConfigurableEnvironment configurable) {
				new UnknownKeys(configurable).check();
			}
			throw ex;
		}
	}

	/**
	 * Names of the configured clients. To Spring Boot {@code price-feed} and
	 * {@code pricefeed}, as an environment variable has it, are the same property: the
	 * name with the dash is taken for both.
	 * @param environment where they are configured
	 * @return the names, sorted
	 */
	static SortedSet<String> clientNames(Environment environment) {
		Map<String, String> names = new TreeMap<>();
		Binder.get(environment)
			.bind(PropertyPath.CLIENTS, Bindable.mapOf(String.class, WebSocketProperties.Client.class))
			.orElseGet(Map::of)
			.keySet()
			.forEach((name) -> names.merge(name.replace("-", ""), name,
					(one, other) -> (one.length() > other.length()) ? one : other));
		return new TreeSet<>(names.values());
	}

	private static void requireKebab(String name) {
		if (!NAME.matcher(name).matches()) {
			String property = PropertyPath.client(name).prefix();
			throw new InvalidWebSocketPropertyException(property, null,
					"a name in lower-case kebab form, because an environment variable has no other",
					"Rename '" + property + "', for example to '" + PropertyPath.client(kebab(name)).prefix() + "'.",
					null);
		}
	}

	/**
	 * A name in the form that is asked for, close to the given one.
	 * @param name any name
	 * @return the name in lower-case kebab form
	 */
	static String kebab(String name) {
		String kebab = DataObjectPropertyName.toDashedForm(name)
			.replaceAll("[^a-z0-9]+", "-")
			.replaceAll("^[-0-9]+|-$", "");
		return kebab.isEmpty() ? "client-" + name.replaceAll("[^0-9]+", "") : kebab;
	}

	private static void register(String name, BeanDefinitionRegistry registry) {
		registry.registerBeanDefinition(optionsName(name), options(name));
		registry.registerBeanDefinition(name, connection(name));
		String camelCase = camelCase(name);
		if (!registry.isBeanNameInUse(camelCase)) {
			registry.registerAlias(name, camelCase);
		}
	}

	/**
	 * Name of the bean of a client's options; no client can have it.
	 * @param name name of the client
	 * @return the name
	 */
	static String optionsName(String name) {
		return PropertyPath.client(name).name("options");
	}

	private static String camelCase(String name) {
		return Pattern.compile("-(.)").matcher(name).replaceAll((match) -> match.group(1).toUpperCase(Locale.ROOT));
	}

	private static RootBeanDefinition options(String name) {
		RootBeanDefinition definition = definition(ClientWebSocketOptions.class, "options", name);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		definition.setDefaultCandidate(false);
		return definition;
	}

	private static RootBeanDefinition connection(String name) {
		RootBeanDefinition definition = definition(ReconnectingWebSocket.class, "create", name);
		definition.getConstructorArgumentValues()
			.addIndexedArgumentValue(1, new RuntimeBeanReference(optionsName(name)));
		// stopped by the life cycle, which does not wait for one after the other
		definition.setDestroyMethodName("");
		return definition;
	}

	private static RootBeanDefinition definition(Class<?> type, String factoryMethod, String name) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(type);
		definition.setFactoryBeanName(WebSocketClientAutoConfiguration.FACTORY_BEAN_NAME);
		definition.setFactoryMethodName(factoryMethod);
		// what failures name as the place where the bean is defined
		definition.setResourceDescription("the properties under '" + PropertyPath.client(name).prefix() + "'");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		return definition;
	}

}
