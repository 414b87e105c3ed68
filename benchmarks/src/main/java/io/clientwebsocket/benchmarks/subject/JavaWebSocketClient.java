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
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.java_websocket.WebSocketImpl;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.handshake.ServerHandshake;

import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * Java-WebSocket. It tells no end of a send, but how many frames wait.
 */
public final class JavaWebSocketClient extends ListenerClient {

	private final boolean deflate;

	/**
	 * Create.
	 * @param settings what it is made for
	 */
	public JavaWebSocketClient(ClientSettings settings) {
		this.deflate = settings.deflate();
	}

	@Override
	Line open(URI uri, Listener listener) throws Exception {
		Socket socket = new Socket(uri, draft(), listener);
		socket.setTcpNoDelay(true);
		if (!socket.connectBlocking(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
			throw new IOException("expected an open connection");
		}
		return new SocketLine(socket);
	}

	private Draft draft() {
		if (!this.deflate) {
			return new Draft_6455();
		}
		PerMessageDeflateExtension extension = new PerMessageDeflateExtension();
		extension.setThreshold(0);
		return new Draft_6455(extension);
	}

	@Override
	public void close() {
		// connections share nothing
	}

	/**
	 * Passes on what the client tells.
	 */
	private static final class Socket extends WebSocketClient {

		private final Listener listener;

		Socket(URI uri, Draft draft, Listener listener) {
			super(uri, draft);
			this.listener = listener;
		}

		@Override
		public void onOpen(ServerHandshake handshake) {
			// whoever connects waits for it
		}

		@Override
		public void onMessage(ByteBuffer bytes) {
			this.listener.part(bytes, true);
		}

		@Override
		public void onMessage(String text) {
			this.listener.text(text, true);
		}

		@Override
		public void onClose(int code, String reason, boolean remote) {
			this.listener.failed(new IOException("expected an open connection, but was " + code + " " + reason));
		}

		@Override
		public void onError(Exception cause) {
			this.listener.failed(cause);
		}

	}

	/**
	 * A connection.
	 */
	private record SocketLine(Socket socket) implements Line {

		private static final long POLL_NANOS = 20_000;

		@Override
		public void send(Message message, Completion completion) {
			String text = message.text();
			if (text != null) {
				this.socket.send(text);
			}
			else {
				this.socket.send(message.bytes().duplicate());
			}
			completion.ended(null);
		}

		@Override
		public void sendAll(MessageSource source) {
			WebSocketImpl connection = (WebSocketImpl) this.socket.getConnection();
			Message message = source.next();
			while (message != null) {
				int most = Pipeline.maxSends(message.size());
				while (connection.outQueue.size() >= most) {
					LockSupport.parkNanos(POLL_NANOS);
				}
				send(message, (failure) -> {
				});
				message = source.next();
			}
		}

		@Override
		public void close() {
			this.socket.closeConnection(1006, "");
		}

	}

}
