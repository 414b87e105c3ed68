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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.AsyncHandshakeCustomizer;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.Credentials;
import io.clientwebsocket.HandshakeRequest;

/**
 * Puts a token into the request of each attempt, and then lets the application's own
 * customizer work.
 *
 * @param source gives the tokens
 * @param next the application's customizer
 */
record BearerTokenCustomizer(BearerTokens.Source source,
		@Nullable AsyncHandshakeCustomizer next) implements AsyncHandshakeCustomizer {

	@Override
	public CompletionStage<HandshakeRequest> customize(HandshakeRequest request) {
		// this thread may block
		HandshakeRequest authorized = request.withCredentials(Credentials.bearer(this.source.token()));
		return (this.next != null) ? this.next.customize(authorized) : CompletableFuture.completedFuture(authorized);
	}

	/**
	 * What drops the token that options send, for who is told that a server has refused
	 * it.
	 * @param options the options of a socket
	 * @return the action; does nothing if the options send no such token
	 */
	static Runnable dropping(ClientWebSocketOptions options) {
		return (options.handshakeCustomizer() instanceof BearerTokenCustomizer customizer) ? customizer.source()::drop
				: () -> {
				};
	}

}
