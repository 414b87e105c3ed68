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

import java.net.URI;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.benchmarks.message.MessageSink;
import io.clientwebsocket.benchmarks.message.MessageSource;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

/**
 * Our client, with the default options but for the size of a message.
 */
public final class ClientWebSocketClient implements Client {

	private final JettyWebSocketConnector connector;

	private final Api api;

	private ClientWebSocketClient(ClientWebSocketOptions options, Api api) {
		this.connector = JettyWebSocketConnector.builder()
			.options(options)
			.enableMultipleHttp2Connections(false)
			.build();
		this.api = api;
	}

	/**
	 * A factory of clients.
	 * @param api what of the client is used
	 * @return the factory
	 */
	public static Factory using(Api api) {
		return (settings) -> new ClientWebSocketClient(options(api, settings), api);
	}

	private static ClientWebSocketOptions options(Api api, ClientSettings settings) {
		ClientWebSocketOptions.Builder options = ClientWebSocketOptions.builder()
			.maxMessageSize(settings.maxMessageSize());
		if (settings.deflate()) {
			options.deflate(DeflateOptions.defaults());
		}
		if (settings.transport() == Transport.HTTP_2 && api != Api.HTTP_1) {
			options.httpVersion(HttpVersion.HTTP_2).httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT);
		}
		if (api == Api.READING_THREAD) {
			options.executor(Runnable::run);
		}
		return options.build();
	}

	@Override
	public Link connect(URI uri) throws InterruptedException {
		return this.connector.connect(uri)::abort;
	}

	@Override
	public Subject subject(URI uri, Kind kind) throws InterruptedException {
		if (this.api == Api.MANAGED) {
			return new ManagedSubject(this.connector, uri);
		}
		return new SocketSubject(this.connector.connect(uri), use(kind));
	}

	private Use use(Kind kind) {
		boolean messages = this.api == Api.MESSAGES;
		return switch (kind) {
			case RECEIVE -> messages ? ClientWebSocketUses::receiveMessages : ClientWebSocketUses::receiveIntoBuffer;
			case SEND -> messages ? ClientWebSocketUses::sendBlocking : ClientWebSocketUses::sendAsync;
			case SEND_MANY ->
				(socket, source, sink) -> SenderThreads.run(() -> use(Kind.SEND).run(socket, source, sink));
			case ROUND_TRIP_ASYNC -> (socket, source, sink) -> new AsyncRoundTrips(socket, source, sink).run();
			case ROUND_TRIP_BLOCKING -> ClientWebSocketUses::roundTripsBlocking;
			case PIPELINED -> ClientWebSocketUses::pipelined;
			default -> throw new IllegalStateException("expected messages, but was " + kind);
		};
	}

	@Override
	public void close() {
		this.connector.abort();
	}

	/**
	 * What of the client is used.
	 */
	public enum Api {

		/** {@code receive(ByteBuffer)} and asynchronous sends. */
		BUFFERS,

		/** {@code receive()} and blocking sends. */
		MESSAGES,

		/** The listener of a connection that stays. */
		MANAGED,

		/**
		 * As {@link #BUFFERS}; futures complete on the thread that reads, as callbacks of
		 * others run.
		 */
		READING_THREAD,

		/** As {@link #BUFFERS}, also where a scenario wants HTTP/2. */
		HTTP_1

	}

	/**
	 * One way to use a socket.
	 */
	@FunctionalInterface
	interface Use {

		void run(ClientWebSocket socket, MessageSource source, MessageSink sink) throws Exception;

	}

	/**
	 * A socket in one use.
	 */
	private record SocketSubject(ClientWebSocket socket, Use use) implements Subject {

		@Override
		public void run(MessageSource source, MessageSink sink) throws Exception {
			this.use.run(this.socket, source, sink);
		}

		@Override
		public void close() {
			this.socket.abort();
		}

	}

}
