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

import java.time.Duration;

import io.clientwebsocket.managed.ConnectionStatus;

/**
 * A client that the application cannot start without was not open in time.
 */
class WebSocketClientNotOpenException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String client;

	private final Duration timeout;

	private final transient ConnectionStatus status;

	/**
	 * Create a new exception.
	 * @param client name of the client
	 * @param timeout how long it was waited for, at most
	 * @param status how it was then
	 */
	WebSocketClientNotOpenException(String client, Duration timeout, ConnectionStatus status) {
		super("WebSocket client '" + client + "' was not open within " + PropertyPath.show(timeout) + ", but was "
				+ status.state(), (status.lastCause() != null) ? status.lastCause().failure() : null);
		this.client = client;
		this.timeout = timeout;
		this.status = status;
	}

	String client() {
		return this.client;
	}

	Duration timeout() {
		return this.timeout;
	}

	ConnectionStatus status() {
		return this.status;
	}

}
