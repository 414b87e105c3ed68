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
import java.util.concurrent.ExecutionException;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * WebSockets over HTTP/2 (RFC 8441) with Jetty's server.
 */
@Timeout(60)
class Http2Tests {

	private final TestConnector connector = TestConnector.create();

	@AfterEach
	void close() {
		this.connector.get().close();
		assertThat(this.connector.get().openSockets()).isZero();
	}

	private ClientWebSocket connect(URI uri, HttpVersionPolicy policy) throws InterruptedException {
		return this.connector.get().connect(uri, options(policy));
	}

	private ClientWebSocketOptions options(HttpVersionPolicy policy) {
		return this.connector.get()
			.options()
			.toBuilder()
			.httpVersion(HttpVersion.HTTP_2)
			.httpVersionPolicy(policy)
			.build();
	}

	private ClientWebSocket connect(URI uri) throws InterruptedException {
		return connect(uri, HttpVersionPolicy.REQUEST_VERSION_EXACT);
	}

	private static void requireEcho(ClientWebSocket socket) throws InterruptedException {
		socket.sendText("hello");
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
	}

	@Test
	void serverNegotiatesHttp2ThenItIsUsed() throws Exception {
		try (Http2Server server = Http2Server.start(Scheme.WSS);
				ClientWebSocket socket = connect(server.uri("/echo"), HttpVersionPolicy.REQUEST_VERSION_OR_LOWER)) {
			requireEcho(socket);
			assertThat(socket.handshake().httpVersion()).isEqualTo(HttpVersion.HTTP_2);
			assertThat(socket.handshake().status()).isEqualTo(200);
			assertThat(socket.handshake().fallback()).isNull();
		}
	}

	@Test
	void serverHasNoWebSocketsOverHttp2ThenHttp1IsUsedAndThatIsRemembered() throws Exception {
		try (Http2Server server = Http2Server.withoutWebSocketsOverHttp2(Scheme.WSS)) {
			for (int i = 0; i < 3; i++) {
				try (ClientWebSocket socket = connect(server.uri("/echo"),
						HttpVersionPolicy.REQUEST_VERSION_OR_LOWER)) {
					requireEcho(socket);
					assertThat(socket.handshake().httpVersion()).isEqualTo(HttpVersion.HTTP_1_1);
					assertThat(socket.handshake().fallback()).contains("no WebSockets over HTTP/2");
				}
			}
			// the first attempt needed two, the others one
			assertThat(server.connections()).isEqualTo(4);
		}
	}

