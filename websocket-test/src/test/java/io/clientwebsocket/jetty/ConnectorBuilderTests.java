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

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.Http2Settings;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link JettyWebSocketConnector.Builder}.
 */
@Timeout(30)
class ConnectorBuilderTests {

	private final JettyWebSocketConnector.Builder builder = JettyWebSocketConnector.builder();

	@Test
	void nothingIsSetThenTheDefaultsHold() {
		HttpClient httpClient = this.builder.build().httpClient();
		assertThat(httpClient.getMaxConnectionsPerDestination()).isEqualTo(64);
		assertThat(httpClient.getMaxRequestsQueuedPerDestination()).isEqualTo(10_000);
		assertThat(((QueuedThreadPool) httpClient.getExecutor()).getMaxThreads()).isEqualTo(200);
		assertThat(HttpClientVersions.of(httpClient)).isEqualTo(new HttpClientVersions(true, true));
	}

	@Test
	void numbersAreSetThenTheHttpClientHasThem() {
		HttpClient httpClient = this.builder.maxThreads(17)
			.maxConnectionsPerDestination(18)
			.maxQueuedHandshakes(19)
			.build()
			.httpClient();
		assertThat(((QueuedThreadPool) httpClient.getExecutor()).getMaxThreads()).isEqualTo(17);
		assertThat(httpClient.getMaxConnectionsPerDestination()).isEqualTo(18);
		assertThat(httpClient.getMaxRequestsQueuedPerDestination()).isEqualTo(19);
	}

	@Test
	void argumentIsWrongThenItIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.maxThreads(3))
			.withMessage("'maxThreads' must be at least 4, but was 3");
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.maxConnectionsPerDestination(0))
			.withMessage("'maxConnectionsPerDestination' must be at least 1, but was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.maxQueuedHandshakes(0))
			.withMessage("'maxQueuedHandshakes' must be at least 1, but was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.httpVersions())
			.withMessage("'httpVersions' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.http2IdleTimeout(Duration.ofNanos(-1)))
			.withMessage("'http2IdleTimeout' must be within 0 to 2147483647 ms, but was PT-0.000000001S");
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.http2IdleTimeout(Duration.ofDays(25)))
			.withMessage("'http2IdleTimeout' must be within 0 to 2147483647 ms, but was PT600H");
		assertThatNullPointerException().isThrownBy(() -> this.builder.addressFilter(null))
			.withMessage("'addressFilter' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.builder.customizeHttpClient(null))
			.withMessage("'customizer' must not be null");
	}

	@Test
	void customizersAreCalledInOrderForEachConnectorBeforeItsHttpClientStarts() {
		List<String> calls = new ArrayList<>();
		this.builder.maxQueuedHandshakes(5)
			.customizeHttpClient(
					(client) -> calls.add(client.getState() + " " + client.getMaxRequestsQueuedPerDestination()))
			.customizeHttpClient((client) -> client.setMaxRequestsQueuedPerDestination(6))
			.customizeHttpClient(
					(client) -> calls.add(client.getState() + " " + client.getMaxRequestsQueuedPerDestination()));
		this.builder.build();
		assertThat(calls).containsExactly("STOPPED 5", "STOPPED 6");
		this.builder.build();
		assertThat(calls).hasSize(4);
	}

	@Test
	void threadsAreFewThenSocketsWork() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
				TestConnector connector = TestConnector.create(this.builder.maxThreads(4));
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			socket.sendText("hello");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
		}
	}

	@Test
	void versionIsSwitchedOffThenASocketThatNeedsItFails() {
		assertUnsupported(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
		assertUnsupported(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1);
	}

	private static void assertUnsupported(HttpVersion spoken, HttpVersion needed) {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.expectEnd());
				TestConnector connector = TestConnector
					.create(JettyWebSocketConnector.builder().httpVersions(spoken))) {
			WebSocketHandshakeException failure = connector.failure(server.uri(),
					ClientWebSocketOptions.builder()
						.httpVersion(needed)
						.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
						.build());
			assertThat(failure.error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
			assertThat(server.connectionCount()).isZero();
		}
	}

	@Test
	void onlyHttp2IsSpokenThenSocketsAreOpenedOverIt() throws Exception {
		try (ScriptedServer server = ScriptedServer.builder()
			.http2(Http2Settings.webSockets())
			.start((connection) -> connection.acceptHandshake().echo());
				TestConnector connector = TestConnector.create(this.builder.httpVersions(HttpVersion.HTTP_2));
				ClientWebSocket socket = connector.get()
					.connect(server.uri(),
							ClientWebSocketOptions.builder()
								.httpVersion(HttpVersion.HTTP_2)
								.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
								.build())) {
			socket.sendText("hello");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
		}
	}

}
