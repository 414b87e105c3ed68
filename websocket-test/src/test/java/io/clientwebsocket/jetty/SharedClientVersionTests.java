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
import java.util.stream.Stream;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * HTTP clients of somebody else that do not speak every version of HTTP.
 */
@Timeout(60)
class SharedClientVersionTests {

	static Stream<Arguments> combinations() {
		List<Arguments> all = new ArrayList<>();
		for (Kind kind : Kind.values()) {
			for (Scheme scheme : Scheme.values()) {
				for (HttpVersion version : HttpVersion.values()) {
					for (HttpVersionPolicy policy : HttpVersionPolicy.values()) {
						all.add(Arguments.of(kind, scheme, version, policy));
					}
				}
			}
		}
		return all.stream();
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void versionIsAskedForThenItIsUsedOrTheFailureNamesWhatTheClientLacks(Kind kind, Scheme scheme, HttpVersion version,
			HttpVersionPolicy policy) throws Exception {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder()
			.httpVersion(version)
			.httpVersionPolicy(policy)
			.build();
		VersionPlan plan = VersionPlan.of(scheme == Scheme.WSS, version, policy);
		HttpClient httpClient = kind.start();
		try (Http2Server server = Http2Server.start(scheme);
				JettyWebSocketConnector connector = JettyWebSocketConnector.using(httpClient, options)) {
			if ((plan == VersionPlan.HTTP_1_1 && !kind.http1) || (plan == VersionPlan.HTTP_2 && !kind.http2)) {
				WebSocketHandshakeException failure = catchThrowableOfType(WebSocketHandshakeException.class,
						() -> connector.connect(server.uri("/echo")));
				assertThat(failure.error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
				assertThat(failure).hasMessageContaining("expected an HTTP client that speaks "
						+ ((plan == VersionPlan.HTTP_2) ? "HTTP/2" : "HTTP/1.1"));
				return;
			}
			try (ClientWebSocket socket = connector.connect(server.uri("/echo"))) {
				socket.sendText("hello");
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
				boolean http2 = plan == VersionPlan.HTTP_2 || (plan == VersionPlan.HTTP_2_OR_1_1 && kind.http2);
				assertThat(socket.handshake().httpVersion())
					.isEqualTo(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
				if (plan == VersionPlan.HTTP_2_OR_1_1 && !http2) {
					assertThat(socket.handshake().fallback()).isEqualTo("the HTTP client does not speak HTTP/2");
				}
			}
		}
		finally {
			httpClient.stop();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP_2", "DYNAMIC_HTTP_2", "DYNAMIC" })
	void serverHasNoWebSocketsOverHttp2ThenTheFailureSaysSo(Kind kind) throws Exception {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder()
			.httpVersion(HttpVersion.HTTP_2)
			.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
			.build();
		HttpClient httpClient = kind.start();
		try (Http2Server server = Http2Server.withoutWebSocketsOverHttp2(Scheme.WSS);
				JettyWebSocketConnector connector = JettyWebSocketConnector.using(httpClient, options)) {
			WebSocketHandshakeException failure = catchThrowableOfType(WebSocketHandshakeException.class,
					() -> connector.connect(server.uri("/echo")));
			assertThat(failure.error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
			assertThat(failure).hasMessageContaining("expected a server with WebSockets over HTTP/2");
		}
		finally {
			httpClient.stop();
		}
	}

	/** What an HTTP client speaks, and how it was made. */
	enum Kind {

		HTTP_1(true, false), DYNAMIC_HTTP_1(true, false), HTTP_2(false, true), DYNAMIC_HTTP_2(false, true),
		DYNAMIC(true, true);

		private final boolean http1;

		private final boolean http2;

		Kind(boolean http1, boolean http2) {
			this.http1 = http1;
			this.http2 = http2;
		}

		HttpClient start() throws Exception {
			ClientConnector connector = new ClientConnector();
			SslContextFactory.Client ssl = new SslContextFactory.Client();
			ssl.setSslContext(TestCertificates.clientContext());
			connector.setSslContextFactory(ssl);
			HttpClient httpClient = new HttpClient(transport(connector));
			httpClient.start();
			return httpClient;
		}

		private HttpClientTransport transport(ClientConnector connector) {
			HTTP2Client http2Client = new HTTP2Client(connector);
			return switch (this) {
				case HTTP_1 -> new HttpClientTransportOverHTTP(connector);
				case DYNAMIC_HTTP_1 -> new HttpClientTransportDynamic(connector, HttpClientConnectionFactory.HTTP11);
				case HTTP_2 -> new HttpClientTransportOverHTTP2(http2Client);
				case DYNAMIC_HTTP_2 ->
					new HttpClientTransportDynamic(connector, new ClientConnectionFactoryOverHTTP2.HTTP2(http2Client));
				case DYNAMIC -> new HttpClientTransportDynamic(connector, HttpClientConnectionFactory.HTTP11,
						new ClientConnectionFactoryOverHTTP2.HTTP2(http2Client));
			};
		}

	}

}
