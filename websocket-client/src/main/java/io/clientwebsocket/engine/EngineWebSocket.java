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

package io.clientwebsocket.engine;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.MessageInputStream;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.WebSocketState;
import io.clientwebsocket.WebSocketStatistics;
import io.clientwebsocket.protocol.ClosePayload;
import io.clientwebsocket.protocol.FrameReader;
import io.clientwebsocket.protocol.Opcode;
import io.clientwebsocket.protocol.Utf8;

/**
 * A socket as the application sees it: checks arguments, and puts the blocking and the
 * asynchronous forms side by side.
 */
final class EngineWebSocket implements ClientWebSocket {

	private final SocketLifecycle lifecycle;

	private final EngineSettings settings;

	private final Inbound inbound;

	private final Outbound outbound;

	EngineWebSocket(SocketLifecycle lifecycle, EngineSettings settings) {
		this.lifecycle = lifecycle;
		this.settings = settings;
		this.inbound = lifecycle.inbound();
		this.outbound = lifecycle.outbound();
	}

	@Override
	public WebSocketState state() {
		return this.lifecycle.state().current();
	}

	@Override
	public @Nullable CloseStatus closeStatus() {
		ClosePayload received = this.lifecycle.state().received();
		return (received != null) ? received.status() : null;
	}

	@Override
	public @Nullable String closeReason() {
		ClosePayload received = this.lifecycle.state().received();
		return (received != null) ? received.reason() : null;
	}

	@Override
	public @Nullable String subprotocol() {
		return this.settings.subprotocol();
	}

	@Override
	public @Nullable HandshakeResponse handshake() {
		return this.settings.handshake();
	}

	@Override
	public @Nullable WebSocketException failure() {
		return this.lifecycle.state().failure();
	}

	@Override
	public Optional<Duration> lastRoundTrip() {
		return Optional.ofNullable(this.lifecycle.heartbeat().lastRoundTrip());
	}

	@Override
	public WebSocketStatistics statistics() {
		return this.outbound.statistics(this.inbound.bytesReceived());
	}

	@Override
	public ReceiveResult receive(ByteBuffer buffer) throws InterruptedException {
		requireWritable(buffer);
		return this.inbound.receive(buffer);
	}

	@Override
	public CompletableFuture<ReceiveResult> receiveAsync(ByteBuffer buffer) {
		requireWritable(buffer);
		return this.inbound.receiveAsync(buffer);
	}

	private static void requireWritable(ByteBuffer buffer) {
		if (buffer.isReadOnly()) {
			throw new IllegalArgumentException("'buffer' must not be read-only");
		}
	}

	@Override
	public WebSocketMessage receive() throws InterruptedException {
		WebSocketMessage message = this.inbound.receive(Inbound.NO_DEADLINE);
		return Objects.requireNonNull(message, "expected a message of a receive without a deadline, but was none");
	}

	@Override
	public Optional<WebSocketMessage> receive(Duration timeout) throws InterruptedException {
		return Optional.ofNullable(this.inbound.receive(TimeUnit.NANOSECONDS.convert(timeout)));
	}

	@Override
	public CompletableFuture<WebSocketMessage> receiveAsync() {
		return this.inbound.receiveAsync();
	}

	@Override
	public Iterable<WebSocketMessage> messages() {
		return () -> new MessageIterator(this);
	}

	@Override
	public Flow.Publisher<WebSocketMessage> publisher() {
		return (subscriber) -> subscriber.onSubscribe(new MessageSubscription(this, subscriber));
	}

	@Override
	public MessageInputStream receiveStream() throws InterruptedException {
		return new IncomingMessage(this.inbound, this.inbound.receiveBegin().type());
	}

	@Override
	public OutputStream sendStream(MessageType type) {
		return new OutgoingMessage(this.outbound, opcode(type));
	}

	@Override
	public Writer sendWriter() {
		return new OutputStreamWriter(sendStream(MessageType.TEXT), StandardCharsets.UTF_8.newEncoder());
	}

	@Override
	public void sendText(String text) throws InterruptedException {
		this.outbound.send(Opcode.TEXT, true, true, true, Utf8.encode("text", text));
	}

	@Override
	public CompletableFuture<@Nullable Void> sendTextAsync(String text) {
		return sendAsync(Opcode.TEXT, true, true, true, Utf8.encode("text", text));
	}

	@Override
	public void sendBinary(ByteBuffer bytes) throws InterruptedException {
		this.outbound.send(Opcode.BINARY, true, true, true, bytes);
	}

	@Override
	public CompletableFuture<@Nullable Void> sendBinaryAsync(ByteBuffer bytes) {
		return sendAsync(Opcode.BINARY, true, true, true, bytes);
	}

