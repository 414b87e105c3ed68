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

import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.MessageInputStream;
import io.clientwebsocket.MessageType;
import io.clientwebsocket.ReceiveResult;
import io.clientwebsocket.SendFlag;
import io.clientwebsocket.WebSocketMessage;

/**
 * What a managed connection never asks of a socket.
 */
abstract class UnsupportedWebSocket implements ClientWebSocket {

	@Override
	public ReceiveResult receive(ByteBuffer buffer) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<ReceiveResult> receiveAsync(ByteBuffer buffer) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Optional<WebSocketMessage> receive(Duration timeout) throws InterruptedException {
		throw new UnsupportedOperationException();
	}

	@Override
	public Iterable<WebSocketMessage> messages() {
		throw new UnsupportedOperationException();
	}

	@Override
	public Flow.Publisher<WebSocketMessage> publisher() {
		throw new UnsupportedOperationException();
	}

	@Override
	public MessageInputStream receiveStream() {
		throw new UnsupportedOperationException();
	}

	@Override
	public OutputStream sendStream(MessageType type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Writer sendWriter() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void send(ByteBuffer payload, MessageType type, SendFlag... flags) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Void> sendAsync(ByteBuffer payload, MessageType type, SendFlag... flags) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Duration ping() {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Duration> pingAsync() {
		throw new UnsupportedOperationException();
	}

	@Override
	public Duration ping(ByteBuffer payload) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Duration> pingAsync(ByteBuffer payload) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void sendPong(ByteBuffer payload) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Void> sendPongAsync(ByteBuffer payload) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CloseResult close(CloseStatus status, @Nullable String reason) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void closeOutput(CloseStatus status, @Nullable String reason) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
