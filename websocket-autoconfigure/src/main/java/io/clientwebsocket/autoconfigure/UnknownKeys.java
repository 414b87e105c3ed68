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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Ends the start of an application that has set a key under {@code ws} that there is not.
 * Environment variables and system properties are not looked at: they may be meant for
 * somebody else.
 */
final class UnknownKeys implements BeanFactoryPostProcessor {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(PropertyPath.DEFAULTS.prefix());

	private final ConfigurableEnvironment environment;

	UnknownKeys(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		check();
	}

	/**
	 * Look at all keys.
	 * @throws UnknownKeysException if one is unknown
	 */
	void check() {
		String property = PropertyPath.DEFAULTS.name("fail-on-unknown-keys");
		if (!this.environment.getProperty(property, Boolean.class, true)) {
			return;
		}
		PropertyKeys keys = PropertyKeys.of(WebSocketProperties.class);
		Map<String, @Nullable String> unknown = new TreeMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources
			.from(this.environment.getPropertySources())) {
			if (source instanceof IterableConfigurationPropertySource iterable && isLookedAt(source)) {
				iterable.filter((name) -> ROOT.isAncestorOf(name) && !isKnown(name, keys, iterable))
					.forEach((name) -> unknown.put(name.toString(), nearest(name, keys)));
			}
		}
		if (!unknown.isEmpty()) {
			throw new UnknownKeysException(unknown);
		}
	}

	private static boolean isLookedAt(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof PropertySource<?> underlying
				&& !(underlying instanceof SystemEnvironmentPropertySource)
				&& !StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME.equals(underlying.getName());
	}

	/** Whether there is a key, and a value is not given to a group of keys. */
	private static boolean isKnown(ConfigurationPropertyName name, PropertyKeys keys,
			ConfigurationPropertySource source) {
		if (!keys.isGroup(name, 1)) {
			return keys.contains(name, 1);
		}
		ConfigurationProperty group = source.getConfigurationProperty(name);
		return group == null || group.getValue().toString().isEmpty();
	}

	/** The key that was probably meant. */
	private static @Nullable String nearest(ConfigurationPropertyName name, PropertyKeys keys) {
		List<String> known = new ArrayList<>();
		keys.collect(name, 1, ROOT.toString(), known);
		String key = name.toString();
		if (known.contains(key + ".enabled")) {
			return key + ".enabled";
		}
		return known.stream()
			.filter((candidate) -> distance(key, candidate) <= most(key, candidate))
			.min(Comparator.comparingInt((candidate) -> distance(key, candidate)))
			.orElse(null);
	}

	/** How many letters may be wrong: of three behind the groups that are right, one. */
	private static int most(String key, String candidate) {
		int right = 0;
		for (int i = 0; i < Math.min(key.length(), candidate.length()) && key.charAt(i) == candidate.charAt(i); i++) {
			if (key.charAt(i) == '.') {
				right = i + 1;
			}
		}
		return Math.max(2, (key.length() - right) / 3);
	}

	/** How many letters must be changed to get from one text to another. */
	static int distance(String from, String to) {
		int[] row = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int change = diagonal + ((from.charAt(i - 1) != to.charAt(j - 1)) ? 1 : 0);
				diagonal = row[j];
				row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[to.length()];
	}

}
