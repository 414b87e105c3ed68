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
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.CloseStatus;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketMessage;
import io.clientwebsocket.engine.EngineSettings;
import io.clientwebsocket.engine.WebSocketEngine;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.transport.BufferPool;
import io.clientwebsocket.transport.Transport;
import io.clientwebsocket.transport.TransportListener;
import io.clientwebsocket.transport.ZlibPool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the transport works on at the end of a socket goes out: on a transport that takes
 * writes when a test says so.
 */
class LastWritesTests {

	private final ManualClock clock = new ManualClock();

	private final BufferPool buffers = new BufferPool();

	private final SlowTransport transport = new SlowTransport();

	private ClientWebSocket open(Role role) {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder()
			.executor(Runnable::run)
			.keepAlive(KeepAlive.off())
			.build();
		EngineSettings.Environment environment = new EngineSettings.Environment(this.clock, this.buffers,
				new ZlibPool(), new SecureRandom(), Runnable::run);
		return WebSocketEngine.open(this.transport, new EngineSettings(role, options, null, null, environment, () -> {
		}));
	}

	@ParameterizedTest
	@EnumSource
	void answerBehindOurCloseFrameIsWritten(Role role) throws Exception {
		ClientWebSocket socket = closed(role);
		assertThat(this.transport.closed).isFalse();
		this.transport.take();
		assertThat(this.transport.closed).isTrue();
		assertThat(this.transport.lastOpcode).isEqualTo(0xA);
		nothingIsLeft(socket);
	}

	@Test
	void writeThatFailsAtTheEndEndsTheSocket() throws Exception {
		ClientWebSocket socket = closed(Role.CLIENT);
		this.transport.refuse();
		assertThat(this.transport.closed).isTrue();
		nothingIsLeft(socket);
	}

	@ParameterizedTest
	@EnumSource
	void writeThatIsNeverTakenDoesNotKeepTheSocket(Role role) throws Exception {
		ClientWebSocket socket = closed(role);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.transport.closed).isTrue();
		nothingIsLeft(socket);
	}

	@Test
	void closeFrameThatTellsOfAViolationIsWritten() {
		ClientWebSocket socket = open(Role.CLIENT);
		this.transport.bring(Frames.frame(3, new byte[0]));
		this.transport.end();
		ContractTests.failure(WebSocketError.FAULTED, socket::receive);
		assertThat(this.transport.closed).isFalse();
		this.transport.take();
		assertThat(this.transport.closed).isTrue();
		assertThat(this.transport.lastOpcode).isEqualTo(0x8);
		assertThat(this.buffers.inUse()).isZero();
		assertThat(this.clock.pending()).isZero();
	}

	/**
	 * A socket whose close handshake is complete, and whose peer has ended the
	 * connection, but the answer to a PING is still being written.
	 */
	private ClientWebSocket closed(Role role) throws Exception {
		ClientWebSocket socket = open(role);
		CompletableFuture<Void> closing = socket.closeOutputAsync(CloseStatus.NORMAL_CLOSURE, null);
		this.transport.take();
		assertThat(closing).isCompleted();
		boolean client = role == Role.CLIENT;
		ServerFrame ping = Frames.ping("p");
		ServerFrame close = Frames.close(1000, "");
		this.transport.bring(client ? ping : ping.masked(1), client ? close : close.masked(1));
		this.transport.end();
		assertThat(socket.receive()).isEqualTo(new WebSocketMessage.Close(CloseStatus.NORMAL_CLOSURE, ""));
		return socket;
	}

	private void nothingIsLeft(ClientWebSocket socket) {
		assertThat(socket.state().isTerminal()).isTrue();
		assertThat(this.buffers.inUse()).isZero();
		assertThat(this.clock.pending()).isZero();
	}

	/**
	 * Brings what it is given, and holds every write until it is taken.
	 */
	private static final class SlowTransport implements Transport {

		private final ByteBuffer incoming = ByteBuffer.allocate(1024).limit(0);

		private @Nullable TransportListener listener;

		private @Nullable ByteBuffer writing;

		private boolean ended;

		private boolean closed;

		private int lastOpcode;

		void bring(ServerFrame... frames) {
			this.incoming.compact().put(Frames.bytes(frames)).flip();
		}

		void end() {
			this.ended = true;
		}

		TransportListener listener() {
			assertThat(this.listener).isNotNull();
			return this.listener;
		}

		void take() {
			assertThat(this.writing).as("a write").isNotNull();
			this.lastOpcode = this.writing.get(this.writing.position()) & 0xF;
			this.writing.position(this.writing.limit());
			this.writing = null;
			listener().onWritten();
		}

		void refuse() {
			this.writing = null;
			listener().onWriteFailed(new IOException("broken pipe"));
		}

		@Override
		public void start(TransportListener listener) {
			this.listener = listener;
		}

		@Override
		public int read(ByteBuffer buffer) {
			int count = Math.min(this.incoming.remaining(), buffer.remaining());
			for (int i = 0; i < count; i++) {
				buffer.put(this.incoming.get());
			}
			return (count == 0 && this.ended) ? -1 : count;
		}

		@Override
		public void requestRead() {
			// all that comes is there when it is looked for
		}

		@Override
		public boolean write(ByteBuffer buffer) {
			this.writing = buffer;
			return false;
		}

		@Override
		public void close() {
			this.closed = true;
			if (this.writing != null) {
				refuse();
			}
		}

		@Override
		public void abort() {
			close();
		}

	}

}
