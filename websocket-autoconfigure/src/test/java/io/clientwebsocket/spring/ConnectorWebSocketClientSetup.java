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

package io.clientwebsocket.spring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.socket.WebSocketSession;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link ConnectorWebSocketClient} and a handler that records.
 */
@Timeout(60)
abstract class ConnectorWebSocketClientSetup {

	final JettyWebSocketConnector connector = JettyWebSocketConnector
		.create(ClientWebSocketOptions.builder().closeTimeout(Duration.ofSeconds(5)).build());

	final ConnectorWebSocketClient client = new ConnectorWebSocketClient(this.connector);

	final RecordingHandler handler = new RecordingHandler();

	@AfterEach
	void abort() {
		this.connector.abort();
	}

	final WebSocketSession open(ScriptedServer server) throws Exception {
		return open(server, this.handler);
	}

	final WebSocketSession open(ScriptedServer server, RecordingHandler handler) throws Exception {
		WebSocketSession session = this.client.execute(handler, null, server.uri()).get(10, TimeUnit.SECONDS);
		assertThat(handler.next()).isEqualTo("established");
		return session;
	}

	static ScriptedServer accepting(ServerScript script) {
		return ScriptedServer.start((connection) -> script.run(connection.acceptHandshake()));
	}

	static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
