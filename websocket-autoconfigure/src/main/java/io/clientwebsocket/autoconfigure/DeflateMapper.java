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

import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.DeflateOptions;

/**
 * Translates the properties of compression, which override one by one what is inherited.
 *
 * @param properties the properties
 * @param path where the properties of the connection stand
 */
record DeflateMapper(WebSocketDeflateProperties properties, PropertyPath path) {

	private static final String BITS = "within 9 to 15";

	/**
	 * The compression of a connection.
	 * @param inherited the compression that holds where nothing is set
	 * @return the compression, or {@code null} for none
	 */
	@Nullable DeflateOptions map(@Nullable DeflateOptions inherited) {
		DeflateOptions options = changed((inherited != null) ? inherited : DeflateOptions.defaults());
		Boolean enabled = this.properties.getEnabled();
		if (enabled == null && inherited == null && isAnySet()) {
			String property = this.path.name("deflate.enabled");
			throw new InvalidWebSocketPropertyException(property, null,
					"set for the other properties of compression to mean something",
					"Set '" + property + "' to true or false, or remove all of '" + this.path.name("deflate") + "'.",
					null);
		}
		boolean on = (enabled != null) ? enabled : inherited != null;
		return on ? options : null;
	}

	private boolean isAnySet() {
		return Stream
			.of(this.properties.getClientMaxWindowBits(), this.properties.getServerMaxWindowBits(),
					this.properties.getClientContextTakeover(), this.properties.getServerContextTakeover(),
					this.properties.getMinimumSize(), this.properties.getLevel())
			.anyMatch((value) -> value != null);
	}

	private DeflateOptions changed(DeflateOptions from) {
		DeflateOptions options = from;
		options = with(options, "client-max-window-bits", this.properties.getClientMaxWindowBits(), BITS,
				DeflateOptions::withClientMaxWindowBits);
		options = with(options, "server-max-window-bits", this.properties.getServerMaxWindowBits(), BITS,
				DeflateOptions::withServerMaxWindowBits);
		options = with(options, "client-context-takeover", this.properties.getClientContextTakeover(), "",
				DeflateOptions::withClientContextTakeover);
		options = with(options, "server-context-takeover", this.properties.getServerContextTakeover(), "",
				DeflateOptions::withServerContextTakeover);
		options = with(options, "minimum-size", this.properties.getMinimumSize(), "at least 0B",
				(to, size) -> to.withMinimumSize(size.toBytes()));
		return with(options, "level", this.properties.getLevel(), "within 1 to 9", DeflateOptions::withLevel);
	}

	private <T> DeflateOptions with(DeflateOptions options, String key, @Nullable T value, String requirement,
			BiFunction<DeflateOptions, T, DeflateOptions> change) {
		try {
			return (value != null) ? change.apply(options, value) : options;
		}
		catch (IllegalArgumentException ex) {
			throw this.path.invalid("deflate." + key, (value != null) ? value : "", requirement, ex);
		}
	}

}
