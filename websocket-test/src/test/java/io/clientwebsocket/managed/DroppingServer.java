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

package io.clientwebsocket.managed;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that accepts, numbers a message for each connection, and ends the connection
 * when the client has answered, again and again: by a reset, so that no port waits, or
 * when the client closes. It keeps nothing of what is over.
 */
final class DroppingServer implements AutoCloseable {

	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	/** Two may be there when one replaces the other. */
	private final ExecutorService threads = Executors.newFixedThreadPool(3);

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger live = new AtomicInteger();

	private final AtomicInteger mostLive = new AtomicInteger();

	DroppingServer() throws IOException {
		this.threads.execute(this::accept);
	}

	URI uri() {
		return URI.create("ws://127.0.0.1:" + this.server.getLocalPort() + "/");
	}

	/** How many connections were there at the same time, at most. */
	int mostLive() {
		return this.mostLive.get();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.threads.execute(() -> serve(socket));
			}
			catch (IOException ex) {
				// closed
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			socket.setTcpNoDelay(true);
			DataInputStream in = new DataInputStream(socket.getInputStream());
			OutputStream out = socket.getOutputStream();
			out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
					+ "Sec-WebSocket-Accept: " + accept(key(in)) + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			this.mostLive.accumulateAndGet(this.live.incrementAndGet(), Math::max);
			byte[] number = String.valueOf(this.connections.getAndIncrement()).getBytes(StandardCharsets.US_ASCII);
			out.write(0x81);
			out.write(number.length);
			out.write(number);
			out.flush();
			if (skipFrame(in) == 0x88) {
				out.write(new byte[] { (byte) 0x88, 2, 3, (byte) 0xE8 });
			}
			else {
				socket.setSoLinger(true, 0);
			}
			this.live.decrementAndGet();
		}
		catch (IOException ex) {
			// the client was faster
		}
	}

	/** The first byte of the next frame. */
	private static int skipFrame(DataInputStream in) throws IOException {
		int first = in.readUnsignedByte();
		in.readFully(new byte[4 + (in.readUnsignedByte() & 0x7F)]);
		return first;
	}

	private static String key(InputStream in) throws IOException {
		String key = "";
		String line = line(in);
		while (!line.isEmpty()) {
			key = line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18) ? line.substring(18).strip() : key;
			line = line(in);
		}
		return key;
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		int next = in.read();
		while (next != '\n') {
			if (next < 0) {
				throw new EOFException();
			}
			line.append((next != '\r') ? String.valueOf((char) next) : "");
			next = in.read();
		}
		return line.toString();
	}

	private static String accept(String key) {
		try {
			return Base64.getEncoder()
				.encodeToString(
						MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.threads.shutdownNow();
	}

}
