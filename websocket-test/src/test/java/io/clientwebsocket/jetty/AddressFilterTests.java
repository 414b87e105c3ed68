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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Addresses that a connector may not connect to.
 */
@Timeout(30)
class AddressFilterTests {

	private static final String OTHER = "127.0.0.2";

	private final List<InetSocketAddress> asked = new CopyOnWriteArrayList<>();

	@Test
	void everyAddressIsRefusedThenTheAttemptFailsAndNobodyIsConnectedTo() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
				TestConnector connector = connector((address) -> false)) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			assertThat(failure.error()).isEqualTo(WebSocketError.ADDRESS_REFUSED);
			assertThat(failure).hasMessageContaining(
					"expected an address of host '127.0.0.1' that the address filter allows, but there is none");
			assertThat(server.connectionCount()).isZero();
			connector.assertNothingHeld();
		}
	}

	@Test
	void addressIsAllowedThenTheFilterSawTheResolvedOne() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
				TestConnector connector = connector((address) -> true);
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
			assertThat(this.asked).singleElement()
				.isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.uri().getPort()));
		}
	}

	@Test
	void redirectLeadsToARefusedAddressThenItIsNotFollowed() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.readRequest()
			.answer(302, Map.of("Location", "ws://" + OTHER + ":9/there"), "")
			.fin()); TestConnector connector = connector((address) -> !isOther(address))) {
			WebSocketHandshakeException failure = connector.failure(server.uri(),
					ClientWebSocketOptions.builder().maxRedirects(1).build());
			assertThat(failure.error()).isEqualTo(WebSocketError.ADDRESS_REFUSED);
			assertThat(failure).hasMessageContaining("an address of host '" + OTHER + "'");
			assertThat(this.asked).hasSize(2);
		}
	}

	@Test
	void proxyHasARefusedAddressThenItIsNotAsked() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.SOCKS5, TestProxy.Manner.OPEN);
				TestConnector connector = TestConnector.create(JettyWebSocketConnector.builder()
					.options(ClientWebSocketOptions.builder().proxy(proxy.options()).build())
					.addressFilter((address) -> false))) {
			WebSocketHandshakeException failure = connector.failure(URI.create("ws://feed.example/"));
			assertThat(failure.error()).isEqualTo(WebSocketError.ADDRESS_REFUSED);
			assertThat(failure).hasMessageContaining("expected an address of " + proxy.name() + " that");
			assertThat(proxy.targets()).isEmpty();
		}
	}

	@Test
	void oneOfSeveralAddressesIsRefusedThenTheNextIsTaken() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
				TestConnector connector = TestConnector.create(builder((address) -> !isOther(address))
					.customizeHttpClient(AddressFilterTests::resolveToOtherFirst));
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
			assertThat(this.asked).extracting((address) -> address.getAddress().getHostAddress())
				.containsExactly(OTHER, "127.0.0.1");
		}
	}

	@Test
	void filterThrowsThenTheAddressIsRefused() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.expectEnd());
				TestConnector connector = connector((address) -> {
					throw new IllegalStateException("test");
				})) {
			assertThat(connector.failure(server.uri()).error()).isEqualTo(WebSocketError.ADDRESS_REFUSED);
		}
	}

	private static void resolveToOtherFirst(HttpClient httpClient) {
		SocketAddressResolver resolver = (host, port, context, promise) -> promise
			.succeeded(List.of(new InetSocketAddress(OTHER, port), new InetSocketAddress(host, port)));
		httpClient.setSocketAddressResolver(resolver);
	}

	private static boolean isOther(InetSocketAddress address) {
		return OTHER.equals(address.getAddress().getHostAddress());
	}

	private TestConnector connector(Predicate<InetSocketAddress> filter) {
		return TestConnector.create(builder(filter));
	}

	private JettyWebSocketConnector.Builder builder(Predicate<InetSocketAddress> filter) {
		return JettyWebSocketConnector.builder().addressFilter((address) -> {
			this.asked.add(address);
			return filter.test(address);
		});
	}

}
