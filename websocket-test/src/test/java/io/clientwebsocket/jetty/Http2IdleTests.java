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

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.SessionContainer;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.test.Http2Settings;
import io.clientwebsocket.test.ManualClock;
import io.clientwebsocket.test.ScriptedHttp2Connection;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.ServerScript;
import io.clientwebsocket.transport.TimeSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An HTTP/2 connection that carries nothing is ended after some time.
 */
@Timeout(60)
class Http2IdleTests {

	private static final Duration MOMENT = Duration.ofMillis(1);

	private final ManualClock clock = new ManualClock();

	private final JettyWebSocketConnector connector = builder()
		.customizeHttpClient((client) -> client.setScheduler(new ManualTimers(this.clock)))
		.build();

	@AfterEach
	void nothingIsLeft() {
		this.connector.close();
		assertThat(this.connector.openSockets()).isZero();
		assertThat(TestConnector.connections(this.connector.httpClient())).isZero();
		assertThat(this.clock.pending()).isZero();
	}

	private static JettyWebSocketConnector.Builder builder() {
		return JettyWebSocketConnector.builder()
			.options(ClientWebSocketOptions.builder()
				.httpVersion(io.clientwebsocket.HttpVersion.HTTP_2)
				.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
				.keepAlive(KeepAlive.off())
				.build());
	}

	private static ScriptedServer start() {
		return start((connection) -> connection.acceptHandshake().echo());
	}

	private static ScriptedServer start(ServerScript script) {
		return ScriptedServer.builder().http2(Http2Settings.webSockets()).start(script);
	}

	private static void requireEcho(ClientWebSocket socket) throws InterruptedException {
		socket.sendText("hello");
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
	}

	private void useOnce(ScriptedServer server) throws InterruptedException {
		try (ClientWebSocket socket = this.connector.connect(server.uri())) {
			requireEcho(socket);
		}
		awaitIdle();
	}

	/** The one connection must carry nothing any more. */
	private void awaitIdle() {
		TestConnector.await(() -> this.connector.openSockets() == 0 && this.connector.httpClient()
			.getDestinations()
			.stream()
			.map((destination) -> (AbstractConnectionPool) destination.getConnectionPool())
			.mapToInt(AbstractConnectionPool::getIdleConnectionCount)
			.sum() == 1, () -> this.connector.httpClient().dump());
	}

	private static void awaitGoAway(ScriptedHttp2Connection connection) {
		TestConnector.await(() -> connection.goAwayCode() != null, connection::toString);
		assertThat(connection.goAwayCode()).isZero();
	}

	@Test
	void noSocketForAMinuteThenTheConnectionIsEndedAndTheNextSocketGetsAnother() throws Exception {
		try (ScriptedServer server = start()) {
			useOnce(server);
			this.clock.advance(Duration.ofMinutes(1).minus(MOMENT));
			server.http2Connection(1).ping();
			assertThat(server.http2Connection(1).goAwayCode()).isNull();
			this.clock.advance(MOMENT);
			awaitGoAway(server.http2Connection(1));
			assertThat(TestConnector.connections(this.connector.httpClient())).isZero();
			useOnce(server);
			assertThat(server.http2ConnectionCount()).isEqualTo(2);
		}
	}

	@Test
	void socketIsOpenedMeanwhileThenTheConnectionStaysAsLongAsItIsOpen() throws Exception {
		try (ScriptedServer server = start()) {
			useOnce(server);
			this.clock.advance(Duration.ofMinutes(1).minus(MOMENT));
			try (ClientWebSocket socket = this.connector.connect(server.uri())) {
				this.clock.advance(Duration.ofHours(1));
				requireEcho(socket);
				assertThat(server.http2ConnectionCount()).isEqualTo(1);
			}
			awaitIdle();
			this.clock.advance(Duration.ofMinutes(1).minus(MOMENT));
			server.http2Connection(1).ping();
			assertThat(server.http2Connection(1).goAwayCode()).isNull();
			this.clock.advance(MOMENT);
			awaitGoAway(server.http2Connection(1));
		}
	}

	@Test
	void oneOfSeveralSocketsEndsThenTheConnectionStays() throws Exception {
		try (ScriptedServer server = start(); ClientWebSocket stays = this.connector.connect(server.uri())) {
			try (ClientWebSocket goes = this.connector.connect(server.uri())) {
				requireEcho(goes);
			}
			TestConnector.await(() -> this.connector.openSockets() == 1, this.connector.httpClient()::dump);
			this.clock.advance(Duration.ofHours(1));
			requireEcho(stays);
			assertThat(server.http2ConnectionCount()).isEqualTo(1);
		}
	}

	@Test
	void requestIsUnderWayThenTheConnectionStays() throws Exception {
		CountDownLatch answer = new CountDownLatch(1);
		try (ScriptedServer server = start(
				(connection) -> connection.readRequest().stallUntil(answer).answer(200, Map.of(), "here"))) {
			this.connector.start();
			CompletableFuture<ContentResponse> response = new CompletableResponseListener(this.connector.httpClient()
				.newRequest("http://127.0.0.1:" + server.port() + "/")
				.version(HttpVersion.HTTP_2)).send();
			server.http2Connection(1).awaitStreams(1);
			this.clock.advance(Duration.ofHours(1));
			answer.countDown();
			assertThat(TestConnector.get(response).getContentAsString()).isEqualTo("here");
			awaitIdle();
			this.clock.advance(Duration.ofMinutes(1));
			awaitGoAway(server.http2Connection(1));
		}
	}

