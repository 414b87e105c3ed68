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

import java.beans.PropertyDescriptor;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/**
 * The keys that a property class has, and those below them.
 *
 * @param names the keys in kebab form, by the form in which Spring Boot compares them
 * @param children what is below each key, by the same
 * @param any what is below a key that the user chooses, {@code null} if there is none
 * @param open whether anything may be below
 */
record PropertyKeys(Map<String, String> names, Map<String, PropertyKeys> children, @Nullable PropertyKeys any,
		boolean open) {

	private static final String PACKAGE = PropertyKeys.class.getPackageName();

	static PropertyKeys of(Class<?> type) {
		Map<String, String> names = new TreeMap<>();
		Map<String, PropertyKeys> children = new TreeMap<>();
		for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
			Method getter = property.getReadMethod();
			if (getter != null && getter.getDeclaringClass() != Object.class) {
				String name = DataObjectPropertyName.toDashedForm(property.getName());
				names.put(uniform(name), name);
				children.put(uniform(name), below(ResolvableType.forMethodReturnType(getter)));
			}
		}
		return new PropertyKeys(names, children, null, false);
	}

	private static PropertyKeys below(ResolvableType type) {
		Class<?> raw = type.toClass();
		if (Map.class.isAssignableFrom(raw)) {
			ResolvableType value = type.asMap().getGeneric(1);
			return isGroup(value.toClass()) ? new PropertyKeys(Map.of(), Map.of(), of(value.toClass()), false)
					: leaf(true);
		}
		return isGroup(raw) ? of(raw) : leaf(Collection.class.isAssignableFrom(raw) || raw.isArray());
	}

	private static boolean isGroup(Class<?> type) {
		return type.getPackageName().equals(PACKAGE) && !type.isEnum();
	}

	private static PropertyKeys leaf(boolean open) {
		return new PropertyKeys(Map.of(), Map.of(), null, open);
	}

	private static String uniform(String name) {
		return ConfigurationPropertyName.of(name).getElement(0, Form.UNIFORM);
	}

	/**
	 * Whether there is a key.
	 * @param name the key in full
	 * @param from the number of its elements that lead here
	 * @return whether it is one of these keys, or may be below one
	 */
	boolean contains(ConfigurationPropertyName name, int from) {
		if (this.open || from == name.getNumberOfElements()) {
			return true;
		}
		PropertyKeys next = (this.any != null) ? this.any : this.children.get(name.getElement(from, Form.UNIFORM));
		return next != null && next.contains(name, from + 1);
	}

	/**
	 * Whether a key stands for a group of keys, and so has no value.
	 * @param name the key in full, which there is
	 * @param from the number of its elements that lead here
	 * @return whether there are keys below it, and it is no list or map
	 */
	boolean isGroup(ConfigurationPropertyName name, int from) {
		if (this.open || from == name.getNumberOfElements()) {
			return !this.open && (this.any != null || !this.children.isEmpty());
		}
		PropertyKeys next = (this.any != null) ? this.any : this.children.get(name.getElement(from, Form.UNIFORM));
		return next != null && next.isGroup(name, from + 1);
	}

	/**
	 * All keys that may have been meant by one that there is not.
	 * @param name the key in full, whose names of clients are taken over
	 * @param from the number of its elements that lead here
	 * @param prefix these elements
	 * @param found where the keys go
	 */
	void collect(ConfigurationPropertyName name, int from, String prefix, Collection<String> found) {
		if (this.any != null) {
			if (from < name.getNumberOfElements()) {
				this.any.collect(name, from + 1, prefix + "." + name.getElement(from, Form.ORIGINAL), found);
			}
		}
		else if (this.children.isEmpty()) {
			found.add(prefix);
		}
		this.children.forEach((key, below) -> below.collect(name, from + 1, prefix + "." + this.names.get(key), found));
	}

}
