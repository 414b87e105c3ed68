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

package io.clientwebsocket.managed;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.managed.DisconnectCause.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class FailureClassifierTests {

	private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

	private final FailureClassifier classifier = new DefaultClassifier(() -> NOW);

	@ParameterizedTest
	@CsvSource({ "200, RETRY_LATER", "301, RETRY_LATER", "400, STOP", "401, RETRY_NOW", "403, STOP", "404, STOP",
			"407, STOP", "408, RETRY_LATER", "425, RETRY_LATER", "426, STOP", "429, RETRY_LATER", "499, STOP",
			"500, RETRY_LATER", "502, RETRY_LATER", "503, RETRY_LATER", "599, RETRY_LATER" })
	void statusDecides(int status, RetryDecision.Action action) {
		assertThat(this.classifier.classify(refused(status, Map.of()))).isEqualTo(new RetryDecision(action, null));
	}

	@ParameterizedTest
	@CsvSource({ "429, 7", "503, 7", "503, 'Sun, 06 Nov 1994 08:49:07 GMT'" })
	void retryAfterIsHonoured(int status, String value) {
		assertThat(this.classifier.classify(refused(status, Map.of("retry-after", List.of(value)))))
			.isEqualTo(RetryDecision.retryAfter(Duration.ofSeconds(7)));
	}

	@Test
	void retryAfterThatCannotBeReadIsLeftOut() {
		assertThat(this.classifier.classify(refused(503, Map.of("Retry-After", List.of("soon")))))
			.isEqualTo(RetryDecision.RETRY_LATER);
	}

	@ParameterizedTest
	@CsvSource({ "1000, STOP", "1001, RETRY_NOW", "1002, RETRY_LATER", "1003, RETRY_LATER", "1005, RETRY_LATER",
			"1007, RETRY_LATER", "1008, STOP", "1009, RETRY_LATER", "1011, RETRY_LATER", "1012, RETRY_LATER",
			"1013, RETRY_LATER", "1014, RETRY_LATER", "3000, RETRY_LATER", "4999, RETRY_LATER" })
	void closeStatusDecides(int status, RetryDecision.Action action) {
		assertThat(this.classifier.classify(DisconnectCause.closed(new CloseStatus(status), "")))
			.isEqualTo(new RetryDecision(action, null));
	}

	@Test
	void closeStatusDecidesAlsoWhileOpenHookRuns() {
		DisconnectCause cause = DisconnectCause.of(Kind.OPEN_HOOK_FAILED, new IOException("lost"));
		assertThat(this.classifier.classify(cause)).isEqualTo(RetryDecision.RETRY_LATER);
		assertThat(this.classifier.classify(cause.closedWith(CloseStatus.POLICY_VIOLATION)))
			.isEqualTo(RetryDecision.STOP);
		assertThat(this.classifier.classify(cause.closedWith(CloseStatus.ENDPOINT_UNAVAILABLE)))
			.isEqualTo(RetryDecision.RETRY_NOW);
	}

	@ParameterizedTest
	@CsvSource({ "CONNECTION_CLOSED_PREMATURELY, RETRY_NOW", "KEEP_ALIVE_TIMEOUT, RETRY_NOW", "ABORTED, RETRY_NOW",
			"WRITE_TIMEOUT, RETRY_NOW", "FAULTED, RETRY_LATER", "MESSAGE_TOO_BIG, RETRY_LATER" })
	void wayOfTheLossDecides(WebSocketError error, RetryDecision.Action action) {
		DisconnectCause cause = DisconnectCause.of(Kind.CONNECTION_LOST, new WebSocketException(error, "lost"));
		assertThat(this.classifier.classify(cause)).isEqualTo(new RetryDecision(action, null));
	}

	@ParameterizedTest
	@CsvSource({ "FAULTED, RETRY_LATER", "TIMED_OUT, RETRY_LATER", "HEADER_ERROR, RETRY_LATER",
			"UNSUPPORTED_PROTOCOL, STOP" })
	void errorOfAHandshakeWithoutStatusDecides(WebSocketError error, RetryDecision.Action action) {
		assertThat(this.classifier.classify(handshake(error, null, null))).isEqualTo(new RetryDecision(action, null));
	}

	@Test
	void refusedAddressIsTriedAgainWhenItsNameMayResolveToAnother() {
		assertThat(this.classifier.classify(handshake(WebSocketError.ADDRESS_REFUSED, null, new IOException())))
			.isEqualTo(RetryDecision.retryAfter(Duration.ofSeconds(30)));
	}

	@Test
	void certificateThatIsNotTrustedStops() {
		assertThat(tls(new SSLHandshakeException("x").initCause(new CertificateExpiredException())))
			.isEqualTo(RetryDecision.STOP);
		assertThat(tls(new SSLHandshakeException("x").initCause(new CertPathBuilderException())))
			.isEqualTo(RetryDecision.STOP);
		assertThat(tls(new SSLPeerUnverifiedException("x"))).isEqualTo(RetryDecision.STOP);
		assertThat(tls(new SSLHandshakeException("Remote host terminated the handshake")))
			.isEqualTo(RetryDecision.RETRY_LATER);
		assertThat(tls(new ConnectException("refused"))).isEqualTo(RetryDecision.RETRY_LATER);
	}

	private @Nullable RetryDecision tls(Throwable failure) {
		return this.classifier.classify(handshake(WebSocketError.FAULTED, null, failure));
	}

	@Test
	void wrongArgumentsStopButNotThoseOfASupplier() {
		IllegalArgumentException failure = new IllegalArgumentException("wrong");
		assertThat(this.classifier.classify(DisconnectCause.of(Kind.HANDSHAKE_FAILED, failure)))
			.isEqualTo(RetryDecision.STOP);
		assertThat(this.classifier.classify(DisconnectCause.of(Kind.SUPPLIER_FAILED, failure)))
			.isEqualTo(RetryDecision.RETRY_LATER);
	}

	@ParameterizedTest
	@EnumSource
	void everyKindIsDecided(Kind kind) {
		assertThat(this.classifier.classify(DisconnectCause.of(kind, "text"))).isNotNull();
		assertThat(this.classifier.classify(DisconnectCause.of(kind, new IOException()))).isNotNull();
	}

	@Test
	void causesThatGoInCirclesEnd() {
		IOException inner = new IOException("inner");
		inner.initCause(new IOException("outer", inner));
		assertThat(tls(inner)).isEqualTo(RetryDecision.RETRY_LATER);
	}

	@Test
	void composedClassifiersAreAskedInOrder() {
		FailureClassifier composed = FailureClassifier.onHttpStatus(RetryDecision.RETRY_LATER, 404, 410)
			.orElse(FailureClassifier.onCloseStatus(RetryDecision.RETRY_NOW, CloseStatus.NORMAL_CLOSURE))
			.orElse(FailureClassifier.onException(RetryDecision.STOP, ConnectException.class))
			.orElse(this.classifier);
		assertThat(composed.classify(refused(404, Map.of()))).isEqualTo(RetryDecision.RETRY_LATER);
		assertThat(composed.classify(refused(403, Map.of()))).isEqualTo(RetryDecision.STOP);
		assertThat(composed.classify(DisconnectCause.closed(CloseStatus.NORMAL_CLOSURE, "")))
			.isEqualTo(RetryDecision.RETRY_NOW);
		assertThat(composed.classify(handshake(WebSocketError.FAULTED, null, new ConnectException())))
			.isEqualTo(RetryDecision.STOP);
		assertThat(composed.classify(DisconnectCause.of(Kind.NO_DATA, ""))).isEqualTo(RetryDecision.RETRY_NOW);
	}

	static DisconnectCause refused(int status, Map<String, List<String>> headers) {
		return handshake(WebSocketError.NOT_A_WEBSOCKET, new HandshakeResponse(status, HttpVersion.HTTP_1_1, headers),
				null);
	}

	private static DisconnectCause handshake(WebSocketError error, @Nullable HandshakeResponse response,
			@Nullable Throwable cause) {
		return DisconnectCause.of(Kind.HANDSHAKE_FAILED,
				new WebSocketHandshakeException(error, URI.create("ws://localhost/"), "failed", response, "", cause));
	}

}
