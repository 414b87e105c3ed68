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
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.clientwebsocket.benchmarks.process.ChildLife;

/**
 * The other end for every client: a blocking channel and a thread for each connection,
 * and nothing that costs more than it must.
 */
public final class NeutralServer implements AutoCloseable {

	/** What is printed before the ports. */
	public static final String PORTS = "ports";

	/** Argument that asks for HTTP/2 as well. */
	public static final String HTTP_2 = "http2";

	/** Connections that wait to be accepted. */
	private static final int BACKLOG = 1024;

	private final ServerTotals totals = new ServerTotals();

	private final ExecutorService threads = Executors.newCachedThreadPool(NeutralServer::thread);

	private final ServerSocketChannel acceptor;

	private NeutralServer(ServerSocketChannel acceptor) {
		this.acceptor = acceptor;
	}

	/**
	 * Serve in a process of its own. Prints its ports as {@code ports N:M:L}, and ends
	 * with its standard input or when its time is up.
	 * @param args the time in seconds after which to end, and {@value #HTTP_2} if HTTP/2
	 * is wanted
	 * @throws Exception if no port can be opened
	 */
	public static void main(String[] args) throws Exception {
		ChildLife.bound(Duration.ofSeconds(Long.parseLong(args[0])));
		try (NeutralServer server = open()) {
			System.out.println(PORTS + " " + server.startAll(args.length > 1 && args[1].equals(HTTP_2)));
			server.serve();
		}
	}

	/**
	 * Serve in this process, without TLS.
	 * @return the server
	 * @throws IOException if no port can be opened
	 */
	public static NeutralServer start() throws IOException {
		NeutralServer server = open();
		server.threads.execute(() -> {
			try {
				server.serve();
			}
			catch (IOException ex) {
				// closed
			}
		});
		return server;
	}

	private static NeutralServer open() throws IOException {
		ServerSocketChannel acceptor = ServerSocketChannel.open();
		acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
		return new NeutralServer(acceptor);
	}

	private void serve() throws IOException {
		while (true) {
			this.threads.execute(new ServerConnection(this.acceptor.accept(), this.totals));
		}
	}

	private ServerPorts startAll(boolean http2) throws Exception {
		return new ServerPorts(port(), startTls(), http2 ? Http2Server.start(this.totals).port() : 0);
	}

	/**
	 * Where this server listens, if it serves in this process.
	 * @return the ports
	 * @throws Exception if HTTP/2 cannot be served
	 */
	public ServerPorts ports() throws Exception {
		return startAll(true);
	}

	private int port() {
		return this.acceptor.socket().getLocalPort();
	}

	/** Port for TLS, if the process has a key store. */
	private int startTls() throws IOException {
		if (System.getProperty("javax.net.ssl.keyStore") == null) {
			return 0;
		}
		TlsAcceptor tls = TlsAcceptor.open(BACKLOG, this.threads);
		this.threads.execute(tls);
		return tls.port();
	}

	/** Accept no more; connections live on until they end. */
	@Override
	public void close() throws IOException {
		this.acceptor.close();
	}

	private static Thread thread(Runnable connection) {
		Thread thread = new Thread(connection, "connection");
		thread.setDaemon(true);
		return thread;
	}

}
