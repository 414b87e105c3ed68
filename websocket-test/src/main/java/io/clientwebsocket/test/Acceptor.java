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

package io.clientwebsocket.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

import org.jspecify.annotations.Nullable;

/**
 * A loopback port, and the thread that accepts its connections.
 */
final class Acceptor {

	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private final ServerSocket serverSocket = new ServerSocket();

	private volatile @Nullable IOException failure;

	private @Nullable Thread thread;

	Acceptor(int receiveBufferSize) throws IOException {
		if (receiveBufferSize > 0) {
			this.serverSocket.setReceiveBufferSize(receiveBufferSize);
		}
		this.serverSocket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
	}

	int port() {
		return this.serverSocket.getLocalPort();
	}

	void start(String threadName, Target target) {
		Thread created = new Thread(() -> accept(target), threadName);
		created.setDaemon(true);
		created.start();
		this.thread = created;
	}

	private void accept(Target target) {
		while (!this.serverSocket.isClosed()) {
			try {
				target.accept(this.serverSocket.accept());
			}
			catch (IOException ex) {
				this.failure = this.serverSocket.isClosed() ? null : ex;
				close();
			}
		}
	}

	/** Why no more connections were accepted, {@code null} if they were. */
	@Nullable IOException failure() {
		return this.failure;
	}

	void close() {
		try {
			this.serverSocket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot close the port " + port(), ex);
		}
	}

	boolean join(Wait wait) throws InterruptedException {
		Thread running = this.thread;
		if (running != null) {
			running.join(wait.remainingMillis());
		}
		return running == null || !running.isAlive();
	}

	/** Takes connections. */
	interface Target {

		void accept(Socket socket) throws IOException;

	}

}
