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

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.websockets.client.WebSocketClient;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

import io.clientwebsocket.benchmarks.message.Message;

/**
 * Undertow's client on XNIO, with a listener for whole messages.
 */
public final class UndertowClient extends ListenerClient {

	private static final int BUFFER_SIZE = 16 * 1024;

	private static final OptionMap NO_DELAY = OptionMap.create(Options.TCP_NODELAY, true);

	private final XnioWorker worker;

	private final ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_SIZE);

	private final int maxMessageSize;

	/**
	 * Create.
	 * @param settings what it is made for
	 * @throws IOException if its threads cannot be started
	 */
	public UndertowClient(ClientSettings settings) throws IOException {
		this.maxMessageSize = settings.maxMessageSize();
		this.worker = Xnio.getInstance().createWorker(NO_DELAY);
	}

	@Override
	Line open(URI uri, Listener listener) throws IOException {
		WebSocketChannel channel = WebSocketClient.connectionBuilder(this.worker, this.buffers, uri)
			.setOptionMap(NO_DELAY)
			.connect()
			.get();
		channel.getReceiveSetter().set(new Receiver(listener, this.maxMessageSize));
		channel.resumeReceives();
		return new ChannelLine(channel);
	}

	@Override
	public void close() {
		this.worker.shutdownNow();
	}

	/**
	 * Passes on what Undertow has gathered.
	 */
	private static final class Receiver extends AbstractReceiveListener {

		private final Listener listener;

		private final int maxMessageSize;

		Receiver(Listener listener, int maxMessageSize) {
			this.listener = listener;
			this.maxMessageSize = maxMessageSize;
		}

		@Override
		protected long getMaxBinaryBufferSize() {
			return this.maxMessageSize;
		}

		@Override
		protected long getMaxTextBufferSize() {
			return this.maxMessageSize;
		}

		@Override
		protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
			try (var data = message.getData()) {
				ByteBuffer[] parts = data.getResource();
				for (int i = 0; i < parts.length; i++) {
					this.listener.part(parts[i], i == parts.length - 1);
				}
			}
		}

		@Override
		protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
			this.listener.text(message.getData(), true);
		}

		@Override
		protected void onError(WebSocketChannel channel, Throwable cause) {
			this.listener.failed(cause);
		}

	}

	/**
	 * A channel.
	 */
	private record ChannelLine(WebSocketChannel channel) implements Line {

		@Override
		public void send(Message message, Completion completion) {
			WebSocketCallback<Void> callback = new Callback(completion);
			String text = message.text();
			if (text != null) {
				WebSockets.sendText(text, this.channel, callback);
			}
			else {
				WebSockets.sendBinary(message.bytes().duplicate(), this.channel, callback);
			}
		}

		@Override
		public void close() {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/**
	 * Tells how a send ended.
	 */
	private record Callback(Completion completion) implements WebSocketCallback<Void> {

		@Override
		public void complete(WebSocketChannel channel, Void context) {
			this.completion.ended(null);
		}

		@Override
		public void onError(WebSocketChannel channel, Void context, Throwable cause) {
			this.completion.ended(cause);
		}

	}

}
