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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.engine.EngineSettings;
import io.clientwebsocket.engine.WebSocketEngine;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.transport.BufferPool;
import io.clientwebsocket.transport.Transport;
import io.clientwebsocket.transport.TransportListener;
import io.clientwebsocket.transport.ZlibPool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On which threads sends are written and told, with executors that run when a test says
 * so.
 */
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class SendThreadsTests {

	private static final int SEVERAL_WRITES = 1024 * 1024;

	private final Tasks own = new Tasks();

	private final Tasks application = new Tasks();

	private final Sink sink = new Sink();

	private ClientWebSocket open(@Nullable Executor application, Executor own) {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder()
			.executor(application)
			.keepAlive(KeepAlive.off())
			.build();
		EngineSettings.Environment environment = new EngineSettings.Environment(new ManualClock(), new BufferPool(),
				new ZlibPool(), new SecureRandom(), own);
		return WebSocketEngine.open(this.sink, new EngineSettings(Role.CLIENT, options, null, null, environment, () -> {
		}));
	}

	@Test
	void futuresCompleteOnTheExecutorOfTheOptionsAlone() {
		ClientWebSocket socket = open(this.application, this.own);
		CompletableFuture<Void> first = socket.sendTextAsync("a");
		CompletableFuture<Void> second = socket.sendTextAsync("b");
		this.own.run();
		assertThat(this.sink.bytes).isEqualTo(14);
		assertThat(first).isNotDone();
		assertThat(second).isNotDone();
		this.application.run();
		assertThat(first).isCompleted();
		assertThat(second).isCompleted();
	}

	@Test
	void oneTaskWritesAndOneCompletes() {
		ClientWebSocket socket = open(null, this.own);
		CompletableFuture<Void> first = socket.sendTextAsync("a");
		CompletableFuture<Void> second = socket.sendTextAsync("b");
		this.own.runOne();
		assertThat(this.sink.writes).isOne();
		assertThat(first).isNotDone();
		this.own.runOne();
		assertThat(first).isCompleted();
		assertThat(second).isCompleted();
		assertThat(this.own.isEmpty()).isTrue();
	}

	@Test
	void callbackMayWaitForASendThatIsWrittenLater() {
		ClientWebSocket socket = open(null, this.own);
		AtomicBoolean laterDone = new AtomicBoolean();
		CompletableFuture<Void> first = socket.sendTextAsync("a");
		this.own.runOne();
		CompletableFuture<Void> later = socket.sendTextAsync("b");
		CompletableFuture<Void> waited = first.thenRun(() -> {
			this.own.run();
			laterDone.set(later.isDone());
		});
		this.own.runOne();
		assertThat(waited).isCompleted();
		assertThat(laterDone).isTrue();
	}

	@Test
	void futureOfASendThatHasEndedIsGivenOutComplete() {
		ClientWebSocket socket = open(null, Runnable::run);
		assertThat(socket.sendBinaryAsync(ByteBuffer.allocate(10))).isCompleted();
	}

	@Test
	void blockingSendGoesOnWithAnExecutorThatRunsTasksAtOnce() throws Exception {
		ClientWebSocket socket = open(null, Runnable::run);
		socket.sendBinary(ByteBuffer.allocate(SEVERAL_WRITES));
		assertThat(this.sink.bytes).isEqualTo(SEVERAL_WRITES + 14);
	}

	@Test
	void blockingSendIsToldThatItsWriteHasFailed() {
		ClientWebSocket socket = open(null, this.own);
		this.sink.broken = true;
		ContractTests.failure(WebSocketError.CONNECTION_CLOSED_PREMATURELY,
				() -> socket.sendBinary(ByteBuffer.allocate(10)));
		ContractTests.failure(WebSocketError.INVALID_STATE, () -> socket.sendText("x"));
	}

	@Test
	void futuresFailWithTheSocketThoughTheExecutorHasDroppedATask() {
		ClientWebSocket socket = open(null, this.own);
		CompletableFuture<Void> sent = socket.sendTextAsync("a");
		this.own.clear();
		socket.abort();
		this.own.run();
		ContractTests.failure(WebSocketError.ABORTED, sent);
	}

	/**
	 * An executor whose tasks wait for the test.
	 */
	private static final class Tasks implements Executor {

		private final Deque<Runnable> tasks = new ArrayDeque<>();

		@Override
		public synchronized void execute(Runnable task) {
			this.tasks.add(task);
		}

		private synchronized @Nullable Runnable next() {
			return this.tasks.poll();
		}

		synchronized boolean isEmpty() {
			return this.tasks.isEmpty();
		}

		synchronized void clear() {
			this.tasks.clear();
		}

		void runOne() {
			Runnable next = next();
			assertThat(next).as("a task").isNotNull();
			next.run();
		}

		/** Run those that come meanwhile, too. */
		void run() {
			for (Runnable next = next(); next != null; next = next()) {
				next.run();
			}
		}

	}

	/**
	 * Takes everything, and brings nothing.
	 */
	private static final class Sink implements Transport {

		private long bytes;

		private int writes;

		private boolean broken;

		@Override
		public void start(TransportListener listener) {
			// there is nothing to tell
		}

		@Override
		public int read(ByteBuffer buffer) {
			return 0;
		}

		@Override
		public void requestRead() {
			// never readable
		}

		@Override
		public boolean write(ByteBuffer buffer) throws IOException {
			if (this.broken) {
				throw new IOException("broken pipe");
			}
			this.writes++;
			this.bytes += buffer.remaining();
			buffer.position(buffer.limit());
			return true;
		}

		@Override
		public void close() {
			// nothing is open
		}

		@Override
		public void abort() {
			// nothing is open
		}

	}

}
