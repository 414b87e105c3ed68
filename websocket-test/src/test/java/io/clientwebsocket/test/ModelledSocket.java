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

package io.clientwebsocket.test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One end of a connection beside a model of it: which operations its state allows, which
 * messages it has sent, and which it has received.
 */
final class ModelledSocket {

	/** What an operation may fail with when nobody broke the protocol. */
	private static final Set<WebSocketError> ERRORS = Set.of(WebSocketError.INVALID_STATE, WebSocketError.ABORTED,
			WebSocketError.CONNECTION_CLOSED_PREMATURELY, WebSocketError.TIMED_OUT, WebSocketError.WRITE_TIMEOUT,
			WebSocketError.KEEP_ALIVE_TIMEOUT, WebSocketError.SEND_QUEUE_FULL);

	private final ClientWebSocket socket;

	private final Random random;

	/** Messages in the order in which they must arrive. */
	private final List<String> sent = new ArrayList<>();

	/** Messages behind one whose last fragment was not sent yet. */
	private final List<String> held = new ArrayList<>();

	private @Nullable StringBuilder fragments;

	private int messages;

	private final Deque<Pending> receives = new ArrayDeque<>();

	private final List<String> received = new ArrayList<>();

	private final StringBuilder part = new StringBuilder();

	private boolean partlyTaken;

	private boolean closeReceived;

	private boolean closeQueued;

	private @Nullable CompletableFuture<CloseResult> closing;

	private final List<CompletableFuture<?>> futures = new ArrayList<>();

	private WebSocketState last = WebSocketState.OPEN;

	ModelledSocket(ClientWebSocket socket, Random random) {
		this.socket = socket;
		this.random = random;
	}

	ClientWebSocket socket() {
		return this.socket;
	}

	List<String> sent() {
		return this.sent;
	}

	List<String> received() {
		return this.received;
	}

	/** Whether data was dropped because this end was closing. */
	boolean hasClosed() {
		return this.closing != null;
	}

	@Nullable CompletableFuture<CloseResult> closing() {
		return this.closing;
	}

