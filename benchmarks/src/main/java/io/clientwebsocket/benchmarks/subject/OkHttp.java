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
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.net.SocketFactory;

import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * OkHttp. It tells no end of a send, but how many bytes wait.
 */
public final class OkHttp extends ListenerClient {

	private final OkHttpClient client;

	/**
	 * Create.
	 * @param settings what it is made for
	 */
	public OkHttp(ClientSettings settings) {
		// a socket counts as a request for as long as it is open
		Dispatcher dispatcher = new Dispatcher();
		dispatcher.setMaxRequests(Integer.MAX_VALUE);
		OkHttpClient.Builder builder = new OkHttpClient.Builder().socketFactory(new NoDelaySockets())
			.dispatcher(dispatcher)
			.readTimeout(Duration.ZERO);
		if (settings.deflate()) {
			builder.minWebSocketMessageToCompress(0);
		}
		this.client = builder.build();
	}

	@Override
	Line open(URI uri, Listener listener) throws Exception {
		SocketListener events = new SocketListener(listener);
		WebSocket socket = this.client.newWebSocket(new Request.Builder().url(uri.toString()).build(), events);
		events.opened.get(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		return new SocketLine(socket);
	}

	@Override
	public void close() {
		this.client.dispatcher().executorService().shutdownNow();
		this.client.connectionPool().evictAll();
	}

	/**
	 * Passes on what OkHttp tells.
	 */
	private static final class SocketListener extends WebSocketListener {

		private final Listener listener;

		private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();

		SocketListener(Listener listener) {
			this.listener = listener;
		}

		@Override
		public void onOpen(WebSocket socket, Response response) {
			this.opened.complete(null);
		}

		@Override
		public void onMessage(WebSocket socket, ByteString bytes) {
			this.listener.part(bytes.asByteBuffer(), true);
		}

		@Override
		public void onMessage(WebSocket socket, String text) {
			this.listener.text(text, true);
		}

		@Override
		public void onFailure(WebSocket socket, Throwable cause, @Nullable Response response) {
			this.opened.completeExceptionally(cause);
			this.listener.failed(cause);
		}

	}

	/**
	 * A socket.
	 */
	private static final class SocketLine implements Line {

		private static final long QUEUE_SIZE = 4 * 1024 * 1024;

		private static final long POLL_NANOS = 20_000;

		private final WebSocket socket;

		private final Prepared<ByteString> bytes = new Prepared<>((message) -> ByteString.of(message.array()));

		SocketLine(WebSocket socket) {
			this.socket = socket;
		}

		@Override
		public void send(Message message, Completion completion) {
			String text = message.text();
			boolean taken = (text != null) ? this.socket.send(text) : this.socket.send(this.bytes.of(message));
			completion.ended(taken ? null : new IllegalStateException("expected an open socket that takes messages"));
		}

		@Override
		public void sendAll(MessageSource source) {
			Message message = source.next();
			while (message != null) {
				while (this.socket.queueSize() > QUEUE_SIZE) {
					LockSupport.parkNanos(POLL_NANOS);
				}
				send(message, SocketLine::requireSuccess);
				message = source.next();
			}
		}

		private static void requireSuccess(@Nullable Throwable failure) {
			if (failure != null) {
				throw new IllegalStateException(failure);
			}
		}

		@Override
		public void close() {
			this.socket.cancel();
		}

	}

	/**
	 * OkHttp leaves Nagle's algorithm on, all others turn it off.
	 */
	private static final class NoDelaySockets extends SocketFactory {

		@Override
		public Socket createSocket() throws IOException {
			Socket socket = new Socket();
			socket.setTcpNoDelay(true);
			return socket;
		}

		@Override
		public Socket createSocket(String host, int port) throws IOException {
			return withoutDelay(new Socket(host, port));
		}

		@Override
		public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
			return withoutDelay(new Socket(host, port, localHost, localPort));
		}

		@Override
		public Socket createSocket(InetAddress host, int port) throws IOException {
			return withoutDelay(new Socket(host, port));
		}

		@Override
		public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
				throws IOException {
			return withoutDelay(new Socket(address, port, localAddress, localPort));
		}

		private static Socket withoutDelay(Socket socket) throws IOException {
			socket.setTcpNoDelay(true);
			return socket;
		}

	}

}
