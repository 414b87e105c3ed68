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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections, and knows those on which nothing can be sent yet: a proxy, the TLS
 * handshake or the SETTINGS of HTTP/2 are waited for, and may be for ever. What nobody
 * waits for any more is closed.
 */
final class PendingConnections extends ClientConnector {

	private static final Logger logger = LoggerFactory.getLogger(PendingConnections.class);

	private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

	/** What has no end point yet: a selector that stops knows not all of it. */
	private final Set<SelectableChannel> channels = ConcurrentHashMap.newKeySet();

	private final Http2Connections http2;

	private final Predicate<? super InetSocketAddress> addressFilter;

	/**
	 * Create what makes connections.
	 * @param http2 client for HTTP/2, which is to use this
	 * @param addressFilter which addresses may be connected to
	 */
	PendingConnections(Function<ClientConnector, HTTP2Client> http2,
			Predicate<? super InetSocketAddress> addressFilter) {
		this.http2 = new Http2Connections(http2.apply(this));
		this.addressFilter = addressFilter;
	}

	Http2Connections http2() {
		return this.http2;
	}

	@Override
	protected void configure(SelectableChannel channel) throws IOException {
		this.channels.removeIf((other) -> !other.isOpen());
		this.channels.add(channel);
		super.configure(channel);
	}

	@Override
	public void connect(SocketAddress address, Map<String, Object> context) {
		Pending connection = new Pending(context);
		context.put(Connection.PROMISE_CONTEXT_KEY, connection);
		this.pending.add(connection);
		if (isRefused(address)) {
			// if the host has another address, that comes next
			connection.failed(new RefusedAddressException());
			return;
		}
		super.connect(address, context);
		if (!isRunning()) {
			closeAll();
		}
	}

	/** A filter that fails allows nothing. */
	private boolean isRefused(SocketAddress address) {
		try {
			return address instanceof InetSocketAddress inet && !inet.isUnresolved() && !this.addressFilter.test(inet);
		}
		catch (RuntimeException ex) {
			logger.warn("The address filter failed, and the address is refused", ex);
			return true;
		}
	}

	@Override
	protected void doStop() throws Exception {
		super.doStop();
		closeAll();
	}

	private void closeAll() {
		this.channels.forEach(IO::close);
		this.channels.clear();
		this.pending.forEach(Pending::close);
	}

	@Override
	protected void connectFailed(SelectableChannel channel, SocketAddress address, Throwable failure,
			Map<String, Object> context) {
		if (context.get(Connection.PROMISE_CONTEXT_KEY) instanceof Pending connection && !connection.decide()) {
			// given up while it was opened, which the pool was told
			IO.close(channel);
		}
		else {
			super.connectFailed(channel, address, failure, context);
		}
	}

	@Override
	protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
		EndPoint endPoint = super.newEndPoint(channel, selector, key);
		this.channels.remove(channel);
		if (key.attachment() instanceof Map<?, ?> context
				&& context.get(Connection.PROMISE_CONTEXT_KEY) instanceof Pending connection) {
			connection.made(endPoint);
		}
		return endPoint;
	}

	/** How many connections are being made. */
	int size() {
		return this.pending.size();
	}

	/** Somebody does not wait any more: close what nobody waits for. */
	void givenUp() {
		giveUp((connection) -> !connection.isWanted());
	}

	/**
	 * Somebody has waited in vain: close what nobody waits for, and what has taken most
	 * of that time. Who still waits gets another connection.
	 * @param origin where the connection should have led to
	 * @param waited how long
	 */
	void timedOut(Origin.Address origin, Duration waited) {
		long begunBefore = System.nanoTime() - waited.toNanos() / 2;
		giveUp((connection) -> !connection.isWanted()
				|| (connection.leadsTo(origin) && connection.begun - begunBefore <= 0));
	}

	private void giveUp(Predicate<Pending> condition) {
		this.pending.stream().filter(condition).forEach(Pending::giveUp);
	}

	/** Stands before the promise of the pool while a connection is made. */
	private final class Pending implements Promise<Connection> {

		private final HttpDestination destination;

		private final Promise<Connection> promise;

		private final long begun = System.nanoTime();

		private final AtomicBoolean decided = new AtomicBoolean();

		private volatile @Nullable EndPoint endPoint;

		@SuppressWarnings("unchecked") // so says the HTTP client
		Pending(Map<String, Object> context) {
			this.destination = (HttpDestination) Objects.requireNonNull(context.get(Destination.CONTEXT_KEY),
					"'context' must have a destination");
			this.promise = (Promise<Connection>) Objects.requireNonNull(context.get(Connection.PROMISE_CONTEXT_KEY),
					"'context' must have a promise");
		}

		boolean isWanted() {
			return this.destination.getQueuedRequestCount() > 0;
		}

		boolean leadsTo(Origin.Address origin) {
			return this.destination.getOrigin().getAddress().equals(origin);
		}

		/** There is a connection of TCP. */
		void made(EndPoint endPoint) {
			this.endPoint = endPoint;
			if (!isWanted()) {
				getExecutor().execute(PendingConnections.this::givenUp);
			}
		}

		void giveUp() {
			EndPoint made = this.endPoint;
			// before that, the connect timeout counts
			if (made != null && decide()) {
				made.close();
				this.promise.failed(new UnwantedConnectionException());
			}
		}

		void close() {
			IO.close(this.endPoint);
		}

		@Override
		public void succeeded(Connection connection) {
			if (decide()) {
				this.promise.succeeded(connection);
			}
			else {
				connection.close();
			}
		}

		@Override
		public void failed(Throwable failure) {
			if (decide()) {
				this.promise.failed(failure);
			}
		}

		private boolean decide() {
			PendingConnections.this.pending.remove(this);
			return this.decided.compareAndSet(false, true);
		}

	}

}
