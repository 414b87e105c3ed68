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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseResult.Outcome;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A peer whose process is frozen: its connections stay, its system takes bytes until its
 * buffers are full, and nobody answers.
 */
@Timeout(60)
class FrozenPeerTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	private TestConnector connector;

	private ChildPeer peer;

	@BeforeEach
	void start() throws Exception {
		this.connector = TestConnector.create();
		this.peer = ChildPeer.start();
	}

	@AfterEach
	void nothingIsLeft() {
		if (this.peer != null) {
			this.peer.close();
		}
		this.connector.assertNothingHeld();
		this.connector.close();
	}

	private ClientWebSocket connect(ClientWebSocketOptions.Builder options) throws InterruptedException {
		ClientWebSocketOptions all = options.sslContext(this.connector.get().options().sslContext()).build();
		ClientWebSocket socket = this.connector.get().connect(this.peer.uri(), all);
		socket.sendText("alive");
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("alive"));
		return socket;
	}

	private static ClientWebSocketOptions.Builder keepAlive(KeepAlive keepAlive) {
		return ClientWebSocketOptions.builder().keepAlive(keepAlive);
	}

	private static void assertEndedBy(ClientWebSocket socket, WebSocketError error) {
		assertThat(socket.state()).isEqualTo(WebSocketState.ABORTED);
		assertThat(socket.failure().error()).isEqualTo(error);
	}

	@Test
	void processIsFrozenThenKeepAliveEndsTheSocket() throws Exception {
		ClientWebSocket socket = connect(keepAlive(KeepAlive.pingPong(SHORT, SHORT.multipliedBy(3))));
		this.peer.freeze();
		WebSocketException failure = catchThrowableOfType(WebSocketException.class, () -> socket.receive());
		assertThat(failure.error()).isEqualTo(WebSocketError.KEEP_ALIVE_TIMEOUT);
		assertEndedBy(socket, WebSocketError.KEEP_ALIVE_TIMEOUT);
	}

	@Test
	void processIsFrozenThenWriteTimeoutEndsAFloodOfSends() throws Exception {
		ClientWebSocket socket = connect(keepAlive(KeepAlive.off()).writeTimeout(SHORT));
		this.peer.freeze();
		ByteBuffer payload = ByteBuffer.allocate(64 * 1024);
		WebSocketException failure = catchThrowableOfType(WebSocketException.class, () -> flood(socket, payload));
		assertThat(failure.error()).isEqualTo(WebSocketError.WRITE_TIMEOUT);
		assertEndedBy(socket, WebSocketError.WRITE_TIMEOUT);
	}

	/** More than the systems of both ends take. */
	private static void flood(ClientWebSocket socket, ByteBuffer payload) throws InterruptedException {
		for (int i = 0; i < 10_000; i++) {
			socket.sendBinary(payload);
		}
	}

	@Test
	void processIsFrozenThenCloseTimeoutEndsTheClose() throws Exception {
		ClientWebSocket socket = connect(keepAlive(KeepAlive.off()).closeTimeout(SHORT));
		this.peer.freeze();
		assertThat(socket.close(CloseStatus.NORMAL_CLOSURE, "bye"))
			.isEqualTo(new CloseResult(Outcome.TIMED_OUT, CloseStatus.NORMAL_CLOSURE, null));
		assertEndedBy(socket, WebSocketError.TIMED_OUT);
	}

	@Test
	void processGoesOnInTimeThenTheSocketLives() throws Exception {
		ClientWebSocket socket = connect(keepAlive(KeepAlive.pingPong(SHORT, Duration.ofMinutes(1))));
		this.peer.freeze();
		CompletableFuture<Duration> ping = socket.pingAsync();
		socket.sendText("held");
		assertThat(socket.receive(SHORT)).isEmpty();
		assertThat(ping).isNotDone();
		this.peer.thaw();
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("held"));
		TestConnector.get(ping);
		assertThat(socket.close(CloseStatus.NORMAL_CLOSURE, null).outcome()).isEqualTo(Outcome.CLEAN);
	}

	@Test
	void processIsKilledThenTheConnectionIsLost() throws Exception {
		ClientWebSocket socket = connect(keepAlive(KeepAlive.off()));
		this.peer.freeze();
		this.peer.close();
		WebSocketException failure = catchThrowableOfType(WebSocketException.class, () -> socket.receive());
		assertThat(failure.error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
		assertEndedBy(socket, WebSocketError.CONNECTION_CLOSED_PREMATURELY);
	}

}
