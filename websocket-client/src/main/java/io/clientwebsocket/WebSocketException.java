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

package io.clientwebsocket;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Failure of an operation on a {@link ClientWebSocket}.
 *
 * @since 0.1.0
 */
public class WebSocketException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final WebSocketError error;

	/**
	 * Create a new exception.
	 * @param error the kind of failure
	 * @param message what was expected and what came instead
	 */
	public WebSocketException(WebSocketError error, String message) {
		this(error, message, null);
	}

	/**
	 * Create a new exception with a cause.
	 * @param error the kind of failure
	 * @param message what was expected and what came instead
	 * @param cause the cause, or {@code null}
	 */
	public WebSocketException(WebSocketError error, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.error = Objects.requireNonNull(error, "'error' must not be null");
	}

	/**
	 * Kind of the failure.
	 * @return the kind
	 */
	public WebSocketError error() {
		return this.error;
	}

}
