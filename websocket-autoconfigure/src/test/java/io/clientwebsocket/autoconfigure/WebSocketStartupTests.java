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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link WebSocketStartup}: what the start of the application does with clients
 * whose server is there, is not, or says no.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class WebSocketStartupTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private static final String NOWHERE = "ws://127.0.0.1:" + unusedPort() + "/feed?token=secret";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class));

	private static int unusedPort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ScriptedServer server() {
		return ScriptedServer.start((connection) -> connection.acceptHandshake().echo());
	}

	@Test
	void clientIsStartedInTheBackgroundUnlessSet() {
		try (ScriptedServer server = server()) {
			this.runner.withPropertyValues("ws.clients.feed.uri=" + server.uri())
				.run((context) -> assertThat(context.getBean(ReconnectingWebSocket.class).awaitOpen(DEADLINE))
					.isTrue());
		}
	}

	@Test
	void startInTheBackgroundDoesNotWaitForAServerThatIsAway() {
		this.runner.withPropertyValues("ws.clients.feed.uri=" + NOWHERE, "ws.startup-timeout=10m")
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(ReconnectingWebSocket.class)
				.extracting(ReconnectingWebSocket::state)
				.isIn(ConnectionState.CONNECTING, ConnectionState.BACKING_OFF));
	}

	@Test
	void waitedForClientIsOpenWhenTheApplicationHasStarted() {
		try (ScriptedServer server = server()) {
			this.runner.withPropertyValues("ws.clients.feed.uri=" + server.uri(), "ws.clients.feed.startup=wait")
				.run((context) -> assertThat(context.getBean(ReconnectingWebSocket.class).state())
					.isEqualTo(ConnectionState.OPEN));
		}
	}

	@Test
	void applicationStartsWithoutAClientThatItHasWaitedForInVain(CapturedOutput output) {
		this.runner
			.withPropertyValues("ws.clients.feed.uri=" + NOWHERE, "ws.startup=wait",
					"ws.clients.feed.startup-timeout=10ms")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ReconnectingWebSocket.class).state()).isIn(ConnectionState.CONNECTING,
						ConnectionState.BACKING_OFF);
			});
		assertThat(output).contains("WARN")
			.contains("WebSocket client 'feed' was not open within 10ms")
			.contains("the application starts without it")
			.doesNotContain("secret");
	}

	@Test
	void waitEndsAsSoonAsTheClientHasFailed(CapturedOutput output) {
		this.runner
			.withPropertyValues("ws.clients.feed.uri=" + NOWHERE, "ws.startup=wait", "ws.startup-timeout=10m",
					"ws.reconnect.enabled=false")
			.run((context) -> assertThat(context.getBean(ReconnectingWebSocket.class).state())
				.isEqualTo(ConnectionState.FAILED));
		assertThat(output).contains("but is FAILED; the application starts without it");
	}

	@Test
	void requiredClientIsOpenWhenTheApplicationHasStarted() {
		try (ScriptedServer server = server()) {
			this.runner.withPropertyValues("ws.clients.feed.uri=" + server.uri(), "ws.clients.feed.startup=required")
				.run((context) -> assertThat(context.getBean(ReconnectingWebSocket.class).state())
					.isEqualTo(ConnectionState.OPEN));
		}
	}

	@Test
	void applicationDoesNotStartWithoutARequiredClient(CapturedOutput output) {
		fail("ws.clients.feed.uri=" + NOWHERE, "ws.clients.feed.startup=required",
				"ws.clients.feed.startup-timeout=300ms");
		assertThat(output)
			.contains("The WebSocket client 'feed' is required ('ws.clients.feed.startup' or 'ws.startup'), but was not"
					+ " open within 300ms and is ")
			.contains("Last cause: HANDSHAKE_FAILED FAULTED (ConnectException)")
			.contains("see that the server at 'ws.clients.feed.uri' answers")
			.contains("give it more time by 'ws.clients.feed.startup-timeout'")
			.contains("set 'ws.clients.feed.startup' to 'background' or 'wait'")
			.doesNotContain("secret");
	}

	@Test
	void applicationDoesNotStartWithoutARequiredClientThatIsRefused(CapturedOutput output) {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.answer(403, Map.of(), "no"))) {
			fail("ws.clients.feed.uri=" + server.uri(), "ws.startup=required", "ws.startup-timeout=10m");
		}
		assertThat(output).contains("but has failed for good, after 1 attempt.")
			.contains("Last cause: HANDSHAKE_FAILED 403");
	}

	@Test
	void manualClientIsLeftToTheApplication() {
		try (ScriptedServer server = server()) {
			this.runner.withPropertyValues("ws.clients.feed.uri=" + server.uri(), "ws.clients.feed.startup=manual")
				.run((context) -> {
					ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
					assertThat(feed.state()).isEqualTo(ConnectionState.STOPPED);
					assertThat(feed.start().awaitOpen(DEADLINE)).isTrue();
				});
		}
	}

	@Test
	void withoutReconnectThereIsOneConnectionAndNoRetry() {
		try (ScriptedServer server = ScriptedServer
			.start(List.of((connection) -> connection.acceptHandshake().close(1012, "restart").expectClose(1012)))) {
			this.runner.withPropertyValues("ws.clients.feed.uri=" + server.uri(), "ws.reconnect.enabled=false")
				.run((context) -> {
					ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
					while (feed.state() != ConnectionState.FAILED) {
						Thread.onSpinWait();
					}
					assertThat(feed.status().lastCause().summary()).isEqualTo("CLOSED_BY_PEER 1012");
					assertThat(feed.counters().opened()).isOne();
				});
			server.awaitFinished();
		}
	}

	@Test
	void clientOnlyApplicationIsKeptAliveByThePropertyOfSpringBootAndNotByUs() {
		try (ScriptedServer server = server()) {
			String uri = "ws.clients.feed.uri=" + server.uri();
			try (ConfigurableApplicationContext context = application().run(arguments(uri, "ws.startup=required"))) {
				assertThat(context.isRunning()).isTrue();
				assertThat(nonDaemonThreads()).noneMatch((name) -> name.startsWith("websocket-"))
					.doesNotContain("keep-alive");
			}
			try (ConfigurableApplicationContext context = application()
				.run(arguments(uri, "spring.main.keep-alive=true"))) {
				assertThat(context.isRunning()).isTrue();
				assertThat(nonDaemonThreads()).contains("keep-alive");
			}
		}
	}

	private static List<String> nonDaemonThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.isDaemon())
			.map(Thread::getName)
			.toList();
	}

	private static SpringApplication application() {
		SpringApplication application = new SpringApplication(App.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		return application;
	}

	private static String[] arguments(String... properties) {
		List<String> arguments = new ArrayList<>();
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return arguments.toArray(String[]::new);
	}

	private static void fail(String... properties) {
		assertThatException().isThrownBy(() -> application().run(arguments(properties)));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(WebSocketClientAutoConfiguration.class)
	static class App {

	}

}
