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

import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.ProxyOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * A connector: its making, its options, its URIs, its life.
 */
@Timeout(30)
class JettyWebSocketConnectorTests {

	private static final ProxyOptions PROXY = ProxyOptions.http("proxy.example", 3128);

	private static final ClientWebSocketOptions DEFAULTS = ClientWebSocketOptions.defaults();

	private static final ServerScript ECHO = (connection) -> connection.acceptHandshake().echo();

	private final HttpClient shared = new HttpClient();

	@AfterEach
	void stopSharedClient() throws Exception {
		this.shared.stop();
	}

	@Test
	void sharedClientAndOptionsOfItsOwnThenAllConflictsAreNamedAtOnce() {
		ClientWebSocketOptions options = Scheme.trusting().connectTimeout(Duration.ofSeconds(1)).proxy(PROXY).build();
		assertThatExceptionOfType(IncompatibleOptionsException.class)
			.isThrownBy(() -> JettyWebSocketConnector.using(this.shared, options))
			.withMessage("Options [sslContext, connectTimeout, proxy] belong to the HTTP client; set them there,"
					+ " or build the connector without one ('JettyWebSocketConnector.create')")
			.satisfies((ex) -> assertThat(ex.options()).containsExactly("sslContext", "connectTimeout", "proxy"));
	}

