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

package io.clientwebsocket.interop;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.TestCertificates;

import static io.clientwebsocket.test.WebSocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds with every proxy.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyContract {

	private ProxyPeer open;

	private ProxyPeer guarded;

	/** A proxy for everybody, or for who has the credentials of {@link ProxyPeer}. */
	abstract ProxyPeer startProxy(boolean withCredentials);

	/** What is said to a client without credentials. */
	abstract Refusal withoutCredentials();

	/** What is said to a client with wrong credentials. */
	abstract Refusal withWrongCredentials();

	/** What is said if nobody listens at the server. */
	abstract Refusal withoutServer();

	@BeforeAll
	void startProxies() {
		this.open = startProxy(false);
		this.guarded = startProxy(true);
	}

	@AfterAll
	void stopProxies() {
		if (this.guarded != null) {
			this.guarded.close();
		}
		if (this.open != null) {
			this.open.close();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP_1_1", "HTTP_1_1_TLS" })
	void proxyIsOpenThenMessagesGoThrough(Way way) throws Exception {
		requireEcho(way, this.open.options());
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP_1_1", "HTTP_1_1_TLS" })
	void credentialsAreRightThenMessagesGoThrough(Way way) throws Exception {
		requireEcho(way, this.guarded.options().withCredentials(ProxyPeer.USERNAME, ProxyPeer.PASSWORD));
	}

	private static void requireEcho(Way way, ProxyOptions proxy) throws Exception {
		String large = "x".repeat(1_000_000);
		try (ScriptedServer server = echo(way);
				Client client = client(way, proxy);
				ClientWebSocket socket = client.connect(server.uri())) {
			socket.sendText("hello");
			assertThat(socket.receive()).isText("hello");
			socket.sendText(large);
			assertThat(socket.receive()).isText(large);
			assertThat(socket.ping()).isPositive();
			assertThat(socket.close(CloseStatus.NORMAL_CLOSURE, null)).isClean().hasReceived(1000);
			client.assertNoSocketHeld();
		}
	}

	@Test
	void manySocketsAtOnceThenEachHasItsTunnel() throws Exception {
		try (ScriptedServer server = echo(Way.HTTP_1_1); Client client = client(Way.HTTP_1_1, this.open.options())) {
			List<ClientWebSocket> sockets = new ArrayList<>(client.connect(server.uri(), 20));
			for (int i = 0; i < sockets.size(); i++) {
				sockets.get(i).sendText("message " + i);
				assertThat(sockets.get(i).receive()).isText("message " + i);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP_1_1", "HTTP_1_1_TLS" })
	void credentialsAreMissingThenTheProxyHasRefused(Way way) {
		requireRefused(way, this.guarded.options(), withoutCredentials());
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP_1_1", "HTTP_1_1_TLS" })
	void credentialsAreWrongThenTheProxyHasRefused(Way way) {
		requireRefused(way, this.guarded.options().withCredentials(ProxyPeer.USERNAME, "wrong"),
				withWrongCredentials());
	}

	private static void requireRefused(Way way, ProxyOptions proxy, Refusal refusal) {
		try (ScriptedServer server = echo(way); Client client = client(way, proxy)) {
			refusal.requireOf(client.failure(server.uri()));
			assertThat(server.connectionCount()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "HTTP_1_1", "HTTP_1_1_TLS" })
	void nobodyListensAtTheServerThenTheProxyHasRefused(Way way) {
		try (Client client = client(way, this.open.options())) {
			URI uri = URI.create((way.isTls() ? "wss" : "ws") + "://127.0.0.1:" + PeerProcess.freePort() + "/");
			withoutServer().requireOf(client.failure(uri));
		}
	}

	@Test
	void serverRefusesThenItIsNotTheProxyThatHasRefused() {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.readRequest().answerRaw("HTTP/1.1 403 Forbidden\r\n\r\n").fin());
				Client client = client(Way.HTTP_1_1, this.open.options())) {
			WebSocketHandshakeException failure = client.failure(server.uri());
			assertThat(failure.error()).isEqualTo(WebSocketError.NOT_A_WEBSOCKET);
			assertThat(failure.response().status()).isEqualTo(403);
		}
	}

	private static Client client(Way way, ProxyOptions proxy) {
		return new Client(way.options().proxy(proxy).build());
	}

	private static ScriptedServer echo(Way way) {
		ScriptedServer.Builder builder = ScriptedServer.builder();
		return (way.isTls() ? builder.tls(TestCertificates.serverContext()) : builder)
			.start((connection) -> connection.acceptHandshake().echo());
	}

	/**
	 * How a proxy says no.
	 *
	 * @param status the status of its response, 0 if it answers without HTTP
	 * @param message what the failure then says
	 */
	record Refusal(int status, String message) {

		static Refusal status(int status) {
			return new Refusal(status, "expected status 200, but was " + status);
		}

		static Refusal message(String message) {
			return new Refusal(0, message);
		}

		void requireOf(WebSocketHandshakeException failure) {
			assertThat(failure.error()).as(failure.getMessage()).isEqualTo(WebSocketError.PROXY_REFUSED);
			assertThat(failure).hasMessageContaining(this.message);
			if (this.status != 0) {
				assertThat(failure.response().status()).isEqualTo(this.status);
			}
			else {
				assertThat(failure.response()).isNull();
			}
		}

	}

}
