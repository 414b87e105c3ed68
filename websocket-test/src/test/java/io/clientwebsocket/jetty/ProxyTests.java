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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.jetty.TestProxy.Manner;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sockets through proxies, and what is said when one does not want or cannot.
 */
@Timeout(30)
class ProxyTests {

	private static final Duration SHORT = Duration.ofMillis(300);

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
	void serverHasAnIpv6AddressThenSocks4CannotNameIt() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.SOCKS4, Manner.OPEN);
				TestConnector connector = connector(proxy.options())) {
			assertFailed(connector.failure(URI.create("ws://[::1]:81/")), WebSocketError.FAULTED,
					"because SOCKS4 knows no other");
			assertThat(proxy.targets()).isEmpty();
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

	@ParameterizedTest
	@EnumSource
	void httpProxyWantsOtherCredentialsThenTheFailureHasItsAnswer(Scheme scheme) throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.HTTP, Manner.WANTS_CREDENTIALS);
				ScriptedServer server = echo(scheme)) {
			for (ProxyOptions options : List.of(proxy.options(), proxy.options().withCredentials("joe", "wrong"))) {
				try (TestConnector connector = connector(options)) {
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
			try (TestConnector none = connector(proxy.options())) {
				assertFailed(none.failure(URI.create("ws://127.0.0.1:81/")), WebSocketError.PROXY_REFUSED,
						proxy.name() + " refused a tunnel, expected it to take no credentials, but it does not");
			}
			try (TestConnector wrong = connector(proxy.options().withCredentials("joe", "wrong"))) {
				assertFailed(wrong.failure(URI.create("ws://127.0.0.1:81/")), WebSocketError.PROXY_REFUSED,
						proxy.name() + " refused a tunnel, expected it to accept the credentials, but was code 1");
			}
			assertThat(proxy.targets()).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void proxyCannotReachTheServerThenTheProxyHasRefused(ProxyOptions.Type type, Scheme scheme) throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.OPEN); TestConnector connector = connector(proxy.options())) {
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
	@MethodSource("ways")
	void nobodyListensWhereTheProxyShouldBeThenTheFailureNamesTheProxy(ProxyOptions.Type type, Scheme scheme)
			throws Exception {
		int port = freePort();
		try (TestConnector connector = connector(new ProxyOptions(type, "127.0.0.1", port, null, null, List.of()))) {
			assertFailed(connector.failure(uri(scheme, 81)), WebSocketError.FAULTED,
					"expected the proxy 127.0.0.1:" + port + " to accept connections, but was: Connection refused");
		}
	}

	@Test
	void proxyHasNoAddressThenTheFailureNamesTheProxy() {
		try (TestConnector connector = connector(ProxyOptions.http("no-such-proxy.invalid", 3128))) {
			assertFailed(connector.failure(uri(Scheme.WS, 81)), WebSocketError.FAULTED,
					"expected an address of the proxy no-such-proxy.invalid:3128, but there is none");
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void proxyEndsInTheMiddleOfItsAnswerThenTheFailureNamesTheProxy(ProxyOptions.Type type, Scheme scheme)
			throws Exception {
		try (TestProxy proxy = new TestProxy(type, Manner.ENDS_IN_THE_MIDDLE);
				TestConnector connector = connector(proxy.options())) {
			assertFailed(connector.failure(uri(scheme, 81)), WebSocketError.FAULTED,
					proxy.name() + " is of no use, expected it to open a tunnel, but it closed the connection");
		}
	}

	@ParameterizedTest
	@MethodSource("ways")
	void proxyIsSilentThenTheHandshakeTimeoutNamesItAndNothingStays(ProxyOptions.Type type, Scheme scheme)
			throws Exception {
		try (SilentServer silent = new SilentServer();
				TestConnector connector = connector(
						new ProxyOptions(type, "127.0.0.1", silent.port(), null, null, List.of()))) {
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
				TestConnector connector = connector(ProxyOptions.socks5("127.0.0.1", silent.port()))) {
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
				TestConnector connector = connector(ProxyOptions.http("127.0.0.1", silent.port()))) {
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

	@ParameterizedTest
	@EnumSource
	void somethingElseListensWhereTheProxyShouldBeThenTheFailureNamesTheProxy(ProxyOptions.Type type) throws Exception {
		try (ScriptedServer other = ScriptedServer
			.start((connection) -> connection.sendRaw("53 53 48 2D 32 2E 30 0D 0A 0D 0A").ignoreUntilEnd());
				TestConnector connector = connector(
						new ProxyOptions(type, "127.0.0.1", other.port(), null, null, List.of()))) {
			assertFailed(connector.failure(uri(Scheme.WS, 81)), WebSocketError.FAULTED,
					"the proxy 127.0.0.1:" + other.port() + " is of no use, expected an answer ");
		}
	}

	@ParameterizedTest
	@EnumSource
	void proxySaysMoreThanItsAnswerThenTheAttemptFails(Scheme scheme) {
		try (ScriptedServer proxy = ScriptedServer
			.start((connection) -> connection.readRequest().answerRaw("HTTP/1.1 200 OK\r\n\r\nhello").ignoreUntilEnd());
				TestConnector connector = connector(ProxyOptions.http("127.0.0.1", proxy.port()))) {
			assertFailed(connector.failure(uri(scheme, 81)), WebSocketError.FAULTED,
					(scheme == Scheme.WSS) ? "TLS failed, " : "the proxy 127.0.0.1:" + proxy.port()
							+ " is of no use, expected nothing behind its answer, but there was more");
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
	void serverRefusesBehindTheProxyThenItIsTheServerThatHasRefused() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.HTTP, Manner.OPEN);
				ScriptedServer server = Scheme.WSS
					.start((connection) -> connection.readRequest().answerRaw("HTTP/1.1 403 Forbidden\r\n\r\n").fin());
				TestConnector connector = connector(proxy.options())) {
			WebSocketHandshakeException failure = connector.failure(server.uri());
			assertFailed(failure, WebSocketError.NOT_A_WEBSOCKET, "expected status 101, but was 403");
			assertThat(failure.getMessage()).doesNotContain("proxy");
		}
	}

	@Test
	void serverIsNotTrustedBehindTheProxyThenItIsTlsThatHasFailed() throws Exception {
		try (TestProxy proxy = new TestProxy(ProxyOptions.Type.SOCKS5, Manner.OPEN);
				ScriptedServer server = Scheme.WSS.start((connection) -> connection.acceptHandshake().echo());
				TestConnector connector = connector(proxy.options())) {
			URI uri = URI.create("wss://other.invalid:" + server.port() + "/");
			assertFailed(connector.failure(uri), WebSocketError.FAULTED,
					"TLS failed, expected a trusted certificate for 'other.invalid'");
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

	private static TestConnector connector(ProxyOptions proxy) {
		return TestConnector.create(Scheme.trusting().proxy(proxy).build());
	}

	private static ScriptedServer echo(Scheme scheme) {
		return scheme.start((connection) -> connection.acceptHandshake().echo());
	}

	private static URI uri(Scheme scheme, int port) {
		return URI.create(scheme.name().toLowerCase(Locale.ROOT) + "://127.0.0.1:" + port + "/feed?token=hidden");
	}

	private static void assertEchoes(TestConnector connector, URI uri) throws Exception {
		try (ClientWebSocket socket = connector.get().connect(uri)) {
			socket.sendText("hello");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
		}
		connector.assertNothingHeld();
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
