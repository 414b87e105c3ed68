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

import java.net.CookieManager;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.DigestAuthentication;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.security.authentication.DigestAuthenticator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.Credentials;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.ReceivedRequest;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Credentials of an opening handshake: Basic (RFC 7617), Digest (RFC 7616), bearer (RFC
 * 6750), over HTTP/1.1 and HTTP/2.
 */
@Timeout(30)
class HandshakeCredentialsTests {

	private static final Credentials DIGEST = Credentials.digest(GuardedServer.USER, GuardedServer.PASSWORD);

	private static final String CHALLENGE = "Digest realm=\"feeds\", nonce=\"%s\", algorithm=SHA-256, qop=\"auth\"";

	private final TestConnector connector = TestConnector.create();

	@AfterEach
	void closeConnector() {
		this.connector.assertNothingHeld();
		this.connector.close();
	}

	@ParameterizedTest
	@EnumSource
	void serverAsksForDigestThenTheSecondRequestAnswersIt(HttpVersion version) throws Exception {
		try (GuardedServer server = new GuardedServer(new DigestAuthenticator());
				ClientWebSocket socket = this.connector.get().connect(server.uri("/echo?a=1"), over(version, DIGEST))) {
			assertEchoes(socket, version);
			assertThat(server.authorizations()).containsExactly("none", "Digest");
		}
	}

