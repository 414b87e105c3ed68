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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.test.ReceivedRequest;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The request of an opening handshake over HTTP/1.1 (RFC 6455, 4.1).
 */
@Timeout(30)
class HandshakeRequestTests {

	private static TestConnector connector;

	@BeforeAll
	static void createConnector() {
		connector = TestConnector.create();
	}

	@AfterAll
	static void closeConnector() {
		connector.assertNothingHeld();
		connector.close();
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsSetThenTheRequestHasTheHeadersOfTheHandshakeAndNoOthers(Scheme scheme) throws Exception {
		try (ScriptedServer server = accepting(scheme)) {
			ReceivedRequest request = requestOf(server, server.uri(), Scheme.trusting());
			assertThat(request.method()).isEqualTo("GET");
			assertThat(request.version()).isEqualTo("HTTP/1.1");
			assertThat(request.headers().keySet()).map(String::toLowerCase)
				.containsExactlyInAnyOrder("host", "connection", "upgrade", "sec-websocket-key",
						"sec-websocket-version");
			assertThat(request.headers("Host")).containsExactly("127.0.0.1:" + server.port());
			assertThat(request.headers("Connection")).containsExactly("Upgrade");
			assertThat(request.headers("Upgrade")).containsExactly("websocket");
			assertThat(request.headers("Sec-WebSocket-Version")).containsExactly("13");
			assertThat(request.headers("Sec-WebSocket-Key")).hasSize(1);
		}
	}

	@Test
	void severalAttemptsThenEachHasANewKeyOfSixteenBytes() throws Exception {
		Set<String> keys = new HashSet<>();
		try (ScriptedServer server = accepting(Scheme.WS)) {
			for (int i = 0; i < 20; i++) {
				keys.add(requestOf(server, server.uri(), Scheme.trusting()).header("Sec-WebSocket-Key"));
			}
		}
		assertThat(keys).hasSize(20).allSatisfy((key) -> assertThat(Base64.getDecoder().decode(key)).hasSize(16));
	}

	@Test
	void subprotocolsAreSetThenTheyAreOfferedInOneHeaderInTheirOrder() throws Exception {
		try (ScriptedServer server = accepting(Scheme.WS)) {
			ReceivedRequest request = requestOf(server, server.uri(),
					Scheme.trusting().subprotocols("v2.stomp", "a", "V1"));
			assertThat(request.headers("Sec-WebSocket-Protocol")).containsExactly("v2.stomp, a, V1");
		}
	}

	@ParameterizedTest
	@CsvSource({ "Host, feed.example", "Origin, https://page.example", "User-Agent, 'my app/1 (x; y)'",
			"Authorization, not of any scheme", "Cookie, 'a=1; b=\"2\"'", "X-Own, ' padded ä'" })
	void headerIsSetThenItIsSentOnceAsGiven(String name, String value) throws Exception {
		try (ScriptedServer server = accepting(Scheme.WS)) {
			ReceivedRequest request = requestOf(server, server.uri(), Scheme.trusting().header(name, value));
			assertThat(request.headers(name)).containsExactly(value.strip());
			assertThat(request.headers("Host")).hasSize(1);
		}
	}

	@Test
	void headerHasSeveralValuesThenEachIsSentInOrder() throws Exception {
		try (ScriptedServer server = accepting(Scheme.WS)) {
			ReceivedRequest request = requestOf(server, server.uri(),
					Scheme.trusting().header("X-Many", "one", "two", "one"));
			assertThat(request.headers("X-Many")).containsExactly("one", "two", "one");
		}
	}

	@Test
	void optionsOfOneSocketThenTheHeadersOfOthersStay() throws Exception {
		try (ScriptedServer server = accepting(Scheme.WS)) {
			ReceivedRequest first = requestOf(server, server.uri(), Scheme.trusting().header("X-One", "1"));
			ReceivedRequest second = requestOf(server, server.uri(), Scheme.trusting());
			assertThat(first.header("X-One")).isEqualTo("1");
			assertThat(second.headers()).doesNotContainKey("X-One");
		}
	}

	@Test
	void acceptEncodingIsSetThenItIsSentAsGiven() throws Exception {
		try (ScriptedServer server = accepting(Scheme.WS)) {
			ReceivedRequest request = requestOf(server, server.uri(),
					Scheme.trusting().header("Accept-Encoding", "identity"));
			assertThat(request.headers("Accept-Encoding")).containsExactly("identity");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/feed", "/a%20b/%2F/c", "/a;x=1/b;y", "/a//b", "/a/../b/./c",
			"/feed?a=1&b=%C3%A4&c=x+y", "/feed?", "/?q=a/b?c", "/%e4%7e~", "/a?x=%25zz" })
	void pathAndQueryThenTheyAreSentAsWritten(String target) throws Exception {
		try (ScriptedServer server = accepting(Scheme.WS)) {
			assertThat(requestOf(server, server.uri(target), Scheme.trusting()).target()).isEqualTo(target);
		}
	}

	@Test
	void pathIsNotAsciiThenItIsSentInUtf8() throws Exception {
		try (ScriptedServer server = accepting(Scheme.WS)) {
			assertThat(requestOf(server, server.uri("/ä?ö=€"), Scheme.trusting()).target())
				.isEqualTo("/%C3%A4?%C3%B6=%E2%82%AC");
		}
	}

	@ParameterizedTest
	@CsvSource({ "'', /", "?a=1, /?a=1" })
	void pathIsEmptyThenASlashIsSent(String suffix, String target) throws Exception {
		try (ScriptedServer server = accepting(Scheme.WS)) {
			URI uri = URI.create("ws://127.0.0.1:" + server.port() + suffix);
			assertThat(requestOf(server, uri, Scheme.trusting()).target()).isEqualTo(target);
		}
	}

	@ParameterizedTest
	@CsvSource({ "ws://[2001:db8::1]:8080/, [2001:db8::1]:8080", "ws://[::1]/, [::1]",
			"ws://feed.example/, feed.example", "ws://feed.example:80/, feed.example",
			"ws://feed.example:443/, feed.example:443", "ws://FEED.example:9/, FEED.example:9" })
	void hostAndPortThenTheHostHeaderNamesThemAndNoDefaultPort(URI uri, String host) throws Exception {
		try (ScriptedServer server = accepting(Scheme.WS); TestConnector toServer = resolvingTo(server)) {
			try (ClientWebSocket socket = toServer.get().connect(uri)) {
				assertThat(socket.handshake()).isNotNull();
			}
			assertThat(server.received().request().header("Host")).isEqualToIgnoringCase(host);
		}
	}

	@ParameterizedTest
	@CsvSource({ "wss://localhost/, localhost", "wss://localhost:443/, localhost", "wss://localhost:80/, localhost:80",
			"wss://127.0.0.1:8443/, 127.0.0.1:8443" })
	void hostAndPortOnTlsThenTheHostHeaderNamesThemAndNoDefaultPort(URI uri, String host) throws Exception {
		try (ScriptedServer server = accepting(Scheme.WSS); TestConnector toServer = resolvingTo(server)) {
			try (ClientWebSocket socket = toServer.get().connect(uri)) {
				assertThat(socket.handshake()).isNotNull();
			}
			assertThat(server.received().request().header("Host")).isEqualTo(host);
		}
	}

	private static TestConnector resolvingTo(ScriptedServer server) {
		TestConnector toServer = TestConnector.create();
		toServer.get()
			.httpClient()
			.setSocketAddressResolver((host, port, context, addresses) -> addresses
				.succeeded(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))));
		return toServer;
	}

	private static ScriptedServer accepting(Scheme scheme) {
		return scheme.start((connection) -> connection.acceptHandshake().echo());
	}

	/** The request of a socket that was opened and closed. */
	private static ReceivedRequest requestOf(ScriptedServer server, URI uri, ClientWebSocketOptions.Builder options)
			throws Exception {
		ClientWebSocketOptions own = options.sslContext(connector.get().options().sslContext()).build();
		try (ClientWebSocket socket = connector.get().connect(uri, own)) {
			assertThat(socket.handshake()).isNotNull();
			return server.received(server.connectionCount()).request();
		}
	}

}
