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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.util.UriComponentsBuilder;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;

/**
 * Spring's {@link WebSocketClient} on a {@link WebSocketConnector}: for
 * {@link org.springframework.web.socket.client.WebSocketConnectionManager},
 * {@link org.springframework.web.socket.messaging.WebSocketStompClient}, SockJS and
 * everything else that takes one.
 * <p>
 * <b>Handshake.</b> {@link WebSocketHttpHeaders} replace headers of the options one by
 * one. {@code Sec-WebSocket-Protocol} is what subprotocols are offered, and
 * {@code permessage-deflate} in {@code Sec-WebSocket-Extensions} what compression is; of
 * other extensions none is offered. Headers of the connection and of the handshake itself
 * ({@code Host}, {@code Connection}, {@code Upgrade}, {@code Sec-WebSocket-Key} and the
 * like) are skipped. Cancelling the future gives the attempt up.
 * <p>
 * <b>Threads.</b> The methods of a {@link WebSocketHandler} are called one at a time, in
 * the order of what happens, on the {@linkplain ClientWebSocketOptions#executor()
 * executor} or else on threads of the HTTP client that may block. The future completes
 * after {@link WebSocketHandler#afterConnectionEstablished}. What a method throws is
 * logged and closes the session with 1011.
 * <p>
 * <b>Sessions</b> may be used from many threads. {@link WebSocketSession#sendMessage}
 * waits until the transport has taken the message; what fails is an
 * {@link java.io.IOException} with the {@link io.clientwebsocket.WebSocketException} as
 * its cause. {@link WebSocketSession#close()} does not wait; messages that arrive after
 * it are dropped. A {@link org.springframework.web.socket.PongMessage} comes for each
 * {@link org.springframework.web.socket.PingMessage} that was answered, and for each PONG
 * that nobody asked for, but not for answers to the keep-alive; if 128 wait for the
 * handler, further ones are dropped. The size limits start from
 * {@link ClientWebSocketOptions#maxMessageSize()}; a larger message is a transport error,
 * and closes the session with 1009.
 * <p>
 * This class has no life cycle of its own: sockets end with their connector.
 *
 * @since 0.1.0
 */
public class ConnectorWebSocketClient implements WebSocketClient {

	private final WebSocketConnector connector;

	private final @Nullable ClientWebSocketOptions options;

	/**
	 * Create a client with the default options of a connector.
	 * @param connector opens the sockets
	 */
	public ConnectorWebSocketClient(WebSocketConnector connector) {
		this(connector, null);
	}

	/**
	 * Create a client.
	 * @param connector opens the sockets
	 * @param options options of the sockets, or {@code null} for the default ones of the
	 * connector
	 */
	public ConnectorWebSocketClient(WebSocketConnector connector, @Nullable ClientWebSocketOptions options) {
		Assert.notNull(connector, "'connector' must not be null");
		this.connector = connector;
		this.options = options;
	}

	@Override
	public CompletableFuture<WebSocketSession> execute(WebSocketHandler handler, String uriTemplate,
			@Nullable Object... uriVariables) {
		Assert.notNull(uriTemplate, "'uriTemplate' must not be null");
		URI uri = UriComponentsBuilder.fromUriString(uriTemplate).buildAndExpand(uriVariables).encode().toUri();
		return execute(handler, null, uri);
	}

	/**
	 * {@inheritDoc}
	 * @throws IllegalArgumentException if the URI is not one of a WebSocket, or a header
	 * cannot be sent
	 */
	@Override
	public CompletableFuture<WebSocketSession> execute(WebSocketHandler handler, @Nullable WebSocketHttpHeaders headers,
			URI uri) {
		Assert.notNull(handler, "'handler' must not be null");
		Assert.notNull(uri, "'uri' must not be null");
		ClientWebSocketOptions merged = HandshakeHeaders
			.merge((this.options != null) ? this.options : this.connector.options(), headers);
		return execute(handler, uri, merged);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // each future tells the other one
	private CompletableFuture<WebSocketSession> execute(WebSocketHandler handler, URI uri,
			ClientWebSocketOptions options) {
		CompletableFuture<WebSocketSession> result = new CompletableFuture<>();
		IncomingPongs pongs = new IncomingPongs(options.pongListener());
		CompletableFuture<ClientWebSocket> attempt = this.connector.connectAsync(uri,
				options.toBuilder().pongListener(pongs).build());
		attempt.whenComplete((socket, failure) -> {
			if (failure != null) {
				result.completeExceptionally(failure);
			}
			else if (result.isDone()) {
				socket.abort();
			}
			else {
				open(handler, new ConnectorWebSocketSession(socket, uri, requestHeaders(options), options, pongs),
						result);
			}
		});
		result.whenComplete((session, failure) -> {
			if (result.isCancelled()) {
				attempt.cancel(true);
			}
		});
		return result;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it is the one that was given out
	private static void open(WebSocketHandler handler, ConnectorWebSocketSession session,
			CompletableFuture<WebSocketSession> result) {
		Executor executor = session.executor();
		// elsewhere, so that whoever depends on it may wait for a message
		new HandlerLoop(handler, session)
			.start(() -> result.completeAsync(() -> session, (executor != null) ? executor : result.defaultExecutor()));
	}

	private static HttpHeaders requestHeaders(ClientWebSocketOptions options) {
		HttpHeaders headers = new HttpHeaders();
		options.headers().forEach(headers::addAll);
		if (!options.subprotocols().isEmpty()) {
			headers.set(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL, String.join(", ", options.subprotocols()));
		}
		return HttpHeaders.readOnlyHttpHeaders(headers);
	}

}
