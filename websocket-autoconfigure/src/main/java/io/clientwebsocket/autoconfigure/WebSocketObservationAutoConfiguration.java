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

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of observations of named WebSocket
 * clients.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = WebSocketClientAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ReconnectingWebSocket.class)
@ConditionalOnSingleCandidate(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "ws.observation.enabled", matchIfMissing = true)
public final class WebSocketObservationAutoConfiguration {

	@Bean
	ConnectorDecorator webSocketObservedConnectors(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<WebSocketHandshakeObservationConvention> convention) {
		return (client, connector) -> new ObservedConnector(client, connector, registry.getObject(),
				convention.getIfAvailable());
	}

	@Bean
	WebSocketSessionObservations webSocketSessionObservations(ObservationRegistry registry,
			ObjectProvider<WebSocketSessionObservationConvention> convention) {
		return new WebSocketSessionObservations(registry, convention.getIfAvailable());
	}

}
