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

package io.clientwebsocket.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketMessage;

/**
 * Ways to use our client, each as its documentation shows it.
 */
final class ClientWebSocketUses {

	static final int BUFFER_SIZE = 64 * 1024;

	/** Asynchronous sends of which the end was not told yet. */
	private static final int MAX_OUTSTANDING = 1024;

	private ClientWebSocketUses() {
	}

	static void receiveIntoBuffer(ClientWebSocket socket, MessageSource source, MessageSink sink)
			throws InterruptedException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
		boolean more = true;
		while (more) {
			ReceiveResult result = socket.receive(buffer.clear());
			requireBinary(result.type());
			more = sink.part(buffer.flip(), result.endOfMessage());
		}
	}

	static void receiveMessages(ClientWebSocket socket, MessageSource source, MessageSink sink)
			throws InterruptedException {
		boolean more = true;
		while (more) {
			WebSocketMessage message = socket.receive();
			requireBinary(message.type());
			more = sink.part(((WebSocketMessage.Binary) message).value(), true);
		}
	}

	static void sendBlocking(ClientWebSocket socket, MessageSource source, MessageSink sink)
			throws InterruptedException {
		ByteBuffer payload = source.next();
		while (payload != null) {
			socket.sendBinary(payload);
			payload = source.next();
		}
	}

	static void sendAsync(ClientWebSocket socket, MessageSource source, MessageSink sink) {
		Outstanding outstanding = new Outstanding(MAX_OUTSTANDING);
		ByteBuffer payload = source.next();
		while (payload != null) {
			outstanding.begin();
			CompletableFuture<Void> unused = socket.sendBinaryAsync(payload)
				.whenComplete((none, failure) -> outstanding.end(failure));
			payload = source.next();
		}
		outstanding.awaitAll();
	}

	static void roundTripsBlocking(ClientWebSocket socket, MessageSource source, MessageSink sink)
			throws InterruptedException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
		ByteBuffer payload = source.next();
		while (payload != null) {
			socket.sendBinary(payload);
			boolean last = false;
			while (!last) {
				ReceiveResult result = socket.receive(buffer.clear());
				requireBinary(result.type());
				last = result.endOfMessage();
				sink.part(buffer.flip(), last);
			}
			payload = source.next();
		}
	}

	static void roundTripsAsync(ClientWebSocket socket, MessageSource source, MessageSink sink) throws Exception {
		new AsyncRoundTrips(socket, source, sink).run();
	}

	static void requireBinary(MessageType type) {
		if (type != MessageType.BINARY) {
			throw new IllegalStateException("expected a binary message, but was " + type);
		}
	}

}
