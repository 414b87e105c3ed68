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

package io.clientwebsocket.benchmarks.subject;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.benchmarks.message.MessageSink;
import io.clientwebsocket.benchmarks.message.MessageSource;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * Our managed connection and its listener.
 */
final class ManagedSubject implements Subject {

	private final WebSocketConnector connector;

	private final URI uri;

	private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

	private volatile @Nullable ReconnectingWebSocket socket;

	ManagedSubject(WebSocketConnector connector, URI uri) {
		this.connector = connector;
		this.uri = uri;
	}

	@Override
	public void run(MessageSource source, MessageSink sink) throws Exception {
		this.socket = ReconnectingWebSocket.builder(this.connector, this.uri)
			.onMessage((message) -> take(message, sink))
			.onGap((gap) -> this.done.completeExceptionally(new IllegalStateException("expected no gap: " + gap)))
			.build()
			.start();
		this.done.get();
	}

	private void take(WebSocketMessage message, MessageSink sink) {
		try {
			if (!ClientWebSocketUses.deliver(message, sink)) {
				this.done.complete(null);
			}
		}
		catch (RuntimeException ex) {
			this.done.completeExceptionally(ex);
		}
	}

	@Override
	public void close() {
		ReconnectingWebSocket open = this.socket;
		if (open != null) {
			CompletableFuture<@Nullable Void> unused = open.stopAsync();
		}
	}

}
