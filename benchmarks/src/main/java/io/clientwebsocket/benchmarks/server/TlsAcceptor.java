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

package io.clientwebsocket.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * Accepts connections by TLS, with the key store of the process. They are opened and
 * given up: what arrives is passed over.
 */
final class TlsAcceptor implements Runnable {

	private final SSLServerSocket acceptor;

	private final Executor threads;

	private TlsAcceptor(SSLServerSocket acceptor, Executor threads) {
		this.acceptor = acceptor;
		this.threads = threads;
	}

	static TlsAcceptor open(int backlog, Executor threads) throws IOException {
		try {
			return new TlsAcceptor((SSLServerSocket) SSLContext.getDefault()
				.getServerSocketFactory()
				.createServerSocket(0, backlog, InetAddress.getLoopbackAddress()), threads);
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("expected a key store", ex);
		}
	}

	int port() {
		return this.acceptor.getLocalPort();
	}

	@Override
	public void run() {
		while (true) {
			try {
				Socket socket = this.acceptor.accept();
				this.threads.execute(() -> serve(socket));
			}
			catch (IOException ex) {
				System.err.println("cannot accept: " + ex);
				return;
			}
		}
	}

	private static void serve(Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			UpgradeRequest request = UpgradeRequest.read(Channels.newChannel(socket.getInputStream()));
			socket.getOutputStream().write(request.accept().array());
			int read = 0;
			while (read >= 0) {
				read = socket.getInputStream().read();
			}
		}
		catch (IOException ex) {
			// the usual end: clients cut the connection when they have enough
		}
	}

}
