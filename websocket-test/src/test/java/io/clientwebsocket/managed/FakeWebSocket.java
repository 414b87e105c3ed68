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

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.WebSocketStatistics;

/**
 * A socket whose peer is the test. Everything happens on the thread that asks for it.
 */
final class FakeWebSocket extends UnsupportedWebSocket {

	private final URI uri;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<WebSocketMessage> inbox = new ArrayDeque<>();

	private final Deque<CompletableFuture<WebSocketMessage>> receives = new ArrayDeque<>();

	private final List<String> sent = new ArrayList<>();

	private final List<CompletableFuture<Void>> held = new ArrayList<>();

	private WebSocketState state = WebSocketState.OPEN;

	private @Nullable WebSocketException failure;

	private @Nullable CloseStatus sentClose;

	private @Nullable CompletableFuture<CloseResult> heldClose;

	private boolean stubborn;

	private boolean holdSends;

	private boolean holdClose;

	private Runnable beforeSend = () -> {
	};

	private @Nullable Error receiveFailure;

	private @Nullable CloseStatus closeStatus;

	private volatile WebSocketStatistics statistics = new WebSocketStatistics(0, 0, 0);

	FakeWebSocket(URI uri) {
		this.uri = uri;
	}

	URI uri() {
		return this.uri;
	}

	/** The peer sends texts. */
	void push(String... texts) {
		for (String text : texts) {
			give(new WebSocketMessage.Text(text));
		}
	}

	/** The peer sends a close frame. */
	void pushClose(int status) {
		this.closeStatus = new CloseStatus(status);
		locked(() -> this.state = (this.state == WebSocketState.CLOSE_SENT) ? WebSocketState.CLOSED
				: WebSocketState.CLOSE_RECEIVED);
		give(new WebSocketMessage.Close(new CloseStatus(status), ""));
	}

	/** Nothing can be sent any more. */
	void endOutput() {
		locked(() -> this.state = WebSocketState.CLOSED);
	}

	/** The connection is lost. */
	void lose(WebSocketError error) {
		end(new WebSocketException(error, "lost"));
	}

	/** Sends and closes do not end until {@link #release()}. */
	FakeWebSocket hold(boolean sends, boolean close) {
		this.holdSends = sends;
		this.holdClose = close;
		return this;
	}

	/** Receives cannot be cancelled: a message is always under way. */
	FakeWebSocket stubborn() {
		this.stubborn = true;
		return this;
	}

	/** Something happens just before the next send. */
	FakeWebSocket beforeSend(Runnable action) {
		this.beforeSend = () -> {
			this.beforeSend = () -> {
			};
			action.run();
		};
		return this;
	}

	/** Receives throw from now on. */
	void failReceives(Error failure) {
		this.receiveFailure = failure;
	}

	void release() {
		hold(false, false);
		List<CompletableFuture<Void>> sends = new ArrayList<>(this.held);
		this.held.clear();
		sends.forEach((send) -> send.complete(null));
		CompletableFuture<CloseResult> close = this.heldClose;
		if (close != null) {
			close.complete(new CloseResult(CloseResult.Outcome.CLEAN, null, null));
		}
	}

	List<CompletableFuture<Void>> heldSends() {
		return this.held;
	}

	List<String> sent() {
		return this.sent;
	}

	@Nullable CloseStatus sentClose() {
		return this.sentClose;
	}

	private void give(WebSocketMessage message) {
		CompletableFuture<WebSocketMessage> receive = null;
		this.lock.lock();
		try {
			while (receive == null || receive.isDone()) {
				receive = this.receives.poll();
				if (receive == null) {
					this.inbox.add(message);
					return;
				}
			}
		}
		finally {
			this.lock.unlock();
		}
		receive.complete(message);
	}

	private void end(WebSocketException failure) {
		List<CompletableFuture<?>> pending = new ArrayList<>();
		locked(() -> {
			if (!this.state.isTerminal()) {
				this.state = WebSocketState.ABORTED;
				this.failure = failure;
				pending.addAll(this.receives);
				pending.addAll(this.held);
				this.receives.clear();
				this.held.clear();
			}
		});
		pending.forEach((future) -> future.completeExceptionally(failure));
	}

