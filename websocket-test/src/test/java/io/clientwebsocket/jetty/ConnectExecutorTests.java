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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where futures complete.
 */
@Timeout(30)
class ConnectExecutorTests {

	private final ExecutorService executor = Executors
		.newSingleThreadExecutor((task) -> new Thread(task, "application"));

	private final JettyWebSocketConnector connector = JettyWebSocketConnector
		.create(ClientWebSocketOptions.builder().executor(this.executor).build());

	@AfterEach
	void close() {
		this.connector.close();
		this.executor.shutdownNow();
	}

	@Test
	void executorIsGivenThenEveryFutureCompletesOnIt() throws Exception {
		CountDownLatch attached = new CountDownLatch(1);
		List<String> threads = new ArrayList<>();
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.readRequest()
			.stallUntil(attached)
			.acceptHandshake()
			.expectText("go")
			.sendText("text")
			.answerPing()
			.expectClose(1000)
			.close(1000, ""))) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.connectAsync(server.uri());
			CompletableFuture<ClientWebSocket> opened = attempt.whenComplete((socket, failure) -> note(threads));
			attached.countDown();
			ClientWebSocket socket = TestConnector.get(opened);
			CompletableFuture<WebSocketMessage> received = socket.receiveAsync()
				.whenComplete((message, failure) -> note(threads));
			socket.sendText("go");
			TestConnector.get(received);
			TestConnector.get(socket.pingAsync().whenComplete((time, failure) -> note(threads)));
			CompletableFuture<CloseResult> closed = socket.closeAsync(CloseStatus.NORMAL_CLOSURE, null)
				.whenComplete((result, failure) -> note(threads));
			TestConnector.get(closed);
			server.awaitFinished();
		}
		assertThat(threads).hasSize(4).startsWith("application", "application");
		// these may be complete before anything depends on them
		assertThat(threads).noneMatch((name) -> name.startsWith("websocket-"));
	}

	@Test
	void executorIsGivenThenAFailureCompletesOnIt() throws Exception {
		CountDownLatch attached = new CountDownLatch(1);
		List<String> threads = new ArrayList<>();
		try (ScriptedServer server = Scheme.WS
			.start((connection) -> connection.readRequest().stallUntil(attached).fin().expectEnd())) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.connectAsync(server.uri());
			CompletableFuture<ClientWebSocket> failed = attempt.whenComplete((socket, failure) -> note(threads));
			attached.countDown();
			assertThat(failed).failsWithin(TestConnector.LIMIT);
		}
		assertThat(threads).containsExactly("application");
	}

	@Test
	void theOnlyThreadOfTheExecutorConnectsAndTalksBlockingThenItDoesNotWaitForItself() throws Exception {
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.acceptHandshake().echo())) {
			URI uri = server.uri();
			Future<WebSocketMessage> echo = this.executor.submit(() -> {
				ClientWebSocket socket = this.connector.connect(uri);
				socket.sendText("alone");
				WebSocketMessage message = socket.receive();
				socket.abort();
				return message;
			});
			assertThat(TestConnector.get(echo)).isEqualTo(new WebSocketMessage.Text("alone"));
		}
	}

	@Test
	void theOnlyThreadOfTheExecutorContinuesFromOneFutureToTheNextThenItDoesNotWaitForItself() throws Exception {
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.acceptHandshake().echo())) {
			CompletableFuture<WebSocketMessage> echo = this.connector.connectAsync(server.uri())
				.thenCompose((socket) -> socket.sendTextAsync("chain")
					.thenCompose((sent) -> socket.receiveAsync())
					.whenComplete((message, failure) -> socket.abort()));
			assertThat(TestConnector.get(echo)).isEqualTo(new WebSocketMessage.Text("chain"));
		}
	}

	@Test
	void executorRejectsThenFuturesCompleteAllTheSame() throws Exception {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder().executor((task) -> {
			throw new RejectedExecutionException("shut down");
		}).build();
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.acceptHandshake().echo())) {
			ClientWebSocket socket = TestConnector.get(this.connector.connectAsync(server.uri(), options));
			socket.sendText("go");
			assertThat(TestConnector.get(socket.receiveAsync())).isEqualTo(new WebSocketMessage.Text("go"));
			TestConnector.get(socket.closeAsync(CloseStatus.NORMAL_CLOSURE, null));
		}
	}

	private static void note(List<String> threads) {
		threads.add(Thread.currentThread().getName());
	}

}
