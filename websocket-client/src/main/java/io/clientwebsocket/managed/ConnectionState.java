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

package io.clientwebsocket.managed;

/**
 * State of a {@link ReconnectingWebSocket}.
 *
 * @since 0.1.0
 * @see ConnectionStatus#state()
 */
public enum ConnectionState {

	/**
	 * Not started, stopped, or {@linkplain ConnectionStatus#paused() paused}: there is no
	 * connection and none is sought.
	 */
	STOPPED,

	/**
	 * An attempt is under way: suppliers, handshake, {@code onOpen}.
	 */
	CONNECTING,

	/**
	 * There is a connection, and {@code onOpen} has succeeded on it.
	 */
	OPEN,

	/**
	 * The next attempt waits for its {@linkplain ConnectionStatus#nextAttempt() time}.
	 */
	BACKING_OFF,

	/**
	 * Given up: retrying was pointless, or there were too many retries.
	 * {@link ReconnectingWebSocket#start()} begins anew.
	 */
	FAILED

}
