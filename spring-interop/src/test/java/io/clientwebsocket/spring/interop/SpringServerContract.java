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

import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.client.WebSocketGraphQlClient;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.websocket.ClientWebSocketContainer;
import org.springframework.integration.websocket.inbound.WebSocketInboundChannelAdapter;
import org.springframework.integration.websocket.outbound.WebSocketOutboundMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.WebSocketConnectionManager;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.messaging.WebSocketStompClient;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;
import reactor.core.publisher.Flux;

import io.clientwebsocket.autoconfigure.ReactiveSpringWebSocketClientAutoConfiguration;
import io.clientwebsocket.autoconfigure.SpringWebSocketClientAutoConfiguration;
import io.clientwebsocket.autoconfigure.WebSocketClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What takes one of Spring's WebSocket clients works with the auto-configured one.
 */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
abstract class SpringServerContract {

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	private SpringServer server;

	private AnnotationConfigApplicationContext context;

	private WebSocketClient client;

	private org.springframework.web.reactive.socket.client.WebSocketClient reactiveClient;

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	abstract SpringServer startServer();

	@BeforeAll
	void start() {
		this.server = startServer();
		this.context = new AnnotationConfigApplicationContext(Client.class);
		this.client = this.context.getBean(WebSocketClient.class);
		this.reactiveClient = this.context
			.getBean(org.springframework.web.reactive.socket.client.WebSocketClient.class);
	}

	@AfterAll
	void stop() {
		this.context.close();
		this.server.close();
	}

	@AfterEach
	void forget() {
		// what ends late belongs to no other test
		await().atMost(DEADLINE).until(() -> echo().open() == 0);
		this.received.clear();
		ends().clear();
	}

	private BlockingQueue<CloseStatus> ends() {
		return echo().ends();
	}

	private EchoConfiguration.EchoHandler echo() {
		return this.server.bean(EchoConfiguration.EchoHandler.class);
	}

