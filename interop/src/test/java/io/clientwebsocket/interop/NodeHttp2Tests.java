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

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;

import static io.clientwebsocket.test.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Settings and habits in which HTTP/2 servers differ, as Node can show them.
 */
@Tag("installed")
@Timeout(60)
class NodeHttp2Tests {

	private static final int MANY = 20;

	private static void requireEcho(ClientWebSocket socket, int size) throws InterruptedException {
		socket.sendBinary(ByteBuffer.allocate(size));
		assertThat(((WebSocketMessage.Binary) socket.receive()).value().remaining()).isEqualTo(size);
	}

	@ParameterizedTest
	@EnumSource(names = { "H2C", "H2_TLS" })
	void serverTakesEightStreamsThenMoreSocketsOpenMoreConnections(Way way) throws Exception {
		try (NodeServer server = NodeServer.start("\"settings\": {\"maxConcurrentStreams\": 8}");
				Client client = new Client(way.options().build())) {
			URI uri = server.uri(way, "/echo");
			for (int i = 0; i < MANY; i++) {
				requireEcho(client.connect(uri), 1);
			}
			assertThat(client.sharedConnections()).isEqualTo(3);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "H2C", "H2_TLS" })
	void serverTakesEightStreamsAndManySocketsAreOpenedAtOnceThenAllOpen(Way way) throws Exception {
		try (NodeServer server = NodeServer.start("\"settings\": {\"maxConcurrentStreams\": 8}");
				Client client = new Client(way.options().build())) {
			for (ClientWebSocket socket : client.connect(server.uri(way, "/echo"), MANY)) {
				requireEcho(socket, 1);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "H2C", "H2_TLS" })
	void serverHasASmallWindowThenLargeMessagesPass(Way way) throws Exception {
		try (NodeServer server = NodeServer.start("\"settings\": {\"initialWindowSize\": 1000}");
				Client client = new Client(way.options().build());
				ClientWebSocket socket = client.connect(server.uri(way, "/echo"))) {
			requireEcho(socket, 1_000_000);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "H2C", "H2_TLS" })
	void serverHasNoWindowAtFirstThenMessagesWaitForIt(Way way) throws Exception {
		try (NodeServer server = NodeServer
			.start("\"settings\": {\"initialWindowSize\": 0}, \"laterSettings\": {\"initialWindowSize\": 65535}");
				Client client = new Client(way.options().build());
				ClientWebSocket socket = client.connect(server.uri(way, "/echo"))) {
			requireEcho(socket, 1_000_000);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "H2C", "H2_TLS" })
	void serverEndsTheConnectionWithItsLastStreamThenTheNextSocketHasAnother(Way way) throws Exception {
		try (NodeServer server = NodeServer.start("\"closeWhenIdle\": true");
				Client client = new Client(way.options().build())) {
			for (int i = 0; i < MANY; i++) {
				ClientWebSocket socket = client.connect(server.uri(way, "/echo"));
				requireEcho(socket, 100);
				assertThat(socket.close(CloseStatus.NORMAL_CLOSURE, null)).isClean();
				Wait.until(() -> client.sharedConnections() == 0, () -> client.sharedConnections() + " connections");
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverHasNoWebSocketsOverHttp2ThenThePolicyDecides(HttpVersionPolicy policy) throws Exception {
		try (NodeServer server = NodeServer.start("\"settings\": {\"enableConnectProtocol\": false}");
				Client client = new Client(Way.H2_TLS.options().httpVersionPolicy(policy).build())) {
			URI uri = server.uri(Way.H2_TLS, "/echo");
			if (policy == HttpVersionPolicy.REQUEST_VERSION_OR_LOWER) {
				for (ClientWebSocket socket : List.of(client.connect(uri), client.connect(uri))) {
					requireEcho(socket, 100);
					assertThat(socket.handshake().httpVersion()).isEqualTo(HttpVersion.HTTP_1_1);
					assertThat(socket.handshake().fallback()).contains("no WebSockets over HTTP/2");
				}
			}
			else {
				assertThat(client.failure(uri).error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
			}
		}
	}

}
