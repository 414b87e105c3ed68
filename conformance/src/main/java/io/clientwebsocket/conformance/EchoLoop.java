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

package io.clientwebsocket.conformance;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

/**
 * What the suite expects of a client: it sends every message back as it came, one after
 * the other, and answers the close frame with the same status.
 */
final class EchoLoop {

	private final ClientWebSocket socket;

	EchoLoop(ClientWebSocket socket) {
		this.socket = socket;
	}

	/** Run until the connection ends. */
	CaseEnd run() throws InterruptedException {
		try {
			WebSocketMessage message = this.socket.receive();
			while (!(message instanceof WebSocketMessage.Close)) {
				sendBack(message);
				message = this.socket.receive();
			}
			return answer((WebSocketMessage.Close) message);
		}
		catch (WebSocketException ex) {
			return CaseEnd.of(this.socket, ex);
		}
	}

	private void sendBack(WebSocketMessage message) throws InterruptedException {
		if (message instanceof WebSocketMessage.Text text) {
			this.socket.sendText(text.value());
		}
		else if (message instanceof WebSocketMessage.Binary binary) {
			this.socket.sendBinary(binary.value());
		}
	}

	private CaseEnd answer(WebSocketMessage.Close close) throws InterruptedException {
		this.socket.close(close.status(), null);
		return CaseEnd.closed(close.status());
	}

}
