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

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * A STOMP broker with heartbeats, and an application behind it.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocketMessageBroker
@Import(StompConfiguration.Greetings.class)
class StompConfiguration implements WebSocketMessageBrokerConfigurer {

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		// a message must not overtake the subscription before it
		registry.setPreserveReceiveOrder(true);
		registry.addEndpoint("/stomp").setHandshakeHandler(EchoConfiguration.standard());
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.setApplicationDestinationPrefixes("/app");
		registry.enableSimpleBroker("/topic")
			.setTaskScheduler(new SimpleAsyncTaskScheduler())
			.setHeartbeatValue(new long[] { 100, 100 });
	}

	@Override
	public void configureClientInboundChannel(ChannelRegistration registration) {
		registration.interceptors(new Receipts());
	}

	@Controller
	static class Greetings {

		// goes to the topic of the same name
		@MessageMapping("/greetings")
		String greet(String name) {
			return "Hello, " + name;
		}

	}

	/**
	 * Answers what asks for a receipt when the broker has it, which Spring's does not.
	 */
	private static final class Receipts implements ExecutorChannelInterceptor {

		@Override
		public void afterMessageHandled(Message<?> message, MessageChannel channel, MessageHandler handler,
				@Nullable Exception ex) {
			StompHeaderAccessor request = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
			if (handler instanceof SimpleBrokerMessageHandler broker && request != null
					&& request.getReceipt() != null) {
				StompHeaderAccessor receipt = StompHeaderAccessor.create(StompCommand.RECEIPT);
				receipt.setReceiptId(request.getReceipt());
				receipt.setSessionId(request.getSessionId());
				broker.getClientOutboundChannel()
					.send(MessageBuilder.createMessage(new byte[0], receipt.getMessageHeaders()));
			}
		}

	}

}
