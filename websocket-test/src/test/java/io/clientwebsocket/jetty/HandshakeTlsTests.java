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
import java.security.cert.CertificateExpiredException;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

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
	void certificateIsForAnotherHostThenTheFailureNamesBoth() {
		WebSocketHandshakeException failure = failureWith(TestCertificates.wrongNameContext(), connector);
		assertThat(failure)
			.hasMessageContaining("TLS failed, expected a trusted certificate for '127.0.0.1', but was: ");
		assertThat(failure.getMessage()).contains("127.0.0.1");
	}

	@Test
	void certificateIsSignedByNobodyTrustedThenTheFailureSaysSo() {
		WebSocketHandshakeException failure = failureWith(TestCertificates.selfSignedContext(), connector);
		assertThat(failure)
			.hasMessageContaining("TLS failed, expected a trusted certificate for '127.0.0.1', but was: ");
	}

	@Test
	void certificateHasExpiredThenTheFailureSaysSo() {
		WebSocketHandshakeException failure = failureWith(TestCertificates.expiredContext(), connector);
		assertThat(failure)
			.hasMessageContaining("TLS failed, expected a trusted certificate for '127.0.0.1', but was: ")
			.hasRootCauseInstanceOf(CertificateExpiredException.class);
	}

	@Test
	void nothingIsSetThenThePrivateAuthorityOfTheTestsIsNotTrusted() {
		try (TestConnector defaults = TestConnector.create(ClientWebSocketOptions.defaults())) {
			WebSocketHandshakeException failure = failureWith(TestCertificates.serverContext(), defaults);
			assertThat(failure)
				.hasMessageContaining("TLS failed, expected a trusted certificate for '127.0.0.1', but was: ");
		}
	}

	private static WebSocketHandshakeException failureWith(SSLContext serverContext, TestConnector connector) {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(serverContext)
			.start((connection) -> connection.acceptHandshake().echo())) {
			WebSocketHandshakeException failure = connector.failure(server.uri("/feed?token=secret"));
			assertFailed(failure, server.uri("/feed?token=secret"));
			assertThat(failure).hasStackTraceContaining(SSLHandshakeException.class.getName());
			connector.assertNothingHeld();
			return failure;
		}
	}

	@Test
	void serverSpeaksPlaintextThenTheFailureSaysThatTlsFailed() {
		try (ScriptedServer server = ScriptedServer.builder()
			.deadline(Duration.ofSeconds(5))
			.start((connection) -> connection.sendRaw("48 54 54 50 2F 31 2E 31 20 34 30 30 0D 0A 0D 0A")
				.ignoreUntilEnd())) {
			URI uri = URI.create("wss://127.0.0.1:" + server.port() + "/feed?token=secret");
			WebSocketHandshakeException failure = connector.failure(uri);
			assertFailed(failure, uri);
			assertThat(failure)
				.hasMessageContaining("TLS failed, expected a TLS handshake as both ends allow it, but was: ");
		}
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
	void serverSpeaksTlsToAPlainClientThenTheAttemptFails() {
		try (ScriptedServer server = Scheme.WSS.start((connection) -> connection.acceptHandshake().echo())) {
			URI uri = URI.create("ws://127.0.0.1:" + server.port() + "/feed?token=secret");
			assertFailed(connector.failure(uri), uri);
		}
	}

	private static void assertFailed(WebSocketHandshakeException failure, URI uri) {
		assertThat(failure).isNotNull();
		assertThat(failure.error()).isEqualTo(WebSocketError.FAULTED);
		assertThat(failure).hasMessageStartingWith("Handshake with " + WebSocketUris.name(uri) + " failed: ")
			.hasMessageContaining("expected ");
		assertThat(failure.getMessage()).doesNotContain("secret");
		assertThat(failure.uri()).isEqualTo(uri);
		assertThat(failure.response()).isNull();
	}

}
