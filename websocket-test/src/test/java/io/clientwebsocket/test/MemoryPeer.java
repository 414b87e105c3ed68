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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.engine.EngineSettings;
import io.clientwebsocket.engine.WebSocketEngine;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.transport.BufferPool;
import io.clientwebsocket.transport.Transport;
import io.clientwebsocket.transport.ZlibPool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other end of a socket in memory, on a manual clock.
 */
final class MemoryPeer extends RawPeer {

	private final ManualClock clock = new ManualClock();

	private final ExecutorService pipes = Executors.newSingleThreadExecutor();

	private final ExecutorService executor = Executors.newFixedThreadPool(2);

	private final ExecutorService writer = Executors.newSingleThreadExecutor();

	private final MemoryPipe toClient = new MemoryPipe(InMemoryWebSockets.CAPACITY, this.pipes);

	private final MemoryPipe fromClient = new MemoryPipe(InMemoryWebSockets.CAPACITY, this.pipes);

	private final BufferPool buffers = new BufferPool();

	private final ZlibPool zlib = new ZlibPool();

	private final AtomicInteger openTransports = new AtomicInteger(1);

	private final ClientWebSocket client;

	MemoryPeer(ClientWebSocketOptions options) {
		this(options, (transport, executor) -> transport);
	}

	/** The socket sees what stands around the connection. */
	MemoryPeer(ClientWebSocketOptions options, BiFunction<Transport, Executor, Transport> around) {
		EngineSettings.Environment environment = new EngineSettings.Environment(this.clock, this.buffers, this.zlib,
				new SecureRandom(), this.executor);
		Transport transport = around.apply(new MemoryTransport(this.toClient, this.fromClient), this.pipes);
		this.client = WebSocketEngine.open(transport, new EngineSettings(Role.CLIENT, options, null, null, environment,
				this.openTransports::decrementAndGet));
	}

	@Override
	ClientWebSocket client() {
		return this.client;
	}

	@Override
	ManualClock clock() {
		return this.clock;
	}

	int openTransports() {
		return this.openTransports.get();
	}

	int buffersInUse() {
		return this.buffers.inUse();
	}

	@Override
	void send(byte[] bytes) {
		this.writer.execute(() -> write(bytes));
	}

	private void write(byte[] bytes) {
		Semaphore taken = new Semaphore(0);
		try {
			if (!this.toClient.write(ByteBuffer.wrap(bytes), taken::release)) {
				taken.acquire();
			}
		}
		catch (IOException | InterruptedException ex) {
			// the client is gone, or the test is over: reading tells it
		}
	}

	/** Wait until the connection has taken what was sent. */
	void awaitSent() throws Exception {
		ContractTests.get(this.writer.submit(() -> true));
	}

	/** The client must not have sent anything. */
	void assertSilent() throws IOException {
		ByteBuffer one = ByteBuffer.allocate(1);
		assertThat(this.fromClient.read(one)).as(() -> "bytes from the client: 0x" + Frames.toHex(one.array()))
			.isZero();
	}

	@Override
	void fin() {
		this.writer.execute(this.toClient::end);
	}

	@Override
	void reset() {
		this.toClient.breakOff();
		this.fromClient.breakOff();
	}

	@Override
	int read(ByteBuffer target, Wait wait) throws IOException {
		int count = this.fromClient.read(target);
		while (count == 0) {
			awaitReadable(wait);
			count = this.fromClient.read(target);
		}
		return count;
	}

	private void awaitReadable(Wait wait) {
		Semaphore readable = new Semaphore(0);
		this.fromClient.requestRead(readable::release);
		try {
			if (!readable.tryAcquire(wait.remainingNanos(), TimeUnit.NANOSECONDS)) {
				throw wait.expired();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw wait.butWas("an interrupt");
		}
	}

	@Override
	void awaitBytes() {
		awaitReadable(Wait.start("bytes from the client", TIMEOUT));
	}

	@Override
	public void close() {
		this.client.abort();
		try {
			ContractTests.await("the transport to be released", this::isReleased);
			this.writer.shutdownNow();
			for (ExecutorService service : List.of(this.writer, this.pipes, this.executor)) {
				service.shutdown();
				assertThat(service.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as("threads ended")
					.isTrue();
			}
		}
		catch (TimeoutException | InterruptedException ex) {
			throw new AssertionError("expected the socket to end, but was " + ex, ex);
		}
	}

	/** A socket gives its peer some time to end the connection behind a close frame. */
	private boolean isReleased() {
		pass(Duration.ofSeconds(1));
		return this.openTransports.get() == 0;
	}

	@Override
	void assertNothingLeft() {
		// the client gives the peer this time to end the connection behind its close
		// frame
		pass(Duration.ofSeconds(1));
		assertThat(this.openTransports.get()).as("open transports").isZero();
		assertThat(this.buffers.inUse()).as("buffers in use").isZero();
		assertThat(this.zlib.inUse()).as("deflaters and inflaters in use").isZero();
		assertThat(this.zlib.alive()).as("deflaters and inflaters with native memory").isZero();
		assertThat(this.clock.pending()).as("timers").isZero();
	}

}
