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
import java.util.List;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.client.WebSocketGraphQlClient;
import org.springframework.integration.websocket.ClientWebSocketContainer;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.client.WebSocketConnectionManager;
import org.springframework.web.socket.messaging.WebSocketStompClient;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.managed.FailureClassifier;
import io.clientwebsocket.managed.RetryDecision;
import io.clientwebsocket.spring.ConnectorWebSocketClient;
import io.clientwebsocket.spring.ReactiveConnectorWebSocketClient;

/**
 * The beans that {@code docs/starter.md} shows, word by word.
 */
@Configuration(proxyBeanMethods = false)
class StarterGuide {

	@Bean
	FailureClassifier refusedAddressIsFinal() {
		return (cause) -> (cause.failure() instanceof WebSocketException ex
				&& ex.error() == WebSocketError.ADDRESS_REFUSED) ? RetryDecision.STOP : null;
	}

	@Bean
	WebSocketConnectionManager feed(ConnectorWebSocketClient client, WebSocketHandler handler,
			@Value("${feed.uri}") URI uri) {
		WebSocketConnectionManager manager = new WebSocketConnectionManager(client, handler, uri);
		manager.setAutoStartup(true);
		return manager;
	}

	@Bean
	WebSocketStompClient stompClient(ConnectorWebSocketClient client) {
		WebSocketStompClient stompClient = new WebSocketStompClient(client);
		stompClient.setMessageConverter(new StringMessageConverter());
		return stompClient;
	}

	@Bean
	SockJsClient sockJsClient(ConnectorWebSocketClient client) {
		return new SockJsClient(List.of(new WebSocketTransport(client)));
	}

	@Bean
	ClientWebSocketContainer container(ConnectorWebSocketClient client, @Value("${feed.uri}") String uri) {
		return new ClientWebSocketContainer(client, uri);
	}

	@Bean
	WebSocketGraphQlClient graphQlClient(ReactiveConnectorWebSocketClient client, @Value("${graphql.uri}") URI uri) {
		return WebSocketGraphQlClient.builder(uri, client).build();
	}

}
