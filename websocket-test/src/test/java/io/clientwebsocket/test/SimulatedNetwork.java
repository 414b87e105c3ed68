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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.engine.EngineSettings;
import io.clientwebsocket.engine.WebSocketEngine;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.transport.BufferPool;
import io.clientwebsocket.transport.Transport;
import io.clientwebsocket.transport.TransportListener;

/**
 * A client and a server on one thread: what would be done by other threads are tasks that
 * run one by one, in an order that a seed decides.
 */
final class SimulatedNetwork {

	private final List<Runnable> tasks = new ArrayList<>();

	private final Random random;

	private final ManualClock clock = new ManualClock();

	private final BufferPool buffers = new BufferPool();

	private final SimulatedPipe toServer;

	private final SimulatedPipe toClient;

	private int openTransports;

	SimulatedNetwork(Random random) {
		this.random = random;
		this.toServer = new SimulatedPipe(this, random);
		this.toClient = new SimulatedPipe(this, random);
	}

	ClientWebSocket client(ClientWebSocketOptions options) {
		return open(Role.CLIENT, options, new End(this.toClient, this.toServer));
	}

	ClientWebSocket server(ClientWebSocketOptions options) {
		return open(Role.SERVER, options, new End(this.toServer, this.toClient));
	}

	private ClientWebSocket open(Role role, ClientWebSocketOptions options, Transport transport) {
		this.openTransports++;
		EngineSettings.Environment environment = new EngineSettings.Environment(this.clock, this.buffers,
				new SecureRandom(), this::execute);
		return WebSocketEngine.open(transport,
				new EngineSettings(role, options, null, null, environment, () -> this.openTransports--));
	}

	ManualClock clock() {
		return this.clock;
	}

	void execute(Runnable task) {
		this.tasks.add(task);
	}

	/** Run some tasks. */
	void run(int count) {
		for (int i = 0; i < count && !this.tasks.isEmpty(); i++) {
			this.tasks.remove(this.random.nextInt(this.tasks.size())).run();
		}
	}

	void stall(boolean stalled) {
		(this.random.nextBoolean() ? this.toServer : this.toClient).stall(stalled);
	}

	void heal() {
		this.toServer.stall(false);
		this.toClient.stall(false);
	}

	void breakOff() {
		this.toServer.breakOff();
		this.toClient.breakOff();
	}

	/** What the two sockets hold, empty when it is nothing. */
	String held() {
		boolean none = this.openTransports == 0 && this.buffers.inUse() == 0 && this.clock.pending() == 0;
		return none ? "" : this.openTransports + " transports, " + this.buffers.inUse() + " buffers, "
				+ this.clock.pending() + " timers";
	}

	/** One end of the connection. */
	private static final class End implements Transport {

		private final SimulatedPipe in;

		private final SimulatedPipe out;

		End(SimulatedPipe in, SimulatedPipe out) {
			this.in = in;
			this.out = out;
		}

		@Override
		public void start(TransportListener listener) {
			this.in.readBy(listener);
			this.out.writtenBy(listener);
		}

		@Override
		public int read(ByteBuffer buffer) throws IOException {
			return this.in.read(buffer);
		}

		@Override
		public void requestRead() {
			this.in.requestRead();
		}

		@Override
		public boolean write(ByteBuffer buffer) throws IOException {
			return this.out.write(buffer);
		}

		@Override
		public void close() {
			this.out.end();
		}

		@Override
		public void abort() {
			this.out.breakOff();
			this.in.breakOff();
		}

	}

}
