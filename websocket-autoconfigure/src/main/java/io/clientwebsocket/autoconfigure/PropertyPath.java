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

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Where a group of properties stands, so that a failure names each as the user wrote it.
 *
 * @param prefix what stands before the keys of the group
 * @param inherited the group whose values hold where this one has none
 */
record PropertyPath(String prefix, @Nullable PropertyPath inherited) {

	static final String CLIENTS = "ws.clients";

	static final PropertyPath DEFAULTS = new PropertyPath("ws", null);

	static PropertyPath client(String name) {
		return new PropertyPath(CLIENTS + "." + name, DEFAULTS);
	}

	String name(String key) {
		return this.prefix + "." + key;
	}

	InvalidWebSocketPropertyException invalid(String key, Object value, String requirement, @Nullable Throwable cause) {
		String remedy = "Set '" + name(key) + "' to " + requirement + ", or remove it to " + alternative(key) + ".";
		return new InvalidWebSocketPropertyException(name(key), show(value), requirement, remedy, cause);
	}

	private String alternative(String key) {
		return (this.inherited != null) ? "inherit '" + this.inherited.name(key) + "'" : "use the default";
	}

	/**
	 * A value as one would write it in a property.
	 * @param value the value
	 * @return its text
	 */
	static String show(Object value) {
		return (value instanceof Duration duration)
				? DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE) : value.toString();
	}

}
