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

package io.clientwebsocket.benchmarks;

import java.net.URI;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

/**
 * Our client, with the default options.
 */
final class ClientWebSocketSubject implements Subject {

	private final JettyWebSocketConnector connector;

	private final ClientWebSocket socket;

	private final Use use;

	private ClientWebSocketSubject(URI uri, ClientWebSocketOptions options, Use use) throws InterruptedException {
		this.connector = JettyWebSocketConnector.create(options);
		this.socket = this.connector.connect(uri);
		this.use = use;
	}

	static Factory using(Use use) {
		return (uri) -> new ClientWebSocketSubject(uri, ClientWebSocketOptions.defaults(), use);
	}

	/** Futures complete on the thread that reads, as callbacks of Jetty core run. */
	static Factory usingReadingThread(Use use) {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder().executor(Runnable::run).build();
		return (uri) -> new ClientWebSocketSubject(uri, options, use);
	}

	@Override
	public void run(MessageSource source, MessageSink sink) throws Exception {
		this.use.run(this.socket, source, sink);
	}

	@Override
	public void close() {
		this.socket.abort();
		this.connector.abort();
	}

	/**
	 * One way to use a socket.
	 */
	@FunctionalInterface
	interface Use {

		void run(ClientWebSocket socket, MessageSource source, MessageSink sink) throws Exception;

	}

}
