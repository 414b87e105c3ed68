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

import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.jetty.alpn.client.ALPNClientConnectionFactory;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a proxy until there is a tunnel: then it makes room for the connection
 * to the server. The connect timeout of the HTTP client bounds this too.
 */
final class TunnelConnection extends AbstractConnection implements org.eclipse.jetty.io.Connection.UpgradeFrom {

	private static final int BUFFER_SIZE = 1024;

	private final HttpDestination destination;

	private final TunnelHandshake handshake;

	private final ClientConnectionFactory connectionFactory;

	private final Map<String, Object> context;

	/** Is told of the connection to the server, by that itself, or that there is none. */
	private final Promise<?> promise;

	/** One at a time touches it: who has written, or whom the selector calls. */
	private final ByteBuffer input = BufferUtil.allocate(BUFFER_SIZE);

	/** Whether the tunnel has been opened or has failed. */
	private final AtomicBoolean decided = new AtomicBoolean();

	private volatile Scheduler.@Nullable Task timeout;

	TunnelConnection(EndPoint endPoint, HttpDestination destination, TunnelHandshake handshake,
			ClientConnectionFactory connectionFactory, Map<String, Object> context) {
		super(endPoint, destination.getHttpClient().getExecutor());
		this.destination = destination;
		this.handshake = handshake;
		this.connectionFactory = connectionFactory;
		this.context = context;
		this.promise = (Promise<?>) Objects.requireNonNull(context.get(Connection.PROMISE_CONTEXT_KEY),
				"'context' must have a promise");
	}

	@Override
	public void onOpen() {
		super.onOpen();
		startTimeout();
		try {
			send(this.handshake.start());
		}
		catch (ProxyException ex) {
			fail(ex);
		}
	}

	private void startTimeout() {
		HttpClient httpClient = this.destination.getHttpClient();
		long millis = httpClient.getConnectTimeout();
		if (millis > 0) {
			Scheduler.Task task = httpClient.getScheduler()
				.schedule(() -> fail(new SocketTimeoutException("no tunnel within the connect timeout")), millis,
						TimeUnit.MILLISECONDS);
			this.timeout = task;
			if (this.decided.get()) {
				task.cancel();
			}
		}
	}

	private void send(ByteBuffer bytes) {
		getEndPoint().write(Callback.from(this::proceed, this::fail), bytes);
	}

	@Override
	public void onFillable() {
		proceed();
	}

	private void proceed() {
		try {
			while (!this.decided.get()) {
				if (!this.input.hasRemaining() && !fill()) {
					return;
				}
				ByteBuffer next = this.handshake.received(this.input);
				if (this.handshake.isOpen()) {
					open();
					return;
				}
				if (next != null) {
					send(next);
					return;
				}
			}
		}
		catch (Exception ex) {
			fail(ex);
		}
	}

	/** Whether something has arrived; otherwise the selector calls. */
	private boolean fill() throws Exception {
		int filled = getEndPoint().fill(this.input);
		if (filled < 0) {
			throw ProxyException.failed("expected it to open a tunnel, but it closed the connection");
		}
		if (filled == 0) {
			fillInterested();
		}
		return filled > 0;
	}

	private void open() throws Exception {
		HttpClient httpClient = this.destination.getHttpClient();
		Origin.Address server = this.destination.getOrigin().getAddress();
		// TLS wants the name of the server; it is not for us to resolve it
		this.context.put(ClientConnector.REMOTE_SOCKET_ADDRESS_CONTEXT_KEY,
				InetSocketAddress.createUnresolved(server.getHost(), server.getPort()));
		org.eclipse.jetty.io.Connection tunnelled = serverConnections(httpClient).newConnection(getEndPoint(),
				this.context);
		if (this.input.hasRemaining() && !(tunnelled instanceof UpgradeTo)) {
			throw ProxyException.failed("expected nothing behind its answer, but there was more");
		}
		if (decide()) {
			getEndPoint().upgrade(tunnelled);
		}
	}

	private ClientConnectionFactory serverConnections(HttpClient httpClient) {
		if (!this.destination.isSecure()) {
			return this.connectionFactory;
		}
		ClientConnectionFactory factory = this.connectionFactory;
		Origin.Protocol protocol = this.destination.getOrigin().getProtocol();
		if (protocol.isNegotiate()) {
			factory = new ALPNClientConnectionFactory(httpClient.getExecutor(), factory, protocol.getProtocols());
		}
		return httpClient.getClientConnector()
			.newSslClientConnectionFactory(httpClient.getSslContextFactory(), factory);
	}

	/** What the server has said already. */
	@Override
	public ByteBuffer onUpgradeFrom() {
		return BufferUtil.copy(this.input);
	}

	@Override
	public boolean onIdleExpired(TimeoutException timeout) {
		fail(timeout);
		return false;
	}

	@Override
	public void onFillInterestedFailed(Throwable cause) {
		fail(cause);
	}

	@Override
	public void onClose(@Nullable Throwable cause) {
		super.onClose(cause);
		fail((cause != null) ? cause
				: ProxyException.failed("expected it to open a tunnel, but the connection was closed"));
	}

	private void fail(Throwable cause) {
		if (decide()) {
			getEndPoint().close(cause);
			this.promise.failed(cause);
		}
	}

	private boolean decide() {
		boolean first = this.decided.compareAndSet(false, true);
		if (first) {
			Scheduler.Task task = this.timeout;
			if (task != null) {
				task.cancel();
			}
		}
		return first;
	}

}
