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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

/**
 * Receives from a socket for as long as the receiver has room, on whatever thread brings
 * a reason to look.
 */
final class Intake {

	private static final Logger logger = LoggerFactory.getLogger(Intake.class);

	/** How many messages that have come already are taken before they are handed on. */
	private static final int AT_ONCE = 16;

	private final ClientWebSocket socket;

	private final Receiver receiver;

	private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

	/** Reasons to look again; whoever brings the first one looks. */
	private final AtomicInteger work = new AtomicInteger();

	private volatile boolean stopped;

	/** Touched by whoever looks, like all below. */
	private @Nullable CompletableFuture<WebSocketMessage> receiving;

	/** Whether the last receive did not have to wait. */
	private boolean flowing;

	private boolean finished;

	Intake(ClientWebSocket socket, Receiver receiver) {
		this.socket = socket;
		this.receiver = receiver;
	}

	/** Completes when nothing more comes in, whatever the reason. */
	CompletableFuture<@Nullable Void> ended() {
		return this.ended;
	}

	/** Receive no more, from the next look on. */
	void stop() {
		this.stopped = true;
	}

	boolean isStopped() {
		return this.stopped;
	}

	/** Nobody waits for the end any longer. */
	void end() {
		this.ended.complete(null);
	}

	/** There may be something to do. */
	void look() {
		int seen = (this.work.getAndIncrement() == 0) ? 1 : 0;
		while (seen != 0) {
			try {
				goOn();
			}
			catch (RuntimeException | Error ex) {
				giveUp(ex);
			}
			seen = this.work.addAndGet(-seen);
		}
	}

	/**
	 * Whatever went wrong here, the socket must not stay without anybody who reads it.
	 */
	private void giveUp(Throwable failure) {
		logger.error("A connection cannot be received from any more, and ends", failure);
		this.socket.abort();
		lost(failure);
	}

	private void goOn() {
		while (!this.finished) {
			CompletableFuture<WebSocketMessage> receive = this.receiving;
			if (receive == null) {
				if (this.stopped) {
					finish();
					return;
				}
				int room = this.receiver.room();
				if (room == 0) {
					return;
				}
				if (this.flowing) {
					takeAtOnce(Math.min(room, AT_ONCE));
					continue;
				}
				receive = receive();
			}
			else if (this.stopped) {
				receive.cancel(false);
			}
			if (!receive.isDone()) {
				return;
			}
			this.receiving = null;
			take(receive);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	private CompletableFuture<WebSocketMessage> receive() {
		CompletableFuture<WebSocketMessage> receive = this.socket.receiveAsync();
		this.receiving = receive;
		this.flowing = receive.isDone();
		if (!this.flowing) {
			receive.whenComplete((message, failure) -> look());
		}
		return receive;
	}

	private void take(CompletableFuture<WebSocketMessage> receive) {
		if (receive.isCancelled()) {
			return;
		}
		WebSocketMessage message;
		try {
			message = receive.join();
		}
		catch (RuntimeException ex) {
			lost(Failures.unwrap(ex));
			return;
		}
		handOn(List.of(message));
	}

	/** Take what has come already: nothing needs to be told of its coming. */
	private void takeAtOnce(int most) {
		List<WebSocketMessage> messages = new ArrayList<>(most);
		WebSocketException failure = null;
		try {
			while (this.flowing && messages.size() < most && !this.stopped) {
				Optional<WebSocketMessage> message = this.socket.receive(Duration.ZERO);
				message.ifPresent(messages::add);
				this.flowing = message.isPresent() && !(message.get() instanceof WebSocketMessage.Close);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.flowing = false;
		}
		catch (WebSocketException ex) {
			failure = ex;
		}
		finally {
			if (!messages.isEmpty()) {
				handOn(messages);
			}
		}
		if (failure != null) {
			lost(failure);
		}
	}

	private void handOn(List<WebSocketMessage> messages) {
		int last = messages.size() - 1;
		if (!(messages.get(last) instanceof WebSocketMessage.Close close)) {
			this.receiver.received(messages);
			return;
		}
		if (last > 0) {
			this.receiver.received(messages.subList(0, last));
		}
		this.receiver.closed(close);
		finish();
	}

	private void lost(Throwable failure) {
		this.receiver.lost(failure);
		finish();
	}

	private void finish() {
		this.finished = true;
		end();
	}

	/**
	 * Who gets what is received.
	 */
	interface Receiver {

		/** How many messages may be received now. If none, somebody will look again. */
		int room();

		void received(List<WebSocketMessage> messages);

		void closed(WebSocketMessage.Close close);

		void lost(Throwable failure);

	}

}
