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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TestCertificates}.
 */
class TestCertificatesTests {

	private static final int TIMEOUT_MILLIS = 5000;

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1" })
	void serverIsTrusted(String host) throws Exception {
		assertThat(handshake(TestCertificates.serverContext(), TestCertificates.clientContext(), host))
			.startsWith("TLS");
	}

	@Test
	void serverWithAnotherNameIsRefused() {
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(
					() -> handshake(TestCertificates.wrongNameContext(), TestCertificates.clientContext(), "localhost"))
			.havingCause()
			.isInstanceOf(CertificateException.class)
			.withMessageContaining("localhost");
	}

	@Test
	void serverWithAnotherNameIsTrustedUnderItsOwn() throws Exception {
		assertThat(handshake(TestCertificates.wrongNameContext(), TestCertificates.clientContext(), "wrong.example"))
			.startsWith("TLS");
	}

	@Test
	void selfSignedServerIsRefused() {
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(
				() -> handshake(TestCertificates.selfSignedContext(), TestCertificates.clientContext(), "localhost"))
			.havingRootCause()
			.isInstanceOf(CertPathBuilderException.class);
	}

	@Test
	void expiredServerIsRefused() {
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(
					() -> handshake(TestCertificates.expiredContext(), TestCertificates.clientContext(), "localhost"))
			.havingRootCause()
			.isInstanceOf(CertificateExpiredException.class);
	}

	@Test
	void serverIsRefusedByAClientOfTheOutsideWorld() throws Exception {
		SSLContext outside = SSLContext.getInstance("TLS");
		outside.init(null, null, null);
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> handshake(TestCertificates.serverContext(), outside, "localhost"));
	}

	private static String handshake(SSLContext server, SSLContext client, String host) throws IOException {
		try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<String> served = CompletableFuture.supplyAsync(() -> serve(listener, server));
			Socket tcp = new Socket(listener.getInetAddress(), listener.getLocalPort());
			tcp.setSoTimeout(TIMEOUT_MILLIS);
			try (SSLSocket socket = (SSLSocket) client.getSocketFactory()
				.createSocket(tcp, host, listener.getLocalPort(), true)) {
				SSLParameters parameters = socket.getSSLParameters();
				parameters.setEndpointIdentificationAlgorithm("HTTPS");
				socket.setSSLParameters(parameters);
				socket.startHandshake();
			}
			return served.join();
		}
	}

	private static String serve(ServerSocket listener, SSLContext context) {
		try (Socket tcp = listener.accept()) {
			tcp.setSoTimeout(TIMEOUT_MILLIS);
			SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, true);
			socket.startHandshake();
			return socket.getSession().getProtocol();
		}
		catch (IOException ex) {
			throw new CompletionException(ex);
		}
	}

}
