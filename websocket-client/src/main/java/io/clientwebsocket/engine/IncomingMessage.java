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

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;

import io.clientwebsocket.MessageInputStream;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketException;

/**
 * An incoming message that is received part by part. Not thread-safe.
 */
final class IncomingMessage extends MessageInputStream {

	private final Inbound inbound;

	private final MessageType type;

	private boolean ended;

	private boolean closed;

	/**
	 * A message that has begun.
	 * @param type its type, CLOSE if there is none
	 */
	IncomingMessage(Inbound inbound, MessageType type) {
		this.inbound = inbound;
		this.type = type;
		this.ended = type == MessageType.CLOSE;
	}

	@Override
	public MessageType type() {
		return this.type;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		if (this.closed) {
			throw new IOException("The stream of the message is closed");
		}
		if (length == 0) {
			return 0;
		}
		ByteBuffer target = ByteBuffer.wrap(bytes, offset, length);
		while (!this.ended) {
			int count = receive(target);
			if (count > 0) {
				return count;
			}
		}
		return -1;
	}

	private int receive(ByteBuffer target) throws IOException {
		try {
			ReceiveResult result = this.inbound.receiveSome(target);
			this.ended = result.endOfMessage();
			if (result.type() == MessageType.CLOSE) {
				throw new EOFException("expected the rest of the message, but the peer closed in the middle of it");
			}
			return result.count();
		}
		catch (WebSocketException ex) {
			throw new IOException(ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for more of the message");
		}
	}

	@Override
	public void close() {
		if (!this.closed && !this.ended) {
			this.inbound.discardRest();
		}
		this.closed = true;
	}

}
