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
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.jetty.TestProxy.Manner;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sockets through proxies.
 */
@Timeout(30)
class ProxyTests {

	static Stream<Arguments> ways() {
		return Stream.of(ProxyOptions.Type.values())
			.flatMap((type) -> Stream.of(Scheme.values()).map((scheme) -> Arguments.of(type, scheme)));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void proxyIsOpenThenTheSocketGoesThroughATunnel(ProxyOptions.Type type, Scheme scheme) throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.OPEN);
				ScriptedServer server = echo(scheme);
				TestConnector connector = connector(proxy.options())) {
			assertEchoes(connector, server.uri("/feed"));
			assertThat(proxy.targets()).containsExactly("127.0.0.1:" + server.port());
			assertThat(server.received().requests()).singleElement()
				.satisfies((request) -> assertThat(request.target()).isEqualTo("/feed"))
				.satisfies((request) -> assertThat(request.headers("Proxy-Authorization")).isEmpty());
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void http2IsAskedForThenSocketsShareAConnectionThroughOneTunnel(ProxyOptions.Type type, Scheme scheme)
			throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.OPEN);
				Http2Server server = Http2Server.start(scheme);
				TestConnector connector = connector(proxy.options())) {
			ClientWebSocketOptions options = http2(connector, HttpVersionPolicy.REQUEST_VERSION_EXACT);
			List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				attempts.add(connector.get().connectAsync(server.uri("/echo"), options));
			}
			for (ClientWebSocket socket : TestConnector.getAll(attempts)) {
				assertThat(socket.handshake().httpVersion()).isEqualTo(HttpVersion.HTTP_2);
				requireEcho(socket);
			}
			assertThat(proxy.targets()).hasSize(1);
			assertThat(server.connections()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverBehindTheProxyHasNoHttp2ThenHttp1GoesThroughATunnel(ProxyOptions.Type type) throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.OPEN);
				Http2Server withoutWebSockets = Http2Server.withoutWebSocketsOverHttp2(Scheme.WSS);
				Http2Server negotiating = Http2Server.http1("http/1.1");
				Http2Server silent = Http2Server.http1();
				TestConnector connector = connector(proxy.options())) {
			for (Http2Server server : List.of(withoutWebSockets, negotiating, silent)) {
				try (ClientWebSocket socket = connector.get()
					.connect(server.uri("/echo"), http2(connector, HttpVersionPolicy.REQUEST_VERSION_OR_LOWER))) {
					assertThat(socket.handshake().httpVersion()).isEqualTo(HttpVersion.HTTP_1_1);
					requireEcho(socket);
				}
			}
		}
	}

	private static ClientWebSocketOptions http2(TestConnector connector, HttpVersionPolicy policy) {
		return connector.get().options().toBuilder().httpVersion(HttpVersion.HTTP_2).httpVersionPolicy(policy).build();
	}

	private static void requireEcho(ClientWebSocket socket) throws InterruptedException {
		socket.sendText("hello");
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
	}

	@ParameterizedTest
	@EnumSource
	void serverHasANameThenTheProxyResolvesIt(ProxyOptions.Type type) throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.OPEN);
				ScriptedServer server = echo(Scheme.WS);
				TestConnector connector = connector(proxy.options())) {
			assertEchoes(connector, URI.create("ws://Feed.invalid:" + server.port() + "/"));
			assertThat(proxy.targets()).containsExactly("feed.invalid:" + server.port());
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP", "SOCKS5" })
	void serverHasAnIpv6AddressThenTheProxyIsToldSo(ProxyOptions.Type type) throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.OPEN);
				ScriptedServer server = echo(Scheme.WS);
				TestConnector connector = connector(proxy.options())) {
			assertEchoes(connector, URI.create("ws://[2001:db8::1]:" + server.port() + "/"));
			assertThat(proxy.targets()).singleElement().asString().startsWith("[2001:").endsWith("]:" + server.port());
		}
	}

	@Test
	void httpProxyIsAskedByConnectForPlainSocketsToo() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.HTTP, Manner.OPEN);
				ScriptedServer server = echo(Scheme.WS);
				TestConnector connector = connector(proxy.options())) {
			assertEchoes(connector, server.uri());
			String target = "127.0.0.1:" + server.port();
			assertThat(proxy.heads())
				.containsExactly("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n");
		}
	}

	@ParameterizedTest
	@CsvSource({ "HTTP, WS", "HTTP, WSS", "SOCKS5, WS", "SOCKS5, WSS" })
	void proxyWantsCredentialsAndTheyAreRightThenTheSocketOpens(ProxyOptions.Type type, Scheme scheme)
			throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.WANTS_CREDENTIALS);
				ScriptedServer server = echo(scheme);
				TestConnector connector = connector(
						proxy.options().withCredentials(TestProxy.USERNAME, TestProxy.PASSWORD))) {
			assertEchoes(connector, server.uri());
			// at once, without being asked
			assertThat(proxy.targets()).hasSize(1);
			assertThat(server.received().requests().get(0).headers("Proxy-Authorization")).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP", "SOCKS5" })
	void credentialsAreThereAndNobodyWantsThemThenTheSocketOpens(ProxyOptions.Type type) throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.OPEN);
				ScriptedServer server = echo(Scheme.WSS);
				TestConnector connector = connector(proxy.options().withCredentials("joe", "secret"))) {
			assertEchoes(connector, server.uri());
		}
	}

	@Test
	void connectionThatNobodyWantsIsClosedThenWhoComesMeanwhileGetsAnother() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.HTTP, Manner.OPEN);
				ScriptedServer server = echo(Scheme.WS);
				TestConnector connector = connector(proxy.options())) {
			for (int i = 0; i < 50; i++) {
				CompletableFuture<ClientWebSocket> given = connector.get().connectAsync(server.uri());
				CompletableFuture<Boolean> cancelling = CompletableFuture.supplyAsync(() -> given.cancel(false));
				CompletableFuture<ClientWebSocket> wanted = connector.get().connectAsync(server.uri());
				TestConnector.get(cancelling);
				TestConnector.get(wanted).abort();
			}
		}
	}

	@Test
	void serverIsAnExceptionThenTheProxyIsNotAsked() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.HTTP, Manner.OPEN);
				ScriptedServer server = echo(Scheme.WS);
				TestConnector connector = connector(
						proxy.options().withNoProxyFor("*.example", "127.0.0.1:" + server.port()))) {
			assertEchoes(connector, server.uri());
			assertThat(proxy.targets()).isEmpty();
			assertEchoes(connector, URI.create("ws://localhost:" + server.port() + "/"));
			assertThat(proxy.targets()).containsExactly("localhost:" + server.port());
		}
	}

	@Test
	void manySocketsAreOpenedAtOnceThenEachHasATunnelOfItsOwn() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.SOCKS5, Manner.OPEN);
				ScriptedServer server = echo(Scheme.WS);
				TestConnector connector = connector(proxy.options())) {
			List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				attempts.add(connector.get().connectAsync(server.uri()));
			}
			for (ClientWebSocket socket : TestConnector.getAll(attempts)) {
				socket.sendText("hello");
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
				socket.close();
			}
			// the HTTP client may open one too many
			assertThat(proxy.targets()).hasSizeGreaterThanOrEqualTo(10);
		}
	}

	static TestConnector connector(ProxyOptions proxy) {
		return TestConnector.create(Scheme.trusting().proxy(proxy).build());
	}

	static ScriptedServer echo(Scheme scheme) {
		return scheme.start((connection) -> connection.acceptHandshake().echo());
	}

	private static void assertEchoes(TestConnector connector, URI uri) throws Exception {
		try (ClientWebSocket socket = connector.get().connect(uri)) {
			socket.sendText("hello");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
		}
		connector.assertNothingHeld();
	}

}
