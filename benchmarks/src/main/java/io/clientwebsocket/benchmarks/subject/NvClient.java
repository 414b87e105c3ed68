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

import com.neovisionaries.ws.client.WebSocket;
import com.neovisionaries.ws.client.WebSocketAdapter;
import com.neovisionaries.ws.client.WebSocketException;
import com.neovisionaries.ws.client.WebSocketFactory;
import com.neovisionaries.ws.client.WebSocketFrame;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.message.Message;

/**
 * nv-websocket-client. Its queue is bounded, so that who sends too much waits.
 */
public final class NvClient extends ListenerClient {

	private static final int QUEUE_SIZE = 1024;

	private final WebSocketFactory factory = new WebSocketFactory();

	@Override
	Line open(URI uri, Listener listener) throws Exception {
		WebSocket socket = this.factory.createSocket(uri);
		socket.setFrameQueueSize(QUEUE_SIZE).addListener(new Events(listener)).connect();
		socket.getConnectedSocket().setTcpNoDelay(true);
		return new SocketLine(socket);
	}

	@Override
	public void close() {
		// connections share nothing
	}

	/**
	 * Passes on what the client tells.
	 */
	private static final class Events extends WebSocketAdapter {

		private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

		private final Listener listener;

		Events(Listener listener) {
			this.listener = listener;
		}

		@Override
		public void onBinaryMessage(WebSocket socket, byte @Nullable [] bytes) {
			this.listener.part((bytes != null) ? ByteBuffer.wrap(bytes) : EMPTY, true);
		}

		@Override
		public void onTextMessage(WebSocket socket, @Nullable String text) {
			this.listener.text((text != null) ? text : "", true);
		}

		@Override
		public void onError(WebSocket socket, WebSocketException cause) {
			this.listener.failed(cause);
		}

		@Override
		public void onDisconnected(WebSocket socket, WebSocketFrame server, WebSocketFrame client, boolean closed) {
			this.listener.failed(new IllegalStateException("expected an open connection"));
		}

	}

	/**
	 * A connection.
	 */
	private record SocketLine(WebSocket socket) implements Line {

		@Override
		public void send(Message message, Completion completion) {
			String text = message.text();
			if (text != null) {
				this.socket.sendText(text);
			}
			else {
				this.socket.sendBinary(message.array());
			}
			completion.ended(null);
		}

		@Override
		public void close() {
			try {
				this.socket.getSocket().close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
