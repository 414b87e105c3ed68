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

package io.clientwebsocket.test.autoconfigure;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link AutoConfigureScriptedServer} and {@link ServerScripts}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "ws.clients.feed.startup=manual", "ws.clients.price-feed.startup=manual" })
@AutoConfigureScriptedServer(clients = { "feed", "price-feed" })
@Timeout(60)
class AutoConfigureScriptedServerTests {

	@Autowired
	private ScriptedServer server;

	@Autowired
	private ServerScripts scripts;

	@Autowired
	private WebSocketConnector connector;

	@Value("${ws.clients.feed.uri}")
	private URI feed;

	@Value("${ws.clients.price-feed.uri}")
	private URI priceFeed;

	@AfterEach
	void clear() {
		this.scripts.clear();
	}

	@Test
	void clientsAreDefinedWithTheUriOfTheServer(@Autowired ApplicationContext context) {
		assertThat(this.feed).isEqualTo(this.server.uri("/feed"));
		assertThat(this.priceFeed).isEqualTo(this.server.uri("/price-feed"));
		assertThat(context.containsBean("feed")).isTrue();
		assertThat(context.containsBean("price-feed")).isTrue();
	}

	@Test
	void connectionsOfEachClientTakeItsScriptsInOrder() throws Exception {
		this.scripts.next("feed", (connection) -> connection.acceptHandshake().sendText("first"))
			.next("feed", (connection) -> connection.acceptHandshake().sendText("second"))
			.always("price-feed", (connection) -> connection.acceptHandshake().sendText("price").ignoreUntilEnd());
		assertThat(firstMessage(this.feed)).isEqualTo("first");
		assertThat(firstMessage(this.priceFeed)).isEqualTo("price");
		assertThat(firstMessage(this.feed)).isEqualTo("second");
		assertThat(firstMessage(this.priceFeed)).isEqualTo("price");
	}

	private String firstMessage(URI uri) throws InterruptedException {
		ClientWebSocket socket = this.connector.connect(uri);
		try {
			return ((WebSocketMessage.Text) socket.receive()).value();
		}
		finally {
			socket.abort();
		}
	}

	@Test
	void connectionWaitsForItsScript() {
		CompletableFuture<ClientWebSocket> socket = this.connector.connectAsync(this.feed);
		assertThat(socket).isNotDone();
		this.scripts.always("feed", (connection) -> connection.acceptHandshake().ignoreUntilEnd());
		socket.join().abort();
	}

	@Test
	void scriptOfAClientThatTheAnnotationDoesNotNameIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.scripts.next("fed", ScriptedConnection::echo))
			.withMessage("'client' must be one of [feed, price-feed] (@AutoConfigureScriptedServer), but was 'fed'");
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

}