	@Override
	public void send(ByteBuffer payload, MessageType type, SendFlag... flags) throws InterruptedException {
		this.outbound.send(opcode(type), has(SendFlag.END_OF_MESSAGE, flags), false,
				!has(SendFlag.DISABLE_COMPRESSION, flags), payload);
	}

	@Override
	public CompletableFuture<@Nullable Void> sendAsync(ByteBuffer payload, MessageType type, SendFlag... flags) {
		return sendAsync(opcode(type), has(SendFlag.END_OF_MESSAGE, flags), false,
				!has(SendFlag.DISABLE_COMPRESSION, flags), payload);
	}

	private CompletableFuture<@Nullable Void> sendAsync(int opcode, boolean fin, boolean whole, boolean compressible,
			ByteBuffer payload) {
		try {
			return this.outbound.sendAsync(opcode, fin, whole, compressible, payload);
		}
		catch (WebSocketException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static int opcode(MessageType type) {
		return switch (type) {
			case TEXT -> Opcode.TEXT;
			case BINARY -> Opcode.BINARY;
			case CLOSE ->
				throw new IllegalArgumentException("'type' must be TEXT or BINARY, but was CLOSE; use close()");
		};
	}

	private static boolean has(SendFlag wanted, SendFlag... flags) {
		for (SendFlag flag : flags) {
			if (flag == wanted) {
				return true;
			}
		}
		return false;
	}

	@Override
	public Duration ping() throws InterruptedException {
		return await(this.lifecycle.heartbeat().ping(null));
	}

	@Override
	public CompletableFuture<Duration> pingAsync() {
		return this.lifecycle.completions().follow(this.lifecycle.heartbeat().ping(null));
	}

	@Override
	public Duration ping(ByteBuffer payload) throws InterruptedException {
		return await(this.lifecycle.heartbeat().ping(controlPayload(payload)));
	}

	@Override
	public CompletableFuture<Duration> pingAsync(ByteBuffer payload) {
		ByteBuffer copy = controlPayload(payload);
		return this.lifecycle.completions().follow(this.lifecycle.heartbeat().ping(copy));
	}

	@Override
	public void sendPong(ByteBuffer payload) throws InterruptedException {
		await(this.outbound.sendPong(controlPayload(payload), false));
	}

	@Override
	public CompletableFuture<@Nullable Void> sendPongAsync(ByteBuffer payload) {
		ByteBuffer copy = controlPayload(payload);
		try {
			return this.lifecycle.completions().follow(this.outbound.sendPong(copy, true));
		}
		catch (WebSocketException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/** A payload of a control frame, which is the socket's from now on. */
	private static ByteBuffer controlPayload(ByteBuffer payload) {
		int length = payload.remaining();
		if (length > FrameReader.MAX_CONTROL_PAYLOAD) {
			throw new IllegalArgumentException("'payload' must have at most " + FrameReader.MAX_CONTROL_PAYLOAD
					+ " bytes (RFC 6455, 5.5), but has " + length);
		}
		return ByteBuffer.allocate(length).put(payload.duplicate()).flip();
	}

	@Override
	public CloseResult close(CloseStatus status, @Nullable String reason) throws InterruptedException {
		return await(this.lifecycle.close(ClosePayload.of(status, reason)));
	}

	@Override
	public CompletableFuture<CloseResult> closeAsync(CloseStatus status, @Nullable String reason) {
		return this.lifecycle.completions().follow(this.lifecycle.close(ClosePayload.of(status, reason)));
	}

	@Override
	public void closeOutput(CloseStatus status, @Nullable String reason) throws InterruptedException {
		await(this.lifecycle.sendClose(ClosePayload.of(status, reason)));
	}

	@Override
	public CompletableFuture<@Nullable Void> closeOutputAsync(CloseStatus status, @Nullable String reason) {
		return this.lifecycle.completions().follow(this.lifecycle.sendClose(ClosePayload.of(status, reason)));
	}

	@Override
	public void close() {
		if (state().isTerminal()) {
			return;
		}
		try {
			close(CloseStatus.NORMAL_CLOSURE, null);
		}
		catch (InterruptedException ex) {
			// the handshake goes on, within its deadline
			Thread.currentThread().interrupt();
		}
		catch (WebSocketException ex) {
			// aborted meanwhile: the socket has ended, which is what was asked for
			abort();
		}
	}

	@Override
	public void abort() {
		this.lifecycle.abort();
	}

	/** Wait for a future, and fail with what it failed with. */
	private static <T extends @Nullable Object> T await(CompletableFuture<T> future) throws InterruptedException {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof WebSocketException cause) {
				throw new WebSocketException(cause.error(), String.valueOf(cause.getMessage()), cause);
			}
			throw new IllegalStateException("expected a WebSocketException, but was " + ex.getCause(), ex);
		}
	}

	@Override
	public String toString() {
		return this.lifecycle.toString();
	}

}
