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

package io.clientwebsocket.interop;

import java.net.URI;

/**
 * A server that runs. Its paths:
 * <ul>
 * <li>{@code /echo} sends back what it receives, and takes the subprotocol
 * {@code v2.interop}</li>
 * <li>{@code /close/CODE} closes, at the first message, with the code and the reason "as
 * asked"</li>
 * <li>{@code /lost} ends the socket, at the first message, without a close frame</li>
 * <li>{@code /count} answers each message with the numbers of open sockets and
 * connections</li>
 * <li>{@code /refused} is refused with 403, {@code Retry-After: 7} and "not for you"</li>
 * <li>all others are answered with 404</li>
 * </ul>
 */
interface ServerPeer extends AutoCloseable {

	/** The port that takes what goes this way. */
	int port(Way way);

	default URI uri(Way way, String path) {
		return URI.create((way.isTls() ? "wss" : "ws") + "://127.0.0.1:" + port(way) + path);
	}

	@Override
	void close();

}
