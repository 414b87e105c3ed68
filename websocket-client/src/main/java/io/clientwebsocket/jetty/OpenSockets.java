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

package io.clientwebsocket.jetty;

import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;
import io.clientwebsocket.engine.EngineSettings;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.transport.BufferPool;

/**
 * The sockets and attempts of a connector that have not ended, and what they share.
 * Thread-safe.
 */
final class OpenSockets {

	private final Set<Entry> sockets = ConcurrentHashMap.newKeySet();

	private final Set<ConnectAttempt> attempts = ConcurrentHashMap.newKeySet();

	private final Http1Origins http1Origins = new Http1Origins();

	private final EngineSettings.Environment environment;

	private volatile boolean accepting = true;

	OpenSockets(HttpClient httpClient) {
		this.environment = new EngineSettings.Environment(new JettyTimeSource(httpClient), new BufferPool(),
				new SecureRandom(), (task) -> httpClient.getExecutor().execute(task));
	}

	SecureRandom random() {
		return this.environment.random();
	}

	Http1Origins http1Origins() {
		return this.http1Origins;
	}

	/** Do what may block. */
	void execute(Runnable task) {
		this.environment.executor().execute(task);
	}

	/** Complete a future of the application, on its threads. */
	void complete(ClientWebSocketOptions options, Runnable completion) {
		Executor executor = (options.executor() != null) ? options.executor() : this.environment.executor();
		try {
			executor.execute(completion);
		}
		catch (RejectedExecutionException ex) {
			completion.run();
		}
	}

	/** Whether new sockets are welcome. */
	boolean isAccepting() {
		return this.accepting;
	}

	void accept() {
		this.accepting = true;
	}

	void began(ConnectAttempt attempt) {
		this.attempts.add(attempt);
	}

	void ended(ConnectAttempt attempt) {
		this.attempts.remove(attempt);
	}

	ClientWebSocket open(Function<EngineSettings, ClientWebSocket> opener, ClientWebSocketOptions options,
			@Nullable String subprotocol, HandshakeResponse handshake, SocketEnd end) {
		Entry entry = new Entry();
		this.sockets.add(entry);
		try {
			ClientWebSocket socket = opener.apply(new EngineSettings(Role.CLIENT, options, subprotocol, handshake,
					this.environment, () -> ended(entry, end)));
			entry.socket = socket;
			return socket;
		}
		catch (RuntimeException ex) {
			ended(entry, end);
			throw ex;
		}
	}

	private void ended(Entry entry, SocketEnd end) {
		if (this.sockets.remove(entry)) {
			ClientWebSocket socket = entry.socket;
			WebSocketException failure = (socket != null) ? socket.failure() : null;
			end.onEnd(failure != null && failure.error() == WebSocketError.KEEP_ALIVE_TIMEOUT);
		}
	}

	int size() {
		return this.sockets.size();
	}

	/** Close handshakes on all sockets at once; attempts under way are given up. */
	CompletableFuture<Void> closeAll(CloseStatus status, @Nullable String reason) {
		this.accepting = false;
		this.attempts.forEach(ConnectAttempt::cancel);
		return CompletableFuture.allOf(this.sockets.stream()
			.map((entry) -> entry.socket)
			.filter((socket) -> socket != null && !socket.state().isTerminal())
			.map((socket) -> socket.closeAsync(status, reason).handle((result, failure) -> result))
			.toArray(CompletableFuture<?>[]::new));
	}

	void abortAll() {
		this.accepting = false;
		this.attempts.forEach(ConnectAttempt::cancel);
		this.sockets.forEach((entry) -> {
			ClientWebSocket socket = entry.socket;
			if (socket != null) {
				socket.abort();
			}
		});
	}

	/** Who is to know that a socket has ended. */
	@FunctionalInterface
	interface SocketEnd {

		/**
		 * Called once.
		 * @param silent whether it has ended because nothing came from the server
		 */
		void onEnd(boolean silent);

	}

	/** A socket from before it is opened, so that its end is never missed. */
	private static final class Entry {

		private volatile @Nullable ClientWebSocket socket;

	}

}
