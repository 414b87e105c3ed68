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

import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.clientwebsocket.managed.ReconnectingWebSocketBuilder;

/**
 * Works on the builder of each named client, after the properties: listeners, what makes
 * a connection ready, which message is a reply. Beans of this type are called in their
 * order, once for each client. A {@code ReconnectingWebSocket} bean of the application
 * itself is not customized.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ReconnectingWebSocketCustomizer {

	/**
	 * Customize the builder of a client.
	 * @param name name of the client
	 * @param builder the builder, with everything set that the properties say
	 */
	void customize(String name, ReconnectingWebSocketBuilder builder);

	/**
	 * A customizer of those clients only whose names match.
	 * @param pattern regular expression that the whole name has to match, such as the
	 * name itself
	 * @param customizer what to do with the builder
	 * @return a customizer that leaves all other clients alone
	 */
	static ReconnectingWebSocketCustomizer matching(String pattern, Consumer<ReconnectingWebSocketBuilder> customizer) {
		Objects.requireNonNull(customizer, "'customizer' must not be null");
		Pattern compiled = Pattern.compile(pattern);
		return (name, builder) -> {
			if (compiled.matcher(name).matches()) {
				customizer.accept(builder);
			}
		};
	}

}
