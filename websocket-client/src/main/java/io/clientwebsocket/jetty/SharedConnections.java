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

import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.MultiplexConnectionPool;
import org.eclipse.jetty.util.Attachable;
import org.eclipse.jetty.util.ConcurrentPool;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.transport.TimeSource;

/**
 * Connections to a server that may speak HTTP/2: as few as it allows streams for, also
 * when many handshakes begin at once. A connection that speaks HTTP/1.1 carries one. One
 * that speaks HTTP/2 is ended when it has carried nothing for some time.
 */
final class SharedConnections extends MultiplexConnectionPool {

	/** How many handshakes wait for a connection that is being opened. */
	private static final int EXPECTED_STREAMS = 256;

	/** Instead of a number of streams: the connection is ended and must not be used. */
	private static final int ENDED = -1;

	/** Whether another connection is opened when all streams are taken. */
	private final boolean multiple;

	/** HTTP/2 connections that take new streams, and whether one was answered. */
	private final Map<Connection, Boolean> usable = new ConcurrentHashMap<>();

	/** How many streams are open on a connection, also on one that takes no new ones. */
	private final Map<Connection, Integer> streams = new ConcurrentHashMap<>();

	/** Held while it is decided whether the only connection is opened. */
	private final ReentrantLock creating = new ReentrantLock();

	private final Http2Connections http2;

	private final IdleConnections idle;

	SharedConnections(Destination destination, HttpClientSettings settings, Http2Connections http2, TimeSource time) {
		super(destination,
				() -> new ConcurrentPool<>(ConcurrentPool.StrategyType.FIRST,
						destination.getHttpClient().getMaxConnectionsPerDestination(),
						(connection) -> (connection instanceof ConnectionPool.MaxMultiplexable shared)
								? shared.getMaxMultiplex() : 1),
				EXPECTED_STREAMS);
		this.multiple = settings.multipleHttp2Connections();
		this.http2 = http2;
		this.idle = new IdleConnections(time, settings.http2IdleTimeout(), this::removeUnused);
	}

	/** Whether connections of a destination may speak HTTP/2. */
	static boolean areFor(Destination destination) {
		return destination.getOrigin().getProtocol().getProtocols().stream().anyMatch((name) -> name.startsWith("h2"));
	}

	/** The server has answered on a connection. */
	void answered(@Nullable Connection connection) {
		if (connection != null) {
			this.usable.computeIfPresent(connection, (key, answered) -> true);
		}
	}

	/**
	 * Whether the server has answered before, and may just have closed the connection.
	 */
	boolean isUsed(@Nullable Connection connection) {
		return connection != null && this.usable.getOrDefault(connection, false);
	}

	@Override
	protected void tryCreate(boolean create) {
		if (this.multiple) {
			super.tryCreate(create);
			return;
		}
		this.creating.lock();
		try {
			// in this order: a connection is usable before it ceases to be pending
			if (getPendingConnectionCount() == 0 && this.usable.isEmpty()) {
				super.tryCreate(create);
			}
		}
		finally {
			this.creating.unlock();
		}
	}

	@Override
	protected void onCreated(Connection connection) {
		super.onCreated(connection);
		if (connection instanceof ConnectionPool.MaxMultiplexable) {
			this.usable.put(connection, false);
			// who has asked for it may have given up
			this.idle.add(connection);
		}
	}

	@Override
	protected void onRemoved(Connection connection) {
		super.onRemoved(connection);
		this.idle.remove(connection);
		if (connection instanceof ConnectionPool.MaxMultiplexable
				&& this.streams.putIfAbsent(connection, ENDED) == null) {
			// there is no last stream that would end it
			end(connection);
			this.streams.remove(connection);
		}
	}

	@Override
	protected @Nullable Connection activate() {
		Connection connection = super.activate();
		while (connection instanceof ConnectionPool.MaxMultiplexable && !use(connection)) {
			remove(connection);
			connection = super.activate();
		}
		return connection;
	}

	/** Count another stream, unless the connection is just being ended. */
	private boolean use(Connection connection) {
		this.idle.remove(connection);
		return this.streams.merge(connection, 1, (count, one) -> (count != ENDED) ? count + one : ENDED) != ENDED;
	}

	/** Otherwise the end of a stream is not told to {@link #release}. */
	@Override
	public boolean isActive(Connection connection) {
		return this.streams.containsKey(connection) || super.isActive(connection);
	}

	/**
	 * A connection that the server has taken out of use (GOAWAY) lives as long as its
	 * last stream. Jetty counts its streams one too low then, and would close it early.
	 */
	@Override
	public boolean release(Connection connection) {
		if (!(connection instanceof ConnectionPool.MaxMultiplexable)) {
			// what was refused over HTTP/1.1 is closed and not kept
			return false;
		}
		boolean inUse = this.streams.computeIfPresent(connection,
				(key, count) -> (count > 1) ? count - 1 : null) != null;
		if (!inUse) {
			this.idle.add(connection);
		}
		boolean released = super.release(connection);
		boolean removed = ((Attachable) connection).getAttachment() == null;
		boolean kept = inUse || (released && !removed);
		if (!kept) {
			this.idle.remove(connection);
			end(connection);
		}
		return kept;
	}

	/** Put no more streams on the connections of now: each ends with its last stream. */
	void retire() {
		this.usable.keySet().forEach(this::remove);
	}

	private void removeUnused(Connection connection) {
		if (!this.streams.containsKey(connection)) {
			remove(connection);
		}
	}

	private void end(Connection connection) {
		SocketAddress local = connection.getLocalSocketAddress();
		SocketAddress remote = connection.getRemoteSocketAddress();
		connection.close();
		this.http2.ending(local, remote);
	}

	@Override
	public boolean remove(Connection connection) {
		boolean removed = super.remove(connection);
		if (this.usable.remove(connection) != null) {
			// who waits for a stream of it gets another connection
			proceed();
		}
		return removed;
	}

}
