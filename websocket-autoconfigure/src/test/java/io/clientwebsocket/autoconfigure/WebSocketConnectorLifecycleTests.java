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

package io.clientwebsocket.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WebSocketConnectorLifecycle}, against servers on real ports.
 */
public class WebSocketConnectorLifecycleTests {

	private final BlockingQueue<Integer> closeCodes = new LinkedBlockingQueue<>();

	private final Server server = new Server();

	private URI uri;

	@BeforeEach
	void startServer() throws Exception {
		ServerConnector connector = new ServerConnector(this.server);
		connector.setHost("127.0.0.1");
		this.server.addConnector(connector);
		this.server.setHandler(WebSocketUpgradeHandler.from(this.server,
				(container) -> container.addMapping("/feed", (request, response, callback) -> new Endpoint())));
		this.server.start();
		this.uri = URI.create("ws://127.0.0.1:" + connector.getLocalPort() + "/feed");
	}

	@AfterEach
	void stopServer() throws Exception {
		this.server.stop();
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(LifecycleAutoConfiguration.class, WebSocketClientAutoConfiguration.class))
			.withPropertyValues("ws.clients.feed.uri=" + this.uri, "ws.clients.own.uri=" + this.uri,
					"ws.clients.own.connect-timeout=5s");
	}

	@Test
	void phaseIsBetweenDrainingAndStoppingOfTheWebServer() {
		assertThat(WebSocketConnectorLifecycle.PHASE).isLessThan(SmartLifecycle.DEFAULT_PHASE - 1024)
			.isGreaterThan(SmartLifecycle.DEFAULT_PHASE - 2048);
	}

	@Test
	void everySocketGetsACloseHandshakeWhenTheContextCloses() {
		runner().run((context) -> {
			List<ClientWebSocket> sockets = fiveSockets(context);
			Duration duration = close(context);
			assertThat(serverSaw(5)).containsOnly(1001);
			assertThat(sockets).extracting(ClientWebSocket::state).containsOnly(WebSocketState.CLOSED);
			assertThat(duration).isLessThan(Duration.ofSeconds(10));
		});
	}

	@Test
	void connectorsHaveStoppedWhenTheContextIsClosed() {
		runner().run((context) -> {
			fiveSockets(context);
			JettyWebSocketConnector connector = context.getBean(JettyWebSocketConnector.class);
			JettyWebSocketConnector own = context.getBean(NamedWebSocketClientFactory.class).ownConnectors().get(0);
			close(context);
			assertThat(connector.httpClient().isStopped()).isTrue();
			assertThat(own.httpClient().isStopped()).isTrue();
		});
	}

	@Test
	void httpClientOfTheApplicationRunsUntilTheSocketsHaveEnded() {
		runner().withUserConfiguration(SharedHttpClientConfiguration.class).run((context) -> {
			fiveSockets(context);
			HttpClient httpClient = context.getBean(HttpClient.class);
			close(context);
			assertThat(serverSaw(5)).containsOnly(1001);
			assertThat(httpClient.isStopped()).isTrue();
		});
	}

	@Test
	void socketsEndAfterRequestsAreDrainedAndBeforeTheWebServerStops() {
		Probe draining = new Probe(SmartLifecycle.DEFAULT_PHASE - 1024);
		Probe stopping = new Probe(SmartLifecycle.DEFAULT_PHASE - 2048);
		runner().withBean("draining", Probe.class, () -> draining)
			.withBean("stopping", Probe.class, () -> stopping)
			.run((context) -> {
				ClientWebSocket socket = context.getBean("feed", NamedWebSocketClient.class).connect();
				draining.watched = socket;
				stopping.watched = socket;
				close(context);
				assertThat(draining.seen).isEqualTo(WebSocketState.OPEN);
				assertThat(stopping.seen).isEqualTo(WebSocketState.CLOSED);
			});
	}

	@Test
	void contextCanBeStartedAgain() {
		runner().run((context) -> {
			NamedWebSocketClient client = context.getBean("feed", NamedWebSocketClient.class);
			ConfigurableApplicationContext source = source(context);
			client.connect();
			source.stop();
			assertThat(serverSaw(1)).containsOnly(1001);
			assertThatExceptionOfType(WebSocketException.class).isThrownBy(client::connect);
			source.start();
			assertThat(client.connect().state()).isEqualTo(WebSocketState.OPEN);
		});
	}

	@Test
	void idleConnectorIsNotStartedByTheContext() {
		runner().run((context) -> assertThat(context.getBean(JettyWebSocketConnector.class).isRunning()).isFalse());
	}

	@Test
	void peerThatDoesNotAnswerIsCutWhenTheTimeOfThePhaseIsUp() {
		try (ScriptedServer silent = ScriptedServer
			.start((connection) -> connection.acceptHandshake().expectClose(1001).ignoreUntilEnd())) {
			runner()
				.withPropertyValues("ws.close-timeout=10m", "spring.lifecycle.timeout-per-shutdown-phase=100ms",
						"ws.clients.silent.uri=" + silent.uri())
				.run((context) -> {
					ClientWebSocket socket = context.getBean("silent", NamedWebSocketClient.class).connect();
					Duration duration = close(context);
					assertThat(socket.state()).isEqualTo(WebSocketState.ABORTED);
					assertThat(duration).isBetween(Duration.ofMillis(100), Duration.ofSeconds(20));
					silent.awaitFinished();
				});
		}
	}

	private List<ClientWebSocket> fiveSockets(AssertableApplicationContext context) throws InterruptedException {
		NamedWebSocketClient feed = context.getBean("feed", NamedWebSocketClient.class);
		NamedWebSocketClient own = context.getBean("own", NamedWebSocketClient.class);
		WebSocketConnector connector = context.getBean(WebSocketConnector.class);
		return List.of(feed.connect(), feed.connect(), own.connect(), own.connect(), connector.connect(this.uri));
	}

	private List<Integer> serverSaw(int count) throws InterruptedException {
		List<Integer> codes = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			codes.add(this.closeCodes.poll(10, TimeUnit.SECONDS));
		}
		return codes;
	}

	private static Duration close(AssertableApplicationContext context) {
		Instant begin = Instant.now();
		source(context).close();
		return Duration.between(begin, Instant.now());
	}

	private static ConfigurableApplicationContext source(AssertableApplicationContext context) {
		return context.getSourceApplicationContext(ConfigurableApplicationContext.class);
	}

	/**
	 * An endpoint of the server that records close codes. Public for Jetty.
	 */
	public final class Endpoint extends Session.Listener.AbstractAutoDemanding {

		@Override
		public void onWebSocketClose(int statusCode, String reason, Callback callback) {
			WebSocketConnectorLifecycleTests.this.closeCodes.add(statusCode);
			callback.succeed();
		}

	}

	/**
	 * Records the state of a socket when its phase stops.
	 */
	private static final class Probe implements SmartLifecycle {

		private final int phase;

		private ClientWebSocket watched;

		private WebSocketState seen;

		Probe(int phase) {
			this.phase = phase;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
			this.seen = this.watched.state();
		}

		@Override
		public boolean isRunning() {
			return this.watched != null && this.seen == null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SharedHttpClientConfiguration {

		@Bean(initMethod = "start", destroyMethod = "stop")
		HttpClient httpClient() {
			return new HttpClient();
		}

	}

}
