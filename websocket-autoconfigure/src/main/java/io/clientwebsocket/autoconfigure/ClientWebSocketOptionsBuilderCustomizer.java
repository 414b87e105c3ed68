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

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocketOptions;

/**
 * Works on auto-configured {@link ClientWebSocketOptions} after the properties. Beans of
 * this type are called in their order: once for the default options, which named clients
 * inherit, then once for the options of each named client. A
 * {@link ClientWebSocketOptions} bean of the application itself is not customized.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ClientWebSocketOptionsBuilderCustomizer {

	/**
	 * Customize the builder of an options object.
	 * @param builder the builder, with everything set that the properties say
	 * @param client name of the client that the options are for, {@code null} for the
	 * default options
	 */
	void customize(ClientWebSocketOptions.Builder builder, @Nullable String client);

	/**
	 * A customizer of the options of one named client only.
	 * @param client name of the client
	 * @param customizer what to do with the builder
	 * @return a customizer that leaves all other options alone
	 */
	static ClientWebSocketOptionsBuilderCustomizer forClient(String client,
			Consumer<ClientWebSocketOptions.Builder> customizer) {
		return (builder, name) -> {
			if (client.equals(name)) {
				customizer.accept(builder);
			}
		};
	}

}
