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
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A client over a raw socket, which sends and reads bytes and knows no frames.
 */
final class RawClient implements AutoCloseable {

	static final String REQUEST = """
			GET /chat?x=1 HTTP/1.1\r
			Host: 127.0.0.1\r
			Upgrade: websocket\r
			Connection: keep-alive, Upgrade\r
			Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
			Sec-WebSocket-Version: 13\r
			X-Several: one\r
			x-several: two\r
			\r
			""";

	private static final int TIMEOUT_MILLIS = 5000;

	private final Socket socket;

	RawClient(ScriptedServer server) throws IOException {
		this(new Socket(InetAddress.getLoopbackAddress(), server.port()));
	}

	RawClient(Socket socket) throws IOException {
		this.socket = socket;
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.socket.setTcpNoDelay(true);
	}

	RawClient send(String text) throws IOException {
		return send(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	RawClient send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		return this;
	}

	/**
	 * Read the head of a response.
	 * @return the head with its empty line
	 * @throws IOException if it does not arrive
	 */
	String readHead() throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = this.socket.getInputStream().read();
			if (next < 0) {
				throw new IOException("expected a head, but was the end after: " + head);
			}
			head.append((char) next);
		}
		return head.toString();
	}

	/**
	 * Read bytes.
	 * @param count how many
	 * @return the bytes as hex digits; fewer if the connection ends before
	 * @throws IOException if they do not arrive
	 */
	String readHex(int count) throws IOException {
		return Frames.toHex(this.socket.getInputStream().readNBytes(count));
	}

	/**
	 * Take all bytes that one read of the socket has.
	 * @return the bytes
	 * @throws IOException if there is nothing
	 */
	byte[] readOnce() throws IOException {
		byte[] buffer = new byte[8192];
		int count = this.socket.getInputStream().read(buffer);
		return Arrays.copyOf(buffer, Math.max(0, count));
	}

	/**
	 * Read the end of the connection.
	 * @return {@code FIN}, {@code RST} or what came instead
	 * @throws IOException if nothing comes
	 */
	String readEnd() throws IOException {
		try {
			int next = this.socket.getInputStream().read();
			return (next < 0) ? "FIN" : "byte " + next;
		}
		catch (SocketException ex) {
			return "RST";
		}
	}

	RawClient fin() throws IOException {
		this.socket.shutdownOutput();
		return this;
	}

	void reset() throws IOException {
		reset(this.socket);
	}

	static void reset(Socket socket) throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
