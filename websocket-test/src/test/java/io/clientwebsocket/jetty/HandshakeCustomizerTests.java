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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.AsyncHandshakeCustomizer;
import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.Credentials;
import io.clientwebsocket.HandshakeCustomizer;
import io.clientwebsocket.HandshakeRequest;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.test.ReceivedRequest;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What changes the request of each attempt.
 */
@Timeout(30)
class HandshakeCustomizerTests {

	private static final URI NOWHERE = URI.create("ws://nowhere.invalid/");

	private final TestConnector connector = TestConnector.create();

	@AfterEach
	void closeConnector() {
		this.connector.assertNothingHeld();
		this.connector.close();
	}

	@ParameterizedTest
	@EnumSource
	void customizerIsSetThenItIsAskedForEachAttempt(Kind kind) throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			ClientWebSocketOptions options = kind.options((request) -> {
				assertThat(request.uri()).isEqualTo(NOWHERE);
				int attempt = attempts.incrementAndGet();
				return request.withUri(server.uri("/" + attempt))
					.withHeader("X-Attempt", String.valueOf(attempt))
					.withCredentials(Credentials.bearer("token" + attempt));
			});
			for (int attempt = 1; attempt <= 3; attempt++) {
				this.connector.get().connect(NOWHERE, options).close();
				ReceivedRequest request = server.received(attempt).requests().get(0);
				assertThat(request.target()).isEqualTo("/" + attempt);
				assertThat(request.header("X-Attempt")).isEqualTo(String.valueOf(attempt));
				assertThat(request.header("Authorization")).isEqualTo("Bearer token" + attempt);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void customizerFailsThenTheAttemptDoesAndTellsWhy(Kind kind) {
		IllegalStateException problem = new IllegalStateException("no token");
		WebSocketHandshakeException failure = this.connector.failure(NOWHERE, kind.options((request) -> {
			throw problem;
		}));
		assertFaulted(failure, "the handshake customizer failed: java.lang.IllegalStateException: no token");
		assertThat(failure).rootCause().isSameAs(problem);
	}

	@ParameterizedTest
	@EnumSource
	void customizerGivesWhatCannotBeSentThenTheAttemptFails(Kind kind) {
		assertFaulted(
				this.connector.failure(NOWHERE,
						kind.options(
								(request) -> request.withUri(URI.create("https://me:pw@nowhere.invalid/?secret")))),
				"'uri' must have the scheme ws or wss, but was 'https://nowhere.invalid/'");
		assertFaulted(this.connector.failure(NOWHERE, kind.options((request) -> request.withHeader("Upgrade", "h2c"))),
				"Header 'Upgrade' belongs to the handshake and cannot be set");
		assertFaulted(
				this.connector.failure(NOWHERE,
						kind.options((request) -> request.withHeader("Authorization", "abc")
							.withCredentials(Credentials.bearer("abc")))),
				"'credentials' and the header 'Authorization' must not both be set");
		assertFaulted(this.connector.failure(NOWHERE, kind.options((request) -> null)), "no request");
	}

	@Test
	void asynchronousCustomizerGivesNothingOrThrowsThenTheAttemptFails() {
		assertFaulted(this.connector.failure(NOWHERE, options((request) -> null)), "no stage");
		assertFaulted(this.connector.failure(NOWHERE, options((request) -> {
			throw new IllegalStateException("no token");
		})), "no token");
	}

	@Test
	void customizerBlocksThenTheTimeoutEndsTheAttempt() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		ClientWebSocketOptions options = ClientWebSocketOptions.builder().handshakeCustomizer((request) -> {
			end.await();
			ended.countDown();
			return request;
		}).handshakeTimeout(Duration.ofMillis(200)).build();
		WebSocketHandshakeException failure = this.connector.failure(NOWHERE, options);
		assertThat(failure.error()).isEqualTo(WebSocketError.TIMED_OUT);
		assertThat(failure).hasMessageEndingWith(
				"expected the handshake customizer to end within PT0.2S ('handshakeTimeout'), but it did not");
		end.countDown();
		assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void attemptIsCancelledThenWhatTheCustomizerSaysLaterIsNotSent() {
		CompletableFuture<HandshakeRequest> later = new CompletableFuture<>();
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			CompletableFuture<ClientWebSocket> attempt = this.connector.get()
				.connectAsync(server.uri(), options((request) -> later));
			assertThat(attempt.cancel(false)).isTrue();
			later.complete(new HandshakeRequest(server.uri(), Map.of(), null));
			this.connector.assertNothingHeld();
			assertThat(server.connectionCount()).isZero();
		}
	}

	@Test
	void hostIsSetThenHttp2SaysThatItHasNone() {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder()
			.httpVersion(HttpVersion.HTTP_2)
			.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
			.header("Host", "feed.example")
			.build();
		WebSocketHandshakeException failure = this.connector.failure(NOWHERE, options);
		assertThat(failure.error()).isEqualTo(WebSocketError.UNSUPPORTED_PROTOCOL);
		assertThat(failure).hasMessageContaining("HTTP/2 has no header 'Host': its server is that of the URI");
	}

	@Test
	void hostIsSetThenHttp1IsUsedWhereThePolicyAllowsIt() throws Exception {
		ClientWebSocketOptions options = Scheme.trusting()
			.httpVersion(HttpVersion.HTTP_2)
			.header("Host", "feed.example")
			.build();
		try (ScriptedServer server = Scheme.WSS.start((connection) -> connection.acceptHandshake().echo());
				ClientWebSocket socket = this.connector.get().connect(server.uri(), options)) {
			assertThat(server.received().request().headers("Host")).containsExactly("feed.example");
			assertThat(socket.handshake().fallback()).startsWith("HTTP/2 has no header 'Host'");
		}
	}

	private static ClientWebSocketOptions options(AsyncHandshakeCustomizer customizer) {
		return ClientWebSocketOptions.builder().handshakeCustomizerAsync(customizer).build();
	}

	private static void assertFaulted(WebSocketHandshakeException failure, String end) {
		assertThat(failure.error()).isEqualTo(WebSocketError.FAULTED);
		assertThat(failure).hasMessageStartingWith("Handshake with ws://nowhere.invalid/ failed: ")
			.hasMessageEndingWith(end);
	}

	private enum Kind {

		BLOCKING {

			@Override
			ClientWebSocketOptions options(HandshakeCustomizer customizer) {
				return ClientWebSocketOptions.builder().handshakeCustomizer(customizer).build();
			}

		},

		ASYNCHRONOUS {

			@Override
			ClientWebSocketOptions options(HandshakeCustomizer customizer) {
				return HandshakeCustomizerTests.options((request) -> CompletableFuture.supplyAsync(() -> {
					try {
						return customizer.customize(request);
					}
					catch (RuntimeException ex) {
						throw ex;
					}
					catch (Exception ex) {
						throw new IllegalStateException(ex);
					}
				}, ForkJoinPool.commonPool()));
			}

		};

		abstract ClientWebSocketOptions options(HandshakeCustomizer customizer);

	}

}
