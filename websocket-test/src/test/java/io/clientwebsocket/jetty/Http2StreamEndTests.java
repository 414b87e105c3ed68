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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.http2.SessionContainer;
import org.eclipse.jetty.http2.api.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.Http2Settings;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What is left of a stream of HTTP/2 when its socket has ended.
 */
@Timeout(60)
class Http2StreamEndTests {

	private final TestConnector connector = TestConnector.create(Scheme.trusting()
		.httpVersion(HttpVersion.HTTP_2)
		.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
		.build());

	@AfterEach
	void nothingIsLeft() {
		this.connector.close();
	}

	private static ScriptedServer start(ServerScript script) {
		return ScriptedServer.builder().http2(Http2Settings.webSockets()).start(script);
	}

	@Test
	void serverEndsTheStreamThenItIsEndedAndNotReset() throws Exception {
		try (ScriptedServer server = start((connection) -> connection.acceptHandshake().fin().ignoreUntilEnd())) {
			ClientWebSocket socket = this.connector.get().connect(server.uri());
			WebSocketException failure = catchThrowableOfType(WebSocketException.class, socket::receive);
			assertThat(failure.error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
			server.awaitFinished();
			TestConnector.await(() -> idleConnections() == 1, () -> this.connector.get().httpClient().dump());
			// with the end, everything has come that was sent before
			this.connector.close();
			server.http2Connection(1).awaitEnd();
			assertThat(server.http2Connection(1).resets()).isEmpty();
		}
	}

	@Test
	void manyStreamsEndAtTheSameTimeThenNoneIsKept() throws Exception {
		byte[] close = Frames.close(1000, "").toBytes();
		try (ScriptedServer server = start((connection) -> {
			connection.acceptHandshake();
			connection.stream().lastData(close);
			connection.ignoreUntilEnd();
		})) {
			for (int i = 0; i < 10; i++) {
				closeAll(connect(server, 20));
			}
			server.awaitFinished();
			TestConnector.await(() -> this.connector.get().openSockets() == 0,
					() -> this.connector.get().openSockets() + " open sockets");
			assertThat(sessions()).singleElement().satisfies((session) -> assertThat(session.getStreams()).isEmpty());
		}
	}

	private List<ClientWebSocket> connect(ScriptedServer server, int count) throws Exception {
		List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			attempts.add(this.connector.get().connectAsync(server.uri()));
		}
		return TestConnector.getAll(attempts);
	}

	private static void closeAll(List<ClientWebSocket> sockets) throws Exception {
		List<CompletableFuture<CloseResult>> results = new ArrayList<>();
		for (ClientWebSocket socket : sockets) {
			results.add(socket.closeAsync(CloseStatus.NORMAL_CLOSURE, null));
		}
		TestConnector.getAll(results);
	}

	/** Connections without a request. */
	private int idleConnections() {
		return this.connector.get()
			.httpClient()
			.getDestinations()
			.stream()
			.map((destination) -> (AbstractConnectionPool) destination.getConnectionPool())
			.mapToInt(AbstractConnectionPool::getIdleConnectionCount)
			.sum();
	}

	private List<Session> sessions() {
		return this.connector.get()
			.httpClient()
			.getContainedBeans(SessionContainer.class)
			.stream()
			.flatMap((container) -> container.getSessions().stream())
			.toList();
	}

}
