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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.protocol.HandshakeKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Whatever a server answers to the handshake, and then ends the connection: the attempt
 * ends, with a socket only where the answer was right, else with one exception.
 */
@Timeout(300)
class HandshakeMutationTests {

	private static final int ROUNDS = Integer.getInteger("fuzz.handshakes", 500);

	@Test
	void attemptEndsWhateverTheServerAnswers() throws Exception {
		int opened = 0;
		try (TestConnector connector = TestConnector.create();
				AnsweringServer server = new AnsweringServer(new MutatedAnswers(ROUNDS)::next)) {
			for (int round = 0; round < ROUNDS; round++) {
				opened += isOpened(connector, server) ? 1 : 0;
			}
		}
		// else either nothing was changed, or everything was too much
		assertThat(opened).isBetween(1, ROUNDS - 1);
	}

	private static boolean isOpened(TestConnector connector, AnsweringServer server) throws Exception {
		try {
			ClientWebSocket socket = TestConnector.get(connector.get().connectAsync(server.uri()));
			verifyOpened(socket, server);
			return true;
		}
		catch (TimeoutException ex) {
			throw new AssertionError("expected an end, but there was none of: " + server.answer(), ex);
		}
		catch (ExecutionException ex) {
			assertThat(ex.getCause()).as(server.answer()).isInstanceOf(WebSocketHandshakeException.class);
			assertThat(ex.getCause()).hasMessageStartingWith("Handshake with ws://");
			return false;
		}
	}

	private static void verifyOpened(ClientWebSocket socket, AnsweringServer server) {
		assertThat(server.answer()).containsPattern("(?i)HTTP/1\\.1\\s+101")
			.contains(server.accept())
			.containsIgnoringCase("websocket")
			.containsIgnoringCase("upgrade");
		try (socket) {
			// the server has gone: neither a frame of random bytes nor their end is a
			// message
			ExecutionException failure = catchThrowableOfType(ExecutionException.class,
					() -> TestConnector.get(socket.receiveAsync()));
			assertThat(failure).as(HexFormat.of().formatHex(server.answer().getBytes(StandardCharsets.ISO_8859_1)))
				.cause()
				.isInstanceOf(WebSocketException.class);
		}
	}

	/**
	 * Reads a request, answers, and ends the connection, again and again.
	 */
	private static final class AnsweringServer implements AutoCloseable {

		private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

		private final Function<String, byte[]> answers;

		private volatile String accept = "";

		private volatile byte[] answer = new byte[0];

		AnsweringServer(Function<String, byte[]> answers) throws IOException {
			this.answers = answers;
			Thread thread = new Thread(this::run, "answering-server");
			thread.setDaemon(true);
			thread.start();
		}

		URI uri() {
			return URI.create("ws://localhost:" + this.socket.getLocalPort() + "/");
		}

		/** What was answered last. */
		String answer() {
			return new String(this.answer, StandardCharsets.ISO_8859_1);
		}

		/** What should have been answered last. */
		String accept() {
			return this.accept;
		}

		private void run() {
			while (!this.socket.isClosed()) {
				try (Socket connection = this.socket.accept()) {
					String key = readKey(connection);
					// the HTTP client may open a connection that it does not need
					if (!key.isEmpty()) {
						this.accept = new HandshakeKey(key).accept();
						this.answer = this.answers.apply(this.accept);
						connection.getOutputStream().write(this.answer);
					}
				}
				catch (IOException ex) {
					// the client has gone, or the test is over
				}
			}
		}

		private static String readKey(Socket connection) throws IOException {
			BufferedReader in = new BufferedReader(
					new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
			String key = "";
			for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
				if (line.startsWith("Sec-WebSocket-Key: ")) {
					key = line.substring(line.indexOf(' ') + 1);
				}
			}
			return key;
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
