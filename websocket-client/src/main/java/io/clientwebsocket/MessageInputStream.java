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

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * One incoming message of any size, read in constant memory: the socket reads on only as
 * far as this stream is read. Not bounded by
 * {@link ClientWebSocketOptions#maxMessageSize()}.
 * <p>
 * A read returns what is there, and waits only if nothing is. What goes wrong with the
 * socket is an {@link java.io.IOException} with the {@link WebSocketException} as its
 * cause; so is a close frame of the peer in the middle of the message. A thread that is
 * interrupted gets an {@link java.io.InterruptedIOException} with the interrupt still
 * set, and may read on. Not safe for use from many threads.
 * <p>
 * Until the end of the stream was read, or the stream was closed, other receives of whole
 * messages fail with {@link WebSocketError#INVALID_STATE}.
 *
 * @since 0.1.0
 */
public abstract class MessageInputStream extends InputStream {

	/**
	 * For the socket, which makes the streams.
	 */
	protected MessageInputStream() {
	}

	/**
	 * Type of the message.
	 * @return {@link MessageType#TEXT} or {@link MessageType#BINARY}, or
	 * {@link MessageType#CLOSE} if the peer closed instead of beginning a message: then
	 * the stream is at its end
	 */
	public abstract MessageType type();

	/**
	 * The rest of this stream as characters. Incoming text is checked by the socket: what
	 * is not UTF-8 ends the socket and is no character.
	 * @return a reader; closing it closes this stream
	 */
	public final Reader reader() {
		return new InputStreamReader(this, StandardCharsets.UTF_8);
	}

	/**
	 * Drop what is left of the message, which does not wait for it: the next receive goes
	 * on with the message behind it. Does nothing at the end of the stream.
	 */
	@Override
	public abstract void close();

}
