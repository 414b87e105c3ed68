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

package io.clientwebsocket.managed;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;

/**
 * What each attempt is made with.
 *
 * @param connector opens sockets
 * @param uris tells the servers
 * @param options tells the options of the socket
 * @param onUnauthorized drops credentials that were refused
 * @param endpoints chooses a server
 * @param onOpen makes an open socket ready
 * @param attemptTimeout bound of all but {@code onOpen}
 * @param onOpenTimeout bound of {@code onOpen}
 */
record AttemptSettings(WebSocketConnector connector, Supply<List<URI>> uris, Supply<ClientWebSocketOptions> options,
		Runnable onUnauthorized, Endpoints endpoints, OpenHook onOpen, Duration attemptTimeout,
		Duration onOpenTimeout) {

	/**
	 * Supplies something for an attempt.
	 *
	 * @param <T> what it supplies
	 */
	@FunctionalInterface
	interface Supply<T> {

		CompletionStage<T> supply(ConnectAttempt attempt) throws Exception;

	}

	/**
	 * Makes an open socket ready.
	 */
	@FunctionalInterface
	interface OpenHook {

		CompletionStage<? extends @Nullable Object> open(ClientWebSocket socket) throws Exception;

	}

}
