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

import org.jspecify.annotations.Nullable;

/**
 * An attempt, for suppliers.
 *
 * @param number 1 for the first after a start or the loss of a connection
 * @param lastCause why the attempt before failed, or the connection before ended;
 * {@code null} if there was none since the start, and for the first attempt to replace a
 * connection that is open
 * @since 0.1.0
 */
public record ConnectAttempt(int number, @Nullable DisconnectCause lastCause) {

	/**
	 * Whether the server refused the attempt before because of its credentials (401).
	 * @return whether fresh credentials are needed
	 */
	public boolean unauthorized() {
		return this.lastCause != null && this.lastCause.httpStatus() == 401;
	}

}
