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

package io.clientwebsocket.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A byte pipe that never blocks: read what is there, be told when there is more, write,
 * close, abort.
 * <p>
 * One thread at a time reads, one at a time writes; the caller sees to that. The listener
 * is called on threads of the transport, never within a call of one of these methods.
 *
 * @since 0.1.0
 */
public interface Transport {

	/**
	 * Start to tell a listener. Called once, before any other method.
	 * @param listener the listener
	 */
	void start(TransportListener listener);

	/**
	 * Read what is there.
	 * @param buffer where the bytes go, from its position to its limit; the position is
	 * advanced
	 * @return number of bytes, 0 if there are none now, -1 if the peer has ended
	 * @throws IOException if the connection is lost
	 */
	int read(ByteBuffer buffer) throws IOException;

	/**
	 * Ask for one call of {@link TransportListener#onReadable}, when a read would bring
	 * something. Does nothing while an earlier request is open.
	 */
	void requestRead();

	/**
	 * Write.
	 * @param buffer the bytes between position and limit; belongs to the transport until
	 * it has taken them all
	 * @return whether all bytes were taken; if not, {@link TransportListener#onWritten()}
	 * or {@link TransportListener#onWriteFailed} follows
	 * @throws IOException if the connection is lost
	 */
	boolean write(ByteBuffer buffer) throws IOException;

	/**
	 * Nothing is written any more, and the peer's end is waited for: end this direction,
	 * where the peer does not end the connection first.
	 */
	default void endOutput() {
	}

	/**
	 * Release the connection in an orderly way. Idempotent.
	 */
	void close();

	/**
	 * Cut the connection. Idempotent.
	 */
	void abort();

}
