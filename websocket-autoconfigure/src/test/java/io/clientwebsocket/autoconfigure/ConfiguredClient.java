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

import org.springframework.context.ApplicationContext;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;

/**
 * What the properties make of a named client, apart from the bean that is made of it.
 *
 * @param options its options
 * @param connector its connector
 */
record ConfiguredClient(ClientWebSocketOptions options, WebSocketConnector connector) {

	static ConfiguredClient of(ApplicationContext context, String name) {
		ClientWebSocketOptions defaults = context.getBean("clientWebSocketOptions", ClientWebSocketOptions.class);
		ClientWebSocketOptions options = context.getBean(WebSocketPropertiesMapper.class)
			.client(defaults, name, context.getBean(WebSocketProperties.class).getClients().get(name), null);
		return new ConfiguredClient(options, context.getBean(WebSocketConnectors.class)
			.forClient(name, options, defaults, context.getBean(WebSocketConnector.class)));
	}

}
