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
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import reactor.core.publisher.Mono;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;

/**
 * Spring's reactive {@link WebSocketClient} on a {@link WebSocketConnector}: for Spring
 * GraphQL's client and everything else that takes one.
 * <p>
 * <b>Handshake.</b> The subprotocols of the handler are offered, else those of
 * {@code Sec-WebSocket-Protocol}, else those of the options. Headers are treated as
 * {@link ConnectorWebSocketClient} does.
 * <p>
 * <b>Life.</b> Each subscription to the result connects once. It completes or fails as
 * the handler's does, and the session is closed then, without waiting for it: with 1000
 * after completion and cancellation, with 1011 after an error. Cancelling while it
 * connects gives the attempt up.
 * <p>
 * <b>Sessions.</b> {@code receive()} receives a message when it was asked for one, up to
 * {@link ClientWebSocketOptions#maxMessageSize()}; it completes when the server closes,
 * and fails with a {@link io.clientwebsocket.WebSocketException} if the connection is
 * lost. {@code send()} asks for a message when the transport has taken the one before,
 * and releases each. Cancelling either leaves the session open. {@code close()} completes
 * when the close handshake has ended, at the latest after
 * {@link ClientWebSocketOptions#closeTimeout()}. {@code closeStatus()} is known when
 * {@code receive()} has ended, or {@code close()}, or the handler. PINGs and PONGs are
 * sent, but PONGs are not among the messages that are received, where a handler would
 * take them for data: {@link ClientWebSocketOptions#pongListener()} is told of them.
 *
 * @since 0.1.0
 */
public class ReactiveConnectorWebSocketClient implements WebSocketClient {

	private final WebSocketConnector connector;

	private final @Nullable ClientWebSocketOptions options;

	/**
	 * Create a client with the default options of a connector.
	 * @param connector opens the sockets
	 */
	public ReactiveConnectorWebSocketClient(WebSocketConnector connector) {
		this(connector, null);
	}

	/**
	 * Create a client.
	 * @param connector opens the sockets
	 * @param options options of the sockets, or {@code null} for the default ones of the
	 * connector
	 */
	public ReactiveConnectorWebSocketClient(WebSocketConnector connector, @Nullable ClientWebSocketOptions options) {
		Assert.notNull(connector, "'connector' must not be null");
		this.connector = connector;
		this.options = options;
	}

	@Override
	public Mono<Void> execute(URI url, WebSocketHandler handler) {
		return execute(url, new HttpHeaders(), handler);
	}

	@Override
	public Mono<Void> execute(URI url, HttpHeaders requestHeaders, WebSocketHandler handler) {
		Assert.notNull(url, "'url' must not be null");
		Assert.notNull(handler, "'handler' must not be null");
		return Mono.usingWhen(connect(url, requestHeaders, handler), handler::handle,
				(session) -> session.end(CloseStatus.NORMAL),
				(session, failure) -> session.end(CloseStatus.SERVER_ERROR),
				(session) -> session.end(CloseStatus.NORMAL));
	}

	private Mono<ReactiveConnectorWebSocketSession> connect(URI url, HttpHeaders headers, WebSocketHandler handler) {
		return Mono.fromFuture(() -> this.connector.connectAsync(url, options(headers, handler.getSubProtocols())))
			.map((socket) -> new ReactiveConnectorWebSocketSession(socket, url))
			// one that opens at the moment of a cancel is nobody's
			.doOnDiscard(ClientWebSocket.class, ClientWebSocket::abort);
	}

	private ClientWebSocketOptions options(HttpHeaders headers, List<String> subprotocols) {
		ClientWebSocketOptions merged = HandshakeHeaders
			.merge((this.options != null) ? this.options : this.connector.options(), headers);
		return subprotocols.isEmpty() ? merged
				: merged.toBuilder().subprotocols(subprotocols.toArray(String[]::new)).build();
	}

}
