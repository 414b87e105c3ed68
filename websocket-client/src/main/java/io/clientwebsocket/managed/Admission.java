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

package io.clientwebsocket.managed;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;

/**
 * What becomes of a message that somebody wants to send: a socket sends it at once, it
 * waits, or it is refused.
 *
 * @param socket the socket that sends it at once, else {@code null}
 * @param waiting the message that waits, else {@code null}
 * @param dropped what made room for it
 * @param refusal why it is refused, else {@code null}
 * @param drops whether that counts as dropped
 */
record Admission(@Nullable ClientWebSocket socket, @Nullable WaitingSend waiting, List<WaitingSend> dropped,
		@Nullable WebSocketException refusal, boolean drops) {

	static Admission to(ClientWebSocket socket) {
		return new Admission(socket, null, List.of(), null, false);
	}

	static Admission waits(WaitingSend waiting, List<WaitingSend> dropped) {
		return new Admission(null, waiting, dropped, null, false);
	}

	static Admission refused(WebSocketException refusal) {
		return new Admission(null, null, List.of(), refusal, false);
	}

	static Admission full(SendBuffer buffer) {
		WebSocketException refusal = new WebSocketException(WebSocketError.SEND_QUEUE_FULL,
				"Expected room for one more message that waits for a connection, but there is none: at most "
						+ buffer.maxMessages() + " messages and " + buffer.maxBytes() + " bytes wait");
		return new Admission(null, null, List.of(), refusal, buffer.overflow() == SendBuffer.Overflow.DROP_NEWEST);
	}

	/** Tell those whom it concerns; no lock is held. */
	CompletableFuture<@Nullable Void> result(Counters counters) {
		for (WaitingSend send : this.dropped) {
			send.settle(counters.sendsDropped, new WebSocketException(WebSocketError.SEND_QUEUE_FULL,
					"The message made room for a newer one while it waited for a connection"));
		}
		if (this.refusal != null) {
			(this.drops ? counters.sendsDropped : counters.sendsFailed).increment();
			return CompletableFuture.failedFuture(this.refusal);
		}
		return (this.waiting != null) ? this.waiting : CompletableFuture.completedFuture(null);
	}

}
