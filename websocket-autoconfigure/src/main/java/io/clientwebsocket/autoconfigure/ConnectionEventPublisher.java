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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;

import io.clientwebsocket.managed.ConnectionEvent;
import io.clientwebsocket.managed.ReconnectingWebSocket;

/**
 * Publishes what happens to named clients as events of the application.
 */
final class ConnectionEventPublisher implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(ConnectionEventPublisher.class);

	private final ApplicationEventPublisher publisher;

	// set by the thread that closes the context
	private volatile boolean closed;

	ConnectionEventPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	void publish(ReconnectingWebSocket client, ConnectionEvent event) {
		if (this.closed) {
			return;
		}
		try {
			this.publisher.publishEvent(new WebSocketConnectionEvent<>(client, event));
		}
		catch (BeanCreationNotAllowedException ex) {
			logger.debug("Event of client '{}' comes too late: beans that listen are gone", client.name(), ex);
		}
	}

	@Override
	public void destroy() {
		this.closed = true;
	}

}
