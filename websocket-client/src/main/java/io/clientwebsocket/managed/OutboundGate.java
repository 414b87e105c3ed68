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
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;

/**
 * The way out: to the open connection, else into the buffer, if there is one. What waited
 * goes before what comes now. Thread-safe.
 */
final class OutboundGate {

	private static final Logger logger = LoggerFactory.getLogger(OutboundGate.class);

	private final @Nullable SendBuffer buffer;

	private final Consumer<ClientWebSocket> onLost;

	private final Threads threads;

	private final Counters counters;

	private final OutboundLine line;

	/**
	 * Create a new gate.
	 * @param buffer where messages wait, if they do
	 * @param notOpen the failure of a send without a connection
	 * @param onLost told of a connection that turns out to have ended
	 */
	OutboundGate(@Nullable SendBuffer buffer, Supplier<WebSocketException> notOpen, Consumer<ClientWebSocket> onLost,
			Threads threads, Counters counters) {
		this.buffer = buffer;
		this.onLost = onLost;
		this.threads = threads;
		this.counters = counters;
		this.line = new OutboundLine(buffer, notOpen, threads, this::expire);
	}

	void begin() {
		this.line.begin();
	}

	/** There is a connection. */
	void attach(ClientWebSocket socket) {
		if (this.line.attach(socket)) {
			this.threads.execute(this::flush);
		}
	}

	/** There is none any more. */
	void detach(ClientWebSocket socket, WebSocketException failure) {
		failAll(this.line.detach(socket), failure);
	}

	/** Nothing is sent any more. */
	void end(WebSocketException failure) {
		failAll(this.line.end(), failure);
	}

	/** What depends on their futures does not run on the thread that has come here. */
	private void failAll(List<WaitingSend> sends, WebSocketException failure) {
		if (!sends.isEmpty()) {
			this.threads.execute(() -> sends.forEach((send) -> send.settle(this.counters.sendsFailed, failure)));
		}
	}

	/** Number of messages that wait. */
	int waiting() {
		return this.line.waiting();
	}

	CompletableFuture<@Nullable Void> sendAsync(WebSocketMessage message) {
		return sendAsync(message, null);
	}

	/**
	 * Send on the connection that is open now, or on the one that takes over from it, or
	 * not at all.
	 * @param onTarget told on which one, before it is sent
	 */
	CompletableFuture<@Nullable Void> sendBound(WebSocketMessage message, Consumer<ClientWebSocket> onTarget) {
		return sendAsync(message, onTarget);
	}

	private CompletableFuture<@Nullable Void> sendAsync(WebSocketMessage message,
			@Nullable Consumer<ClientWebSocket> onTarget) {
		while (true) {
			Admission admission = this.line.admit(message, onTarget);
			ClientWebSocket socket = admission.socket();
			if (socket == null) {
				return result(admission);
			}
			if (onTarget != null) {
				onTarget.accept(socket);
			}
			CompletableFuture<@Nullable Void> write = SocketWrites.writeAsync(socket, message);
			if (!mayGoElsewhere(socket, SocketWrites.failureOf(write))) {
				return counted(write);
			}
		}
	}

	void send(WebSocketMessage message) throws InterruptedException {
		ClientWebSocket socket;
		do {
			Admission admission = admitBlocking(message);
			socket = admission.socket();
			if (socket == null) {
				await(result(admission));
				return;
			}
		}
		while (!written(socket, message));
	}

	private Admission admitBlocking(WebSocketMessage message) throws InterruptedException {
		try {
			return this.line.admitBlocking(message);
		}
		catch (InterruptedException ex) {
			this.counters.sendsFailed.increment();
			throw ex;
		}
	}

	private static void await(CompletableFuture<@Nullable Void> result) throws InterruptedException {
		try {
			Failures.get(result);
		}
		catch (InterruptedException ex) {
			result.cancel(false);
			throw ex;
		}
	}

	private CompletableFuture<@Nullable Void> result(Admission admission) {
		WaitingSend waiting = admission.waiting();
		if (waiting != null) {
			waiting.whenEnded(this::ended);
		}
		return admission.result(this.counters);
	}

	/** If its caller has ended it, a message neither waits nor is sent any more. */
	private void ended(WaitingSend send) {
		if (send.abandon(this.counters.sendsFailed)) {
			this.line.withdraw(send);
		}
	}

	/** Whether a socket has it; if not, it is to be admitted again. */
	private boolean written(ClientWebSocket socket, WebSocketMessage message) throws InterruptedException {
		try {
			SocketWrites.write(socket, message);
			this.counters.sent.increment();
			return true;
		}
		catch (InterruptedException | RuntimeException ex) {
			if (mayGoElsewhere(socket, ex)) {
				return false;
			}
			this.counters.sendsFailed.increment();
			throw ex;
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it only counts
	private CompletableFuture<@Nullable Void> counted(CompletableFuture<@Nullable Void> write) {
		write.whenComplete(
				(nothing, failure) -> ((failure != null) ? this.counters.sendsFailed : this.counters.sent).increment());
		return write;
	}

	/**
	 * Look at the failure of a write. A socket that turns out to have ended is no longer
	 * the one, although its end may stand behind messages that nobody has taken.
	 * @return whether the message may go elsewhere: the socket has taken nothing of it,
	 * and is not the one any more
	 */
	private boolean mayGoElsewhere(ClientWebSocket socket, @Nullable Throwable failure) {
		if (failure == null) {
			return false;
		}
		if (SocketWrites.isOver(socket) && this.line.forget(socket)) {
			this.onLost.accept(socket);
		}
		return SocketWrites.isRefusal(failure) && !this.line.isLive(socket);
	}

	/**
	 * Give what waited to the socket, one after the other: a socket's queue is bounded.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // it only calls back
	private void flush() {
		OutboundLine.Flight flight = this.line.next();
		while (flight != null) {
			OutboundLine.Flight begun = flight;
			CompletableFuture<@Nullable Void> write = begin(begun);
			if (!write.isDone()) {
				write.whenComplete((nothing, failure) -> {
					land(begun, (failure != null) ? Failures.unwrap(failure) : null);
					flush();
				});
				return;
			}
			land(begun, SocketWrites.failureOf(write));
			flight = this.line.next();
		}
	}

	private static CompletableFuture<@Nullable Void> begin(OutboundLine.Flight flight) {
		try {
			return flight.send().write(flight.socket());
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void land(OutboundLine.Flight flight, @Nullable Throwable failure) {
		WaitingSend send = flight.send();
		if (!mayGoElsewhere(flight.socket(), failure) || !this.line.putBack(send)) {
			send.settle((failure != null) ? this.counters.sendsFailed : this.counters.sent, failure);
		}
	}

	private void expire() {
		List<WaitingSend> expired = this.line.expired();
		if (!expired.isEmpty()) {
			this.threads.execute(() -> expired.forEach(this::tellExpired));
		}
	}

	private void tellExpired(WaitingSend send) {
		SendBuffer buffer = this.buffer;
		if (buffer == null || !send.settle(this.counters.sendsExpired, new WebSocketException(WebSocketError.TIMED_OUT,
				"The message waited for a connection for longer than " + buffer.timeToLive()))) {
			return;
		}
		try {
			buffer.onExpired().accept(send.message());
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The callback for expired messages threw", ex);
		}
	}

}
