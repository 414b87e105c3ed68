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

/**
 * What the start of the application does with a client.
 *
 * @param mode whether it is started, and waited for
 * @param timeout how long it is waited for
 */
record ClientStartup(WebSocketStartup mode, Duration timeout) {

	/** A client of the application's own making. */
	static final ClientStartup MANUAL = new ClientStartup(WebSocketStartup.MANUAL, Duration.ZERO);

	boolean waits() {
		return this.mode == WebSocketStartup.WAIT || this.mode == WebSocketStartup.REQUIRED;
	}

}
