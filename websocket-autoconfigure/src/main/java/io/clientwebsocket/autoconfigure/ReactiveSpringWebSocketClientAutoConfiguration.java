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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.web.reactive.socket.client.WebSocketClient;

import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.spring.ReactiveConnectorWebSocketClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of Spring's reactive
 * {@link WebSocketClient}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = WebSocketClientAutoConfiguration.class)
@ConditionalOnClass(WebSocketClient.class)
@ConditionalOnSingleCandidate(WebSocketConnector.class)
public final class ReactiveSpringWebSocketClientAutoConfiguration {

	// any other client that somebody defines later is injected instead
	@Bean
	@Fallback
	@ConditionalOnMissingBean(WebSocketClient.class)
	ReactiveConnectorWebSocketClient reactiveConnectorWebSocketClient(WebSocketConnector connector) {
		return new ReactiveConnectorWebSocketClient(connector);
	}

}
