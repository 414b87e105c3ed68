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

import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.Http2Settings;
import io.clientwebsocket.test.ScriptedHttp2Connection;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JettyWebSocketConnector#reloadTls()}.
 */
@Timeout(30)
class ReloadTlsTests {

	private static final ClientWebSocketOptions HTTP_2 = Scheme.trusting()
		.httpVersion(HttpVersion.HTTP_2)
		.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
		.build();

	@Test
	void connectionIsSharedThenTheNextSocketGetsAnotherAndTheFirstOneStays() throws Exception {
		try (ScriptedServer server = server(); TestConnector connector = TestConnector.create(HTTP_2)) {
			try (ClientWebSocket first = connector.get().connect(server.uri())) {
				connector.get().reloadTls();
				try (ClientWebSocket second = connector.get().connect(server.uri());
						ClientWebSocket third = connector.get().connect(server.uri())) {
					requireEcho(first);
					requireEcho(second);
					requireEcho(third);
					assertThat(server.http2ConnectionCount()).isEqualTo(2);
				}
			}
			awaitGoAway(server);
			assertThat(TestConnector.connections(connector.get().httpClient())).isEqualTo(1);
		}
	}

	@Test
	void connectionIsIdleThenItEnds() throws Exception {
		try (ScriptedServer server = server(); TestConnector connector = TestConnector.create(HTTP_2)) {
			connector.get().connect(server.uri()).close();
			TestConnector.await(() -> connector.get().openSockets() == 0, () -> "a socket");
			connector.get().reloadTls();
			awaitGoAway(server);
		}
	}

	@Test
	void httpClientIsNotStartedOrShared() throws Exception {
		JettyWebSocketConnector own = JettyWebSocketConnector.create(HTTP_2);
		own.reloadTls();
		assertThat(own.httpClient().isStarted()).isFalse();
		HttpClient shared = new HttpClient();
		JettyWebSocketConnector.using(shared, ClientWebSocketOptions.defaults()).reloadTls();
		assertThat(shared.isStarted()).isFalse();
	}

	/** The client ends a connection by GOAWAY, and waits for the server to close it. */
	private static void awaitGoAway(ScriptedServer server) {
		ScriptedHttp2Connection connection = server.http2Connection(1);
		TestConnector.await(() -> connection.goAwayCode() != null, connection::toString);
	}

	private static ScriptedServer server() {
		return ScriptedServer.builder()
			.http2(Http2Settings.webSockets())
			.start((connection) -> connection.acceptHandshake().echo());
	}

	private static void requireEcho(ClientWebSocket socket) throws InterruptedException {
		socket.sendText("hello");
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
	}

}
