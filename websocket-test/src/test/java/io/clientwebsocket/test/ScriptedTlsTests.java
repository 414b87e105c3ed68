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

package io.clientwebsocket.test;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.WebSocket;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for a {@link ScriptedServer} on TLS.
 */
class ScriptedTlsTests {

	private final EventListener listener = new EventListener();

	@Test
	void messagesGoBothWays() throws Exception {
		try (ScriptedServer server = server((connection) -> connection.acceptHandshake().echo())) {
			assertThat(server.uri()).hasScheme("wss").hasHost("127.0.0.1").hasPort(server.port()).hasPath("/");
			WebSocket socket = Jdk.connect(server.uri("/x"), TestCertificates.clientContext(), this.listener);
			Jdk.await(socket.sendText("a".repeat(100_000), true));
			assertThat(this.listener.next()).isEqualTo("text " + "a".repeat(100_000));
			Jdk.await(socket.sendClose(1000, ""));
			assertThat(this.listener.next()).isEqualTo("close 1000 ");
			server.awaitFinished();
			assertThat(server.received().request().target()).isEqualTo("/x");
		}
	}

	@Test
	void finTellsTheEndOnTlsAndTcp() throws Exception {
		try (ScriptedServer server = server((connection) -> connection.acceptHandshake().fin().expectEnd());
				Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			RawClient client = handshake(tcp);
			assertThat(client.readEnd()).isEqualTo("FIN");
			assertThat(tcp.getInputStream().read()).isEqualTo(-1);
			client.fin();
			server.awaitFinished();
		}
	}

	@Test
	void truncateIsAFinWithoutCloseNotify() throws Exception {
		try (ScriptedServer server = server((connection) -> connection.acceptHandshake().truncate());
				Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			handshake(tcp);
			assertThat(tcp.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void resetIsARst() throws Exception {
		try (ScriptedServer server = server((connection) -> connection.acceptHandshake().reset());
				Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			assertThat(handshake(tcp).readEnd()).isEqualTo("RST");
		}
	}

	@Test
	void resetOfTheClientIsSeen() throws Exception {
		try (ScriptedServer server = server(
				(connection) -> connection.acceptHandshake().expectEnd(ConnectionEnd.RESET));
				Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			handshake(tcp);
			RawClient.reset(tcp);
			server.awaitFinished();
		}
	}

	@Test
	void finOfTheClientWithoutCloseNotifyIsSeen() throws Exception {
		try (ScriptedServer server = server((connection) -> connection.acceptHandshake().expectEnd(ConnectionEnd.FIN));
				Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			handshake(tcp);
			tcp.shutdownOutput();
			server.awaitFinished();
		}
	}

	@Test
	void refusedTlsHandshakeIsToldOnlyWhereTheScriptIsAwaited() throws Exception {
		ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.selfSignedContext())
			.start(ScriptedConnection::echo);
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> Jdk.connect(server.uri(), TestCertificates.clientContext(), this.listener));
		assertThat(server.received().number()).isOne();
		assertThatNoException().isThrownBy(server::close);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
			.withMessageStartingWith("expected a TLS handshake, but was ");
	}

	@Test
	void parametersAreSetThenTheyApplyAndTheSessionIsTold() throws Exception {
		SSLParameters parameters = new SSLParameters();
		parameters.setProtocols(new String[] { "TLSv1.2" });
		parameters.setNeedClientAuth(true);
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.serverContext(), parameters)
			.start((connection) -> connection.acceptHandshake().fin());
				Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			assertThat(server.received().tlsSession()).isNull();
			handshake(tcp, TestCertificates.clientContextWithCertificate());
			assertThat(server.received().tlsSession().getProtocol()).isEqualTo("TLSv1.2");
			assertThat(server.received().tlsSession().getPeerPrincipal()).hasToString("CN=Test client");
			assertThat(parameters.getApplicationProtocols()).isEmpty();
		}
	}

	@Test
	void clientCertificateHasExpiredThenTheServerRefusesItAndTheClientIsTold() throws Exception {
		SSLParameters parameters = new SSLParameters();
		parameters.setNeedClientAuth(true);
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.serverContext(), parameters)
			.start(ScriptedConnection::echo);
				Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
			assertThatExceptionOfType(SSLException.class)
				.isThrownBy(() -> handshake(tcp, TestCertificates.clientContextWithExpiredCertificate()))
				.withMessageContaining("Received fatal alert: certificate");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(server::awaitFinished)
				.withMessageStartingWith("expected a TLS handshake, but was ");
		}
	}

	@Test
	void missingTlsHandshakeEndsAtTheDeadline() throws Exception {
		try (ScriptedServer server = ScriptedServer.builder()
			.tls(TestCertificates.serverContext())
			.deadline(Duration.ofMillis(50))
			.start(ScriptedConnection::echo); RawClient client = new RawClient(server)) {
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> server.awaitFinished(Duration.ofSeconds(5)))
				.withMessageStartingWith("expected a TLS handshake, but was ");
			client.fin();
		}
	}

	private static ScriptedServer server(ServerScript script) {
		return ScriptedServer.builder().tls(TestCertificates.serverContext()).start(script);
	}

	private static RawClient handshake(Socket tcp) throws Exception {
		return handshake(tcp, TestCertificates.clientContext());
	}

	private static RawClient handshake(Socket tcp, SSLContext context) throws Exception {
		SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", tcp.getPort(), false);
		RawClient client = new RawClient(tls).send(RawClient.REQUEST);
		assertThat(client.readHead()).startsWith("HTTP/1.1 101");
		return client;
	}

}
