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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.Http2Settings;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A scripted server over HTTP/2 and a client of it, for tests of what servers do wrong.
 */
abstract class Http2FaultSupport {

	static final ServerScript ECHO = (connection) -> connection.acceptHandshake().echo();

	final TestConnector connector = TestConnector.create(Scheme.trusting()
		.httpVersion(HttpVersion.HTTP_2)
		.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
		.build());

	@AfterEach
	void nothingIsLeft() {
		this.connector.close();
	}

	static ScriptedServer start(ServerScript script) {
		return start(Http2Settings.webSockets(), script);
	}

	static ScriptedServer start(Http2Settings settings, ServerScript script) {
		return ScriptedServer.builder().http2(settings).start(script);
	}

	ClientWebSocket connect(ScriptedServer server) throws InterruptedException {
		return this.connector.get().connect(server.uri());
	}

	List<ClientWebSocket> connect(ScriptedServer server, int count) throws Exception {
		List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			attempts.add(this.connector.get().connectAsync(server.uri()));
		}
		return TestConnector.getAll(attempts);
	}

	static void requireEcho(ClientWebSocket socket) throws InterruptedException {
		socket.sendText("hello");
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
	}

	static WebSocketException failureOf(ClientWebSocket socket) {
		return catchThrowableOfType(WebSocketException.class, socket::receive);
	}

	WebSocketHandshakeException failure(ScriptedServer server) {
		return this.connector.failure(server.uri());
	}

	ClientWebSocketOptions handshakeTimeout(Duration timeout) {
		return this.connector.get().options().toBuilder().handshakeTimeout(timeout).build();
	}

}
