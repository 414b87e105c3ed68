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

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Handshakes over an HTTP client that the caller has set up: its cookies and its proxy
 * apply.
 */
@Timeout(30)
class SharedClientHandshakeTests {

	private final HttpClient shared = new HttpClient();

	private JettyWebSocketConnector connector;

	@BeforeEach
	void createConnector() {
		SslContextFactory.Client ssl = new SslContextFactory.Client();
		ssl.setSslContext(TestCertificates.clientContext());
		this.shared.setSslContextFactory(ssl);
		this.connector = JettyWebSocketConnector.using(this.shared, ClientWebSocketOptions.defaults());
	}

	@AfterEach
	void stop() throws Exception {
		this.connector.close();
		this.shared.stop();
	}

	@ParameterizedTest
	@EnumSource
	void cookiesAreInTheStoreThenSecureOnesAreSentOverTlsOnly(Scheme scheme) throws Exception {
		this.shared.start();
		try (ScriptedServer server = scheme.start((connection) -> connection.acceptHandshake().echo())) {
			URI http = URI.create("https://127.0.0.1:" + server.port() + "/");
			this.shared.getHttpCookieStore().add(http, HttpCookie.from("one", "1"));
			this.shared.getHttpCookieStore().add(http, HttpCookie.from("two", "2"));
			this.shared.getHttpCookieStore().add(http, HttpCookie.build("three", "3").secure(true).build());
			try (ClientWebSocket socket = this.connector.connect(server.uri())) {
				assertThat(socket.handshake().status()).isEqualTo(101);
			}
			String cookies = String.join("; ", server.received().requests().get(0).headers("Cookie"));
			assertThat(cookies).contains("one=1").contains("two=2");
			assertThat(cookies.contains("three=3")).isEqualTo(scheme == Scheme.WSS);
		}
	}

	@Test
	void proxyRefusesTheTunnelThenTheAttemptFails() throws Exception {
		try (ScriptedServer proxy = ScriptedServer
			.start((connection) -> connection.readRequest().answerRaw("HTTP/1.1 403 Forbidden\r\n\r\n").fin())) {
			this.shared.getProxyConfiguration().addProxy(new HttpProxy("127.0.0.1", proxy.port()));
			this.shared.getProxyConfiguration().getProxies().forEach((each) -> each.getExcludedAddresses().clear());
			this.shared.start();
			WebSocketHandshakeException failure = catchThrowableOfType(WebSocketHandshakeException.class,
					() -> this.connector.connect(URI.create("wss://feed.example/")));
			assertThat(proxy.received().requests().get(0).method()).isEqualTo("CONNECT");
			assertThat(failure.error()).isEqualTo(WebSocketError.PROXY_REFUSED);
			assertThat(failure).hasMessage("Handshake with wss://feed.example/ failed: the proxy 127.0.0.1:"
					+ proxy.port() + " refused a tunnel, expected status 200, but was 403");
			assertThat(failure.response().status()).isEqualTo(403);
		}
	}

}
