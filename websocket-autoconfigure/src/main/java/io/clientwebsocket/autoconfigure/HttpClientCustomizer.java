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

import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Works on an {@link HttpClient} that is auto-configured for sockets, after the
 * properties and before it starts. Beans of this type are called in their order, once for
 * each: that of the application's connector, and that of each named client with one of
 * its own. An {@link HttpClient} bean of the application is not customized.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HttpClientCustomizer {

	/**
	 * Customize an HTTP client.
	 * @param httpClient the HTTP client, not started
	 * @param client name of the client that it is for alone, {@code null} for that of the
	 * application's connector
	 */
	void customize(HttpClient httpClient, @Nullable String client);

}
