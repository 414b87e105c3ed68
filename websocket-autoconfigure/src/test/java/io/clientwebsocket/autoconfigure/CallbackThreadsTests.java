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

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;

import io.clientwebsocket.managed.ConnectionEvent;
import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;
import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CallbackThreads}: who calls the application back, against a server on
 * a real port.
 */
@Timeout(120)
class CallbackThreadsTests {

	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private static final ThreadLocal<String> CONTEXT = new ThreadLocal<>();

	private final BlockingQueue<String> seen = new LinkedBlockingQueue<>(100);

	private ApplicationContextRunner runner(ScriptedServer server) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class,
					TaskExecutionAutoConfiguration.class, WebSocketClientAutoConfiguration.class))
			.withBean(ReconnectingWebSocketCustomizer.class,
					() -> (name, builder) -> builder
						.onMessage((message) -> this.seen.offer(describe(Thread.currentThread()))))
			.withPropertyValues("ws.startup=required", "ws.clients.feed.uri=" + server.uri());
	}

	/** What a thread tells of itself has another form since JDK 21. */
	private static String describe(Thread thread) {
		return "[" + thread.getName() + "] " + thread + " in " + CONTEXT.get();
	}

	private static ScriptedServer server() {
		return ScriptedServer.start((connection) -> connection.acceptHandshake().sendText("a").echo());
	}

	private String seen() throws InterruptedException {
		return this.seen.poll(30, TimeUnit.SECONDS);
	}

	@Test
	void listenerIsCalledOnTheTaskExecutorOfTheApplication() {
		try (ScriptedServer server = server()) {
			runner(server).withPropertyValues("spring.task.execution.thread-name-prefix=mine-")
				.run((context) -> assertThat(seen()).contains("[mine-"));
		}
	}

	@Test
	void taskDecoratorCarriesTheContextOver() {
		try (ScriptedServer server = server()) {
			runner(server).withUserConfiguration(Decorator.class)
				.run((context) -> assertThat(seen()).endsWith(" in decorated"));
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void listenerIsCalledOnAVirtualThread() {
		try (ScriptedServer server = server()) {
			runner(server).withPropertyValues("spring.threads.virtual.enabled=true")
				.run((context) -> assertThat(seen()).contains("VirtualThread["));
		}
	}

	@Test
	void executorOfTheOptionsWins() {
		try (ScriptedServer server = server()) {
			Executor executor = (task) -> new Thread(task, "options").start();
			runner(server)
				.withBean(ClientWebSocketOptionsBuilderCustomizer.class,
						() -> (builder, client) -> builder.executor(executor))
				.run((context) -> assertThat(seen()).contains("[options]"));
		}
	}

	@Test
	void withoutATaskExecutorOfTheApplicationTheLibraryHasItsOwn() {
		try (ScriptedServer server = server()) {
			runner(server).withBean("other", Executor.class, () -> Runnable::run).run((context) -> {
				assertThat(context).doesNotHaveBean(CallbackThreads.class);
				assertThat(seen()).contains("[websocket-managed-");
			});
		}
	}

	@Test
	void tasksAreRefusedWhileTheExecutorIsStopped() {
		CallbackThreads threads = new CallbackThreads(Runnable::run);
		threads.execute(() -> this.seen.add("before"));
		threads.stop();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> threads.execute(() -> this.seen.add("meanwhile")));
		threads.start();
		threads.execute(() -> this.seen.add("after"));
		assertThat(this.seen).containsExactly("before", "after");
	}

	@Test
	void stopAndStartOfTheContextDoNotWaitForTheStoppedExecutor() {
		try (ScriptedServer server = server()) {
			runner(server)
				.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=10m",
						"spring.task.execution.thread-name-prefix=mine-")
				.run((context) -> {
					ReconnectingWebSocket feed = context.getBean(ReconnectingWebSocket.class);
					ConfigurableApplicationContext source = context
						.getSourceApplicationContext(ConfigurableApplicationContext.class);
					assertThat(seen()).contains("[mine-");
					source.stop();
					assertThat(feed.state()).isEqualTo(ConnectionState.STOPPED);
					source.start();
					assertThat(feed.state()).isEqualTo(ConnectionState.OPEN);
					assertThat(seen()).isNotNull();
					feed.reconnectNow();
					assertThat(feed.awaitOpen(DEADLINE)).isTrue();
					assertThat(seen()).contains("[mine-");
				});
		}
	}

	@Test
	void contextIsStoppedThenTheEndIsToldOnTheTaskExecutor() {
		try (ScriptedServer server = server()) {
			BlockingQueue<String> ends = new LinkedBlockingQueue<>();
			runner(server).withPropertyValues("spring.task.execution.thread-name-prefix=mine-")
				.withBean("ends", ReconnectingWebSocketCustomizer.class,
						() -> (name, builder) -> builder.onEvent((event) -> {
							if (event instanceof ConnectionEvent.StateChanged changed
									&& changed.status().state() == ConnectionState.STOPPED) {
								ends.add(describe(Thread.currentThread()));
							}
						}))
				.run((context) -> {
					assertThat(seen()).contains("[mine-");
					context.getSourceApplicationContext(ConfigurableApplicationContext.class).stop();
					assertThat(ends.poll(30, TimeUnit.SECONDS)).contains("[mine-");
				});
		}
	}

	@Test
	void floodDoesNotDelayTheEndOfTheContext() {
		try (ScriptedServer server = ScriptedServer
			.start((connection) -> connection.acceptHandshake().flood(200_000, Frames.text("a")).echo())) {
			runner(server).withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=10m")
				.run((context) -> assertThat(seen()).isNotNull());
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Decorator {

		@Bean
		TaskDecorator decorator() {
			return (task) -> () -> {
				CONTEXT.set("decorated");
				try {
					task.run();
				}
				finally {
					CONTEXT.remove();
				}
			};
		}

	}

}
