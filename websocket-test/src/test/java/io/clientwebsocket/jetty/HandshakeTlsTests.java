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
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;

import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.test.FaultProxy;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom a client trusts, and what it says when it does not.
 */
@Timeout(30)
class HandshakeTlsTests {

	private static TestConnector connector;

	@BeforeAll
	static void createConnector() {
		connector = TestConnector.create();
	}

	@AfterEach
	void nothingIsLeft() {
		connector.assertNothingHeld();
	}

	@AfterAll
	static void closeConnector() {
		connector.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "localhost" })
	void certificateIsForTheHostThenTheSocketOpens(String host) throws Exception {
		try (ScriptedServer server = Scheme.WSS.start((connection) -> connection.acceptHandshake().echo());
				ClientWebSocket socket = connector.get()
					.connect(URI.create("wss://" + host + ":" + server.port() + "/"))) {
			assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
		}
	}

	@Test
	void certificateIsForTheNameOfTheUriThenTheSocketOpensAndTheServerWasToldTheName() throws Exception {
		try (TestConnector resolving = TestConnector.create();
				ScriptedServer server = ScriptedServer.builder()
					.tls(TestCertificates.wrongNameContext())
					.start((connection) -> connection.acceptHandshake().echo())) {
			resolving.get().httpClient().setSocketAddressResolver(HandshakeTlsTests::resolveToLoopback);
			URI uri = URI.create("wss://wrong.example:" + server.port() + "/");
			try (ClientWebSocket socket = resolving.get().connect(uri)) {
				assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
			}
			assertThat(server.received().tlsSession().getRequestedServerNames())
				.containsExactly(new SNIHostName("wrong.example"));
			URI other = URI.create("wss://other.example:" + server.port() + "/feed?token=secret");
			assertTells(resolving.failure(other), other,
					"expected a certificate for 'other.example', but was one for other names");
		}
	}

	private static void resolveToLoopback(String host, int port, Map<String, Object> context,
			Promise<List<InetSocketAddress>> promise) {
		try {
			InetAddress address = InetAddress.getByAddress(host, new byte[] { 127, 0, 0, 1 });
			promise.succeeded(List.of(new InetSocketAddress(address, port)));
		}
		catch (UnknownHostException ex) {
			promise.failed(ex);
		}
	}

	@Test
	void certificateIsForAnotherHostThenTheFailureNamesBoth() {
		failureWith(TestCertificates.wrongNameContext(), connector,
				"expected a certificate for '127.0.0.1', but was one for other names (No subject alternative names");
	}

	@Test
	void certificateIsSignedByNobodyTrustedThenTheFailureSaysSo() {
		failureWith(TestCertificates.selfSignedContext(), connector,
				"expected a certificate from a trusted issuer, but was self-signed or from an unknown issuer;"
						+ " let 'sslContext' trust it or its issuer");
	}

	@Test
	void certificateHasExpiredThenTheFailureSaysSo() {
		WebSocketHandshakeException failure = failureWith(TestCertificates.expiredContext(), connector,
				"expected a valid certificate of the server, but was one that has expired (NotAfter: ");
		assertThat(failure).hasRootCauseInstanceOf(CertificateExpiredException.class);
	}

	@Test
	void nothingIsSetThenThePrivateAuthorityOfTheTestsIsNotTrusted() {
		try (TestConnector defaults = TestConnector.create(ClientWebSocketOptions.defaults())) {
			failureWith(TestCertificates.serverContext(), defaults, "but was self-signed or from an unknown issuer");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverSpeaksOneVersionThenTheSocketOpens(String version) throws Exception {
		try (ScriptedServer server = serverThatSpeaks(version, false);
				ClientWebSocket socket = connector.get().connect(server.uri())) {
			assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
			assertThat(server.received().tlsSession().getProtocol()).isEqualTo(version);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverRequiresAClientCertificateThenThatOfTheContextIsSent(String version) throws Exception {
		ClientWebSocketOptions options = options(TestCertificates.clientContextWithCertificate());
		try (TestConnector known = TestConnector.create(options);
				ScriptedServer server = serverThatSpeaks(version, true);
				ClientWebSocket socket = known.get().connect(server.uri())) {
			assertThat(socket.state()).isEqualTo(WebSocketState.OPEN);
			assertThat(server.received().tlsSession().getPeerPrincipal()).hasToString("CN=Test client");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void serverRequiresAClientCertificateAndThereIsNoneThenTheFailureSaysSo(String version) {
		try (ScriptedServer server = serverThatSpeaks(version, true);
				FaultProxy proxy = startAfar(server.uri("/feed?token=secret"))) {
			assertTells(connector.failure(proxy.uri()), proxy.uri(), " client certificate");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientCertificateHasExpiredThenTheFailureSaysThatTheServerRefusedIt(String version) {
		ClientWebSocketOptions options = options(TestCertificates.clientContextWithExpiredCertificate());
		try (TestConnector expired = TestConnector.create(options);
				ScriptedServer server = serverThatSpeaks(version, true);
				FaultProxy proxy = startAfar(server.uri("/feed?token=secret"))) {
			assertTells(expired.failure(proxy.uri()), proxy.uri(),
					"expected the server to accept the client certificate, but it refused it");
		}
	}

	private static ClientWebSocketOptions options(SSLContext context) {
		return ClientWebSocketOptions.builder().sslContext(context).build();
	}

	private static ScriptedServer serverThatSpeaks(String version, boolean clientCertificate) {
		SSLParameters parameters = new SSLParameters();
		parameters.setProtocols(new String[] { version });
		parameters.setNeedClientAuth(clientCertificate);
		return ScriptedServer.builder()
			.tls(TestCertificates.serverContext(), parameters)
			.start((connection) -> connection.acceptHandshake().echo());
	}

	/** What servers say that speak TLS 1.1 at most: an alert, or a ServerHello. */
	@ParameterizedTest
	@ValueSource(strings = { "15 03 02 00 02  02 46", "16 03 02 00 2A  02 00 00 26 03 02 01*32 00 C0 2F 00" })
	void serverSpeaksOldVersionsOnlyThenTheFailureSaysSo(String answer) throws Exception {
		assertTells(answer, "expected a TLS version that both ends allow, but there is none;"
				+ " the server must speak TLS 1.2 or 1.3, and 'sslContext' allow it");
	}

	private static WebSocketHandshakeException failureWith(SSLContext serverContext, TestConnector connector,
			String reason) {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(serverContext)
			.start((connection) -> connection.acceptHandshake().echo())) {
			WebSocketHandshakeException failure = connector.failure(server.uri("/feed?token=secret"));
			assertTells(failure, server.uri("/feed?token=secret"), reason);
			assertThat(failure).hasStackTraceContaining(SSLHandshakeException.class.getName());
			connector.assertNothingHeld();
			return failure;
		}
	}

	@Test
	void serverSpeaksPlaintextThenTheFailureSaysSo() throws Exception {
		assertTells("48 54 54 50 2F 31 2E 31 20 34 30 30 0D 0A 0D 0A",
				"expected a server that speaks TLS, but was something else; a server without TLS needs the scheme 'ws'");
	}

	@Test
	void serverNeverAnswersTheTlsHandshakeThenTheTimeoutEndsTheAttempt() throws Exception {
		ClientWebSocketOptions hasty = connector.get()
			.options()
			.toBuilder()
			.handshakeTimeout(Duration.ofMillis(300))
			.build();
		try (SilentServer server = new SilentServer()) {
			URI uri = URI.create("wss://127.0.0.1:" + server.port() + "/feed?token=secret");
			WebSocketHandshakeException failure = connector.failure(uri, hasty);
			assertThat(failure.error()).isEqualTo(WebSocketError.TIMED_OUT);
			assertThat(failure).hasMessageContaining("expected an answer within PT0.3S ('handshakeTimeout')");
			server.awaitEnd();
		}
	}

	@Test
	void serverSpeaksTlsToAPlainClientThenTheFailureNamesTheOtherScheme() {
		try (ScriptedServer server = Scheme.WSS.start((connection) -> connection.acceptHandshake().echo())) {
			URI uri = URI.create("ws://127.0.0.1:" + server.port() + "/feed?token=secret");
			WebSocketHandshakeException failure = connector.failure(uri);
			assertFailed(failure, uri);
			assertThat(failure).hasMessageContaining("but was a TLS alert; a server with TLS needs the scheme 'wss'");
		}
	}

	private static void assertTells(String answer, String reason) throws Exception {
		try (SilentServer server = new SilentServer(Frames.hex(answer));
				FaultProxy proxy = startAfar(URI.create("wss://127.0.0.1:" + server.port() + "/feed?token=secret"))) {
			assertTells(connector.failure(proxy.uri()), proxy.uri(), reason);
			server.awaitEnd();
		}
	}

	/** A refusal that comes while the client still writes may be told as a lost write. */
	private static FaultProxy startAfar(URI server) {
		return FaultProxy.start(server, (connection) -> connection.toClient().delay(Duration.ofMillis(50)));
	}

	private static void assertTells(WebSocketHandshakeException failure, URI uri, String reason) {
		assertFailed(failure, uri);
		assertThat(failure)
			.hasMessageContaining("TLS with " + uri.getHost() + ":" + uri.getPort() + " failed, expected ")
			.hasMessageContaining(reason)
			.hasMessageContaining("'sslContext'")
			.hasStackTraceContaining(SSLException.class.getPackageName());
	}

	private static void assertFailed(WebSocketHandshakeException failure, URI uri) {
		assertThat(failure).isNotNull();
		assertThat(failure.error()).isEqualTo(WebSocketError.FAULTED);
		assertThat(failure).hasMessageStartingWith("Handshake with " + WebSocketUris.name(uri) + " failed: ")
			.hasMessageContaining("expected ");
		assertThat(failure.getMessage()).doesNotContain("secret", "@", "jetty");
		assertThat(failure.uri()).isEqualTo(uri);
		assertThat(failure.response()).isNull();
	}

}
