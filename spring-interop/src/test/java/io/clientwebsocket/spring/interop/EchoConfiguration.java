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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * A handler that sends back what it is sent, plain and over SockJS.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class EchoConfiguration {

	@Bean
	EchoHandler echoHandler() {
		return new EchoHandler();
	}

	@Bean
	WebSocketConfigurer echoConfigurer(EchoHandler handler) {
		return (registry) -> {
			registry.addHandler(handler, "/echo").setHandshakeHandler(standard());
			registry.addHandler(handler, "/sockjs").setHandshakeHandler(standard()).withSockJS();
		};
	}

	/** Both containers have the standard API; what Spring would choose fits but one. */
	static HandshakeHandler standard() {
		return new DefaultHandshakeHandler(new StandardWebSocketUpgradeStrategy());
	}

	/**
	 * Sends back what it is sent, and keeps how sessions end.
	 */
	static final class EchoHandler extends AbstractWebSocketHandler implements SubProtocolCapable {

		private final BlockingQueue<CloseStatus> ends = new LinkedBlockingQueue<>();

		private final AtomicInteger open = new AtomicInteger();

		BlockingQueue<CloseStatus> ends() {
			return this.ends;
		}

		/** How many sessions are open. */
		int open() {
			return this.open.get();
		}

		@Override
		public void afterConnectionEstablished(WebSocketSession session) {
			this.open.incrementAndGet();
		}

		@Override
		public List<String> getSubProtocols() {
			return List.of("echo.v1");
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
			session.sendMessage(message);
		}

		@Override
		protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) throws IOException {
			session.sendMessage(message);
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			this.ends.add(status);
			this.open.decrementAndGet();
		}

	}

}
