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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.jetty.JettyWebSocketConnector;
import io.clientwebsocket.spring.ReactiveConnectorWebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reactive client without Spring Boot, and a WebFlux server on Reactor Netty.
 */
@Timeout(60)
class ReactorNettyTests {

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	@Test
	void messagesFlowBothWaysAtThePaceOfTheReceiver() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Server.class);
				JettyWebSocketConnector connector = JettyWebSocketConnector.create(ClientWebSocketOptions.defaults())) {
			HttpHandler handler = WebHttpHandlerBuilder.applicationContext(context).build();
			DisposableServer server = HttpServer.create()
				.host("127.0.0.1")
				.port(0)
				.handle(new ReactorHttpHandlerAdapter(handler))
				.bindNow();
			try {
				List<String> echoes = exchange(connector, URI.create("ws://127.0.0.1:" + server.port() + "/echo"));
				assertThat(echoes).hasSize(1000).startsWith("0", "1", "2").endsWith("998", "999");
			}
			finally {
				server.disposeNow(DEADLINE);
			}
		}
	}

	private static List<String> exchange(JettyWebSocketConnector connector, URI uri) {
		List<String> echoes = new CopyOnWriteArrayList<>();
		new ReactiveConnectorWebSocketClient(connector).execute(uri, (session) -> {
			Flux<WebSocketMessage> numbers = Flux.range(0, 1000).map(String::valueOf).map(session::textMessage);
			Mono<Void> sent = session.send(numbers);
			Mono<Void> received = session.receive()
				.map(WebSocketMessage::getPayloadAsText)
				.limitRate(8)
				.doOnNext(echoes::add)
				.take(1000)
				.then();
			return sent.and(received);
		}).block(DEADLINE);
		return echoes;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class Server implements WebFluxConfigurer {

		// of the servers on the class path, this one
		@Override
		public WebSocketService getWebSocketService() {
			return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy());
		}

		@Bean
		HandlerMapping echoMapping() {
			WebSocketHandler echo = (session) -> session
				.send(session.receive().map((message) -> session.textMessage(message.getPayloadAsText())));
			return new SimpleUrlHandlerMapping(Map.of("/echo", echo), -1);
		}

	}

}
