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
import java.net.URI;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXReason;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.jspecify.annotations.Nullable;

/**
 * Says why TLS failed and what to do about it. The JDK tells it by the types of the
 * causes, by the alert that the server sent, and in a few cases by nothing but words;
 * they are the same on the JDKs 17 to 25, but for an alert's name in front.
 */
final class TlsFailures {

	private static final int DEFAULT_PORT = 443;

	/** From the special to the general: the first row that fits a cause is the answer. */
	private static final List<Row> ROWS = List.of(
			// what we do not like about the server's certificate
			new Row(type(CertificateExpiredException.class).or(reason(BasicReason.EXPIRED)),
					"expected a valid certificate of the server, but was one that has expired ({cause});"
							+ " the server needs a new one, whatever 'sslContext' trusts"),
			new Row(type(CertificateNotYetValidException.class).or(reason(BasicReason.NOT_YET_VALID)),
					"expected a valid certificate of the server, but was one of the future ({cause});"
							+ " check the clocks, 'sslContext' is not the reason"),
			new Row(type(CertificateRevokedException.class).or(reason(BasicReason.REVOKED)),
					"expected a valid certificate of the server, but was one that its issuer has revoked;"
							+ " the server needs a new one, whatever 'sslContext' trusts"),
			new Row(reason(BasicReason.ALGORITHM_CONSTRAINED),
					"expected a certificate of the server with safe algorithms, but was: {cause};"
							+ " the server needs a new one, whatever 'sslContext' trusts"),
			new Row(type(SSLPeerUnverifiedException.class).or(type(CertificateException.class)
				.and(says("No subject alternative ", "No name matching ", "Illegal given domain name"))),
					"expected a certificate for '{host}', but was one for other names ({cause});"
							+ " use a URI with one of them, 'sslContext' does not change them"),
			new Row(type(InvalidAlgorithmParameterException.class).and(says("the trustAnchors parameter")),
					"expected an 'sslContext' that trusts somebody, but its trust store is empty"),
			new Row(type(CertPathBuilderException.class).or(reason(PKIXReason.NO_TRUST_ANCHOR))
				.or(type(CertificateException.class).and(says("No trusted certificate found"))),
					"expected a certificate from a trusted issuer, but was self-signed or from an unknown issuer;"
							+ " let 'sslContext' trust it or its issuer"),
			new Row(type(CertificateException.class),
					"expected a certificate that 'sslContext' trusts, but was refused: {cause}"),
			// what the server does not like about us
			new Row(alert("certificate_required"),
					"expected a server that does without a client certificate, but it requires one;"
							+ " give 'sslContext' a key with a certificate that the server trusts"),
			new Row(alert("bad_certificate", "unsupported_certificate", "certificate_revoked", "certificate_expired",
					"certificate_unknown", "unknown_ca", "access_denied"),
					"expected the server to accept the client certificate, but it refused it or misses one ({alert});"
							+ " give 'sslContext' a key with a certificate that the server trusts"),
			new Row(alert("protocol_version")
				.or(says("The server selected protocol version", "No appropriate protocol")),
					"expected a TLS version that both ends allow, but there is none;"
							+ " the server must speak TLS 1.2 or 1.3, and 'sslContext' allow it"),
			new Row(alert("handshake_failure", "insufficient_security"),
					"expected a TLS handshake that both ends allow, but the server refused it ({alert}): it misses a"
							+ " TLS version, a cipher suite or a client certificate; see what 'sslContext' offers"),
			new Row(alert("unrecognized_name"),
					"expected a server for '{host}', but it does not know this name; 'sslContext' is not the reason"),
			new Row(alert("no_application_protocol"),
					"expected a server that speaks a version of HTTP that was offered, but it does not;"
							+ " 'sslContext' is not the reason"),
			// no TLS at all
			new Row(says("Unrecognized SSL message", "Unsupported or unrecognized SSL message"),
					"expected a server that speaks TLS, but was something else;"
							+ " a server without TLS needs the scheme 'ws', not another 'sslContext'"),
			new Row(says("Abruptly closed by peer", "Remote host ").or(TlsFailures::isConnectionLoss),
					"expected a TLS handshake, but the server closed the connection;"
							+ " check that it speaks TLS on this port, and accepts what 'sslContext' offers"),
			new Row((cause) -> true, "expected a TLS handshake that both ends allow, but was: {cause};"
					+ " see what 'sslContext' offers"));

	private TlsFailures() {
	}

	/**
	 * Whether it is TLS that has failed.
	 * @param problem what the HTTP client tells
	 */
	static boolean isTls(Throwable problem) {
		return causes(problem).anyMatch(SSLException.class::isInstance);
	}

	/**
	 * Why TLS has failed.
	 * @param uri what was connected to
	 * @param problem what the HTTP client tells
	 * @return what was expected, what came, and the way out
	 */
	static String describe(URI uri, Throwable problem) {
		int port = (uri.getPort() != -1) ? uri.getPort() : DEFAULT_PORT;
		return "TLS with " + uri.getHost() + ":" + port + " failed, " + reason(uri.getHost(), problem);
	}

	private static String reason(String host, Throwable problem) {
		for (Row row : ROWS) {
			// the deepest cause knows best
			@Nullable Throwable cause = causes(problem).filter(row.sign()).reduce((outer, inner) -> inner).orElse(null);
			if (cause != null) {
				String message = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
				return row.text()
					.replace("{host}", host)
					.replace("{alert}", message.substring(message.lastIndexOf(' ') + 1))
					.replace("{cause}", message);
			}
		}
		throw new IllegalStateException("the last row fits everything");
	}

	private static Stream<Throwable> causes(Throwable problem) {
		return Stream.iterate(problem, Objects::nonNull, Throwable::getCause);
	}

	private static Predicate<Throwable> type(Class<? extends Exception> type) {
		return type::isInstance;
	}

	private static Predicate<Throwable> reason(Reason reason) {
		return (cause) -> cause instanceof CertPathValidatorException invalid && invalid.getReason() == reason;
	}

	private static Predicate<Throwable> alert(String... names) {
		return says(Stream.of(names).map((name) -> "Received fatal alert: " + name).toArray(String[]::new));
	}

	private static Predicate<Throwable> says(String... texts) {
		return (cause) -> {
			String message = cause.getMessage();
			return message != null && Stream.of(texts).anyMatch(message::contains);
		};
	}

	private static boolean isConnectionLoss(Throwable cause) {
		return cause instanceof IOException && !(cause instanceof SSLException);
	}

	/**
	 * A reason.
	 *
	 * @param sign what one of the causes is
	 * @param text what it means
	 */
	private record Row(Predicate<Throwable> sign, String text) {

	}

}
