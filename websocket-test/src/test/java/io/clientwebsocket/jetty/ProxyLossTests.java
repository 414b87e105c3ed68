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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.jetty.TestProxy.Manner;
import io.clientwebsocket.test.FaultProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Proxies that die: while they open a tunnel, behind it, and under open sockets.
 */
@Timeout(60)
class ProxyLossTests {

	/**
	 * More than each proxy answers, and less than a server says before a socket is open.
	 */
	private static final int BYTES = 120;

	static Stream<Arguments> ways() {
		return Stream.of(ProxyOptions.Type.values())
			.flatMap((type) -> Stream.of(HttpVersion.values())
				.flatMap((version) -> Stream.of(Scheme.values()).map((scheme) -> Arguments.of(type, version, scheme))));
	}

	private static TestConnector connector(TestProxy proxy, FaultProxy line, HttpVersion version) {
		ProxyOptions real = proxy.options();
		ProxyOptions spoilt = new ProxyOptions(real.type(), "127.0.0.1", line.port(), null, null, List.of());
		ClientWebSocketOptions options = Scheme.trusting()
			.proxy(spoilt)
			.httpVersion(version)
			.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
			.build();
		return TestConnector.create(options);
	}

	private static URI uri(TestProxy proxy) {
		return URI.create("ws://127.0.0.1:" + proxy.options().port());
	}

	@ParameterizedTest
	@MethodSource("ways")
	void proxyDiesBeforeTheSocketIsOpenThenTheAttemptFails(ProxyOptions.Type type, HttpVersion version, Scheme scheme)
			throws Exception {
		AtomicLong end = new AtomicLong();
		try (TestProxy proxy = new TestProxy(type, Manner.OPEN);
				FaultProxy line = FaultProxy.start(uri(proxy),
						(connection) -> connection.toClient().resetAfter(end.get()));
				Http2Server server = Http2Server.start(scheme);
				TestConnector connector = connector(proxy, line, version)) {
			for (int bytes = 0; bytes < BYTES; bytes += 3) {
				end.set(bytes);
				if (!diesEarly(type, version, scheme, bytes)) {
					continue;
				}
				WebSocketHandshakeException failure = connector.failure(server.uri("/echo"));
				assertThat(failure).as("reset after %d bytes", bytes).isNotNull();
				assertThat(failure.error()).as("reset after %d bytes", bytes).isEqualTo(WebSocketError.FAULTED);
				connector.assertNothingHeld();
			}
		}
	}

	/** Over HTTP/2 without TLS a server says little before a socket is open. */
	private static boolean diesEarly(ProxyOptions.Type type, HttpVersion version, Scheme scheme, int bytes) {
		return scheme == Scheme.WSS || version == HttpVersion.HTTP_1_1 || bytes < 20
				|| (type == ProxyOptions.Type.HTTP && bytes < 60);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void proxyDiesUnderOpenSocketsThenEachIsToldAndTheNextGetsAnotherTunnel(ProxyOptions.Type type, HttpVersion version,
			Scheme scheme) throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.OPEN);
				FaultProxy line = FaultProxy.start(uri(proxy));
				Http2Server server = Http2Server.start(scheme);
				TestConnector connector = connector(proxy, line, version)) {
			List<CompletableFuture<ClientWebSocket>> attempts = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				attempts.add(connector.get().connectAsync(server.uri("/echo")));
			}
			List<ClientWebSocket> sockets = TestConnector.getAll(attempts);
			for (int number = 1; number <= line.connectionCount(); number++) {
				line.connection(number).reset();
			}
			for (ClientWebSocket socket : sockets) {
				assertThat(catchThrowableOfType(WebSocketException.class, socket::receive).error())
					.isEqualTo(WebSocketError.CONNECTION_CLOSED_PREMATURELY);
			}
			connector.assertNothingHeld();
			ClientWebSocket next = connector.get().connect(server.uri("/echo"));
			next.sendText("hello");
			assertThat(next.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
		}
	}

}
