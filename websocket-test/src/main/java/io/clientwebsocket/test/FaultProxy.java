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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on a loopback port that spoils the line to a real server: it holds bytes
 * back, loses them, slows them down, flips bits, and cuts connections off after a number
 * of bytes. It does not know what the bytes mean, so it works with TLS, too.
 *
 * <pre class="code">
 * try (FaultProxy proxy = FaultProxy.start(server.uri(), (connection) -&gt; connection.toClient().resetAfter(40))) {
 *     // connect to proxy.uri(): the connection is lost within the server's answer
 * }
 * </pre>
 * <p>
 * Each connection has two daemon threads, which end with it; there are 200 connections at
 * most at a time, and more are reset. All methods may be called from any thread.
 *
 * @since 0.1.0
 */
public final class FaultProxy implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int MAX_CONNECTIONS = 200;

	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private final URI target;

	private final Consumer<FaultConnection> faults;

	private final InetSocketAddress address;

	// The fields below are guarded by the monitor

	private final List<FaultConnection> connections = new ArrayList<>();

	private @Nullable ServerSocket listener;

	private @Nullable Thread acceptor;

	private @Nullable RuntimeException failure;

	private boolean closed;

	private FaultProxy(URI target, Consumer<FaultConnection> faults) throws IOException {
		this.target = target;
		this.faults = faults;
		ServerSocket first = listen(0);
		this.address = new InetSocketAddress(first.getInetAddress(), first.getLocalPort());
		start(first);
	}

	/**
	 * Start a proxy without a fault, so far.
	 * @param target the server, with its port
	 * @return the running proxy
	 */
	public static FaultProxy start(URI target) {
		return start(target, (connection) -> {
		});
	}

	/**
	 * Start a proxy.
	 * @param target the server, with its port
	 * @param faults sets the faults of each connection before a byte has passed;
	 * {@link FaultConnection#number()} tells which one it is
	 * @return the running proxy
	 */
	public static FaultProxy start(URI target, Consumer<FaultConnection> faults) {
		Objects.requireNonNull(faults, "'faults' must not be null");
		if (target.getHost() == null || target.getPort() < 0) {
			throw new IllegalArgumentException("'target' must have a host and a port, but was " + target);
		}
		try {
			return new FaultProxy(target, faults);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot listen on a loopback port", ex);
		}
	}

	/**
	 * Address of the proxy.
	 * @return the target's URI, with {@code 127.0.0.1} and the port of the proxy
	 */
	public URI uri() {
		String path = Objects.requireNonNullElse(this.target.getRawPath(), "");
		String query = (this.target.getRawQuery() != null) ? "?" + this.target.getRawQuery() : "";
		return URI.create(this.target.getScheme() + "://127.0.0.1:" + port() + path + query);
	}

	/**
	 * Port of the proxy.
	 * @return the port on 127.0.0.1
	 */
	public int port() {
		return this.address.getPort();
	}

	/**
	 * A connection. Waits for it.
	 * @param number 1 for the first connection
	 * @return the connection
	 * @throws AssertionError if there is no such connection within ten seconds
	 */
	public synchronized FaultConnection connection(int number) {
		Wait wait = Wait.start("connection " + number + " at the proxy", TIMEOUT);
		try {
			while (this.connections.size() < number) {
				wait(wait.remainingMillis());
			}
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
		return this.connections.get(number - 1);
	}

	/**
	 * Number of connections so far.
	 * @return the number
	 */
	public synchronized int connectionCount() {
		return this.connections.size();
	}

	/**
	 * Close the port, so that further connections are refused. Those that exist go on.
	 */
	public void refuse() {
		ServerSocket open;
		Thread thread;
		synchronized (this) {
			open = this.listener;
			thread = this.acceptor;
			this.listener = null;
			this.acceptor = null;
		}
		if (open != null && thread != null) {
			closeQuietly(open);
			join(thread, Wait.start("the port to close", TIMEOUT));
		}
	}

	/**
	 * Open the port again after {@link #refuse()}.
	 */
	public synchronized void accept() {
		if (this.closed) {
			throw new IllegalStateException("the proxy is closed");
		}
		if (this.listener == null) {
			try {
				start(listen(port()));
			}
			catch (IOException ex) {
				throw new UncheckedIOException("cannot listen on port " + port() + " again", ex);
			}
		}
	}

	/**
	 * End all connections and threads.
	 * @throws IllegalStateException if setting the faults of a connection has failed
	 */
	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		refuse();
		Wait wait = Wait.start("all threads to end", TIMEOUT);
		for (FaultConnection connection : connections()) {
			connection.stop();
			connection.threads().forEach((thread) -> join(thread, wait));
		}
		synchronized (this) {
			RuntimeException cause = this.failure;
			this.failure = null;
			if (cause != null) {
				throw new IllegalStateException("the faults of a connection could not be set", cause);
			}
		}
	}

	private static ServerSocket listen(int port) throws IOException {
		ServerSocket socket = new ServerSocket();
		socket.setReuseAddress(true);
		socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
		return socket;
	}

	private synchronized void start(ServerSocket socket) {
		Thread thread = new Thread(() -> accept(socket), "fault-proxy-" + socket.getLocalPort() + "-accept");
		thread.setDaemon(true);
		this.listener = socket;
		this.acceptor = thread;
		thread.start();
	}

	private void accept(ServerSocket socket) {
		while (!socket.isClosed()) {
			try {
				open(socket.accept());
			}
			catch (IOException ex) {
				// closed, or the client was gone before it was accepted
			}
		}
	}

	private void open(Socket client) throws IOException {
		FaultConnection connection = new FaultConnection(connectionCount() + 1, client);
		if (connections().stream().filter(FaultConnection::isOpen).count() >= MAX_CONNECTIONS) {
			connection.reset();
			return;
		}
		try {
			this.faults.accept(connection);
			connection.open(this.target, "fault-proxy-" + port());
		}
		catch (RuntimeException ex) {
			connection.reset();
			failed(ex);
		}
		add(connection);
	}

	private synchronized void failed(RuntimeException ex) {
		this.failure = ex;
	}

	private synchronized void add(FaultConnection connection) {
		this.connections.add(connection);
		notifyAll();
	}

	private synchronized List<FaultConnection> connections() {
		return List.copyOf(this.connections);
	}

	private static void closeQuietly(ServerSocket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot close the port " + socket.getLocalPort(), ex);
		}
	}

	private static void join(Thread thread, Wait wait) {
		try {
			thread.join(wait.remainingMillis());
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
		if (thread.isAlive()) {
			throw wait.butWas("still running: " + thread.getName());
		}
	}

	private static IllegalStateException interrupted(InterruptedException ex) {
		Thread.currentThread().interrupt();
		return new IllegalStateException("interrupted while waiting for the proxy", ex);
	}

}