	void sendMessage() {
		boolean allowed = maySend();
		String text = nextText();
		CompletableFuture<Void> future = this.random.nextBoolean() ? this.socket.sendTextAsync(text)
				: this.socket.sendBinaryAsync(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
		if (requireAllowed("send", future, allowed)) {
			((this.fragments != null) ? this.held : this.sent).add(text);
		}
	}

	void sendFragment() {
		String text = nextText();
		boolean allowed = maySend();
		boolean last = this.random.nextBoolean();
		ByteBuffer payload = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
		CompletableFuture<Void> future = last
				? this.socket.sendAsync(payload, MessageType.TEXT, SendFlag.END_OF_MESSAGE)
				: this.socket.sendAsync(payload, MessageType.TEXT);
		if (!requireAllowed("send", future, allowed)) {
			return;
		}
		StringBuilder message = (this.fragments != null) ? this.fragments : new StringBuilder();
		this.fragments = message.append(text);
		if (last) {
			this.sent.add(message.toString());
			this.fragments = null;
			this.sent.addAll(this.held);
			this.held.clear();
		}
	}

	private String nextText() {
		int length = (this.random.nextInt(20) == 0) ? this.random.nextInt(150_000) : this.random.nextInt(300);
		return this.messages++ + ":" + "\u00E9".repeat(length / 2);
	}

	private boolean maySend() {
		WebSocketState state = this.socket.state();
		return (state == WebSocketState.OPEN || state == WebSocketState.CLOSE_RECEIVED) && !this.closeQueued;
	}

	/** An operation is refused for its state exactly where the model says so. */
	private boolean requireAllowed(String operation, CompletableFuture<?> future, boolean allowed) {
		WebSocketError error = future.isCompletedExceptionally() ? error(future) : null;
		assertThat(error == WebSocketError.INVALID_STATE).as(operation + " refused in " + this.socket)
			.isEqualTo(!allowed);
		this.futures.add(future);
		return error == null;
	}

	/** A PING, often with the payload of another one, or a PONG that nobody asked for. */
	void sendControl() {
		ByteBuffer payload = ByteBuffer.allocate(this.random.nextInt(9));
		switch (this.random.nextInt(3)) {
			case 0 -> ping(this.socket::pingAsync);
			case 1 -> ping(() -> this.socket.pingAsync(payload));
			default -> {
				boolean allowed = maySend();
				requireAllowed("send", this.socket.sendPongAsync(payload), allowed);
			}
		}
	}

	private void ping(Supplier<CompletableFuture<Duration>> call) {
		boolean allowed = this.socket.state() == WebSocketState.OPEN && !this.closeQueued;
		CompletableFuture<Duration> ping = call.get();
		// it looks for what has arrived, and that may be the peer's close frame
		requireAllowed("ping", ping, allowed && this.socket.state() != WebSocketState.CLOSE_RECEIVED);
	}

	void receiveMessage() {
		issue(new Pending(this.socket.receiveAsync(), null));
	}

	void receivePart() {
		ByteBuffer target = ByteBuffer.allocate(1 + this.random.nextInt((this.random.nextInt(9) == 0) ? 9000 : 90));
		issue(new Pending(this.socket.receiveAsync(target), target));
	}

	/** Receive in the way that goes on with what was received so far. */
	void receiveOn() {
		takeReceived();
		if (this.receives.isEmpty() && !this.closeReceived) {
			if (this.partlyTaken) {
				receivePart();
			}
			else {
				receiveMessage();
			}
		}
	}

	private void issue(Pending receive) {
		this.futures.add(receive.future);
		this.receives.add(receive);
		takeReceived();
	}

	void cancelReceive() {
		if (!this.receives.isEmpty()) {
			this.receives.getLast().future.cancel(false);
		}
		takeReceived();
	}

	/** Look at what was received, in the order of the calls. */
	void takeReceived() {
		while (!this.receives.isEmpty() && this.receives.getFirst().future.isDone()) {
			Pending receive = this.receives.removeFirst();
			try {
				take(receive, receive.future.join());
			}
			catch (CancellationException ex) {
				takePart(receive.target, false);
			}
			catch (CompletionException ex) {
				assertThat(ERRORS).contains(error(receive.future));
			}
		}
	}

	private void take(Pending receive, Object result) {
		assertThat(this.closeReceived).as("result behind a close frame: " + result).isFalse();
		if (result instanceof ReceiveResult taken && taken.type() != MessageType.CLOSE) {
			takePart(receive.target, taken.endOfMessage());
		}
		else if (result instanceof WebSocketMessage.Text text) {
			this.received.add(text.value());
		}
		else if (result instanceof WebSocketMessage.Binary binary) {
			this.received.add(new String(binary.toByteArray(), StandardCharsets.UTF_8));
		}
		else {
			this.closeReceived = true;
		}
	}

	private void takePart(@Nullable ByteBuffer target, boolean end) {
		if (target == null) {
			return;
		}
		this.part.append(StandardCharsets.ISO_8859_1.decode(target.duplicate().flip()));
		this.partlyTaken = !end && (this.partlyTaken || target.position() > 0);
		if (end) {
			byte[] bytes = this.part.toString().getBytes(StandardCharsets.ISO_8859_1);
			this.received.add(new String(bytes, StandardCharsets.UTF_8));
			this.part.setLength(0);
		}
	}

	void closeOutput() {
		boolean allowed = maySend();
		requireAllowed("closeOutput", this.socket.closeOutputAsync(status(), "over"), allowed);
		this.closeQueued |= allowed;
	}

	void close() {
		WebSocketState state = this.socket.state();
		CompletableFuture<CloseResult> future = this.socket.closeAsync(status(), null);
		if (requireAllowed("close", future, state != WebSocketState.ABORTED)) {
			this.closing = future;
			this.closeQueued = true;
		}
	}

	private CloseStatus status() {
		return new CloseStatus(this.random.nextBoolean() ? 1000 : 3000 + this.random.nextInt(2000));
	}

	/** The state goes only forward. */
	void requireProgress() {
		WebSocketState state = this.socket.state();
		boolean forward = switch (this.last) {
			case OPEN -> true;
			case CLOSE_SENT, CLOSE_RECEIVED -> state == this.last || state.isTerminal();
			default -> state == this.last;
		};
		assertThat(forward).as("from " + this.last + " to " + state).isTrue();
		this.last = state;
	}

	boolean hasEnded() {
		return this.socket.state().isTerminal() && this.futures.stream().allMatch(CompletableFuture::isDone);
	}

	/** Every operation ended with a value or an error that is documented. */
	void requireEnd() {
		takeReceived();
		for (CompletableFuture<?> future : this.futures) {
			assertThat(future).isDone();
			if (future.isCompletedExceptionally() && !future.isCancelled()) {
				assertThat(ERRORS).contains(error(future));
			}
		}
	}

	private static WebSocketError error(CompletableFuture<?> future) {
		try {
			future.join();
			throw new AssertionError("expected a failure, but was none");
		}
		catch (CompletionException ex) {
			assertThat(ex.getCause()).isInstanceOf(WebSocketException.class).message().isNotBlank();
			return ((WebSocketException) ex.getCause()).error();
		}
	}

	/** A receive whose result was not looked at. */
	private record Pending(CompletableFuture<?> future, @Nullable ByteBuffer target) {

	}

}
