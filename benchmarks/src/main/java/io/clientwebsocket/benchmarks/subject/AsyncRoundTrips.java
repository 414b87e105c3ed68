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
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.message.MessageSink;
import io.clientwebsocket.benchmarks.message.MessageSource;

/**
 * Round trips with our client where no thread waits: what comes next is done when a
 * future completes.
 */
final class AsyncRoundTrips {

	private final ClientWebSocket socket;

	private final MessageSource source;

	private final MessageSink sink;

	/** Touched by whoever has the turn. */
	private final ByteBuffer buffer = ByteBuffer.allocateDirect(ClientWebSocketUses.BUFFER_SIZE);

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	AsyncRoundTrips(ClientWebSocket socket, MessageSource source, MessageSink sink) {
		this.socket = socket;
		this.source = source;
		this.sink = sink;
	}

	void run() throws ExecutionException, InterruptedException {
		sendNext();
		this.done.get();
	}

	/** A loop as long as answers are there at once. */
	private void sendNext() {
		boolean answered = true;
		while (answered) {
			Message message = this.source.next();
			if (message == null) {
				this.done.complete(null);
				return;
			}
			CompletableFuture<Void> unused = this.socket.sendBinaryAsync(message.bytes())
				.whenComplete((none, failure) -> fail(failure));
			answered = receiveAnswer();
		}
	}

	/** Whether the answer was there, else the future goes on. */
	private boolean receiveAnswer() {
		while (true) {
			CompletableFuture<ReceiveResult> part = this.socket.receiveAsync(this.buffer.clear());
			if (!part.isDone()) {
				CompletableFuture<ReceiveResult> unused = part.whenComplete(this::arrived);
				return false;
			}
			if (take(part.join())) {
				return true;
			}
		}
	}

	private void arrived(@Nullable ReceiveResult result, @Nullable Throwable failure) {
		fail(failure);
		try {
			if (result != null && (take(result) || receiveAnswer())) {
				sendNext();
			}
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	private boolean take(ReceiveResult result) {
		this.sink.part(this.buffer.flip(), result.endOfMessage());
		return result.endOfMessage();
	}

	private void fail(@Nullable Throwable failure) {
		if (failure != null) {
			this.done.completeExceptionally(failure);
		}
	}

}
