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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * SSL bundles that are reloaded while sockets are open.
 */
@Timeout(60)
class WebSocketSslReloadTests {

	private static final int SOCKETS = 20;

	private static final SSLContext TRUSTING = TestCertificates.clientContext();

	private final AtomicInteger handshakes = new AtomicInteger();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, WebSocketClientAutoConfiguration.class))
		.withBean(SslBundleRegistrar.class,
				() -> (registry) -> registry.registerBundle("test", new TestSslBundle(TRUSTING)))
		.withPropertyValues("ws.ssl.bundle=test");

	@Test
	void certificatesAreRotatedThenNewConnectionsUseThemAndOpenSocketsStay() {
		try (ScriptedServer server = server()) {
			this.runner.run((context) -> {
				WebSocketConnector connector = context.getBean(WebSocketConnector.class);
				List<ClientWebSocket> sockets = new ArrayList<>();
				for (int i = 0; i < SOCKETS; i++) {
					sockets.add(connector.connect(server.uri()));
				}
				update(context, SslBundle.systemDefault());
				assertThatExceptionOfType(WebSocketHandshakeException.class)
					.isThrownBy(() -> connector.connect(server.uri()));
				update(context, new TestSslBundle(TRUSTING));
				sockets.add(connector.connect(server.uri()));
				for (ClientWebSocket socket : sockets) {
					socket.sendText("hello");
					assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Text("hello"));
				}
			});
		}
	}

	@Test
	void bundleChangesItsProtocolsThenNewConnectionsUseThem() {
		try (ScriptedServer server = server()) {
			this.runner.run((context) -> {
				WebSocketConnector connector = context.getBean(WebSocketConnector.class);
				connector.connect(server.uri()).close();
				assertThat(server.received(1).tlsSession().getProtocol()).isEqualTo("TLSv1.3");
				update(context, new TestSslBundle(TRUSTING, SslOptions.of(null, new String[] { "TLSv1.2" })));
				connector.connect(server.uri()).close();
				assertThat(server.received(2).tlsSession().getProtocol()).isEqualTo("TLSv1.2");
			});
		}
	}

	@Test
	void reconnectIsAskedForThenOpenConnectionsAreReplaced() {
		try (ScriptedServer server = server()) {
			clients(server).withPropertyValues("ws.ssl.reconnect-on-reload=true", "ws.ssl.reconnect-jitter=1ms")
				.run((context) -> {
					awaitOpen(context);
					await(() -> this.handshakes.get() == SOCKETS);
					update(context, new TestSslBundle(TRUSTING));
					await(() -> this.handshakes.get() == 2 * SOCKETS);
					awaitOpen(context);
					assertThat(context.getBeansOfType(ReconnectingWebSocket.class).values())
						.allSatisfy((client) -> assertThat(client.state()).isEqualTo(ConnectionState.OPEN));
				});
		}
	}

	@Test
	void newMaterialIsOfNoUseThenTheOldConnectionsStay() {
		try (ScriptedServer server = server()) {
			clients(server).withPropertyValues("ws.ssl.reconnect-on-reload=true", "ws.ssl.reconnect-jitter=1ms")
				.run((context) -> {
					awaitOpen(context);
					update(context, SslBundle.systemDefault());
					ReconnectingWebSocket client = context.getBean("feed0", ReconnectingWebSocket.class);
					assertThatExceptionOfType(Exception.class)
						.isThrownBy(() -> client.reconnectGracefully().get(10, TimeUnit.SECONDS));
					client.sendText("hello");
					assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
				});
		}
	}

	@Test
	void reconnectIsNotAskedForOrByOneClientOnlyThenTheOthersStay() {
		try (ScriptedServer server = server()) {
			clients(server)
				.withPropertyValues("ws.clients.feed3.ssl.reconnect-on-reload=true", "ws.ssl.reconnect-jitter=1ms")
				.run((context) -> {
					awaitOpen(context);
					update(context, new TestSslBundle(TRUSTING));
					await(() -> this.handshakes.get() == SOCKETS + 1);
					awaitOpen(context);
					assertThat(this.handshakes.get()).isEqualTo(SOCKETS + 1);
				});
		}
	}

	@Test
	void clientUsesAnotherBundleThenItsContextIsLeftAlone() {
		this.runner
			.withBean("other", SslBundleRegistrar.class,
					() -> (registry) -> registry.registerBundle("other", new TestSslBundle(TRUSTING)))
			.withPropertyValues("ws.clients.feed.uri=wss://example.org/", "ws.clients.feed.ssl.bundle=other")
			.run((context) -> {
				SSLContext defaults = context.getBean("clientWebSocketOptions", ClientWebSocketOptions.class)
					.sslContext();
				SSLContext other = ConfiguredClient.of(context, "feed").options().sslContext();
				update(context, new TestSslBundle(TRUSTING, SslOptions.of(null, new String[] { "TLSv1.2" })));
				assertThat(defaults.getDefaultSSLParameters().getProtocols()).containsExactly("TLSv1.2");
				assertThat(other.getDefaultSSLParameters().getProtocols()).contains("TLSv1.3");
			});
	}

	private ScriptedServer server() {
		return ScriptedServer.builder().tls(TestCertificates.serverContext()).start((connection) -> {
			connection.acceptHandshake();
			this.handshakes.incrementAndGet();
			connection.echo();
		});
	}

	private ApplicationContextRunner clients(ScriptedServer server) {
		String[] uris = IntStream.range(0, SOCKETS)
			.mapToObj((i) -> "ws.clients.feed" + i + ".uri=" + server.uri())
			.toArray(String[]::new);
		return this.runner.withPropertyValues(uris)
			.withPropertyValues("ws.startup=required")
			.withBean(ReconnectingWebSocketCustomizer.class, () -> (name, builder) -> builder.onMessage((message) -> {
			}));
	}

	private static void update(ApplicationContext context, SslBundle bundle) {
		context.getBean(DefaultSslBundleRegistry.class).updateBundle("test", bundle);
	}

	private static void awaitOpen(ApplicationContext context) {
		for (ReconnectingWebSocket client : context.getBeansOfType(ReconnectingWebSocket.class).values()) {
			await(() -> client.state() == ConnectionState.OPEN);
		}
	}

	private static void await(BooleanSupplier condition) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > end) {
				fail("expected a change within 20 s");
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
	}

}
