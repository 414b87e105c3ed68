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
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the server has done at one moment.
 *
 * @param nanos the moment, by the server's clock
 * @param cpuNanos CPU time of its process
 * @param messages whole data messages that arrived
 */
public record ServerStatistics(long nanos, long cpuNanos, long messages) {

	/**
	 * Ask a server, over a connection of its own.
	 * @param port the port of the server
	 * @return what it answers
	 * @throws IOException if it does not
	 */
	public static ServerStatistics of(int port) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			String request = "GET /" + Routes.STATISTICS + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			return parse(answer.substring(answer.indexOf("\r\n\r\n") + 4));
		}
	}

	private static ServerStatistics parse(String text) {
		List<Long> values = List.of(text.split(" ", -1)).stream().map(Long::valueOf).toList();
		return new ServerStatistics(values.get(0), values.get(1), values.get(2));
	}

	String toAnswer() {
		return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + this.nanos + " " + this.cpuNanos + " " + this.messages;
	}

}
