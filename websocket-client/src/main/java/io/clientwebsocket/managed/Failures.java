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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;

/**
 * What goes wrong, in the terms of the API.
 */
final class Failures {

	private Failures() {
	}

	static Throwable unwrap(Throwable failure) {
		boolean wrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
		return (wrapper && failure.getCause() != null) ? failure.getCause() : failure;
	}

	/** There is no connection. */
	static WebSocketException notOpen(String name, ConnectionStatus status) {
		return new WebSocketException(WebSocketError.INVALID_STATE, "Expected connection '" + name
				+ "' to be OPEN, but "
				+ ((status.state() == ConnectionState.OPEN) ? "it has just ended" : "was " + status.describe()));
	}

	/** The connection has ended, and with it what depended on it. */
	static WebSocketException ended(String name, DisconnectCause cause) {
		WebSocketError error = (cause.failure() instanceof WebSocketException known) ? known.error()
				: WebSocketError.CONNECTION_CLOSED_PREMATURELY;
		return new WebSocketException(error, "Connection '" + name + "' has ended, " + cause, cause.failure());
	}

	/** Wait for a future that no user's thread needs to complete. */
	static <T> T get(CompletableFuture<T> future) throws InterruptedException {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			Throwable cause = unwrap(ex);
			if (cause instanceof WebSocketException known) {
				throw new WebSocketException(known.error(), String.valueOf(known.getMessage()), known);
			}
			throw new WebSocketException(WebSocketError.FAULTED, "The operation has failed, " + cause, cause);
		}
	}

}
