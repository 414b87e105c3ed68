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

import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.Credentials;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.test.ReceivedRequest;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Redirects (RFC 9110, 15.4) and cookies (RFC 6265) of an opening handshake.
 */
@Timeout(30)
class HandshakeRedirectTests {

	private static final ServerScript ECHO = (connection) -> connection.acceptHandshake().echo();

	private final TestConnector connector = TestConnector.create();

	@AfterEach
	void closeConnector() {
		this.connector.assertNothingHeld();
		this.connector.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void redirectsAreNotAskedForThenOneIsAFailureThatNamesTheOption(int status) {
		try (ScriptedServer server = ScriptedServer.start(redirect(status, "/there?token=hidden"))) {
			WebSocketHandshakeException failure = this.connector.failure(server.uri("/here"));
			assertRefused(failure, status,
					"a redirect to " + server.uri("/there") + ", which is not followed: 'maxRedirects' is 0");
			assertThat(failure.response().firstHeader("Location")).isEqualTo("/there?token=hidden");
		}
	}

	@ParameterizedTest
	@CsvSource({ "WS, 301, /there?a=b", "WS, 302, there?a=b", "WSS, 303, //127.0.0.1:PORT/there?a=b",
			"WS, 307, ws://127.0.0.1:PORT/there?a=b", "WSS, 308, https://127.0.0.1:PORT/there?a=b#part" })
	void redirectWithinTheOriginThenItIsFollowedWithEverything(Scheme scheme, int status, String location)
			throws Exception {
		CookieManager cookies = new CookieManager();
		try (ScriptedServer server = scheme.server()
			.start(List.of((connection) -> connection.readRequest()
				.answer(status,
						Map.of("Location",
								location.replace("PORT",
										String.valueOf(connection.received().requests().get(0).header("Host"))
											.replaceAll(".*:", "")),
								"Set-Cookie", "visit=1; Path=/"),
						"")
				.fin(), ECHO));
				ClientWebSocket socket = this.connector.get()
					.connect(server.uri("/here"),
							following(1).credentials(Credentials.bearer("abc"))
								.header("Origin", "https://app.example")
								.cookieHandler(cookies)
								.build())) {
			ReceivedRequest second = server.received(2).requests().get(0);
			assertThat(second.target()).isEqualTo("/there?a=b");
			assertThat(second.header("Authorization")).isEqualTo("Bearer abc");
			assertThat(second.header("Origin")).isEqualTo("https://app.example");
			assertThat(second.header("Cookie")).isEqualTo("visit=1");
			assertThat(socket.handshake().status()).isEqualTo(101);
		}
	}

	@ParameterizedTest
	@EnumSource
	void redirectToAnotherOriginThenNoCredentialsGoAlong(Scheme scheme) throws Exception {
		try (ScriptedServer there = Scheme.WSS.start(ECHO);
				ScriptedServer here = scheme.start(redirect(302, there.uri("/there").toString()));
				ClientWebSocket socket = this.connector.get()
					.connect(here.uri(),
							following(1).header("Authorization", "Bearer abc")
								.header("Cookie", "session=1")
								.header("Proxy-Authorization", "Basic abc")
								.header("Host", "feed.example")
								.header("X-Kept", "1")
								.build())) {
			assertThat(here.received().requests().get(0).header("Host")).isEqualTo("feed.example");
			ReceivedRequest second = there.received().requests().get(0);
			assertThat(second.headers()).doesNotContainKeys("Authorization", "Cookie", "Proxy-Authorization")
				.containsEntry("Host", List.of("127.0.0.1:" + there.port()))
				.containsEntry("X-Kept", List.of("1"));
			assertThat(socket.handshake().status()).isEqualTo(101);
		}
	}

	@Test
	void redirectToAnotherOriginThenTheCredentialsOfTheOptionsStayBehind() throws Exception {
		try (ScriptedServer there = ScriptedServer.start(ECHO);
				ScriptedServer here = ScriptedServer.start(redirect(302, there.uri().toString()));
				ClientWebSocket socket = this.connector.get()
					.connect(here.uri(), following(1).credentials(Credentials.basic("me", "secret")).build())) {
			assertThat(here.received().requests().get(0).header("Authorization")).startsWith("Basic ");
			assertThat(there.received().requests().get(0).headers()).doesNotContainKey("Authorization");
			assertThat(socket.handshake().status()).isEqualTo(101);
		}
	}

	@Test
	void redirectsGoRoundThenTheLimitEndsThem() {
		try (ScriptedServer server = ScriptedServer.start(redirect(302, "/"))) {
			assertRefused(this.connector.failure(server.uri(), following(5).build()), 302,
					"a redirect to " + server.uri() + ", which is not followed: 'maxRedirects' is 5");
			assertThat(server.connectionCount()).isEqualTo(6);
		}
	}

	@Test
	void redirectGivesUpTlsThenItIsNotFollowed() {
		try (ScriptedServer server = Scheme.WSS.start(redirect(302, "http://127.0.0.1:1/"))) {
			assertRefused(this.connector.failure(server.uri(), following(5).build()), 302,
					"a redirect to ws://127.0.0.1:1/, which is not followed: it gives up TLS");
			assertThat(server.connectionCount()).isOne();
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "ftp://127.0.0.1/", "http://me:secret@127.0.0.1/", "http:///", "::", "mailto:me", "http:" })
	void redirectLeadsNowhereThenItIsTheAnswerOfNoWebSocket(String location) {
		try (ScriptedServer server = ScriptedServer.start(redirect(302, location))) {
			WebSocketHandshakeException failure = this.connector.failure(server.uri(), following(5).build());
			assertRefused(failure, 302, "expected status 101, but was 302");
		}
	}

	@Test
	void serverToldToIsDownThenTheFailureNamesIt() {
		try (ScriptedServer server = ScriptedServer.start(redirect(302, "ws://127.0.0.1:1/down"))) {
			WebSocketHandshakeException failure = this.connector.failure(server.uri(), following(5).build());
			assertThat(failure.uri()).isEqualTo(URI.create("ws://127.0.0.1:1/down"));
			assertThat(failure).hasMessageStartingWith("Handshake with ws://127.0.0.1:1/down failed: ");
		}
	}

	@ParameterizedTest
	@EnumSource
	void cookiesAreSetByAnAnswerThenTheyAreSentByTheRules(Scheme scheme) throws Exception {
		CookieManager cookies = new CookieManager();
		ClientWebSocketOptions options = Scheme.trusting().cookieHandler(cookies).header("Cookie", "own=1").build();
		try (ScriptedServer server = scheme.start(
				(connection) -> connection
					.acceptHandshake((answer) -> answer.header("Set-Cookie", "one=1; Path=/; HttpOnly")
						.header("Set-Cookie", "two=2; Path=/other")
						.header("Set-Cookie", "three=3; Path=/; Secure"))
					.echo())) {
			this.connector.get().connect(server.uri("/"), options).close();
			this.connector.get().connect(server.uri("/"), options).close();
			assertThat(server.received(1).requests().get(0).headers("Cookie")).containsExactly("own=1");
			assertThat(server.received(2).requests().get(0).headers("Cookie")).hasSize(1);
			String second = server.received(2).requests().get(0).header("Cookie");
			assertThat(second).contains("own=1").contains("one=1").doesNotContain("two=2");
			assertThat(second.contains("three=3")).isEqualTo(scheme == Scheme.WSS);
		}
	}

	@Test
	void nobodyKeepsCookiesThenNoneAreSent() throws Exception {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake((answer) -> answer.header("Set-Cookie", "one=1; Path=/"))
				.echo())) {
			this.connector.get().connect(server.uri()).close();
			this.connector.get().connect(server.uri()).close();
			assertThat(server.received(2).requests().get(0).headers("Cookie")).isEmpty();
		}
	}

	@Test
	void cookieHandlerTakesLongerThanTheTimeoutThenNothingIsSent() {
		CountDownLatch failed = new CountDownLatch(1);
		CookieHandler slow = new CookieManager() {

			@Override
			public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
				assertThatCode(failed::await).doesNotThrowAnyException();
				return Map.of();
			}

		};
		// with a customizer, it is not the caller that waits for the cookies
		ClientWebSocketOptions options = Scheme.trusting()
			.handshakeCustomizer((request) -> request)
			.cookieHandler(slow)
			.handshakeTimeout(Duration.ofMillis(50))
			.build();
		try (ScriptedServer server = ScriptedServer.start(ECHO)) {
			WebSocketHandshakeException failure = TestConnector
				.failureOf(this.connector.get().connectAsync(server.uri(), options));
			failed.countDown();
			assertThat(failure.error()).isEqualTo(WebSocketError.TIMED_OUT);
			this.connector.assertNothingHeld();
			assertThat(server.connectionCount()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void cookieHandlerFailsThenTheAttemptDoes(boolean early) {
		CookieHandler broken = new CookieHandler() {

			@Override
			public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
				if (early) {
					throw new IllegalStateException("no jar");
				}
				return Map.of();
			}

			@Override
			public void put(URI uri, Map<String, List<String>> headers) {
				throw new IllegalStateException("no jar");
			}

		};
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().ignoreUntilEnd())) {
			WebSocketHandshakeException failure = this.connector.failure(server.uri(),
					Scheme.trusting().cookieHandler(broken).build());
			assertThat(failure.error()).isEqualTo(WebSocketError.FAULTED);
			assertThat(failure).hasMessageContaining("the cookie handler failed: ").hasMessageContaining("no jar");
		}
	}

	private static ServerScript redirect(int status, String location) {
		return (connection) -> connection.readRequest().answer(status, Map.of("Location", location), "moved").fin();
	}

	private static ClientWebSocketOptions.Builder following(int redirects) {
		return Scheme.trusting().maxRedirects(redirects);
	}

	private static void assertRefused(WebSocketHandshakeException failure, int status, String end) {
		assertThat(failure.error()).isEqualTo(WebSocketError.NOT_A_WEBSOCKET);
		assertThat(failure).hasMessageEndingWith(end);
		assertThat(failure.response().status()).isEqualTo(status);
		assertThat(failure.body()).isEqualTo("moved");
	}

}
