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

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

/**
 * Gives messages to a socket, and tells what its refusals mean.
 */
final class SocketWrites {

	private SocketWrites() {
	}

	static void write(ClientWebSocket socket, WebSocketMessage message) throws InterruptedException {
		if (message instanceof WebSocketMessage.Text text) {
			socket.sendText(text.value());
		}
		else if (message instanceof WebSocketMessage.Binary binary) {
			socket.sendBinary(binary.value());
		}
	}

	static CompletableFuture<@Nullable Void> writeAsync(ClientWebSocket socket, WebSocketMessage message) {
		if (message instanceof WebSocketMessage.Text text) {
			return socket.sendTextAsync(text.value());
		}
		if (message instanceof WebSocketMessage.Binary binary) {
			return socket.sendBinaryAsync(binary.value());
		}
		throw new IllegalArgumentException("'message' must be a text or binary message, but was " + message);
	}

	/** Why a write has failed, {@code null} if it has not, or not yet. */
	static @Nullable Throwable failureOf(CompletableFuture<?> write) {
		return write.isCompletedExceptionally() ? Failures.unwrap(write.handle((value, failure) -> failure).join())
				: null;
	}

	/**
	 * Whether the state of the socket forbade a write: the peer has got nothing of it.
	 */
	static boolean isRefusal(Throwable failure) {
		return failure instanceof WebSocketException known && known.error() == WebSocketError.INVALID_STATE;
	}

	/** Whether nothing can be sent on a socket any more. */
	static boolean isOver(ClientWebSocket socket) {
		WebSocketState state = socket.state();
		return state != WebSocketState.OPEN && state != WebSocketState.CLOSE_RECEIVED;
	}

}
