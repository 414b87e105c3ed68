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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.util.ObjectUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.adapter.AbstractWebSocketSession;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;

/**
 * Spring's reactive view of a socket.
 */
final class ReactiveConnectorWebSocketSession extends AbstractWebSocketSession<ClientWebSocket> {

	private final Sinks.One<CloseStatus> closeStatus = Sinks.one();

	ReactiveConnectorWebSocketSession(ClientWebSocket socket, URI uri) {
		super(socket, ObjectUtils.getIdentityHexString(socket), handshakeInfo(socket, uri),
				DefaultDataBufferFactory.sharedInstance);
	}

	private static HandshakeInfo handshakeInfo(ClientWebSocket socket, URI uri) {
		HttpHeaders headers = new HttpHeaders();
		HandshakeResponse response = socket.handshake();
		if (response != null) {
			response.headers().forEach(headers::addAll);
		}
		return new HandshakeInfo(uri, HttpHeaders.readOnlyHttpHeaders(headers), Mono.empty(), socket.subprotocol());
	}

	@Override
	public Flux<WebSocketMessage> receive() {
		return JdkFlowAdapter.flowPublisherToFlux(getDelegate().publisher())
			.map(this::toSpring)
			.doOnComplete(this::answerClose)
			.doOnError((failure) -> tell(CloseStatus.NO_CLOSE_FRAME));
	}

	private WebSocketMessage toSpring(io.clientwebsocket.WebSocketMessage message) {
		if (message instanceof io.clientwebsocket.WebSocketMessage.Text text) {
			return textMessage(text.value());
		}
		byte[] bytes = ((io.clientwebsocket.WebSocketMessage.Binary) message).toByteArray();
		return binaryMessage((factory) -> factory.wrap(bytes));
	}

	@Override
	public Mono<Void> send(Publisher<WebSocketMessage> messages) {
		// one after the other, each asked for when the one before is out
		return Flux.from(messages)
			.doOnDiscard(WebSocketMessage.class, WebSocketMessage::release)
			.concatMap(this::send, 0)
			.then();
	}

	private Mono<Void> send(WebSocketMessage message) {
		ByteBuffer payload = take(message.getPayload());
		return switch (message.getType()) {
			// what has begun is completed: a send that is cancelled would end the socket
			case TEXT -> Mono
				.fromFuture(() -> getDelegate().sendAsync(payload, MessageType.TEXT, SendFlag.END_OF_MESSAGE), true);
			case BINARY -> Mono.fromFuture(() -> getDelegate().sendBinaryAsync(payload), true);
			case PING -> Mono.defer(() -> ping(payload));
			case PONG -> Mono.fromFuture(() -> getDelegate().sendPongAsync(payload), true);
		};
	}

	/** Send a PING, and do not wait for its answer. */
	private Mono<Void> ping(ByteBuffer payload) {
		CompletableFuture<Duration> answer = getDelegate().pingAsync(payload);
		return answer.isCompletedExceptionally() ? Mono.fromFuture(answer).then() : Mono.empty();
	}

	private static ByteBuffer take(DataBuffer payload) {
		try {
			ByteBuffer bytes = ByteBuffer.allocate(payload.readableByteCount());
			payload.toByteBuffer(bytes);
			return bytes;
		}
		finally {
			DataBufferUtils.release(payload);
		}
	}

	@Override
	public boolean isOpen() {
		return getDelegate().state() == WebSocketState.OPEN;
	}

	@Override
	public Mono<Void> close(CloseStatus status) {
		return Mono.fromFuture(() -> startClose(status, status.getReason()), true)
			// has ended without a close handshake: closed as well
			.onErrorComplete(WebSocketException.class)
			.then();
	}

	private CompletableFuture<CloseResult> startClose(CloseStatus status, @Nullable String reason) {
		CompletableFuture<CloseResult> closed = getDelegate().closeAsync(
				new io.clientwebsocket.CloseStatus(status.getCode()), StringUtils.hasLength(reason) ? reason : null);
		tell(status);
		return closed;
	}

	@Override
	public Mono<CloseStatus> closeStatus() {
		return this.closeStatus.asMono();
	}

	/**
	 * The handler is done: close the session, unless it is closed.
	 * @param status the status to close with
	 * @return completes at once
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the handshake goes on without us
	Mono<Void> end(CloseStatus status) {
		return Mono.fromRunnable(() -> {
			if (isOpen()) {
				startClose(status, null);
			}
			else {
				answerClose();
				tell(CloseStatus.NO_CLOSE_FRAME);
			}
		});
	}

	/** Answer the close frame of the server, and tell of it, if there was one. */
	@SuppressWarnings("FutureReturnValueIgnored") // the handshake goes on without us
	private void answerClose() {
		io.clientwebsocket.CloseStatus status = getDelegate().closeStatus();
		if (status == null) {
			return;
		}
		tell(CloseStatus.create(status.code(), getDelegate().closeReason()));
		if (getDelegate().state() == WebSocketState.CLOSE_RECEIVED) {
			boolean mayBeSent = status.isTransmittable();
			getDelegate().closeAsync(mayBeSent ? status : io.clientwebsocket.CloseStatus.NO_STATUS, null);
		}
	}

	/** Only the first status is told. */
	private void tell(CloseStatus status) {
		this.closeStatus.tryEmitValue(status);
	}

	/** The session without the query of its URI, which may be secret. */
	@Override
	public String toString() {
		String address = UriComponentsBuilder.fromUri(getHandshakeInfo().getUri()).replaceQuery(null).toUriString();
		return getClass().getSimpleName() + "[id=" + getId() + ", uri=" + address + "]";
	}

}
