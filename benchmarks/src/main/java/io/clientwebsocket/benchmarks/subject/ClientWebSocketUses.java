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

package io.clientwebsocket.benchmarks.subject;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSink;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * Ways to use our client, each as its documentation shows it.
 */
final class ClientWebSocketUses {

	static final int BUFFER_SIZE = 64 * 1024;

	private ClientWebSocketUses() {
	}

	static void receiveIntoBuffer(ClientWebSocket socket, MessageSource source, MessageSink sink)
			throws InterruptedException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
		boolean more = true;
		while (more) {
			ReceiveResult result = socket.receive(buffer.clear());
			more = sink.part(buffer.flip(), result.endOfMessage());
		}
	}

	static void receiveMessages(ClientWebSocket socket, MessageSource source, MessageSink sink)
			throws InterruptedException {
		boolean more = true;
		while (more) {
			more = deliver(socket.receive(), sink);
		}
	}

	/** Whether the sink wants more. */
	static boolean deliver(WebSocketMessage message, MessageSink sink) {
		if (message instanceof WebSocketMessage.Binary binary) {
			return sink.part(binary.value(), true);
		}
		if (message instanceof WebSocketMessage.Text text) {
			return sink.text(text.value(), true);
		}
		throw new IllegalStateException("expected data, but was " + message.type());
	}

	static void sendBlocking(ClientWebSocket socket, MessageSource source, MessageSink sink)
			throws InterruptedException {
		Message message = source.next();
		while (message != null) {
			String text = message.text();
			if (text != null) {
				socket.sendText(text);
			}
			else {
				socket.sendBinary(message.bytes());
			}
			message = source.next();
		}
	}

	static void sendAsync(ClientWebSocket socket, MessageSource source, MessageSink sink) {
		Message message = source.next();
		if (message == null) {
			return;
		}
		Outstanding outstanding = new Outstanding(Pipeline.maxSends(message.size()));
		while (message != null) {
			outstanding.begin();
			CompletableFuture<@Nullable Void> unused = send(socket, message)
				.whenComplete((none, failure) -> outstanding.ended(failure));
			message = source.next();
		}
		outstanding.awaitAll();
	}

	static CompletableFuture<@Nullable Void> send(ClientWebSocket socket, Message message) {
		String text = message.text();
		return (text != null) ? socket.sendTextAsync(text) : socket.sendBinaryAsync(message.bytes());
	}

	static void roundTripsBlocking(ClientWebSocket socket, MessageSource source, MessageSink sink)
			throws InterruptedException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
		Message message = source.next();
		while (message != null) {
			socket.sendBinary(message.bytes());
			boolean last = false;
			while (!last) {
				ReceiveResult result = socket.receive(buffer.clear());
				last = result.endOfMessage();
				sink.part(buffer.flip(), last);
			}
			message = source.next();
		}
	}

	/** One thread receives, and sends the next message for each that has come back. */
	static void pipelined(ClientWebSocket socket, MessageSource source, MessageSink sink) throws InterruptedException {
		ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		int underWay = 0;
		Message message = source.next();
		while (message != null && !failure.isDone()) {
			CompletableFuture<@Nullable Void> unused = send(socket, message)
				.whenComplete((none, cause) -> completeIfFailed(failure, cause));
			underWay++;
			while (underWay == Pipeline.DEPTH) {
				ReceiveResult result = socket.receive(buffer.clear());
				sink.part(buffer.flip(), result.endOfMessage());
				underWay -= result.endOfMessage() ? 1 : 0;
			}
			message = source.next();
		}
		while (underWay > 0) {
			ReceiveResult result = socket.receive(buffer.clear());
			sink.part(buffer.flip(), result.endOfMessage());
			underWay -= result.endOfMessage() ? 1 : 0;
		}
	}

	private static void completeIfFailed(CompletableFuture<Throwable> failure, @Nullable Throwable cause) {
		if (cause != null) {
			failure.complete(cause);
		}
	}

}
