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

package io.clientwebsocket.spring.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.graphql.client.WebSocketGraphQlClient;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import io.clientwebsocket.autoconfigure.ReactiveSpringWebSocketClientAutoConfiguration;
import io.clientwebsocket.autoconfigure.SpringWebSocketClientAutoConfiguration;
import io.clientwebsocket.autoconfigure.WebSocketClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The beans that {@code docs/starter.md} shows work, and stand there as they stand here.
 */
@Timeout(60)
class StarterGuideTests {

	private static final Path GUIDE = Path.of("../docs/starter.md");

	private static final Path SOURCE = Path.of("src/test/java/io/clientwebsocket/spring/interop/StarterGuide.java");

	@Test
	void beansOfTheGuideWork() throws Exception {
		CountDownLatch connected = new CountDownLatch(1);
		try (SpringServer server = SpringServer.tomcat();
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("uris", Map.of("feed.uri", server.uri("ws", "/echo").toString(),
						"graphql.uri", server.uri("ws", "/graphql").toString())));
			context.registerBean(WebSocketHandler.class, () -> new TextWebSocketHandler() {

				@Override
				public void afterConnectionEstablished(WebSocketSession session) {
					connected.countDown();
				}

			});
			context.register(Clients.class);
			context.refresh();
			assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
			assertThat(context.getBean(WebSocketGraphQlClient.class)
				.document("{ answer }")
				.retrieve("answer")
				.toEntity(Integer.class)
				.block(Duration.ofSeconds(20))).isEqualTo(42);
		}
	}

	@Test
	void guideShowsTheBeansWordByWord() throws Exception {
		String source = Files.readString(SOURCE);
		String beans = source.substring(source.indexOf("	@Bean"), source.lastIndexOf('}'))
			.stripTrailing()
			.indent(-1);
		String guide = Files.readString(GUIDE);
		Pattern.compile("(?=@Bean)").splitAsStream(beans).forEach((bean) -> assertThat(guide).contains(bean.strip()));
	}

	@ImportAutoConfiguration({ SslAutoConfiguration.class, WebSocketClientAutoConfiguration.class,
			SpringWebSocketClientAutoConfiguration.class, ReactiveSpringWebSocketClientAutoConfiguration.class })
	static class Clients extends StarterGuide {

	}

}
