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

package io.clientwebsocket.jetty;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/**
 * A server that takes one connection, reads whatever comes, and never says a word, or
 * always the same.
 */
final class SilentServer implements AutoCloseable {

	private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

	private final CompletableFuture<Void> accepted = new CompletableFuture<>();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final byte[] answer;

	SilentServer() throws IOException {
		this(new byte[0]);
	}

	/** A server that says these bytes when it has read the first one. */
	SilentServer(byte[] answer) throws IOException {
		this.answer = answer;
		Thread thread = new Thread(this::run, "silent-server");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.socket.getLocalPort();
	}

	void awaitAccepted() throws Exception {
		TestConnector.get(this.accepted);
	}

	/** Wait until the client has ended the connection. */
	void awaitEnd() throws Exception {
		TestConnector.get(this.ended);
	}

	private void run() {
		try (Socket connection = this.socket.accept()) {
			this.accepted.complete(null);
			InputStream in = connection.getInputStream();
			if (in.read() != -1) {
				connection.getOutputStream().write(this.answer);
			}
			while (in.read() != -1) {
				// whatever it says
			}
			this.ended.complete(null);
		}
		catch (IOException ex) {
			// a reset is an end as well
			this.ended.complete(null);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
