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
import java.nio.ByteBuffer;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

import io.clientwebsocket.benchmarks.message.Message;

/**
 * Tyrus on its Grizzly container, which connections share, with a handler for whole
 * messages.
 */
public final class TyrusClient extends ListenerClient {

	/** What it may have read without having parsed it; its default is a quarter. */
	private static final int INCOMING_BUFFER_SIZE = 16 * 1024 * 1024;

	private final ClientManager client = ClientManager.createClient();

	/**
	 * Create.
	 * @param settings what it is made for
	 */
	public TyrusClient(ClientSettings settings) {
		this.client.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
		this.client.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, INCOMING_BUFFER_SIZE);
		this.client.setDefaultMaxBinaryMessageBufferSize(settings.maxMessageSize());
		this.client.setDefaultMaxTextMessageBufferSize(settings.maxMessageSize());
	}

	@Override
	Line open(URI uri, Listener listener) throws Exception {
		ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
		return new SessionLine(this.client.connectToServer(new MessageEndpoint(listener), config, uri));
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

	/**
	 * Passes on what arrives.
	 */
	private static final class MessageEndpoint extends Endpoint {

		private final Listener listener;

		MessageEndpoint(Listener listener) {
			this.listener = listener;
		}

		@Override
		public void onOpen(Session session, EndpointConfig config) {
			session.addMessageHandler(ByteBuffer.class, (bytes) -> this.listener.part(bytes, true));
			session.addMessageHandler(String.class, (text) -> this.listener.text(text, true));
		}

		@Override
		public void onError(Session session, Throwable cause) {
			this.listener.failed(cause);
		}

	}

	/**
	 * A session.
	 */
	private record SessionLine(Session session) implements Line {

		@Override
		public void send(Message message, Completion completion) {
			SendHandler handler = (result) -> completion.ended(result.isOK() ? null : result.getException());
			String text = message.text();
			if (text != null) {
				this.session.getAsyncRemote().sendText(text, handler);
			}
			else {
				this.session.getAsyncRemote().sendBinary(message.bytes().duplicate(), handler);
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
