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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.message.Message;

/**
 * {@code java.net.http.WebSocket}. It takes one message at a time, so that others wait in
 * a queue until its future has completed.
 */
public final class JdkClient extends ListenerClient {

	private final HttpClient client = HttpClient.newHttpClient();

	@Override
	Line open(URI uri, Listener listener) throws Exception {
		WebSocket socket = this.client.newWebSocketBuilder()
			.buildAsync(uri, new SocketListener(listener))
			.get(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		return new SocketLine(socket);
	}

	@Override
	public void close() {
		// nothing to close before JDK 21
	}

	/**
	 * Asks for everything at the beginning.
	 */
	private record SocketListener(Listener listener) implements WebSocket.Listener {

		@Override
		public void onOpen(WebSocket socket) {
			socket.request(Long.MAX_VALUE);
		}

		@Override
		public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
			this.listener.part(data, last);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.listener.text(data, last);
			return null;
		}

		@Override
		public void onError(WebSocket socket, Throwable error) {
			this.listener.failed(error);
		}

	}

	/**
	 * A socket and its queue.
	 */
	private static final class SocketLine implements Line {

		private final WebSocket socket;

		private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

		/** Messages in the queue and under way; who makes it one sends. */
		private final AtomicInteger size = new AtomicInteger();

		SocketLine(WebSocket socket) {
			this.socket = socket;
		}

		@Override
		public void send(Message message, Completion completion) {
			this.queue.add(new Waiting(message, completion));
			if (this.size.getAndIncrement() == 0) {
				sendQueued();
			}
		}

		private void sendQueued() {
			boolean more = true;
			while (more) {
				Waiting next = this.queue.remove();
				CompletableFuture<WebSocket> sent = send(next.message());
				if (!sent.isDone()) {
					CompletableFuture<WebSocket> unused = sent.whenComplete((socket, failure) -> {
						if (ended(next, failure)) {
							sendQueued();
						}
					});
					return;
				}
				more = ended(next,
						sent.isCompletedExceptionally() ? sent.handle((socket, failure) -> failure).join() : null);
			}
		}

		/** Whether others wait. */
		private boolean ended(Waiting waiting, @Nullable Throwable failure) {
			boolean more = this.size.decrementAndGet() > 0;
			waiting.completion().ended(failure);
			return more;
		}

		private CompletableFuture<WebSocket> send(Message message) {
			String text = message.text();
			return (text != null) ? this.socket.sendText(text, true)
					: this.socket.sendBinary(message.bytes().duplicate(), true);
		}

		@Override
		public void close() {
			this.socket.abort();
		}

	}

	/**
	 * A message that waits.
	 */
	private record Waiting(Message message, Completion completion) {

	}

}
