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
import java.util.Collection;
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
import org.springframework.beans.factory.annotation.Value;
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
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WebSocketConnectorLifecycle}, against servers on real ports.
 */
public class WebSocketConnectorLifecycleTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

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
			.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + this.uri,
					"ws.clients.own.uri=" + this.uri, "ws.clients.own.connect-timeout=5s");
	}

	@Test
	void phaseIsBetweenDrainingAndStoppingOfTheWebServer() {
		assertThat(WebSocketConnectorLifecycle.PHASE).isLessThan(SmartLifecycle.DEFAULT_PHASE - 1024)
			.isGreaterThan(SmartLifecycle.DEFAULT_PHASE - 2048);
	}

	@Test
	void everySocketGetsACloseHandshakeWhenTheContextCloses() {
		runner().run((context) -> {
			List<ClientWebSocket> sockets = twoSockets(context);
			Collection<ReconnectingWebSocket> clients = clients(context);
			Duration duration = close(context);
			assertThat(serverSaw(4)).containsOnly(1001);
			assertThat(sockets).extracting(ClientWebSocket::state).containsOnly(WebSocketState.CLOSED);
			assertThat(clients).hasSize(2)
				.extracting(ReconnectingWebSocket::state)
				.containsOnly(ConnectionState.STOPPED);
			assertThat(duration).isLessThan(Duration.ofSeconds(10));
		});
	}

	@Test
	void connectorsHaveStoppedWhenTheContextIsClosed() {
		runner().run((context) -> {
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
			twoSockets(context);
			HttpClient httpClient = context.getBean(HttpClient.class);
			close(context);
			assertThat(serverSaw(4)).containsOnly(1001);
			assertThat(httpClient.isStopped()).isTrue();
		});
	}

	@Test
	void clientsEndAfterRequestsAreDrainedAndBeforeTheWebServerStops() {
		Probe draining = new Probe(SmartLifecycle.DEFAULT_PHASE - 1024);
		Probe stopping = new Probe(SmartLifecycle.DEFAULT_PHASE - 2048);
		runner().withBean("draining", Probe.class, () -> draining)
			.withBean("stopping", Probe.class, () -> stopping)
			.run((context) -> {
				ReconnectingWebSocket client = context.getBean("feed", ReconnectingWebSocket.class);
				draining.watched = client;
				stopping.watched = client;
				close(context);
				assertThat(draining.seen).isEqualTo(ConnectionState.OPEN);
				assertThat(stopping.seen).isEqualTo(ConnectionState.STOPPED);
			});
	}

	@Test
	void contextCanBeStartedAgain() {
		runner().run((context) -> {
			ConfigurableApplicationContext source = source(context);
			WebSocketConnector connector = context.getBean(WebSocketConnector.class);
			source.stop();
			assertThat(serverSaw(2)).containsOnly(1001);
			assertThat(clients(context)).extracting(ReconnectingWebSocket::state).containsOnly(ConnectionState.STOPPED);
			assertThatExceptionOfType(WebSocketException.class).isThrownBy(() -> connector.connect(this.uri));
			source.start();
			assertThat(clients(context)).extracting(ReconnectingWebSocket::state).containsOnly(ConnectionState.OPEN);
			assertThat(connector.connect(this.uri).state()).isEqualTo(WebSocketState.OPEN);
		});
	}

	@Test
	void connectionOfTheApplicationsOwnMakingIsStoppedAndStartedAgainIfItRan() {
		runner().withUserConfiguration(OwnConnections.class).withPropertyValues("uri=" + this.uri).run((context) -> {
			ReconnectingWebSocket runs = context.getBean("runs", ReconnectingWebSocket.class);
			ReconnectingWebSocket rests = context.getBean("rests", ReconnectingWebSocket.class);
			assertThat(runs.state()).isEqualTo(ConnectionState.STOPPED);
			assertThat(runs.start().awaitOpen(DEADLINE)).isTrue();
			source(context).stop();
			assertThat(runs.state()).isEqualTo(ConnectionState.STOPPED);
			source(context).start();
			assertThat(runs.awaitOpen(DEADLINE)).isTrue();
			assertThat(rests.state()).isEqualTo(ConnectionState.STOPPED);
		});
	}

	@Test
	void idleConnectorIsNotStartedByTheContext() {
		runner().withPropertyValues("ws.startup=manual")
			.run((context) -> assertThat(context.getBean(JettyWebSocketConnector.class).isRunning()).isFalse());
	}

	@Test
	void peerThatDoesNotAnswerIsCutWhenTheTimeOfThePhaseIsUp() {
		try (ScriptedServer silent = ScriptedServer
			.start((connection) -> connection.acceptHandshake().expectClose(1001).ignoreUntilEnd())) {
			runner()
				.withPropertyValues("ws.close-timeout=10m", "spring.lifecycle.timeout-per-shutdown-phase=100ms",
						"ws.clients.silent.uri=" + silent.uri())
				.run((context) -> {
					ReconnectingWebSocket client = context.getBean("silent", ReconnectingWebSocket.class);
					Duration duration = close(context);
					assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
					assertThat(duration).isBetween(Duration.ofMillis(100), Duration.ofSeconds(20));
					silent.awaitFinished();
				});
		}
	}

	@Test
	void manyClientsShareOneHttpClient() {
		List<String> properties = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			properties.add("ws.clients.client-" + i + ".uri=" + this.uri);
		}
		runner().withPropertyValues(properties.toArray(String[]::new)).run((context) -> {
			assertThat(clients(context)).hasSize(202)
				.extracting(ReconnectingWebSocket::state)
				.containsOnly(ConnectionState.OPEN);
			assertThat(context.getBean(JettyWebSocketConnector.class).openSockets()).isEqualTo(201);
			assertThat(context.getBean(NamedWebSocketClientFactory.class).ownConnectors()).hasSize(1);
			assertThat(LibraryThreads.httpClients()).isEqualTo(2);
			close(context);
			assertThat(serverSaw(202)).containsOnly(1001);
		});
	}

	private List<ClientWebSocket> twoSockets(AssertableApplicationContext context) throws InterruptedException {
		WebSocketConnector connector = context.getBean(WebSocketConnector.class);
		return List.of(connector.connect(this.uri), connector.connect(this.uri));
	}

	private static Collection<ReconnectingWebSocket> clients(AssertableApplicationContext context) {
		return context.getBeansOfType(ReconnectingWebSocket.class).values();
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

		private ReconnectingWebSocket watched;

		private ConnectionState seen;

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
	static class OwnConnections {

		@Bean
		ReconnectingWebSocket runs(WebSocketConnector connector, @Value("${uri}") URI uri) {
			return ReconnectingWebSocket.builder(connector, uri).build();
		}

		@Bean
		ReconnectingWebSocket rests(WebSocketConnector connector, @Value("${uri}") URI uri) {
			return ReconnectingWebSocket.builder(connector, uri).build();
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