	private void locked(Runnable action) {
		this.lock.lock();
		try {
			action.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** What is there; nobody waits here. */
	@Override
	public Optional<WebSocketMessage> receive(Duration timeout) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			boolean there = !this.inbox.isEmpty() || this.state.isTerminal() || this.receiveFailure != null;
			return there ? Optional.of(receive()) : Optional.empty();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public CompletableFuture<WebSocketMessage> receiveAsync() {
		Error failure = this.receiveFailure;
		if (failure != null) {
			throw failure;
		}
		this.lock.lock();
		try {
			WebSocketMessage message = this.inbox.poll();
			if (message != null) {
				return CompletableFuture.completedFuture(message);
			}
			if (this.state.isTerminal()) {
				return CompletableFuture.failedFuture((this.failure != null) ? this.failure
						: new WebSocketException(WebSocketError.INVALID_STATE, "closed"));
			}
			CompletableFuture<WebSocketMessage> receive = this.stubborn ? new FakeConnector.Stubborn<>()
					: new CompletableFuture<>();
			this.receives.add(receive);
			return receive;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public CompletableFuture<Void> sendTextAsync(String text) {
		this.beforeSend.run();
		this.lock.lock();
		try {
			if (this.state != WebSocketState.OPEN && this.state != WebSocketState.CLOSE_RECEIVED) {
				return CompletableFuture
					.failedFuture(new WebSocketException(WebSocketError.INVALID_STATE, "not open: " + this.state));
			}
			this.sent.add(text);
			if (!this.holdSends) {
				return CompletableFuture.completedFuture(null);
			}
			CompletableFuture<Void> send = new CompletableFuture<>();
			this.held.add(send);
			return send;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void sendText(String text) throws InterruptedException {
		Failures.get(sendTextAsync(text));
	}

	@Override
	public CompletableFuture<CloseResult> closeAsync(CloseStatus status, @Nullable String reason) {
		locked(() -> {
			this.sentClose = (this.sentClose != null) ? this.sentClose : status;
			this.state = WebSocketState.CLOSED;
		});
		CompletableFuture<CloseResult> close = new CompletableFuture<>();
		if (this.holdClose) {
			this.heldClose = close;
		}
		else {
			close.complete(new CloseResult(CloseResult.Outcome.CLEAN, status, null));
		}
		return close;
	}

	@Override
	public CompletableFuture<Void> closeOutputAsync(CloseStatus status, @Nullable String reason) {
		this.lock.lock();
		try {
			if (this.state.isTerminal()) {
				return CompletableFuture
					.failedFuture(new WebSocketException(WebSocketError.INVALID_STATE, "has ended: " + this.state));
			}
			this.sentClose = status;
			this.state = WebSocketState.CLOSE_SENT;
			return CompletableFuture.completedFuture(null);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void abort() {
		end(new WebSocketException(WebSocketError.ABORTED, "aborted"));
	}

	@Override
	public WebSocketState state() {
		this.lock.lock();
		try {
			return this.state;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public @Nullable CloseStatus closeStatus() {
		return this.closeStatus;
	}

	@Override
	public @Nullable String closeReason() {
		return null;
	}

	@Override
	public @Nullable String subprotocol() {
		return null;
	}

	@Override
	public @Nullable HandshakeResponse handshake() {
		return null;
	}

	@Override
	public @Nullable WebSocketException failure() {
		return this.failure;
	}

	/** What it has counted: bytes received, and a tenth as many sent. */
	void count(long received) {
		this.statistics = new WebSocketStatistics(received, received / 10, 3);
	}

	@Override
	public WebSocketStatistics statistics() {
		return this.statistics;
	}

	@Override
	public Optional<Duration> lastRoundTrip() {
		return Optional.empty();
	}

	@Override
	public CompletableFuture<Void> sendBinaryAsync(ByteBuffer bytes) {
		return sendTextAsync("binary " + bytes.remaining());
	}

	@Override
	public void sendBinary(ByteBuffer bytes) throws InterruptedException {
		Failures.get(sendBinaryAsync(bytes));
	}

	@Override
	public WebSocketMessage receive() throws InterruptedException {
		return Failures.get(receiveAsync());
	}

}
