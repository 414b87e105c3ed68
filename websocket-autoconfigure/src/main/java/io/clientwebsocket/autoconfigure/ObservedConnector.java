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

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketHandshakeException;

/**
 * Observes the opening handshakes of a client, and sends along what a tracer puts into
 * the headers.
 */
final class ObservedConnector implements WebSocketConnector {

	private static final WebSocketHandshakeObservationConvention DEFAULTS = new DefaultWebSocketHandshakeObservationConvention();

	private final String client;

	private final WebSocketConnector connector;

	private final ObservationRegistry registry;

	private final @Nullable WebSocketHandshakeObservationConvention convention;

	ObservedConnector(String client, WebSocketConnector connector, ObservationRegistry registry,
			@Nullable WebSocketHandshakeObservationConvention convention) {
		this.client = client;
		this.connector = connector;
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public ClientWebSocketOptions options() {
		return this.connector.options();
	}

	@Override
	public ClientWebSocket connect(URI uri, ClientWebSocketOptions options) throws InterruptedException {
		WebSocketHandshakeObservationContext context = new WebSocketHandshakeObservationContext(this.client, uri);
		Observation observation = start(context);
		try {
			ClientWebSocket socket = this.connector.connect(uri, traced(options, context));
			end(observation, context, socket, null);
			return socket;
		}
		catch (InterruptedException | RuntimeException ex) {
			end(observation, context, null, ex);
			throw ex;
		}
	}

	@Override
	public CompletableFuture<ClientWebSocket> connectAsync(URI uri, ClientWebSocketOptions options) {
		WebSocketHandshakeObservationContext context = new WebSocketHandshakeObservationContext(this.client, uri);
		Observation observation = start(context);
		try {
			return told(this.connector.connectAsync(uri, traced(options, context)),
					(socket, failure) -> end(observation, context, socket, failure));
		}
		catch (RuntimeException ex) {
			end(observation, context, null, ex);
			throw ex;
		}
	}

	/** What ends behind the observation; who cancels it means the attempt. */
	@SuppressWarnings("FutureReturnValueIgnored") // they only pass on
	private static CompletableFuture<ClientWebSocket> told(CompletableFuture<ClientWebSocket> attempt,
			BiConsumer<@Nullable ClientWebSocket, @Nullable Throwable> end) {
		CompletableFuture<ClientWebSocket> told = new CompletableFuture<>();
		attempt.whenComplete((socket, failure) -> {
			end.accept(socket, failure);
			if (failure != null) {
				told.completeExceptionally(failure);
			}
			else if (!told.complete(socket)) {
				socket.abort();
			}
		});
		told.whenComplete((socket, failure) -> {
			if (told.isCancelled()) {
				attempt.cancel(false);
			}
		});
		return told;
	}

	private Observation start(WebSocketHandshakeObservationContext context) {
		return Observation.createNotStarted(this.convention, DEFAULTS, () -> context, this.registry).start();
	}

	private static ClientWebSocketOptions traced(ClientWebSocketOptions options,
			WebSocketHandshakeObservationContext context) {
		Map<String, String> headers = context.getCarrier();
		if (headers == null || headers.isEmpty()) {
			return options;
		}
		ClientWebSocketOptions.Builder builder = options.toBuilder();
		headers.forEach(builder::header);
		return builder.build();
	}

	private static void end(Observation observation, WebSocketHandshakeObservationContext context,
			@Nullable ClientWebSocket socket, @Nullable Throwable failure) {
		if (socket != null) {
			context.setResponse(socket.handshake());
		}
		if (failure instanceof WebSocketHandshakeException refused) {
			context.setResponse(refused.response());
		}
		if (failure != null) {
			observation.error(failure);
		}
		observation.stop();
	}

}
