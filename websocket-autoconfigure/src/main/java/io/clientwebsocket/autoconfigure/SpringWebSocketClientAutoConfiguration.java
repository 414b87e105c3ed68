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
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.sockjs.client.SockJsClient;

import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.spring.ConnectorWebSocketClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of Spring's {@link WebSocketClient}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = WebSocketClientAutoConfiguration.class)
@ConditionalOnClass(WebSocketClient.class)
@ConditionalOnSingleCandidate(WebSocketConnector.class)
public final class SpringWebSocketClientAutoConfiguration {

	// a SockJS client is one of this type as well, but needs another one below it
	@Bean
	@ConditionalOnMissingBean(value = WebSocketClient.class, ignored = SockJsClient.class)
	ConnectorWebSocketClient connectorWebSocketClient(WebSocketConnector connector) {
		return new ConnectorWebSocketClient(connector);
	}

}