	@Test
	void serverHasNoWebSocketsOverHttp2AndNothingElseIsAllowedThenTheFailureSaysSo() throws Exception {
		try (Http2Server server = Http2Server.withoutWebSocketsOverHttp2(Scheme.WSS)) {
			WebSocketHandshakeException failure = this.connector.failure(server.uri("/echo"),
					options(HttpVersionPolicy.REQUEST_VERSION_EXACT));
			assertThat(failure).hasMessageContaining("expected a server with WebSockets over HTTP/2");
			assertThat(failure.error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
		}
	}

	@Test
	void serverHasNoWebSocketsOverHttp2AndMoreIsAllowedThenHttp1IsUsedUnlessItIsLess() throws Exception {
		try (Http2Server server = Http2Server.withoutWebSocketsOverHttp2(Scheme.WSS)) {
			ClientWebSocketOptions higher = options(HttpVersionPolicy.REQUEST_VERSION_OR_HIGHER);
			ClientWebSocketOptions http1 = higher.toBuilder().httpVersion(HttpVersion.HTTP_1_1).build();
			try (ClientWebSocket socket = this.connector.get().connect(server.uri("/echo"), http1)) {
				requireEcho(socket);
				assertThat(socket.handshake().httpVersion()).isEqualTo(HttpVersion.HTTP_1_1);
			}
			assertThat(this.connector.failure(server.uri("/echo"), higher).error())
				.isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
		}
	}

	@Test
	void serverRequiresHttp1ThenItIsUsedAndThatIsRemembered() throws Exception {
		try (Http2Server server = Http2Server.requiringHttp1()) {
			for (int i = 0; i < 3; i++) {
				try (ClientWebSocket socket = connect(server.uri("/echo"),
						HttpVersionPolicy.REQUEST_VERSION_OR_LOWER)) {
					requireEcho(socket);
					assertThat(socket.handshake().fallback()).startsWith("HTTP/2 failed: ");
				}
			}
			// the first attempt needed two, the others one
			assertThat(server.connections()).isEqualTo(4);
		}
	}

	@Test
	void serverRequiresHttp1AndNothingElseIsAllowedThenTheFailureSaysSo() throws Exception {
		try (Http2Server server = Http2Server.requiringHttp1()) {
			assertThat(this.connector.failure(server.uri("/echo"), options(HttpVersionPolicy.REQUEST_VERSION_EXACT)))
				.hasMessageContaining("wants HTTP/1.1")
				.hasMessageContaining("REQUEST_VERSION_OR_LOWER");
		}
	}

	@Test
	void serverSpeaksOnlyHttp1ThenHttp1IsUsed() throws Exception {
		try (Http2Server negotiating = Http2Server.http1("http/1.1"); Http2Server silent = Http2Server.http1()) {
			for (Http2Server server : List.of(negotiating, silent)) {
				try (ClientWebSocket socket = connect(server.uri("/echo"),
						HttpVersionPolicy.REQUEST_VERSION_OR_LOWER)) {
					requireEcho(socket);
					assertThat(socket.handshake().httpVersion()).isEqualTo(HttpVersion.HTTP_1_1);
				}
			}
		}
	}

	@Test
	void serverSpeaksOnlyHttp1AndNothingElseIsAllowedThenTheAttemptFails() throws Exception {
		try (Http2Server negotiating = Http2Server.http1("http/1.1"); Http2Server silent = Http2Server.http1()) {
			for (Http2Server server : List.of(negotiating, silent)) {
				WebSocketHandshakeException failure = this.connector.failure(server.uri("/echo"),
						options(HttpVersionPolicy.REQUEST_VERSION_EXACT));
				assertThat(failure.error()).isEqualTo(WebSocketError.FAULTED);
			}
		}
	}

	@Test
	void sharedClientSpeaksHttp2FirstToAServerThatNegotiatesNothingThenHttp1IsUsed() throws Exception {
		ClientConnector connector = new ClientConnector();
		SslContextFactory.Client ssl = new SslContextFactory.Client();
		ssl.setSslContext(TestCertificates.clientContext());
		connector.setSslContextFactory(ssl);
		HttpClient httpClient = new HttpClient(new HttpClientTransportDynamic(connector,
				new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector)),
				HttpClientConnectionFactory.HTTP11));
		httpClient.start();
		try (Http2Server server = Http2Server.http1();
				JettyWebSocketConnector shared = JettyWebSocketConnector.using(httpClient,
						ClientWebSocketOptions.builder().httpVersion(HttpVersion.HTTP_2).build())) {
			for (int i = 0; i < 2; i++) {
				try (ClientWebSocket socket = shared.connect(server.uri("/echo"))) {
					requireEcho(socket);
					assertThat(socket.handshake().fallback()).startsWith("HTTP/2 failed: ");
				}
			}
			// the first attempt needed two, the other one
			assertThat(server.connections()).isEqualTo(3);
		}
		finally {
			httpClient.stop();
		}
	}

	@Test
	void withoutTlsWhatMayBeHttp1IsHttp1() throws Exception {
		try (Http2Server server = Http2Server.start(Scheme.WS);
				ClientWebSocket socket = connect(server.uri("/echo"), HttpVersionPolicy.REQUEST_VERSION_OR_LOWER)) {
			requireEcho(socket);
			assertThat(socket.handshake().httpVersion()).isEqualTo(HttpVersion.HTTP_1_1);
		}
	}

	@Test
	void refusalIsNoReasonToTryHttp1() throws Exception {
		try (Http2Server server = Http2Server.start(Scheme.WSS)) {
			WebSocketHandshakeException failure = this.connector.failure(server.uri("/nothing"),
					options(HttpVersionPolicy.REQUEST_VERSION_OR_LOWER));
			assertThat(failure.error()).isEqualTo(WebSocketError.NOT_A_WEBSOCKET);
			assertThat(failure).hasMessageContaining("expected status 200, but was 403");
			assertThat(failure.response().firstHeader("Retry-After")).isEqualTo("7");
			assertThat(failure.body()).isEqualTo("not here");
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void manySocketsAndARequestShareOneConnection() throws Exception {
		try (Http2Server server = Http2Server.start(Scheme.WS)) {
			List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				attempts.add(this.connector.get()
					.connectAsync(server.uri("/echo"), options(HttpVersionPolicy.REQUEST_VERSION_EXACT)));
			}
			for (ClientWebSocket socket : TestConnector.getAll(attempts)) {
				requireEcho(socket);
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void moreSocketsThanStreamsOpenMoreConnections() throws Exception {
		try (Http2Server server = Http2Server.withStreams(5)) {
			List<ClientWebSocket> sockets = new ArrayList<>();
			for (int i = 0; i < 12; i++) {
				sockets.add(connect(server.uri("/echo")));
			}
			for (ClientWebSocket socket : sockets) {
				requireEcho(socket);
			}
			assertThat(server.connections()).isEqualTo(3);
		}
	}

	@Test
	void socketsOneAfterTheOtherUseOneConnectionAndResetNothing() throws Exception {
		try (Http2Server server = Http2Server.withStreams(5)) {
			for (int i = 0; i < 300; i++) {
				ClientWebSocket socket = connect(server.uri("/echo"));
				assertThat(socket.close(CloseStatus.NORMAL_CLOSURE, null).outcome())
					.isEqualTo(CloseResult.Outcome.CLEAN);
				TestConnector.await(() -> this.connector.get().openSockets() == 0, () -> "an open socket");
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void serverThatSpeaksFirstIsHeard() throws Exception {
		try (Http2Server server = Http2Server.start(Scheme.WS)) {
			List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				attempts.add(this.connector.get()
					.connectAsync(server.uri("/first"), options(HttpVersionPolicy.REQUEST_VERSION_EXACT)));
			}
			for (ClientWebSocket socket : TestConnector.getAll(attempts)) {
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("first"));
			}
		}
	}

	@Test
	void deathOfTheConnectionIsToldToAllItsSockets() throws Exception {
		try (Http2Server server = Http2Server.start(Scheme.WS)) {
			List<ClientWebSocket> sockets = new ArrayList<>();
			List<CompletableFuture<WebSocketMessage>> receives = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				ClientWebSocket socket = connect(server.uri("/echo"));
				requireEcho(socket);
				sockets.add(socket);
				receives.add(socket.receiveAsync());
			}
			server.cut();
			for (CompletableFuture<WebSocketMessage> receive : receives) {
				assertThat(receive).failsWithin(TestConnector.LIMIT)
					.withThrowableOfType(ExecutionException.class)
					.havingCause()
					.isInstanceOf(WebSocketException.class);
			}
			for (ClientWebSocket socket : sockets) {
				assertThat(socket.failure().error()).isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
			}
		}
	}

	@Test
	void socketsThatNobodyReadsDoNotStopTheOthers() throws Exception {
		try (Http2Server server = Http2Server.start(Scheme.WS)) {
			for (int i = 0; i < 20; i++) {
				assertThat(connect(server.uri("/flood")).state().isTerminal()).isFalse();
			}
			ClientWebSocket live = connect(server.uri("/echo"));
			for (int i = 0; i < 100; i++) {
				requireEcho(live);
			}
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void abortReachesTheServerAndLeavesTheOthersAlone() throws Exception {
		try (Http2Server server = Http2Server.start(Scheme.WS)) {
			ClientWebSocket stays = connect(server.uri("/echo"));
			for (int i = 0; i < 20; i++) {
				connect(server.uri("/echo")).abort();
			}
			TestConnector.await(() -> this.connector.get().openSockets() == 1,
					() -> this.connector.get().openSockets() + " sockets");
			requireEcho(stays);
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@Test
	void httpClientThatSpeaksOnlyHttp1CannotBeAskedForHttp2() throws Exception {
		HttpClient httpClient = new HttpClient();
		httpClient.start();
		try (Http2Server server = Http2Server.start(Scheme.WS);
				JettyWebSocketConnector shared = JettyWebSocketConnector.using(httpClient,
						ClientWebSocketOptions.defaults())) {
			WebSocketHandshakeException failure = catchThrowableOfType(WebSocketHandshakeException.class,
					() -> shared.connect(server.uri("/echo"),
							options(HttpVersionPolicy.REQUEST_VERSION_EXACT).toBuilder().sslContext(null).build()));
			assertThat(failure).hasMessageContaining("expected an HTTP client that speaks HTTP/2");
			assertThat(failure.error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
		}
		finally {
			httpClient.stop();
		}
	}

}
