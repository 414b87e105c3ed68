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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Attempts that are given up at some stage, and attempts in numbers.
 */
@Timeout(30)
class ConnectAttemptTests {

	private TestConnector connector;

	@BeforeEach
	void createConnector() {
		this.connector = TestConnector.create();
	}

	@AfterEach
	void nothingIsLeft() {
		this.connector.assertNothingHeld();
		this.connector.close();
	}

	@Test
	void cancelledBeforeThereIsAnAddressThenTheLateConnectionIsClosed() throws Exception {
		CompletableFuture<Promise<List<InetSocketAddress>>> asked = new CompletableFuture<>();
		this.connector.get()
			.httpClient()
			.setSocketAddressResolver((host, port, context, addresses) -> asked.complete(addresses));
		try (SilentServer server = new SilentServer()) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.get()
				.connectAsync(URI.create("ws://feed.example/"));
			Promise<List<InetSocketAddress>> addresses = TestConnector.get(asked);
			assertThat(attempt.cancel(true)).isTrue();
			addresses.succeeded(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())));
			server.awaitEnd();
			this.connector.assertNothingHeld();
		}
	}

	@ParameterizedTest
	@EnumSource
	void cancelledAtOnceThenNothingStaysOpen(Scheme scheme) {
		try (ScriptedServer server = scheme.start((connection) -> connection.acceptHandshake().echo())) {
			for (int i = 0; i < 20; i++) {
				CompletableFuture<ClientWebSocket> attempt = this.connector.get().connectAsync(server.uri());
				// the server may be quicker than this thread: then there is a socket
				if (attempt.cancel(false)) {
					assertThatExceptionOfType(CancellationException.class).isThrownBy(attempt::join);
				}
				else {
					attempt.join().abort();
				}
			}
			this.connector.assertNothingHeld();
		}
	}

	@Test
	void cancelledBeforeTheAnswerThenTheConnectionIsClosed() throws Exception {
		try (SilentServer server = new SilentServer()) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.get().connectAsync(uri(server));
			server.awaitAccepted();
			assertThat(attempt.cancel(true)).isTrue();
			server.awaitEnd();
		}
	}

	@RepeatedTest(20)
	void cancelledJustWhenTheAnswerArrivesThenEitherThereIsASocketOrNoConnection() throws Exception {
		CountDownLatch both = new CountDownLatch(1);
		try (ScriptedServer server = Scheme.WS
			.start((connection) -> connection.readRequest().stallUntil(both).acceptHandshake().ignoreUntilEnd())) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.get().connectAsync(server.uri());
			TestConnector.await(() -> server.connectionCount() == 1 && !server.received().requests().isEmpty(),
					() -> "no request");
			both.countDown();
			if (!attempt.cancel(true)) {
				attempt.join().abort();
			}
			server.awaitFinished();
			this.connector.assertNothingHeld();
		}
	}

	@Test
	void cancelledWhenTheAnswerHasArrivedThenTheLateSocketIsClosed() throws Exception {
		LinkedBlockingQueue<Runnable> completions = new LinkedBlockingQueue<>();
		ClientWebSocketOptions options = options().executor(completions::add).build();
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.acceptHandshake().expectEnd())) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.get().connectAsync(server.uri(), options);
			Runnable completion = completions.poll(10, TimeUnit.SECONDS);
			assertThat(this.connector.get().openSockets()).isOne();
			assertThat(attempt.cancel(true)).isTrue();
			completion.run();
			server.awaitFinished();
		}
	}

	@Test
	void cancelledWhenTheSocketIsOpenThenTheSocketStays() throws Exception {
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.acceptHandshake().echo())) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.get().connectAsync(server.uri());
			try (ClientWebSocket socket = TestConnector.get(attempt)) {
				assertThat(attempt.cancel(true)).isFalse();
				socket.sendText("alive");
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("alive"));
			}
		}
	}

	@Test
	void interruptedWhileConnectingThenTheAttemptIsGivenUp() throws Exception {
		try (SilentServer server = new SilentServer()) {
			CompletableFuture<Throwable> outcome = new CompletableFuture<>();
			Thread thread = new Thread(() -> {
				try {
					this.connector.get().connect(uri(server));
					outcome.complete(null);
				}
				catch (Throwable ex) {
					outcome.complete(ex);
				}
			});
			thread.start();
			server.awaitAccepted();
			thread.interrupt();
			assertThat(TestConnector.get(outcome)).isInstanceOf(InterruptedException.class);
			server.awaitEnd();
		}
	}

	@Test
	void interruptedBeforeThenTheAttemptIsGivenUp() {
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.acceptHandshake().echo())) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(InterruptedException.class)
				.isThrownBy(() -> this.connector.get().connect(server.uri()));
			assertThat(Thread.interrupted()).isFalse();
			this.connector.assertNothingHeld();
		}
	}

	@Test
	void connectorIsStoppedWhileConnectingThenTheAttemptFails() throws Exception {
		try (SilentServer server = new SilentServer()) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.get().connectAsync(uri(server));
			server.awaitAccepted();
			this.connector.get().close();
			WebSocketHandshakeException failure = TestConnector.failureOf(attempt);
			assertThat(failure.error()).isEqualTo(WebSocketError.ABORTED);
			assertThat(failure).hasMessageEndingWith("failed: the attempt was given up");
			server.awaitEnd();
		}
	}

	@Test
	void connectorIsStoppedAtAnyMomentThenNoConnectionStays() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(ScriptedConnection::ignoreUntilEnd)) {
			for (int round = 0; round < 30; round++) {
				JettyWebSocketConnector stopped = JettyWebSocketConnector.create(ClientWebSocketOptions.defaults());
				stopped.start();
				List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
				for (int i = 0; i < 5; i++) {
					attempts.add(stopped.connectAsync(server.uri()));
				}
				for (int i = 0; i < 100 * round; i++) {
					Thread.onSpinWait();
				}
				stopped.close();
				for (CompletableFuture<ClientWebSocket> attempt : attempts) {
					assertThat(TestConnector.failureOf(attempt).error()).isEqualTo(WebSocketError.ABORTED);
				}
			}
			server.awaitFinished();
		}
	}

	@ParameterizedTest
	@EnumSource
	void manyConnectAtOnceThenEachGetsItsSocket(Scheme scheme) throws Exception {
		int count = (scheme == Scheme.WS) ? 200 : 40;
		try (ScriptedServer server = scheme.start((connection) -> connection.acceptHandshake().echo())) {
			List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				attempts.add(this.connector.get().connectAsync(server.uri()));
			}
			List<ClientWebSocket> sockets = TestConnector.getAll(attempts);
			assertThat(this.connector.get().openSockets()).isEqualTo(count);
			for (int i = 0; i < count; i++) {
				sockets.get(i).sendText("socket " + i);
			}
			for (int i = 0; i < count; i++) {
				assertThat(sockets.get(i).receive()).isEqualTo(new WebSocketMessage.Text("socket " + i));
			}
			this.connector.get().close();
			assertThat(sockets).allMatch((socket) -> socket.state() == WebSocketState.CLOSED);
		}
	}

	@Test
	void manyAreRefusedAtOnceThenEachFails() {
		try (ScriptedServer server = Scheme.WS
			.start((connection) -> connection.answer(503, Map.of(), "full").expectEnd())) {
			List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				attempts.add(this.connector.get().connectAsync(server.uri()));
			}
			assertThat(attempts).allSatisfy(
					(attempt) -> assertThat(TestConnector.failureOf(attempt).response().status()).isEqualTo(503));
		}
	}

	@Test
	void manyConnectOneAfterTheOtherThenAllStayOpen() throws Exception {
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.acceptHandshake().echo())) {
			List<ClientWebSocket> sockets = new ArrayList<>();
			for (int i = 0; i < 150; i++) {
				sockets.add(this.connector.get().connect(server.uri()));
			}
			assertThat(sockets).allMatch((socket) -> socket.state() == WebSocketState.OPEN);
			assertThat(this.connector.get().openSockets()).isEqualTo(150);
			assertThat(TestConnector.connections(this.connector.get().httpClient())).isZero();
			sockets.forEach(ClientWebSocket::abort);
		}
	}

	private ClientWebSocketOptions.Builder options() {
		return this.connector.get().options().toBuilder();
	}

	private static URI uri(SilentServer server) {
		return URI.create("ws://127.0.0.1:" + server.port() + "/");
	}

}
