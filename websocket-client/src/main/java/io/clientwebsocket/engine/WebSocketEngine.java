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

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.transport.Transport;

/**
 * The seam: whoever has a transport over which frames may go opens a socket here.
 *
 * @since 0.1.0
 */
public final class WebSocketEngine {

	private WebSocketEngine() {
	}

	/**
	 * Open a socket.
	 * @param transport the byte pipe; from now on the socket's, which releases it
	 * @param settings what the socket is opened with
	 * @return the open socket
	 */
	public static ClientWebSocket open(Transport transport, EngineSettings settings) {
		SocketLifecycle lifecycle = new SocketLifecycle(transport, settings);
		ClientWebSocket socket = new EngineWebSocket(lifecycle, settings);
		lifecycle.open(socket);
		return socket;
	}

}