	@ParameterizedTest
	@EnumSource
	void passwordForDigestIsWrongThenTheServersAnswerIsTold(HttpVersion version) throws Exception {
		try (GuardedServer server = new GuardedServer(new DigestAuthenticator())) {
			WebSocketHandshakeException failure = this.connector.failure(server.uri("/echo"),
					over(version, Credentials.digest(GuardedServer.USER, "wrong")));
			assertRefused(failure, "but was 401");
			assertThat(server.authorizations()).containsExactly("none", "Digest");
			assertThat(failure.toString()).doesNotContain("wrong");
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverAsksForBasicThenTheFirstRequestHasIt(HttpVersion version) throws Exception {
		Credentials basic = Credentials.basic(GuardedServer.USER, GuardedServer.PASSWORD);
		try (GuardedServer server = new GuardedServer(new BasicAuthenticator());
				ClientWebSocket socket = this.connector.get().connect(server.uri("/echo"), over(version, basic))) {
			assertEchoes(socket, version);
			assertThat(server.authorizations()).containsExactly("Basic");
		}
	}

	@ParameterizedTest
	@EnumSource
	void serverAsksForBasicThenCredentialsForDigestSayThatTheyAreNone(HttpVersion version) throws Exception {
		try (GuardedServer server = new GuardedServer(new BasicAuthenticator())) {
			assertRefused(this.connector.failure(server.uri("/echo"), over(version, DIGEST)),
					"but was 401; there are credentials for Digest with qop=auth, but it asks for Basic");
			assertThat(server.authorizations()).containsExactly("none");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Digest", "Basic" })
	void sharedClientHasTheCredentialsThenTheyApply(String kind) throws Exception {
		boolean digest = "Digest".equals(kind);
		for (HttpVersion version : HttpVersion.values()) {
			try (GuardedServer server = new GuardedServer(
					digest ? new DigestAuthenticator() : new BasicAuthenticator());
					SharedClient shared = new SharedClient()) {
				URI http = WebSocketUris.toHttp(server.uri("/"));
				shared.client.getAuthenticationStore()
					.addAuthentication(digest
							? new DigestAuthentication(http, "feeds", GuardedServer.USER, GuardedServer.PASSWORD)
							: new BasicAuthentication(http, "feeds", GuardedServer.USER, GuardedServer.PASSWORD));
				try (JettyWebSocketConnector using = JettyWebSocketConnector.using(shared.client,
						ClientWebSocketOptions.defaults());
						ClientWebSocket socket = using.connect(server.uri("/echo"), over(version, null))) {
					assertEchoes(socket, version);
					assertThat(server.authorizations()).containsExactly("none", kind);
				}
			}
		}
	}

	@Test
	void clientIsSharedThenCredentialsAndCookiesOfTheOptionsAreRefusedAtOnce() {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder()
			.credentials(DIGEST)
			.cookieHandler(new CookieManager())
			.build();
		assertThatIllegalArgumentException().isThrownBy(() -> JettyWebSocketConnector.using(new HttpClient(), options))
			.withMessageContaining("credentials")
			.withMessageContaining("cookieHandler");
	}

	@Test
	void bearerTokenThenItIsSentAtOnce() throws Exception {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
				ClientWebSocket socket = this.connector.get()
					.connect(server.uri(), with(Credentials.bearer("to.ken==")))) {
			assertThat(server.received().requests().get(0).headers("Authorization")).containsExactly("Bearer to.ken==");
			assertThat(socket.handshake().status()).isEqualTo(101);
		}
	}

	@Test
	void nonceIsTooOldThenTheNewOneIsAnsweredOnceMore() {
		ServerAnswers answers = new ServerAnswers(List.of(challenge("one", ""), challenge("two", ", stale=true"),
				challenge("three", ", stale=true"), challenge("four", ", stale=true")));
		try (ScriptedServer server = answers.start()) {
			assertRefused(this.connector.failure(server.uri(), with(DIGEST)), "but was 401");
			assertThat(answers.requests(server)).extracting((request) -> request.header("Authorization"))
				.satisfiesExactly((first) -> assertThat(first).isNull(),
						(second) -> assertThat(second).contains("nonce=\"one\"").contains("algorithm=SHA-256"),
						(third) -> assertThat(third).contains("nonce=\"two\""));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Digest realm=\"feeds\", nonce=\"one\"",
			"Digest realm=\"feeds\", nonce=\"one\", qop=\"auth-int\"", "Digest nonce=\"one\", qop=\"auth\"",
			"Digest realm=\"feeds\", qop=\"auth\"",
			"Digest realm=\"feeds\", nonce=\"one\", qop=auth, algorithm=ROT13" })
	void challengeIsOneThatNobodyCanAnswerThenItIsTold(String challenge) {
		ServerAnswers answers = new ServerAnswers(List.of(Map.of("WWW-Authenticate", challenge)));
		try (ScriptedServer server = answers.start()) {
			assertRefused(this.connector.failure(server.uri(), with(DIGEST)),
					"but was 401; there are credentials for Digest with qop=auth, but it asks for Digest");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "=,;", "Digest realm=\"feeds, nonce",
			"Digest realm=\"feeds\", nonce=\"one\", qop=auth," + " charset=nonsense" })
	void challengeIsNonsenseThenTheAttemptFailsWithTheStatus(String challenge) {
		ServerAnswers answers = new ServerAnswers(List.of(Map.of("WWW-Authenticate", challenge)));
		try (ScriptedServer server = answers.start()) {
			assertRefused(this.connector.failure(server.uri(), with(DIGEST)), "but was 401");
		}
	}

	@Test
	void usernameCannotBeSaidInTheServersCharsetThenTheAttemptFails() {
		try (ScriptedServer server = ScriptedServer
			.start(List.of(ServerAnswers.refusal(challenge("one", "")), ScriptedConnection::ignoreUntilEnd))) {
			WebSocketHandshakeException failure = this.connector.failure(server.uri(),
					with(Credentials.digest("m\u00e9", "secret")));
			assertThat(failure.error()).isEqualTo(WebSocketError.FAULTED);
			assertThat(failure).hasMessageContaining("the credentials cannot be sent");
		}
	}

	private static Map<String, String> challenge(String nonce, String more) {
		return Map.of("WWW-Authenticate", CHALLENGE.formatted(nonce) + more);
	}

	private static ClientWebSocketOptions with(Credentials credentials) {
		return Scheme.trusting().credentials(credentials).build();
	}

	private static ClientWebSocketOptions over(HttpVersion version, Credentials credentials) {
		return ClientWebSocketOptions.builder()
			.httpVersion(version)
			.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
			.credentials(credentials)
			.build();
	}

	private static void assertEchoes(ClientWebSocket socket, HttpVersion version) throws InterruptedException {
		assertThat(socket.handshake().httpVersion()).isEqualTo(version);
		socket.sendText("hello");
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
	}

	private static void assertRefused(WebSocketHandshakeException failure, String end) {
		assertThat(failure.error()).isEqualTo(WebSocketError.NOT_A_WEBSOCKET);
		assertThat(failure).hasMessageContaining(end);
		assertThat(failure.response().status()).isEqualTo(401);
	}

	/** An HTTP client that the application has made. */
	private static final class SharedClient implements AutoCloseable {

		private final HttpClient client;

		SharedClient() throws Exception {
			ClientConnector connector = new ClientConnector();
			this.client = new HttpClient(new HttpClientTransportDynamic(connector, HttpClientConnectionFactory.HTTP11,
					new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector))));
			this.client.start();
		}

		@Override
		public void close() {
			try {
				this.client.stop();
			}
			catch (Exception ex) {
				throw new IllegalStateException("cannot stop the client", ex);
			}
		}

	}

	/** A server that refuses one request after the other. */
	private record ServerAnswers(List<Map<String, String>> answers) {

		ScriptedServer start() {
			return ScriptedServer.start(this.answers.stream().map(ServerAnswers::refusal).toList());
		}

		private static ServerScript refusal(Map<String, String> headers) {
			return (connection) -> connection.readRequest().answer(401, headers, "who are you?").fin();
		}

		List<ReceivedRequest> requests(ScriptedServer server) {
			return IntStream.rangeClosed(1, server.connectionCount())
				.mapToObj((number) -> server.received(number).requests().get(0))
				.toList();
		}

	}

}
