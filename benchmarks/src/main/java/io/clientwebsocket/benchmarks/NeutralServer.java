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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * The other end for every client: a blocking channel and a thread for each connection,
 * and nothing that costs more than it must. Prints its port as {@code port N}, and ends
 * with its standard input or when its time is up.
 */
public final class NeutralServer {

	/** What is printed before the port. */
	static final String PORT = "port";

	private NeutralServer() {
	}

	/**
	 * Serve.
	 * @param args the time in seconds after which to end
	 * @throws IOException if no port can be opened
	 */
	public static void main(String[] args) throws IOException {
		ChildLife.bound(Duration.ofSeconds(Long.parseLong(args[0])));
		ServerTotals totals = new ServerTotals();
		try (ServerSocketChannel acceptor = ServerSocketChannel.open()) {
			acceptor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			System.out.println(PORT + " " + ((InetSocketAddress) acceptor.getLocalAddress()).getPort());
			while (true) {
				serve(acceptor.accept(), totals);
			}
		}
	}

	private static void serve(SocketChannel channel, ServerTotals totals) {
		Thread thread = new Thread(new ServerConnection(channel, totals), "connection");
		thread.setDaemon(true);
		thread.start();
	}

}