	@Test
	void timeoutIsZeroThenTheConnectionStaysUntilTheConnectorStops() throws Exception {
		ManualClock time = new ManualClock();
		try (ScriptedServer server = start();
				JettyWebSocketConnector forEver = builder().http2IdleTimeout(Duration.ZERO)
					.customizeHttpClient((client) -> client.setScheduler(new ManualTimers(time)))
					.build()) {
			forEver.connect(server.uri()).close();
			TestConnector.await(() -> forEver.openSockets() == 0, forEver.httpClient()::dump);
			time.advance(Duration.ofDays(30));
			forEver.connect(server.uri()).close();
			assertThat(server.http2ConnectionCount()).isEqualTo(1);
		}
	}

	@Test
	void serverDoesNotEndTheConnectionThenItIsCut() throws Exception {
		try (ScriptedServer server = start()) {
			useOnce(server);
			this.clock.advance(Duration.ofMinutes(1));
			awaitGoAway(server.http2Connection(1));
			this.clock.advance(Duration.ofSeconds(1).minus(MOMENT));
			server.http2Connection(1).ping();
			this.clock.advance(MOMENT);
			server.http2Connection(1).awaitEnd();
			awaitNoSession();
		}
	}

	@Test
	void serverEndsTheConnectionWithoutGoAwayThenNothingIsLeftOfIt() throws Exception {
		try (ScriptedServer server = start()) {
			useOnce(server);
			this.clock.advance(Duration.ofMinutes(1));
			awaitGoAway(server.http2Connection(1));
			server.http2Connection(1).fin();
			this.clock.advance(Duration.ofSeconds(1));
			awaitNoSession();
		}
	}

	@Test
	void serverEndsTheConnectionInGoodTimeThenNoTimerIsLeft() throws Exception {
		try (ScriptedServer server = start()) {
			useOnce(server);
			this.clock.advance(Duration.ofMinutes(1));
			awaitGoAway(server.http2Connection(1));
			server.http2Connection(1).goAway(0, 0);
			awaitNoSession();
			assertThat(this.clock.pending()).isZero();
		}
	}

	@Test
	void serverWantsToEndAnIdleConnectionAndForgetsItThenItIsEnded() throws Exception {
		try (ScriptedServer server = start()) {
			useOnce(server);
			// as a server that waits for what is on the way
			server.http2Connection(1).goAway(Integer.MAX_VALUE, 0);
			awaitGoAway(server.http2Connection(1));
			// its second begins behind the GOAWAY, on a thread of the client
			TestConnector.await(() -> this.clock.pending() == 1, this.connector.httpClient()::dump);
			this.clock.advance(Duration.ofSeconds(1));
			awaitNoSession();
		}
	}

	private void awaitNoSession() {
		TestConnector.await(() -> this.connector.httpClient()
			.getContainedBeans(SessionContainer.class)
			.stream()
			.allMatch((container) -> container.getSize() == 0), this.connector.httpClient()::dump);
	}

	@Test
	void socketsAreOpenedWhenTheTimeIsUpThenNoneFails() throws Exception {
		Random random = new Random(7);
		try (ScriptedServer server = start();
				TestConnector own = TestConnector.create(builder().http2IdleTimeout(Duration.ofMillis(1)))) {
			for (int i = 0; i < 200; i++) {
				try (ClientWebSocket socket = own.get().connect(server.uri())) {
					requireEcho(socket);
				}
				LockSupport.parkNanos(random.nextInt(2_000_000));
			}
		}
	}

	@Test
	void sharedClientHasAShortIdleTimeoutThenItEndsNoSocketButTheConnectionAfterIt() throws Exception {
		HttpClient shared = impatientClient();
		try (ScriptedServer server = start((connection) -> connection.acceptHandshake()
			.stall(Duration.ofMillis(500))
			.sendText("still here")
			.echo());
				JettyWebSocketConnector own = JettyWebSocketConnector.using(shared, builder().build().options())) {
			try (ClientWebSocket socket = own.connect(server.uri())) {
				assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("still here"));
			}
			server.http2Connection(1).awaitEnd();
		}
		finally {
			shared.stop();
		}
	}

	@Test
	void socketsOfTwoConnectorsShareAConnectionThenItStaysUntilTheLastEnds() throws Exception {
		HttpClient shared = impatientClient();
		ClientWebSocketOptions options = builder().build().options();
		try (ScriptedServer server = start((connection) -> connection.acceptHandshake()
			.expectText("go on")
			.stall(Duration.ofMillis(500))
			.sendText("still here")
			.echo());
				JettyWebSocketConnector first = JettyWebSocketConnector.using(shared, options);
				JettyWebSocketConnector second = JettyWebSocketConnector.using(shared, options);
				ClientWebSocket stays = second.connect(server.uri())) {
			ClientWebSocket goes = first.connect(server.uri());
			goes.abort();
			stays.sendText("go on");
			assertThat(stays.receive()).isEqualTo(new WebSocketMessage.Text("still here"));
			assertThat(server.http2ConnectionCount()).isEqualTo(1);
		}
		finally {
			shared.stop();
		}
	}

	/** An HTTP client of somebody else's that ends what is idle soon. */
	private static HttpClient impatientClient() throws Exception {
		ClientConnector connections = new ClientConnector();
		HttpClient client = new HttpClient(new HttpClientTransportDynamic(connections,
				new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connections))));
		client.setIdleTimeout(150);
		client.start();
		return client;
	}

	/** The timers of Jetty, on a manual clock. */
	private static final class ManualTimers extends AbstractLifeCycle implements Scheduler {

		private final ManualClock clock;

		ManualTimers(ManualClock clock) {
			this.clock = clock;
		}

		@Override
		public Task schedule(Runnable task, long delay, TimeUnit unit) {
			TimeSource.Timer timer = this.clock.schedule(task, unit.toNanos(delay));
			return () -> {
				timer.cancel();
				return true;
			};
		}

	}

}