	@Test
	void optionsOfOneSocketBelongToTheClientThenAllConflictsAreNamedAtOnce() {
		ClientWebSocketOptions options = Scheme.trusting().connectTimeout(Duration.ofSeconds(1)).proxy(PROXY).build();
		try (JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS)) {
			URI uri = URI.create("ws://127.0.0.1:1/");
			assertThatExceptionOfType(IncompatibleOptionsException.class)
				.isThrownBy(() -> connector.connectAsync(uri, options))
				.withMessage("Options [sslContext, connectTimeout, proxy] belong to the HTTP client;"
						+ " build a connector with them, they cannot be set for one socket");
			assertThatExceptionOfType(IncompatibleOptionsException.class)
				.isThrownBy(() -> connector.connect(uri, options));
			assertThat(connector.httpClient().isStarted()).isFalse();
		}
	}

	@Test
	void proxyOfOneSocketIsThatOfTheConnectorThenThereIsNoConflict() {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder().proxy(PROXY).build();
		ClientWebSocketOptions other = options.toBuilder().proxy(PROXY.withNoProxyFor("localhost")).build();
		assertThat(HttpClients.differences(options.toBuilder().build(), options, true)).isEmpty();
		assertThat(HttpClients.differences(DEFAULTS, options, true)).isEmpty();
		assertThat(HttpClients.differences(other, options, true)).containsExactly("proxy");
	}

	@Test
	void socketIsOpenThenNothingOfItsHandshakeIsHeld() throws Exception {
		List<WeakReference<Request>> requests = new CopyOnWriteArrayList<>();
		try (ScriptedServer server = ScriptedServer.start(ECHO);
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS)) {
			connector.httpClient()
				.getRequestListeners()
				.addBeginListener((request) -> requests.add(new WeakReference<>(request)));
			ClientWebSocket socket = connector.connect(server.uri());
			assertThat(requests).hasSize(1);
			TestConnector.await(() -> {
				System.gc();
				return requests.get(0).refersTo(null);
			}, () -> "a request that is still held");
			socket.sendText("hello");
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
		}
	}

	@Test
	void connectorRunsThenItsThreadsDoNotKeepTheJvmAlive() throws Exception {
		try (ScriptedServer server = ScriptedServer.start(ECHO);
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS)) {
			Set<Thread> before = Thread.getAllStackTraces().keySet();
			connector.connect(server.uri()).close();
			assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
				.isNotEmpty()
				.allMatch(Thread::isDaemon);
		}
	}

	@Test
	void argumentIsNullThenItIsNamed() {
		assertThatNullPointerException().isThrownBy(() -> JettyWebSocketConnector.create(null))
			.withMessage("'options' must not be null");
		assertThatNullPointerException().isThrownBy(() -> JettyWebSocketConnector.using(null, DEFAULTS))
			.withMessage("'httpClient' must not be null");
		assertThatNullPointerException().isThrownBy(() -> JettyWebSocketConnector.using(this.shared, null))
			.withMessage("'options' must not be null");
		try (JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS)) {
			assertThatNullPointerException().isThrownBy(() -> connector.connectAsync(null))
				.withMessage("'uri' must not be null");
			assertThatNullPointerException().isThrownBy(() -> connector.connectAsync(URI.create("ws://a/"), null))
				.withMessage("'options' must not be null");
		}
	}

	@ParameterizedTest
	@CsvSource({ "http://feed.example/a?token=secret, must have the scheme ws or wss, http://feed.example/a",
			"/a?token=secret, must have the scheme ws or wss, /a",
			"mailto:secret, must have the scheme ws or wss, mailto:...", "ws:///a, must have a host, ws:...",
			"ws:secret, must have a host, ws:...", "ws://under_score/a, must have a host, ws:...",
			"ws://feed.example/a#secret, must not have a fragment, ws://feed.example/a",
			"ws://feed.example/a#, must not have a fragment, ws://feed.example/a",
			"wss://me:secret@feed.example:8/a, must not have user information, wss://feed.example:8/a" })
	void uriIsNoneOfAWebSocketThenItIsRefusedAndNamedWithoutWhatIsPrivate(URI uri, String rule, String name) {
		try (JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS)) {
			assertThatIllegalArgumentException().isThrownBy(() -> connector.connect(uri))
				.withMessageStartingWith("'uri' " + rule)
				.withMessageEndingWith("'" + name + "'")
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"));
			assertThatIllegalArgumentException().isThrownBy(() -> connector.connectAsync(uri));
			assertThat(connector.httpClient().isStarted()).isFalse();
		}
	}

	@Test
	void schemeIsInUpperCaseThenTheSocketOpens() throws Exception {
		try (ScriptedServer plain = Scheme.WS.start(ECHO);
				ScriptedServer secure = Scheme.WSS.start(ECHO);
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(Scheme.trusting().build());
				ClientWebSocket first = connector.connect(URI.create("WS://127.0.0.1:" + plain.port()));
				ClientWebSocket second = connector.connect(URI.create("Wss://127.0.0.1:" + secure.port()))) {
			assertThat(List.of(first.state(), second.state())).containsOnly(WebSocketState.OPEN);
			assertThat(secure.received().toString()).contains("TLSv1");
		}
	}

	@Test
	void clientIsSharedThenItIsNeitherStartedNorStopped() throws Exception {
		try (ScriptedServer server = Scheme.WS.start(ECHO)) {
			JettyWebSocketConnector connector = JettyWebSocketConnector.using(this.shared, DEFAULTS);
			assertThat(connector.ownsHttpClient()).isFalse();
			assertThat(connector.httpClient()).isSameAs(this.shared);
			assertThatExceptionOfType(WebSocketException.class).isThrownBy(() -> connector.connect(server.uri()))
				.withMessage("Cannot connect: the HTTP client is not started")
				.satisfies((ex) -> assertThat(ex.error()).isEqualTo(WebSocketError.INVALID_STATE));
			this.shared.start();
			ClientWebSocket socket = connector.connect(server.uri());
			connector.close();
			assertThat(socket.state()).isEqualTo(WebSocketState.CLOSED);
			assertThat(this.shared.isStarted()).isTrue();
		}
	}

	@Test
	void sharedClientHasAShortIdleTimeoutThenItEndsNeitherHandshakeNorSocket() throws Exception {
		this.shared.setIdleTimeout(150);
		this.shared.start();
		assertSurvivesSilence();
	}

	@Test
	void sharedClientHasAShortRequestTimeoutThenItEndsNeitherHandshakeNorSocket() throws Exception {
		this.shared.getRequestListeners().addQueuedListener((request) -> request.timeout(5, TimeUnit.SECONDS));
		this.shared.getRequestListeners().addBeginListener((request) -> request.timeout(150, TimeUnit.MILLISECONDS));
		this.shared.start();
		assertSurvivesSilence();
	}

	private void assertSurvivesSilence() throws Exception {
		Duration silence = Duration.ofMillis(500);
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.readRequest()
			.stall(silence)
			.acceptHandshake()
			.stall(silence)
			.sendText("still here")
			.echo());
				JettyWebSocketConnector connector = JettyWebSocketConnector.using(this.shared, DEFAULTS);
				ClientWebSocket socket = connector.connect(server.uri())) {
			assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("still here"));
		}
	}

	@Test
	void connectorIsNewThenTheFirstConnectStartsIt() throws Exception {
		try (ScriptedServer server = Scheme.WS.start(ECHO);
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS)) {
			assertThat(connector.ownsHttpClient()).isTrue();
			assertThat(connector.isRunning()).isFalse();
			connector.connect(server.uri()).close();
			assertThat(connector.isRunning()).isTrue();
			assertThat(connector.httpClient().isStarted()).isTrue();
		}
	}

	@Test
	void connectorIsStoppedThenItRefusesUntilItIsStartedAgain() throws Exception {
		try (ScriptedServer server = Scheme.WS.start(ECHO);
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS)) {
			connector.start();
			connector.start();
			TestConnector.get(connector.stop(CloseStatus.NORMAL_CLOSURE, null));
			assertThat(connector.isRunning()).isFalse();
			assertThat(connector.httpClient().isStopped()).isTrue();
			CompletableFuture<ClientWebSocket> refused = connector.connectAsync(server.uri());
			assertThat(refused).isCompletedExceptionally();
			assertThatExceptionOfType(WebSocketException.class).isThrownBy(() -> connector.connect(server.uri()))
				.withMessage("Cannot connect: the connector is stopped")
				.satisfies((ex) -> assertThat(ex.error()).isEqualTo(WebSocketError.INVALID_STATE));
			connector.start();
			try (ClientWebSocket socket = connector.connect(server.uri())) {
				socket.sendText("again");
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("again"));
			}
		}
	}

	@Test
	void connectorIsStartedAgainWhileItStopsThenNewSocketsStay() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		ServerScript slow = (connection) -> {
			connection.acceptHandshake().expectClose(1000);
			assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
			connection.close(1000, "").expectEnd();
		};
		try (ScriptedServer server = ScriptedServer.start(List.of(slow, ECHO, ECHO));
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS);
				ClientWebSocket old = connector.connect(server.uri())) {
			CompletableFuture<Void> stopped = connector.stop(CloseStatus.NORMAL_CLOSURE, null);
			connector.start();
			try (ClientWebSocket early = connector.connect(server.uri())) {
				end.countDown();
				TestConnector.get(stopped);
				assertThat(old.state()).isEqualTo(WebSocketState.CLOSED);
				assertThat(early.state()).isEqualTo(WebSocketState.OPEN);
				connector.connect(server.uri()).close();
			}
		}
	}

	@Test
	void connectorStopsThenEverySocketIsClosedWithStatusAndReasonAtTheSameTime() throws Exception {
		Duration closeTimeout = Duration.ofSeconds(1);
		ClientWebSocketOptions options = ClientWebSocketOptions.builder().closeTimeout(closeTimeout).build();
		ServerScript silent = (connection) -> connection.acceptHandshake().expectClose(1001).expectEnd();
		try (ScriptedServer server = ScriptedServer.start(List.of(ECHO, silent, ECHO, silent, ECHO));
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(options)) {
			List<ClientWebSocket> sockets = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				sockets.add(connector.connect(server.uri()));
			}
			long start = System.nanoTime();
			TestConnector.get(connector.stop(CloseStatus.ENDPOINT_UNAVAILABLE, "maintenance"));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(closeTimeout,
					closeTimeout.plusMillis(950));
			server.awaitFinished();
			for (int i = 1; i <= 5; i++) {
				assertThat(server.received(i).frames()).singleElement().satisfies((frame) -> {
					assertThat(frame.closeCode()).isEqualTo(1001);
					assertThat(new String(frame.bytes(), 2, frame.bytes().length - 2, StandardCharsets.UTF_8))
						.isEqualTo("maintenance");
				});
			}
			assertThat(sockets).allMatch((socket) -> socket.state().isTerminal());
			assertThat(connector.openSockets()).isZero();
		}
	}

	@Test
	void connectorIsClosedThenItsSocketsGet1001AndNoThreadStays() throws Exception {
		Set<Thread> before = clientThreads();
		try (ScriptedServer server = Scheme.WS
			.start((connection) -> connection.acceptHandshake().expectClose(1001).close(1001, "").fin().expectEnd())) {
			JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS);
			ClientWebSocket socket = connector.connect(server.uri());
			connector.close();
			connector.close();
			assertThat(socket.state()).isEqualTo(WebSocketState.CLOSED);
			assertThat(socket.closeStatus()).isEqualTo(CloseStatus.ENDPOINT_UNAVAILABLE);
			server.awaitFinished();
		}
		TestConnector.await(() -> before.containsAll(clientThreads()), () -> {
			Set<Thread> left = new HashSet<>(clientThreads());
			left.removeAll(before);
			return "threads " + left;
		});
	}

	@Test
	void connectorWasNeverUsedThenCloseDoesNothing() {
		JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS);
		connector.close();
		connector.close();
		assertThat(connector.httpClient().isStarted()).isFalse();
	}

	@Test
	void connectorIsAbortedThenItsSocketsEndWithoutACloseFrame() throws Exception {
		try (ScriptedServer server = Scheme.WS.start((connection) -> connection.acceptHandshake().expectEnd());
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS)) {
			ClientWebSocket socket = connector.connect(server.uri());
			connector.abort();
			assertThat(socket.state()).isEqualTo(WebSocketState.ABORTED);
			server.awaitFinished();
			assertThat(connector.httpClient().isStopped()).isTrue();
		}
	}

	@Test
	void oneSocketEndsThenTheOthersLive() throws Exception {
		try (ScriptedServer server = Scheme.WS.start(ECHO);
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(DEFAULTS)) {
			ClientWebSocket aborted = connector.connect(server.uri());
			ClientWebSocket closed = connector.connect(server.uri());
			ClientWebSocket living = connector.connect(server.uri());
			aborted.abort();
			closed.close();
			living.sendText("alive");
			assertThat(living.receive()).isEqualTo(new WebSocketMessage.Text("alive"));
			assertThat(living.state()).isEqualTo(WebSocketState.OPEN);
			// the end of a connection is waited for in the background
			TestConnector.await(() -> connector.openSockets() == 1, () -> connector.openSockets() + " open sockets");
		}
	}

	private static Set<Thread> clientThreads() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf(
				(thread) -> !thread.getName().startsWith("websocket-") && !thread.getName().startsWith("HttpClient"));
		return threads;
	}

}
