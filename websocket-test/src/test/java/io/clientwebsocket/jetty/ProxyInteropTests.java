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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ConnectHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sockets through a proxy that others have written: that of Jetty's server.
 */
@Timeout(30)
class ProxyInteropTests {

	private static final String RIGHT = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";

	private final List<String> targets = new CopyOnWriteArrayList<>();

	private final Server proxy = new Server();

	private final ServerConnector listener = new ServerConnector(this.proxy, 1, 1);

	@BeforeEach
	void startProxy() throws Exception {
		this.listener.setHost("127.0.0.1");
		this.proxy.addConnector(this.listener);
		this.proxy.setHandler(new ConnectHandler() {

			@Override
			protected boolean handleAuthentication(Request request, Response response, String target) {
				ProxyInteropTests.this.targets.add(target);
				response.getHeaders().put(HttpHeader.PROXY_AUTHENTICATE, "Basic realm=\"interop\"");
				return RIGHT.equals(request.getHeaders().get(HttpHeader.PROXY_AUTHORIZATION));
			}

		});
		this.proxy.start();
	}

	@AfterEach
	void stopProxy() throws Exception {
		this.proxy.stop();
	}

	@ParameterizedTest
	@EnumSource
	void credentialsAreRightThenMessagesGoThroughTheTunnel(Scheme scheme) throws Exception {
		String large = "x".repeat(1_000_000);
		try (ScriptedServer server = scheme.start((connection) -> connection.acceptHandshake().echo());
				TestConnector connector = connector("open sesame");
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			socket.sendText(large);
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text(large));
			assertThat(this.targets).containsExactly("127.0.0.1:" + server.port());
		}
	}

	@ParameterizedTest
	@EnumSource
	void credentialsAreWrongThenTheProxyHasRefused(Scheme scheme) {
		try (ScriptedServer server = scheme.start((connection) -> connection.acceptHandshake().echo());
				TestConnector connector = connector("wrong")) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			assertThat(failure.error()).isEqualTo(WebSocketError.PROXY_REFUSED);
			assertThat(failure.response().status()).isEqualTo(407);
			assertThat(failure.response().firstHeader("Proxy-Authenticate")).isEqualTo("Basic realm=\"interop\"");
			assertThat(server.connectionCount()).isZero();
		}
	}

	private TestConnector connector(String password) {
		return TestConnector.create(Scheme.trusting()
			.proxy(ProxyOptions.http("127.0.0.1", this.listener.getLocalPort()).withCredentials("Aladdin", password))
			.build());
	}

}
