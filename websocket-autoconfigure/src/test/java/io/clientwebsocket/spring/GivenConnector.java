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

package io.clientwebsocket.spring;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;

/**
 * A connector whose attempts end as the test wants, and that keeps what it was asked for.
 */
public final class GivenConnector implements WebSocketConnector {

	private final CompletableFuture<ClientWebSocket> attempt;

	private final List<URI> asked = new ArrayList<>();

	public GivenConnector(CompletableFuture<ClientWebSocket> attempt) {
		this.attempt = attempt;
	}

	public List<URI> asked() {
		return this.asked;
	}

	@Override
	public ClientWebSocketOptions options() {
		return ClientWebSocketOptions.defaults();
	}

	@Override
	public ClientWebSocket connect(URI uri, ClientWebSocketOptions options) {
		return connectAsync(uri, options).join();
	}

	@Override
	public CompletableFuture<ClientWebSocket> connectAsync(URI uri, ClientWebSocketOptions options) {
		this.asked.add(uri);
		return this.attempt;
	}

}
