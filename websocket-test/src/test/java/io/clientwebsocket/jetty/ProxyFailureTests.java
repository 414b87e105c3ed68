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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.jetty.TestProxy.Manner;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said when a proxy does not want or cannot, and what then remains.
 */
@Timeout(30)
class ProxyFailureTests {

	private static final Duration SHORT = Duration.ofMillis(300);

	@Test
	void serverHasAnIpv6AddressThenSocks4CannotNameIt() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.SOCKS4, Manner.OPEN);
				TestConnector connector = ProxyTests.connector(proxy.options())) {
			assertFailed(connector.failure(URI.create("ws://[::1]:81/")), WebSocketError.FAULTED,
					"because SOCKS4 knows no other");
			assertThat(proxy.targets()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void httpProxyWantsOtherCredentialsThenTheFailureHasItsAnswer(Scheme scheme) throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.HTTP, Manner.WANTS_CREDENTIALS);
				ScriptedServer server = ProxyTests.echo(scheme)) {
			for (ProxyOptions options : List.of(proxy.options(), proxy.options().withCredentials("joe", "wrong"))) {
				try (TestConnector connector = ProxyTests.connector(options)) {
					WebSocketHandshakeException failure = connector.failure(server.uri());
					assertFailed(failure, WebSocketError.PROXY_REFUSED,
							proxy.name() + " refused a tunnel, expected status 200, but was 407");
					assertThat(failure.response().status()).isEqualTo(407);
					assertThat(failure.response().firstHeader("Proxy-Authenticate")).isEqualTo("Basic realm=\"test\"");
				}
			}
			assertThat(server.connectionCount()).isZero();
		}
	}

	@Test
	void socks5ProxyWantsOtherCredentialsThenTheFailureSaysSo() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.SOCKS5, Manner.WANTS_CREDENTIALS)) {
			try (TestConnector none = ProxyTests.connector(proxy.options())) {
				assertFailed(none.failure(URI.create("ws://127.0.0.1:81/")), WebSocketError.PROXY_REFUSED,
						proxy.name() + " refused a tunnel, expected it to take no credentials, but it does not");
			}
			try (TestConnector wrong = ProxyTests.connector(proxy.options().withCredentials("joe", "wrong"))) {
				assertFailed(wrong.failure(URI.create("ws://127.0.0.1:81/")), WebSocketError.PROXY_REFUSED,
						proxy.name() + " refused a tunnel, expected it to accept the credentials, but was code 1");
			}
			assertThat(proxy.targets()).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("io.clientwebsocket.jetty.ProxyTests#ways")
	void proxyCannotReachTheServerThenTheProxyHasRefused(ProxyOptions.Type type, Scheme scheme) throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.OPEN);
				TestConnector connector = ProxyTests.connector(proxy.options())) {
			String reason = switch (type) {
				case HTTP -> "expected status 200, but was 502";
				case SOCKS4 -> "expected code 90 (granted), but was 91 (rejected or failed)";
				case SOCKS5 -> "expected code 0 (succeeded), but was 5 (connection refused)";
			};
			WebSocketHandshakeException failure = connector.failure(uri(scheme, freePort()));
			assertFailed(failure, WebSocketError.PROXY_REFUSED, proxy.name() + " refused a tunnel, " + reason);
			if (type == ProxyOptions.Type.HTTP) {
				assertThat(failure.response().firstHeader("X-Reason")).isEqualTo("nobody listens");
			}
			else {
				assertThat(failure.response()).isNull();
			}
		}
	}

	@ParameterizedTest
	@MethodSource("io.clientwebsocket.jetty.ProxyTests#ways")
	void nobodyListensWhereTheProxyShouldBeThenTheFailureNamesTheProxy(ProxyOptions.Type type, Scheme scheme)
			throws Exception {
		int port = freePort();
		try (TestConnector connector = ProxyTests
			.connector(new ProxyOptions(type, "127.0.0.1", port, null, null, List.of()))) {
			assertFailed(connector.failure(uri(scheme, 81)), WebSocketError.FAULTED,
					"expected the proxy 127.0.0.1:" + port + " to accept connections, but was: Connection refused");
		}
	}

	@Test
	void proxyHasNoAddressThenTheFailureNamesTheProxy() {
		try (TestConnector connector = ProxyTests.connector(ProxyOptions.http("no-such-proxy.invalid", 3128))) {
			assertFailed(connector.failure(uri(Scheme.WS, 81)), WebSocketError.FAULTED,
					"expected an address of the proxy no-such-proxy.invalid:3128, but there is none");
		}
	}

	@ParameterizedTest
	@MethodSource("io.clientwebsocket.jetty.ProxyTests#ways")
	void proxyEndsInTheMiddleOfItsAnswerThenTheFailureNamesTheProxy(ProxyOptions.Type type, Scheme scheme)
			throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.ENDS_IN_THE_MIDDLE);
				TestConnector connector = ProxyTests.connector(proxy.options())) {
			assertFailed(connector.failure(uri(scheme, 81)), WebSocketError.FAULTED,
					proxy.name() + " is of no use, expected it to open a tunnel, but it closed the connection");
		}
	}

	@ParameterizedTest
	@MethodSource("io.clientwebsocket.jetty.ProxyTests#ways")
	void proxyIsSilentThenTheHandshakeTimeoutNamesItAndNothingStays(ProxyOptions.Type type, Scheme scheme)
			throws Exception {
		try (SilentServer silent = new SilentServer();
				TestConnector connector = ProxyTests
					.connector(new ProxyOptions(type, "127.0.0.1", silent.port(), null, null, List.of()))) {
			ClientWebSocketOptions hasty = connector.get().options().toBuilder().handshakeTimeout(SHORT).build();
			assertFailed(connector.failure(uri(scheme, 81), hasty), WebSocketError.TIMED_OUT,
					"expected the proxy 127.0.0.1:" + silent.port()
							+ " to open a tunnel within PT0.3S ('handshakeTimeout'), but it did not");
			silent.awaitEnd();
			connector.assertNothingHeld();
		}
	}

	@ParameterizedTest
	@EnumSource
	void proxyIsSilentThenTheConnectTimeoutHoldsForTheTunnelToo(ProxyOptions.Type type) throws Exception {
		try (SilentServer silent = new SilentServer();
				TestConnector connector = TestConnector.create(ClientWebSocketOptions.builder()
					.connectTimeout(SHORT)
					.proxy(new ProxyOptions(type, "127.0.0.1", silent.port(), null, null, List.of()))
					.build())) {
			assertFailed(connector.failure(uri(Scheme.WS, 81)), WebSocketError.FAULTED, "expected the proxy 127.0.0.1:"
					+ silent.port() + " to open a tunnel within the connect timeout, but it did not");
			silent.awaitEnd();
		}
	}

	@Test
	void attemptIsCancelledWhileTheProxyIsSilentThenTheConnectionIsClosed() throws Exception {
		try (SilentServer silent = new SilentServer();
				TestConnector connector = ProxyTests.connector(ProxyOptions.socks5("127.0.0.1", silent.port()))) {
			CompletableFuture<ClientWebSocket> attempt = connector.get().connectAsync(uri(Scheme.WS, 81));
			silent.awaitAccepted();
			attempt.cancel(false);
			silent.awaitEnd();
			connector.assertNothingHeld();
		}
	}

	@Test
	void attemptIsGivenUpWhileAnotherWaitsForTheSameServerThenOnlyTheOneFails() throws Exception {
		try (SilentServer silent = new SilentServer();
				TestConnector connector = ProxyTests.connector(ProxyOptions.http("127.0.0.1", silent.port()))) {
			CompletableFuture<ClientWebSocket> one = connector.get().connectAsync(uri(Scheme.WS, 81));
			CompletableFuture<ClientWebSocket> other = connector.get().connectAsync(uri(Scheme.WS, 81));
			silent.awaitAccepted();
			one.cancel(false);
			assertThat(other).isNotDone();
			assertThat(TestConnector.connections(connector.get().httpClient())).isPositive();
			other.cancel(false);
			connector.assertNothingHeld();
		}
	}

	@ParameterizedTest
	@EnumSource
	void somethingElseListensWhereTheProxyShouldBeThenTheFailureNamesTheProxy(ProxyOptions.Type type) throws Exception {
		try (ScriptedServer other = ScriptedServer
			.start((connection) -> connection.sendRaw("53 53 48 2D 32 2E 30 0D 0A 0D 0A").ignoreUntilEnd());
				TestConnector connector = ProxyTests
					.connector(new ProxyOptions(type, "127.0.0.1", other.port(), null, null, List.of()))) {
			assertFailed(connector.failure(uri(Scheme.WS, 81)), WebSocketError.FAULTED,
					"the proxy 127.0.0.1:" + other.port() + " is of no use, expected an answer ");
		}
	}

	@ParameterizedTest
	@EnumSource
	void proxySaysMoreThanItsAnswerThenTheAttemptFails(Scheme scheme) {
		try (ScriptedServer proxy = ScriptedServer
			.start((connection) -> connection.readRequest().answerRaw("HTTP/1.1 200 OK\r\n\r\nhello").ignoreUntilEnd());
				TestConnector connector = ProxyTests.connector(ProxyOptions.http("127.0.0.1", proxy.port()))) {
			assertFailed(connector.failure(uri(scheme, 81)), WebSocketError.FAULTED,
					(scheme == Scheme.WSS) ? "expected a server that speaks TLS, but was something else"
							: "the proxy 127.0.0.1:" + proxy.port()
									+ " is of no use, expected nothing behind its answer, but there was more");
		}
	}

	@Test
	void serverRefusesBehindTheProxyThenItIsTheServerThatHasRefused() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.HTTP, Manner.OPEN);
				ScriptedServer server = Scheme.WSS
					.start((connection) -> connection.readRequest().answerRaw("HTTP/1.1 403 Forbidden\r\n\r\n").fin());
				TestConnector connector = ProxyTests.connector(proxy.options())) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			assertFailed(failure, WebSocketError.NOT_A_WEBSOCKET, "expected status 101, but was 403");
			assertThat(failure.getMessage()).doesNotContain("proxy");
		}
	}

	@Test
	void serverIsNotTrustedBehindTheProxyThenItIsTlsThatHasFailed() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.SOCKS5, Manner.OPEN);
				ScriptedServer server = Scheme.WSS.start((connection) -> connection.acceptHandshake().echo());
				TestConnector connector = ProxyTests.connector(proxy.options())) {
			URI uri = URI.create("wss://other.invalid:" + server.port() + "/");
			assertFailed(connector.failure(uri), WebSocketError.FAULTED,
					"expected a certificate for 'other.invalid', but was one for other names");
		}
	}

	private static URI uri(Scheme scheme, int port) {
		return URI.create(scheme.name().toLowerCase(Locale.ROOT) + "://127.0.0.1:" + port + "/feed?token=hidden");
	}

	private static void assertFailed(WebSocketHandshakeException failure, WebSocketError error, String message) {
		assertThat(failure).isNotNull()
			.hasMessageStartingWith("Handshake with " + WebSocketUris.name(failure.uri()) + " failed: ")
			.hasMessageContaining(message);
		assertThat(failure.error()).isEqualTo(error);
		assertThat(failure.getMessage()).doesNotContain("hidden").doesNotContain("joe").doesNotContain("wrong");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
