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

import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.handler.ExceptionWebSocketHandlerDecorator;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;

/**
 * Receives what comes and tells the handler, one call after the other. A part of a
 * message is received when the one before it was handled, so that a slow handler slows
 * the peer. Everything but {@link #start} is touched by one call at a time.
 */
final class HandlerLoop {

	private static final Log logger = LogFactory.getLog(HandlerLoop.class);

	private final WebSocketHandler handler;

	private final ConnectorWebSocketSession session;

	private final ClientWebSocket socket;

	private final IncomingParts parts;

	private final SerialCalls calls = new SerialCalls();

	/** Whether {@link WebSocketHandler#afterConnectionClosed} was called. */
	private boolean ended;

	HandlerLoop(WebSocketHandler handler, ConnectorWebSocketSession session) {
		this.handler = handler;
		this.session = session;
		this.socket = session.getNativeSession();
		this.parts = handler.supportsPartialMessages() ? new IncomingParts.Each() : new IncomingParts.Whole(session);
	}

	/**
	 * The socket is open.
	 * @param established told when the handler knows of it
	 */
	void start(Runnable established) {
		this.calls.run(() -> {
			this.session.pongs().start(this.calls, this::handle);
			guard(() -> this.handler.afterConnectionEstablished(this.session));
			established.run();
			receive();
		});
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it goes on with the loop
	private void receive() {
		this.socket.receiveAsync(this.parts.room())
			.whenComplete((result, failure) -> this.calls.run(() -> received(result, failure)));
	}

	private void received(@Nullable ReceiveResult result, @Nullable Throwable failure) {
		if (failure != null) {
			failed(failure);
		}
		else if (Objects.requireNonNull(result).type() == MessageType.CLOSE) {
			closed();
		}
		else {
			take(result);
			receive();
		}
	}

	private void take(ReceiveResult part) {
		if (this.session.isClosing()) {
			this.parts.drop();
			return;
		}
		try {
			WebSocketMessage<?> message = this.parts.take(part);
			if (message != null) {
				handle(message);
			}
		}
		catch (WebSocketException tooBig) {
			this.session.closeInternal(CloseStatus.TOO_BIG_TO_PROCESS);
			guard(() -> this.handler.handleTransportError(this.session, tooBig));
		}
	}

	private void handle(WebSocketMessage<?> message) {
		if (!this.ended) {
			guard(() -> this.handler.handleMessage(this.session, message));
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // nobody is left to be told
	private void closed() {
		io.clientwebsocket.CloseStatus status = this.socket.closeStatus();
		if (this.socket.state() == WebSocketState.CLOSE_RECEIVED && status != null) {
			boolean mayBeSent = status.isTransmittable();
			this.socket.closeAsync(mayBeSent ? status : io.clientwebsocket.CloseStatus.NO_STATUS, null);
		}
		end(this.session.peerStatus());
	}

	private void failed(Throwable failure) {
		if (this.session.isClosing() || this.socket.state() == WebSocketState.CLOSED) {
			// the close handshake has ended, or was cut short, while nobody received
			end(this.session.peerStatus());
			return;
		}
		guard(() -> this.handler.handleTransportError(this.session, failure));
		boolean tooBig = failure instanceof WebSocketException error && error.error() == WebSocketError.MESSAGE_TOO_BIG;
		end(tooBig ? CloseStatus.TOO_BIG_TO_PROCESS : CloseStatus.NO_CLOSE_FRAME);
	}

	private void end(CloseStatus status) {
		this.ended = true;
		try {
			this.handler.afterConnectionClosed(this.session, status);
		}
		catch (Throwable ex) {
			logger.warn("The handler threw after the end of " + this.session, ex);
		}
	}

	private void guard(HandlerCall call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			ExceptionWebSocketHandlerDecorator.tryCloseWithError(this.session, ex, logger);
		}
	}

	/** A call of the handler. */
	private interface HandlerCall {

		void run() throws Exception;

	}

}
