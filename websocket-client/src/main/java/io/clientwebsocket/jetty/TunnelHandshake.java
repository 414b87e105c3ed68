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

package io.clientwebsocket.jetty;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * What a client and its proxy say to each other until there is a tunnel to the server:
 * bytes in, bytes out.
 */
interface TunnelHandshake {

	/**
	 * What the client says first.
	 * @return the bytes to send
	 * @throws ProxyException if such a proxy cannot be asked for the server
	 */
	ByteBuffer start() throws ProxyException;

	/**
	 * Take what the proxy says. Bytes behind the end of the handshake are left: they are
	 * of the server.
	 * @param input what has arrived
	 * @return the bytes to send next, or {@code null} if there is nothing to say
	 * @throws ProxyException if the proxy refuses, or does not speak its protocol
	 */
	@Nullable ByteBuffer received(ByteBuffer input) throws ProxyException;

	/** Whether the proxy has opened the tunnel. */
	boolean isOpen();

}
