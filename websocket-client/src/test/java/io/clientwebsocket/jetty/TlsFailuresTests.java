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

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TlsFailures}, with what the JDK throws.
 */
class TlsFailuresTests {

	private static final URI SERVER = URI.create("wss://feed.example:8443/feed?token=secret");

	private static final String PATH = "PKIX path validation failed: ";

	@ParameterizedTest
	@MethodSource
	void certificateOfTheServerIsRefusedThenTheReasonIsTold(String reason, Exception cause) {
		assertTells(reason, new SSLHandshakeException("(certificate_unknown) " + cause.getMessage()), cause);
		assertTells(reason, new SSLHandshakeException(PATH + cause), new CertificateException(PATH + cause), cause);
	}

	static Stream<Arguments> certificateOfTheServerIsRefusedThenTheReasonIsTold() throws Exception {
		return Stream.of(
				Arguments.of("one that has expired (NotAfter: Thu Jan 02)",
						new CertificateExpiredException("NotAfter: Thu Jan 02")),
				Arguments.of("one that has expired (validity check failed)",
						invalid("validity check failed", BasicReason.EXPIRED)),
				Arguments.of("one of the future (NotBefore: Thu Jan 02)",
						new CertificateNotYetValidException("NotBefore: Thu Jan 02")),
				Arguments.of("one of the future (validity check failed)",
						invalid("validity check failed", BasicReason.NOT_YET_VALID)),
				Arguments.of("one that its issuer has revoked", invalid("revoked", BasicReason.REVOKED)),
				Arguments.of("with safe algorithms, but was: MD5withRSA is disabled",
						invalid("MD5withRSA is disabled", BasicReason.ALGORITHM_CONSTRAINED)),
				Arguments.of("a certificate for 'feed.example', but was one for other names (No name matching a found)",
						new CertificateException("No name matching a found")),
				Arguments.of("one for other names (No subject alternative names matching IP address 1.2.3.4 found)",
						new CertificateException("No subject alternative names matching IP address 1.2.3.4 found")),
				Arguments.of("one for other names (No subject alternative DNS name matching a found.)",
						new CertificateException("No subject alternative DNS name matching a found.")),
				Arguments.of("one for other names (not verified)", new SSLPeerUnverifiedException("not verified")),
				Arguments.of("an 'sslContext' that trusts somebody, but its trust store is empty",
						new InvalidAlgorithmParameterException("the trustAnchors parameter must be non-empty")),
				Arguments.of("self-signed or from an unknown issuer",
						new CertPathBuilderException("unable to find valid certification path to requested target")),
				Arguments.of("self-signed or from an unknown issuer",
						invalid("Path does not chain with any of the trust anchors", PKIXReason.NO_TRUST_ANCHOR)),
				Arguments.of("self-signed or from an unknown issuer",
						new CertificateException("No trusted certificate found")),
				Arguments.of("a certificate that 'sslContext' trusts, but was refused: not on the list",
						new CertificateException("not on the list")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "bad_certificate", "unsupported_certificate", "certificate_revoked", "certificate_expired",
			"certificate_unknown", "unknown_ca", "access_denied" })
	void serverRefusesTheClientCertificateThenItSaysSo(String alert) {
		assertAlertTells(alert, "it refused it or misses one (" + alert + ");");
	}

	@Test
	void serverRequiresAClientCertificateThenItSaysSo() {
		assertAlertTells("certificate_required", "but it requires one");
	}

	@Test
	void noVersionIsCommonThenItSaysSo() {
		assertAlertTells("protocol_version", "expected a TLS version that both ends allow");
		assertTells("expected a TLS version that both ends allow", new SSLHandshakeException(
				"The server selected protocol version TLS11 is not accepted by client preferences [TLS12]"));
		assertTells("expected a TLS version that both ends allow", new SSLHandshakeException(
				"No appropriate protocol (protocol is disabled or cipher suites are inappropriate)"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "handshake_failure", "insufficient_security" })
	void serverRefusesTheHandshakeThenThePossibleReasonsAreTold(String alert) {
		assertAlertTells(alert,
				"(" + alert + "): it misses a TLS version, a cipher suite or a client certificate; see what ");
	}

	@Test
	void serverDoesNotKnowTheNameThenItSaysSo() {
		assertAlertTells("unrecognized_name", "expected a server for 'feed.example', but it does not know");
	}

	@Test
	void noApplicationProtocolIsCommonThenItSaysSo() {
		assertAlertTells("no_application_protocol", "expected a server that speaks a version of HTTP");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "Unrecognized SSL message, plaintext connection?", "Unsupported or unrecognized SSL message" })
	void serverDoesNotSpeakTlsThenThePlainSchemeIsNamed(String message) {
		assertTells("a server without TLS needs the scheme 'ws'", new SSLException(message));
	}

	@Test
	void connectionEndsThenTheInsideOfTheHttpClientIsNotTold() {
		String reason = "expected a TLS handshake, but the server closed the connection;";
		assertTells(reason, new SSLHandshakeException("Abruptly closed by peer"));
		assertTells(reason, new SSLHandshakeException("Remote host terminated the handshake"), new EOFException("EOF"));
		assertTells(reason, new SSLHandshakeException("channel@1f"), new EOFException("channel@1f"),
				new IOException("Connection reset by peer"));
	}

	@Test
	void reasonIsAnotherThenItsWordsAreTold() {
		assertAlertTells("internal_error", "but was: Received fatal alert: internal_error;");
		assertTells("but was: unknown type;", new SSLHandshakeException("outer"),
				new SSLProtocolException("unknown type"));
		assertTells("but was: SSLException;", new SSLException((String) null));
	}

	@Test
	void portIsNotSetThenThatOfTheSchemeIsNamed() {
		assertThat(TlsFailures.describe(URI.create("wss://feed.example/"), new SSLException("a")))
			.startsWith("TLS with feed.example:443 failed, expected ");
	}

	@Test
	void failureIsTlsWhereOneOfItsCausesIs() {
		assertThat(TlsFailures.isTls(new IOException(new SSLException("a")))).isTrue();
		assertThat(TlsFailures.isTls(new IOException(new EOFException("a")))).isFalse();
	}

	private static void assertAlertTells(String alert, String reason) {
		assertTells(reason, new SSLHandshakeException("Received fatal alert: " + alert));
		assertTells(reason.replace("was: ", "was: (" + alert + ") "),
				new SSLHandshakeException("(" + alert + ") Received fatal alert: " + alert));
	}

	private static void assertTells(String reason, Exception... chain) {
		for (int i = 1; i < chain.length; i++) {
			if (chain[i - 1].getCause() == null) {
				chain[i - 1].initCause(chain[i]);
			}
		}
		assertThat(TlsFailures.isTls(chain[0])).isTrue();
		assertThat(TlsFailures.describe(SERVER, chain[0])).startsWith("TLS with feed.example:8443 failed, expected ")
			.contains(reason, "'sslContext'")
			.doesNotContain("secret", "@", "{");
	}

	private static CertPathValidatorException invalid(String message, CertPathValidatorException.Reason reason) {
		return new CertPathValidatorException(message, null, null, -1, reason);
	}

}
