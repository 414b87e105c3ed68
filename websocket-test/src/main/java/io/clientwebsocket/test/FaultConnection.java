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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/**
 * One connection through a {@link FaultProxy}: a line in each direction.
 *
 * @since 0.1.0
 */
public final class FaultConnection {

	private static final int CONNECT_TIMEOUT_MILLIS = 5000;

	private final int number;

	private final Socket client;

	private final Socket server = new Socket();

	private final FaultLine toServer = new FaultLine(this::reset);

	private final FaultLine toClient = new FaultLine(this::reset);

	private volatile List<Thread> threads = List.of();

	FaultConnection(int number, Socket client) {
		this.number = number;
		this.client = client;
	}

	/**
	 * Number of the connection.
	 * @return 1 for the first connection of the proxy
	 */
	public int number() {
		return this.number;
	}

	/**
	 * The line from the client to the server.
	 * @return the line
	 */
	public FaultLine toServer() {
		return this.toServer;
	}

	/**
	 * The line from the server to the client.
	 * @return the line
	 */
	public FaultLine toClient() {
		return this.toClient;
	}

	/**
	 * Take what the client and the server send, and let none of it arrive: to both of
	 * them, the other one is silent.
	 */
	public void silence() {
		this.toServer.blackhole();
		this.toClient.blackhole();
	}

	/**
	 * End the connection with a RST, now, on both sides.
	 */
	public void reset() {
		end(true);
	}

	/**
	 * End the connection with a FIN, now, on both sides. Bytes that have not passed are
	 * lost, and an end that still sends gets a RST for it.
	 */
	public void fin() {
		end(false);
	}

	boolean isOpen() {
		return this.threads.stream().anyMatch(Thread::isAlive);
	}

	List<Thread> threads() {
		return this.threads;
	}

	void open(URI target, String threadName) {
		try {
			this.client.setTcpNoDelay(true);
			this.server.setTcpNoDelay(true);
			this.server.connect(new InetSocketAddress(target.getHost(), target.getPort()), CONNECT_TIMEOUT_MILLIS);
		}
		catch (IOException ex) {
			// the client sees what a proxy can tell: there is no server
			reset();
			return;
		}
		String name = threadName + "-" + this.number;
		this.threads = List.of(thread(this.toServer, this.client, this.server, name + "-to-server"),
				thread(this.toClient, this.server, this.client, name + "-to-client"));
		this.threads.forEach(Thread::start);
	}

	private Thread thread(FaultLine line, Socket from, Socket to, String name) {
		Thread thread = new Thread(() -> pump(line, from, to), name);
		thread.setDaemon(true);
		return thread;
	}

	private void pump(FaultLine line, Socket from, Socket to) {
		try {
			line.pump(from, to);
			if (this.toServer.isOver() && this.toClient.isOver()) {
				end(false);
			}
		}
		catch (IOException ex) {
			// one end is gone; the other one is told in the same way
			reset();
		}
	}

	void stop() {
		end(false);
	}

	private void end(boolean reset) {
		this.toServer.close();
		this.toClient.close();
		close(this.client, reset);
		close(this.server, reset);
	}

	private static void close(Socket socket, boolean reset) {
		try {
			if (reset && !socket.isClosed()) {
				socket.setSoLinger(true, 0);
			}
			socket.close();
		}
		catch (IOException ex) {
			// it is gone already
		}
	}

}
