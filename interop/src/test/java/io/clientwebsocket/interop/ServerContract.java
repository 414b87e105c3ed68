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

package io.clientwebsocket.interop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;

import static io.clientwebsocket.test.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What holds with every server, whatever carries the WebSocket.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerContract {

	private static final int[] SIZES = { 0, 1, 125, 126, 65_535, 65_536, 1024 * 1024, 4 * 1024 * 1024 };

	private static final int MANY = 20;

	@Parameter
	private Way way;

	private ServerPeer server;

	private Client client;

	abstract ServerPeer startServer();

	@BeforeAll
	void startPeer() {
		this.server = startServer();
	}

	@AfterAll
	void stopPeer() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@BeforeEach
	void open() {
		this.client = new Client(this.way.options().build());
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	ServerPeer server() {
		return this.server;
	}

	private ClientWebSocket connect(String path) throws InterruptedException {
		return this.client.connect(this.server.uri(this.way, path));
	}

	private static void requireEcho(ClientWebSocket socket, String text) throws InterruptedException {
		socket.sendText(text);
		assertThat(socket.receive()).isText(text);
	}

	/** Text of so many bytes, with characters of every length where there is room. */
	private static String text(int size) {
		return "aä€😀".repeat(size / 10) + "z".repeat(size % 10);
	}

	@Test
	void connectedThenTheHandshakeTellsTheVersionAndTheSubprotocol() throws Exception {
		try (Client choosing = new Client(this.way.options().subprotocols("v1.interop", "v2.interop").build());
				ClientWebSocket chosen = choosing.connect(this.server.uri(this.way, "/echo"));
				ClientWebSocket plain = connect("/echo?with=query")) {
			assertThat(chosen.handshake().httpVersion()).isEqualTo(this.way.version());
			assertThat(chosen.handshake().status()).isEqualTo(this.way.isHttp2() ? 200 : 101);
			assertThat(chosen.subprotocol()).isEqualTo("v2.interop");
			assertThat(plain.subprotocol()).isNull();
			requireEcho(chosen, "hello");
			requireEcho(plain, "hello");
		}
	}

	@Test
	void textIsSentThenItComesBackAtEverySize() throws Exception {
		try (ClientWebSocket socket = connect("/echo")) {
			for (int size : SIZES) {
				String text = text(size);
				assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(size);
				socket.sendText(text);
				WebSocketMessage.Text echo = (WebSocketMessage.Text) socket.receive();
				// no assertion that prints megabytes
				assertThat(echo.value().equals(text)).as("text of %s bytes came back", size).isTrue();
			}
		}
	}

	@Test
	void binaryIsSentThenItComesBackAtEverySize() throws Exception {
		Random random = new Random(42);
		try (ClientWebSocket socket = connect("/echo")) {
			for (int size : SIZES) {
				byte[] bytes = new byte[size];
				random.nextBytes(bytes);
				socket.sendBinary(ByteBuffer.wrap(bytes));
				WebSocketMessage.Binary echo = (WebSocketMessage.Binary) socket.receive();
				assertThat(echo.value().equals(ByteBuffer.wrap(bytes))).as("%s bytes came back", size).isTrue();
			}
		}
	}

	@Test
	void messageIsSentInFragmentsWithPingsBetweenThenItComesBackWhole() throws Exception {
		String text = "fragments ä€😀 in bytes";
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		try (ClientWebSocket socket = connect("/echo")) {
			for (int i = 0; i < bytes.length; i++) {
				socket.send(ByteBuffer.wrap(bytes, i, 1), MessageType.TEXT);
				if (i % 5 == 0) {
					assertThat(socket.ping()).isBetween(Duration.ofNanos(1), Client.LIMIT);
				}
			}
			socket.send(ByteBuffer.allocate(0), MessageType.TEXT, SendFlag.END_OF_MESSAGE);
			assertThat(socket.receive()).isText(text);
		}
	}

	@Test
	void largeFragmentsWithPingsBetweenThenTheMessageComesBackWhole() throws Exception {
		byte[] bytes = new byte[4 * 1024 * 1024];
		new Random(7).nextBytes(bytes);
		int part = bytes.length / 4;
		try (ClientWebSocket socket = connect("/echo")) {
			for (int i = 0; i < 4; i++) {
				socket.send(ByteBuffer.wrap(bytes, i * part, part), MessageType.BINARY);
				socket.ping();
			}
			socket.send(ByteBuffer.allocate(0), MessageType.BINARY, SendFlag.END_OF_MESSAGE);
			WebSocketMessage.Binary echo = (WebSocketMessage.Binary) socket.receive();
			assertThat(echo.value().equals(ByteBuffer.wrap(bytes))).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 3000, 4999 })
	void closedByTheClientThenTheServerAnswersTheStatus(int code) throws Exception {
		ClientWebSocket socket = connect("/echo");
		requireEcho(socket, "hello");
		requireCloses(socket, code);
		this.client.assertNoSocketHeld();
	}

	private void requireCloses(ClientWebSocket socket, int code) throws InterruptedException {
		CloseResult result = socket.close(new CloseStatus(code), "because ä");
		assertThat(result).hasSent(code);
		assertThat(result).isClean().hasReceived(code);
		assertThat(socket).isClosed();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 3000, 4999 })
	void closedByTheServerThenTheClientIsToldStatusAndReason(int code) throws Exception {
		ClientWebSocket socket = connect("/close/" + code);
		socket.sendText("close");
		assertThat(socket.receive()).isClose(code, "as asked");
		socket.close();
		assertThat(socket).isClosed().wasClosedByPeerWith(code, "as asked");
		this.client.assertNoSocketHeld();
	}

	@Test
	void abortedByTheClientThenTheServerNoticesAndTheOthersStay() throws Exception {
		try (ClientWebSocket stays = connect("/count")) {
			for (ClientWebSocket socket : this.client.connect(this.server.uri(this.way, "/echo"), MANY)) {
				requireEcho(socket, "hello");
				socket.abort();
				assertThat(socket).hasFailedWith(WebSocketError.ABORTED);
			}
			AtomicReference<String> counted = new AtomicReference<>();
			Wait.until(() -> {
				counted.set(count(stays));
				return counted.get().startsWith("1 ");
			}, () -> "sockets and connections " + counted);
			assertThat(this.client.connector().openSockets()).isEqualTo(1);
			try (ClientWebSocket next = connect("/echo")) {
				requireEcho(next, "hello");
			}
		}
	}

	/** Open sockets and connections, as the server counts them. */
	private static String count(ClientWebSocket socket) throws InterruptedException {
		socket.sendText("count");
		return ((WebSocketMessage.Text) socket.receive()).value();
	}

	@Test
	void lostByTheServerThenTheClientIsTold() throws Exception {
		ClientWebSocket socket = connect("/lost");
		// the end may come before the transport has told that it took the message
		CompletableFuture<Void> sent = socket.sendTextAsync("end");
		WebSocketException failure = catchThrowableOfType(WebSocketException.class, () -> socket.receive());
		assertThat(failure.error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		assertThat(socket).hasFailedWith(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		assertThat(sent).isDone();
		this.client.assertNoSocketHeld();
	}

	@Test
	void manySocketsAtOnceThenEachWorksAndHttp2NeedsOneConnection() throws Exception {
		List<ClientWebSocket> sockets = this.client.connect(this.server.uri(this.way, "/echo"), MANY);
		for (int i = 0; i < MANY; i++) {
			sockets.get(i).sendText(text(100_000) + i);
		}
		for (int i = 0; i < MANY; i++) {
			assertThat(((WebSocketMessage.Text) sockets.get(i).receive()).value()).isEqualTo(text(100_000) + i);
		}
		// after the upgrade, a connection of HTTP/1.1 is the socket's own
		assertThat(this.client.sharedConnections()).isEqualTo(this.way.isHttp2() ? 1 : 0);
		for (ClientWebSocket socket : sockets) {
			requireCloses(socket, 1000);
		}
		this.client.assertNoSocketHeld();
	}

	@Test
	void socketsOneAfterTheOtherThenHttp2NeedsOneConnection() throws Exception {
		// some servers end a connection with its last stream
		try (ClientWebSocket stays = connect("/echo")) {
			for (int i = 0; i < 3 * MANY; i++) {
				requireCloses(connect("/echo"), 1000);
			}
			requireEcho(stays, "hello");
			assertThat(this.client.sharedConnections()).isEqualTo(this.way.isHttp2() ? 1 : 0);
		}
	}

	@Test
	void pathIsUnknownThenTheFailureHasTheStatus() {
		WebSocketHandshakeException failure = this.client.failure(this.server.uri(this.way, "/nowhere"));
		assertThat(failure.error()).isEqualTo(WebSocketError.NOT_A_WEBSOCKET);
		assertThat(failure.response().status()).isEqualTo(404);
		assertThat(failure.response().httpVersion()).isEqualTo(this.way.version());
	}

	@Test
	void handshakeIsRefusedThenTheFailureHasHeadersAndBody() throws Exception {
		WebSocketHandshakeException failure = this.client.failure(this.server.uri(this.way, "/refused"));
		assertThat(failure.error()).isEqualTo(WebSocketError.NOT_A_WEBSOCKET);
		assertThat(failure.response().status()).isEqualTo(403);
		assertThat(failure.response().firstHeader("Retry-After")).isEqualTo("7");
		assertThat(failure.body()).isEqualTo("not for you");
		try (ClientWebSocket next = connect("/echo")) {
			requireEcho(next, "hello");
		}
	}

}
