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

package io.clientwebsocket.engine;

import java.util.Iterator;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

/**
 * Messages of a socket until the peer closes. Not thread-safe.
 */
final class MessageIterator implements Iterator<WebSocketMessage> {

	private final ClientWebSocket socket;

	private @Nullable WebSocketMessage next;

	private boolean ended;

	MessageIterator(ClientWebSocket socket) {
		this.socket = socket;
	}

	@Override
	public boolean hasNext() {
		if (this.next == null && !this.ended) {
			this.next = receive();
			this.ended = this.next == null;
		}
		return !this.ended;
	}

	private @Nullable WebSocketMessage receive() {
		try {
			WebSocketMessage message = this.socket.receive();
			return (message instanceof WebSocketMessage.Close) ? null : message;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		catch (WebSocketException ex) {
			if (isEnd(this.socket, ex)) {
				return null;
			}
			throw ex;
		}
	}

	/** Whether a socket was closed from our side, or that was told to another receive. */
	static boolean isEnd(ClientWebSocket socket, WebSocketException failure) {
		boolean closed = socket.state() == WebSocketState.CLOSED || socket.state() == WebSocketState.CLOSE_RECEIVED;
		return closed && failure.error() == WebSocketError.INVALID_STATE;
	}

	@Override
	public WebSocketMessage next() {
		if (!hasNext() || this.next == null) {
			throw new NoSuchElementException("The peer has closed");
		}
		WebSocketMessage message = this.next;
		this.next = null;
		return message;
	}

}
