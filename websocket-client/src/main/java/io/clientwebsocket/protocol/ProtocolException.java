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

package io.clientwebsocket.protocol;

import io.clientwebsocket.CloseStatus;

/**
 * The peer broke the protocol or a limit: the connection must end with this status.
 *
 * @since 0.1.0
 */
public final class ProtocolException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient CloseStatus status;

	/**
	 * Create a new exception.
	 * @param status the status of the close frame that answers
	 * @param message what was expected and what came instead
	 */
	public ProtocolException(CloseStatus status, String message) {
		super(message);
		this.status = status;
	}

	/**
	 * Status of the close frame that answers.
	 * @return the status
	 */
	public CloseStatus status() {
		return this.status;
	}

	static ProtocolException violation(String message) {
		return new ProtocolException(CloseStatus.PROTOCOL_ERROR, message);
	}

}
