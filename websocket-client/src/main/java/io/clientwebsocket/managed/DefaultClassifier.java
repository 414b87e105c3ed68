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

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.SSLPeerUnverifiedException;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;

/**
 * The default table. What is in doubt is retried later: that costs little, and giving up
 * a connection that should stay costs much.
 */
final class DefaultClassifier implements FailureClassifier {

	static final DefaultClassifier INSTANCE = new DefaultClassifier(Clock.systemUTC());

	/**
	 * How long the JVM keeps the addresses of a name ({@code networkaddress.cache.ttl}):
	 * asking earlier gives the same ones.
	 */
	private static final Duration ADDRESSES_KEPT = Duration.ofSeconds(30);

	/** Causes of causes may go in circles. */
	private static final int DEEPEST = 32;

	private final InstantSource clock;

	DefaultClassifier(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public RetryDecision classify(DisconnectCause cause) {
		return switch (cause.kind()) {
			case CLOSED_BY_PEER -> closed(cause.closeStatus());
			case CONNECTION_LOST -> lost(cause.failure());
			case NO_DATA, REQUESTED -> RetryDecision.RETRY_NOW;
			case HANDSHAKE_FAILED -> handshake(cause);
			case NO_TIMER -> RetryDecision.STOP;
			case OPEN_HOOK_FAILED ->
				(cause.closeStatus() != null) ? closed(cause.closeStatus()) : RetryDecision.RETRY_LATER;
			case SUPPLIER_FAILED, ATTEMPT_TIMED_OUT, LISTENER_FAILED, OVERFLOW -> RetryDecision.RETRY_LATER;
		};
	}

	/** A server that closes normally has done what it was asked to (RFC 6455, 7.4.1). */
	private static RetryDecision closed(@Nullable CloseStatus status) {
		if (CloseStatus.POLICY_VIOLATION.equals(status) || CloseStatus.NORMAL_CLOSURE.equals(status)) {
			return RetryDecision.STOP;
		}
		return CloseStatus.ENDPOINT_UNAVAILABLE.equals(status) ? RetryDecision.RETRY_NOW : RetryDecision.RETRY_LATER;
	}

	/** What the peer did wrong, or was too big, will probably come again. */
	private static RetryDecision lost(@Nullable Throwable failure) {
		boolean wrong = hasError(failure, WebSocketError.FAULTED) || hasError(failure, WebSocketError.MESSAGE_TOO_BIG);
		return wrong ? RetryDecision.RETRY_LATER : RetryDecision.RETRY_NOW;
	}

	private RetryDecision handshake(DisconnectCause cause) {
		Throwable failure = cause.failure();
		HandshakeResponse response = cause.response();
		if (failure instanceof IllegalArgumentException || hasError(failure, WebSocketError.UNSUPPORTED_PROTOCOL)
				|| isUntrusted(cause)) {
			return RetryDecision.STOP;
		}
		if (hasError(failure, WebSocketError.ADDRESS_REFUSED)) {
			// the name may lead elsewhere later, and another server be allowed now
			return RetryDecision.retryAfter(ADDRESSES_KEPT);
		}
		return (response != null) ? status(response) : RetryDecision.RETRY_LATER;
	}

	private static boolean hasError(@Nullable Throwable failure, WebSocketError error) {
		return failure instanceof WebSocketException known && known.error() == error;
	}

	private static boolean isUntrusted(DisconnectCause cause) {
		return causes(cause).anyMatch((failure) -> failure instanceof CertificateException
				|| failure instanceof CertPathBuilderException || failure instanceof CertPathValidatorException
				|| failure instanceof SSLPeerUnverifiedException);
	}

	private RetryDecision status(HandshakeResponse response) {
		int status = response.status();
		if (status == 401) {
			return RetryDecision.RETRY_NOW;
		}
		boolean passing = status == 408 || status == 425 || status == 429;
		if (status >= 400 && status < 500 && !passing) {
			return RetryDecision.STOP;
		}
		Duration after = RetryAfter.of(response, this.clock.instant());
		return (after != null) ? RetryDecision.retryAfter(after) : RetryDecision.RETRY_LATER;
	}

	static Stream<Throwable> causes(DisconnectCause cause) {
		return Stream
			.<@Nullable Throwable>iterate(cause.failure(), (failure) -> failure != null,
					(failure) -> (failure != null) ? failure.getCause() : null)
			.limit(DEEPEST)
			.map(Objects::requireNonNull);
	}

}
