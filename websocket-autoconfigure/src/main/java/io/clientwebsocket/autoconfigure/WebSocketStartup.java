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

/**
 * What the start of the application does with a named client.
 *
 * @since 0.1.0
 */
public enum WebSocketStartup {

	/**
	 * Start the client, and do not wait for it.
	 */
	BACKGROUND,

	/**
	 * Start the client and wait until it is open; go on without it, with a warning in the
	 * log, when the time is up or it has failed.
	 */
	WAIT,

	/**
	 * Start the client and wait until it is open; do not start the application without
	 * it.
	 */
	REQUIRED,

	/**
	 * Leave the start of the client to the application.
	 */
	MANUAL

}
