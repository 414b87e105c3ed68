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

/**
 * Looks into the beans of named clients.
 */
final class NamedClients {

	private NamedClients() {
	}

	/** Effective options of the client 'feed'. */
	static ClientWebSocketOptions options(ApplicationContext context) {
		return options(context, "feed");
	}

	/** Effective options of a client. */
	static ClientWebSocketOptions options(ApplicationContext context, String client) {
		return context.getBean("ws.clients." + client + ".options", ClientWebSocketOptions.class);
	}

}