	private String nextReceived() throws InterruptedException {
		return String.valueOf(this.received.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS));
	}

	private CloseStatus nextEnd() throws InterruptedException {
		return this.ends().poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
	}

	@Test
	void connectionManagerConnectsAndCloses() throws Exception {
		WebSocketConnectionManager manager = new WebSocketConnectionManager(this.client, new Greeter(),
				this.server.uri("ws", "/echo"));
		manager.setSubProtocols(List.of("echo.v0", "echo.v1"));
		manager.start();
		assertThat(nextReceived()).isEqualTo("hello over echo.v1");
		// the manager is told after the handler
		await().atMost(DEADLINE).until(manager::isConnected);
		manager.stop();
		assertThat(nextEnd().getCode()).isEqualTo(1000);
		assertThat(nextReceived()).isEqualTo("closed 1000");
		assertThat(manager.isConnected()).isFalse();
	}

	@Test
	void sessionSendsAndReceivesEveryKindOfMessage() throws Exception {
		WebSocketSession session = this.client
			.execute(new Recorder(), new WebSocketHttpHeaders(), this.server.uri("ws", "/echo"))
			.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
		session.sendMessage(new TextMessage("a", false));
		session.sendMessage(new TextMessage("b", true));
		assertThat(nextReceived()).isEqualTo("ab");
		session.sendMessage(new BinaryMessage(new byte[3000]));
		assertThat(nextReceived()).isEqualTo("3000 bytes");
		session.sendMessage(new PingMessage());
		assertThat(nextReceived()).isEqualTo("pong");
		session.close(CloseStatus.GOING_AWAY.withReason("bye"));
		assertThat(nextEnd()).isEqualTo(CloseStatus.GOING_AWAY.withReason("bye"));
		assertThat(nextReceived()).isEqualTo("closed 1001");
	}

	@Test
	void stompClientSubscribesSendsAndGetsReceipts() throws Exception {
		WebSocketStompClient stompClient = new WebSocketStompClient(this.client);
		stompClient.setMessageConverter(new StringMessageConverter());
		try (SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler()) {
			stompClient.setTaskScheduler(scheduler);
			stompClient.setDefaultHeartbeat(new long[] { 100, 100 });
			StompSession session = stompClient
				.connectAsync(this.server.uri("ws", "/stomp").toString(), new StompSessionHandlerAdapter() {
				})
				.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
			session.subscribe("/topic/greetings", new Payloads());
			StompHeaders headers = new StompHeaders();
			headers.setDestination("/topic/greetings");
			headers.setReceipt("r1");
			session.send(headers, "from the topic").addReceiptTask(() -> this.received.add("receipt"));
			assertThat(List.of(nextReceived(), nextReceived())).containsExactlyInAnyOrder("from the topic", "receipt");
			session.send("/app/greetings", "Ada");
			assertThat(nextReceived()).isEqualTo("Hello, Ada");
			session.disconnect();
			assertThat(session.isConnected()).isFalse();
		}
	}

	@Test
	void sockJsClientTalksOverAWebSocket() throws Exception {
		SockJsClient sockJsClient = new SockJsClient(List.of(new WebSocketTransport(this.client)));
		sockJsClient.start();
		WebSocketSession session = sockJsClient.execute(new Recorder(), this.server.uri("http", "/sockjs").toString())
			.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
		session.sendMessage(new TextMessage("over SockJS"));
		assertThat(nextReceived()).isEqualTo("over SockJS");
		session.close();
		assertThat(nextReceived()).isEqualTo("closed 1000");
		sockJsClient.stop();
	}

	@Test
	void graphQlClientReceivesASubscription() {
		WebSocketGraphQlClient graphQlClient = WebSocketGraphQlClient
			.builder(this.server.uri("ws", "/graphql"), this.reactiveClient)
			.build();
		List<Integer> ticks = graphQlClient.document("subscription { ticks(count: 3) }")
			.retrieveSubscription("ticks")
			.toEntity(Integer.class)
			.collectList()
			.block(DEADLINE);
		assertThat(ticks).containsExactly(1, 2, 3);
		Integer answer = graphQlClient.document("{ answer }")
			.retrieve("answer")
			.toEntity(Integer.class)
			.block(DEADLINE);
		assertThat(answer).isEqualTo(42);
		graphQlClient.stop().block(DEADLINE);
	}

	@Test
	void integrationContainerSendsAndReceives() throws Exception {
		ClientWebSocketContainer container = new ClientWebSocketContainer(this.client,
				this.server.uri("ws", "/echo").toString());
		try (AnnotationConfigApplicationContext integration = new AnnotationConfigApplicationContext()) {
			integration.register(Integration.class);
			integration.registerBean(ClientWebSocketContainer.class, () -> container);
			integration.refresh();
			integration.getBean(WebSocketOutboundMessageHandler.class)
				.handleMessage(new GenericMessage<>("integrated"));
			Message<?> message = integration.getBean(QueueChannel.class).receive(DEADLINE.toMillis());
			assertThat(message).isNotNull().extracting(Message::getPayload).isEqualTo("integrated");
		}
		assertThat(nextEnd().getCode()).isEqualTo(1000);
	}

	@Test
	void reactiveClientSendsAndReceives() throws Exception {
		this.reactiveClient
			.execute(this.server.uri("ws", "/echo"),
					(session) -> session.send(Flux.just("a", "b", "c").map(session::textMessage))
						.thenMany(session.receive().take(3).map((message) -> message.getPayloadAsText()))
						.doOnNext(this.received::add)
						.then())
			.block(DEADLINE);
		assertThat(List.of(nextReceived(), nextReceived(), nextReceived())).containsExactly("a", "b", "c");
		assertThat(nextEnd().getCode()).isEqualTo(1000);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, WebSocketClientAutoConfiguration.class,
			SpringWebSocketClientAutoConfiguration.class, ReactiveSpringWebSocketClientAutoConfiguration.class })
	static class Client {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Integration {

		@Bean
		QueueChannel incoming() {
			return new QueueChannel();
		}

		@Bean
		WebSocketInboundChannelAdapter inbound(ClientWebSocketContainer container, QueueChannel incoming) {
			WebSocketInboundChannelAdapter adapter = new WebSocketInboundChannelAdapter(container);
			adapter.setOutputChannel(incoming);
			return adapter;
		}

		@Bean
		WebSocketOutboundMessageHandler outbound(ClientWebSocketContainer container) {
			return new WebSocketOutboundMessageHandler(container);
		}

	}

	/** Keeps what it receives. */
	private class Recorder extends AbstractWebSocketHandler {

		@Override
		public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
			String text = (message instanceof TextMessage given) ? given.getPayload()
					: (message instanceof PongMessage) ? "pong" : message.getPayloadLength() + " bytes";
			SpringServerContract.this.received.add(text);
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			SpringServerContract.this.received.add("closed " + status.getCode());
		}

	}

	/** Says hello. */
	private final class Greeter extends Recorder {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws IOException {
			session.sendMessage(new TextMessage("hello over " + session.getAcceptedProtocol()));
		}

	}

	/** Keeps the payloads of STOMP messages. */
	private final class Payloads implements StompFrameHandler {

		@Override
		public Type getPayloadType(StompHeaders headers) {
			return String.class;
		}

		@Override
		public void handleFrame(StompHeaders headers, @Nullable Object payload) {
			SpringServerContract.this.received.add(String.valueOf(payload));
		}

	}

}
