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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;

import io.clientwebsocket.benchmarks.message.Message;

/**
 * Spring's {@code StandardWebSocketClient} on Tomcat. Sends wait until they are written;
 * the decorator is what Spring advises where more than one thread sends.
 */
public final class SpringTomcatClient extends ListenerClient {

	private static final int SEND_TIME_LIMIT_MILLIS = 10_000;

	private static final int SEND_BUFFER_LIMIT = 64 * 1024 * 1024;

	private final WsWebSocketContainer container = new WsWebSocketContainer();

	private final StandardWebSocketClient client = new StandardWebSocketClient(this.container);

	/**
	 * Create.
	 * @param settings what it is made for
	 */
	public SpringTomcatClient(ClientSettings settings) {
		this.container.setDefaultMaxBinaryMessageBufferSize(settings.maxMessageSize());
		this.container.setDefaultMaxTextMessageBufferSize(settings.maxMessageSize());
	}

	@Override
	Line open(URI uri, Listener listener) throws Exception {
		WebSocketSession session = this.client.execute(new Handler(listener), new WebSocketHttpHeaders(), uri)
			.get(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		return new SessionLine(
				new ConcurrentWebSocketSessionDecorator(session, SEND_TIME_LIMIT_MILLIS, SEND_BUFFER_LIMIT));
	}

	@Override
	public void close() {
		this.container.destroy();
	}

	/**
	 * Passes on what arrives.
	 */
	private static final class Handler extends AbstractWebSocketHandler {

		private final Listener listener;

		Handler(Listener listener) {
			this.listener = listener;
		}

		@Override
		protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
			this.listener.part(message.getPayload(), true);
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) {
			this.listener.text(message.getPayload(), true);
		}

		@Override
		public void handleTransportError(WebSocketSession session, Throwable cause) {
			this.listener.failed(cause);
		}

	}

	/**
	 * A session.
	 */
	private record SessionLine(WebSocketSession session) implements Line {

		@Override
		public void send(Message message, Completion completion) {
			String text = message.text();
			try {
				this.session.sendMessage(
						(text != null) ? new TextMessage(text) : new BinaryMessage(message.bytes().duplicate()));
				completion.ended(null);
			}
			catch (IOException ex) {
				completion.ended(ex);
			}
		}

		@Override
		public void close() {
			try {
				this.session.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
