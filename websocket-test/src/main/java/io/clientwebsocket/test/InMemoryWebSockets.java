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

import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.KeepAlive;
import io.clientwebsocket.engine.EngineSettings;
import io.clientwebsocket.engine.WebSocketEngine;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.transport.BufferPool;
import io.clientwebsocket.transport.ZlibPool;

/**
 * Two real sockets that are connected in memory, a client and a server, on a
 * {@link ManualClock}: the product's own code without a network and without waiting.
 * <p>
 * Bytes move on a thread of the pair; time passes only by {@link ManualClock#advance}.
 * <p>
 * There is no handshake: the options say what was agreed. {@code subprotocols} of both
 * ends holds the one subprotocol that {@link ClientWebSocket#subprotocol()} tells, or
 * none, and {@code deflate} of both has the same windows and context takeovers. Options
 * of the handshake ({@code headers}, {@code handshakeTimeout}, {@code connectTimeout},
 * {@code sslContext}, {@code proxy}) cannot be set.
 *
 * @since 0.1.0
 */
public final class InMemoryWebSockets implements AutoCloseable {

	/**
	 * How many bytes are under way in each direction before a write has to wait.
	 */
	public static final int CAPACITY = 256 * 1024;

	private final ManualClock clock = new ManualClock();

	private final ExecutorService executor = Executors.newFixedThreadPool(2, (task) -> {
		Thread thread = new Thread(task, "memory-websockets");
		thread.setDaemon(true);
		return thread;
	});

	private final ExecutorService pipes = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "memory-pipes");
		thread.setDaemon(true);
		return thread;
	});

	private final MemoryPipe toServer = new MemoryPipe(CAPACITY, this.pipes);

	private final MemoryPipe toClient = new MemoryPipe(CAPACITY, this.pipes);

	private final BufferPool buffers = new BufferPool();

	private final ZlibPool zlib = new ZlibPool();

	private final AtomicInteger open = new AtomicInteger(2);

	private final ClientWebSocket client;

	private final ClientWebSocket server;

	private InMemoryWebSockets(ClientWebSocketOptions clientOptions, ClientWebSocketOptions serverOptions) {
		EngineSettings clientSettings = settings(Role.CLIENT, clientOptions);
		EngineSettings serverSettings = settings(Role.SERVER, serverOptions);
		if (!clientOptions.subprotocols().equals(serverOptions.subprotocols())) {
			throw new IllegalArgumentException("'subprotocols' must be the same at both ends, but was "
					+ clientOptions.subprotocols() + " and " + serverOptions.subprotocols());
		}
		requireSame(clientOptions.deflate(), serverOptions.deflate());
		this.client = WebSocketEngine.open(new MemoryTransport(this.toClient, this.toServer), clientSettings);
		this.server = WebSocketEngine.open(new MemoryTransport(this.toServer, this.toClient), serverSettings);
	}

	private static void requireSame(@Nullable DeflateOptions client, @Nullable DeflateOptions server) {
		if (!Objects.equals(agreed(client), agreed(server))) {
			throw new IllegalArgumentException("'deflate' must have the same windows and context takeovers at both"
					+ " ends, but was " + client + " and " + server);
		}
	}

	/** What both ends must know; the rest is each one's own business. */
	private static @Nullable DeflateOptions agreed(@Nullable DeflateOptions options) {
		return (options != null) ? options.withMinimumSize(0).withLevel(1) : null;
	}

	private EngineSettings settings(Role role, ClientWebSocketOptions options) {
		EngineSettings.Environment environment = new EngineSettings.Environment(this.clock, this.buffers, this.zlib,
				new SecureRandom(), this.executor);
		return EngineSettings.withoutHandshake(role, options, environment, this.open::decrementAndGet);
	}

	/**
	 * Open a pair with the default options, without keep-alive.
	 * @return a new pair
	 */
	public static InMemoryWebSockets open() {
		ClientWebSocketOptions options = ClientWebSocketOptions.builder().keepAlive(KeepAlive.off()).build();
		return open(options, options);
	}

	/**
	 * Open a pair.
	 * @param clientOptions options of the client's end
	 * @param serverOptions options of the server's end
	 * @return a new pair
	 * @throws IllegalArgumentException if an option is set that belongs to a handshake,
	 * or the two ends do not name the same subprotocol or compression
	 */
	public static InMemoryWebSockets open(ClientWebSocketOptions clientOptions, ClientWebSocketOptions serverOptions) {
		return new InMemoryWebSockets(clientOptions, serverOptions);
	}

	/**
	 * The client's end.
	 * @return the socket
	 */
	public ClientWebSocket client() {
		return this.client;
	}

	/**
	 * The server's end.
	 * @return the socket
	 */
	public ClientWebSocket server() {
		return this.server;
	}

	/**
	 * The clock of both ends.
	 * @return the clock
	 */
	public ManualClock clock() {
		return this.clock;
	}

	/**
	 * Lose the connection, as by a reset.
	 */
	public void cut() {
		this.toServer.breakOff();
		this.toClient.breakOff();
	}

	/**
	 * Let bytes vanish in the network, as behind a dead switch: they are taken until the
	 * capacity is used up, and do not arrive until {@link #heal()}.
	 */
	public void stall() {
		this.toServer.stall(true);
		this.toClient.stall(true);
	}

	/**
	 * Undo {@link #stall()}: what is under way arrives.
	 */
	public void heal() {
		this.toServer.stall(false);
		this.toClient.stall(false);
	}

	/**
	 * Number of ends that hold their side of the connection.
	 * @return 0 to 2
	 */
	public int openTransports() {
		return this.open.get();
	}

	/**
	 * Number of pooled buffers that the two sockets hold.
	 * @return the number at this moment
	 */
	public int buffersInUse() {
		return this.buffers.inUse();
	}

	/**
	 * Number of deflaters and inflaters that the two sockets hold.
	 * @return the number at this moment
	 */
	public int zlibInUse() {
		return this.zlib.inUse();
	}

	/**
	 * Number of deflaters and inflaters that have native memory, whether a socket holds
	 * them or they are kept for the next message.
	 * @return the number at this moment, 0 when both ends have ended
	 */
	public int zlibAlive() {
		return this.zlib.alive();
	}

	/**
	 * Abort both ends and stop the threads.
	 */
	@Override
	public void close() {
		this.client.abort();
		this.server.abort();
		this.pipes.shutdown();
		this.executor.shutdown();
	}

}
