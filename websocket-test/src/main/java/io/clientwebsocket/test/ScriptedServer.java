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
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * A server on a loopback port that does on each connection what a {@link ServerScript}
 * says, right or wrong, and tells what it received. It speaks HTTP/1.1, or HTTP/2, and
 * RFC 6455 by itself, so that it can judge a client.
 *
 * <pre class="code">
 * try (ScriptedServer server = ScriptedServer.start((connection) -&gt; connection
 *         .acceptHandshake()
 *         .expectText("a")
 *         .sendText("b")
 *         .close(1000, "bye")
 *         .expectClose(1000))) {
 *     // connect to server.uri(), send "a", receive "b"
 *     server.awaitFinished();
 * }
 * </pre>
 * <p>
 * Each connection has a daemon thread whose name starts with {@code scripted-server-}.
 * {@link #close()} ends all threads and connections. All methods may be called from any
 * thread.
 *
 * @since 0.1.0
 */
public final class ScriptedServer implements AutoCloseable {

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

	private final Settings settings;

	private final Scripts scripts;

	private final Acceptor acceptor;

	private final Connections connections = new Connections();

	private final Http2Sessions http2Sessions;

	private final String threadName;

	private final Watchdog watchdog;

	private ScriptedServer(Settings settings, Scripts scripts) throws IOException {
		this.settings = settings;
		this.scripts = scripts;
		this.acceptor = new Acceptor(settings.receiveBufferSize());
		this.threadName = "scripted-server-" + this.acceptor.port();
		this.http2Sessions = new Http2Sessions(settings, scripts, this.connections, this.threadName);
		this.watchdog = new Watchdog(this.threadName + "-watchdog");
	}

	/**
	 * Start a plain server with one script for every connection.
	 * @param script the script
	 * @return the running server
	 */
	public static ScriptedServer start(ServerScript script) {
		return builder().start(script);
	}

	/**
	 * Start a plain server with a script for each connection. More connections than
	 * scripts are a failure.
	 * @param scripts the scripts of the first, second, and so on, connection
	 * @return the running server
	 */
	public static ScriptedServer start(List<ServerScript> scripts) {
		return builder().start(scripts);
	}

	/**
	 * Settings for a server that is not plain.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Address of the server.
	 * @return {@code ws://127.0.0.1:port/}, or {@code wss:} on TLS
	 */
	public URI uri() {
		return uri("/");
	}

	/**
	 * Address of a resource on the server.
	 * @param target path and query, starting with a slash
	 * @return the address
	 */
	public URI uri(String target) {
		String scheme = (this.settings.tls() != null) ? "wss" : "ws";
		return URI.create(scheme + "://127.0.0.1:" + port() + target);
	}

	/**
	 * Port of the server.
	 * @return the port on 127.0.0.1
	 */
	public int port() {
		return this.acceptor.port();
	}

	/**
	 * What the server received on the first connection. Waits for the connection.
	 * @return a live view
	 * @throws AssertionError if there is no connection before the deadline
	 */
	public ReceivedConnection received() {
		return received(1);
	}

	/**
	 * What the server received on a connection. Waits for the connection.
	 * @param number 1 for the first connection
	 * @return a live view
	 * @throws AssertionError if there is no such connection before the deadline
	 */
	public ReceivedConnection received(int number) {
		Wait wait = Wait.start("connection " + number, this.settings.deadline());
		try {
			return this.connections.await(number, wait).record();
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
	}

	/**
	 * An HTTP/2 connection. Waits for it.
	 * @param number 1 for the first connection
	 * @return the connection
	 * @throws AssertionError if there is no such connection before the deadline
	 */
	public ScriptedHttp2Connection http2Connection(int number) {
		Wait wait = Wait.start("HTTP/2 connection " + number, this.settings.deadline());
		try {
			return new ScriptedHttp2Connection(this.http2Sessions.await(number, wait), this.settings.deadline());
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
	}

	/**
	 * Number of HTTP/2 connections so far.
	 * @return the number
	 */
	public int http2ConnectionCount() {
		return this.http2Sessions.all().size();
	}

	/**
	 * Number of connections so far, over HTTP/2 of streams.
	 * @return the number
	 */
	public int connectionCount() {
		return this.connections.all().size();
	}

	/**
	 * Wait until all scripts have ended, within the deadline of the server.
	 * @throws AssertionError as {@link #awaitFinished(Duration)}
	 */
	public void awaitFinished() {
		awaitFinished(this.settings.deadline());
	}

	/**
	 * Wait until all scripts have ended: those of a list, or the one script on every
	 * connection so far, but at least on one.
	 * @param timeout how long to wait
	 * @throws AssertionError if they do not end in time, or a script failed; the message
	 * tells the whole exchange
	 */
	public void awaitFinished(Duration timeout) {
		Wait wait = Wait.start("all scripts to end", timeout);
		try {
			for (int number = 1; number <= Math.max(this.scripts.count(), connectionCount()); number++) {
				this.connections.await(number, wait).awaitFinished(wait);
			}
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
		throwFirst(this.connections.all().stream().map(ConnectionRunner::failure));
	}

	/**
	 * End all connections and threads. Scripts that still run are stopped. That is no
	 * failure here, and neither is a script that the client has cut off, by the end of
	 * the connection or in the TLS handshake: to see a script through to its end is what
	 * {@link #awaitFinished()} is for.
	 * @throws AssertionError if a script failed in another way and
	 * {@link #awaitFinished()} has not told
	 */
	@Override
	public void close() {
		this.acceptor.close();
		this.connections.stop();
		this.http2Sessions.stop();
		join();
		throwFirst(this.connections.all().stream().map(ConnectionRunner::unseenFailure));
	}

	private void accept(Socket socket) throws IOException {
		if (this.settings.http2() != null) {
			this.http2Sessions.add(socket);
			return;
		}
		boolean added = this.connections.add((number) -> {
			ReceivedConnection record = new ReceivedConnection(number);
			return new ConnectionRunner(new SocketWire(socket, this.watchdog, record), record, this.scripts.get(number),
					this.settings, this.threadName + "-" + number);
		});
		if (!added) {
			socket.close();
		}
	}

	private void join() {
		Wait wait = Wait.start("all threads to end", CLOSE_TIMEOUT);
		try {
			boolean ended = this.watchdog.stop(wait) && this.http2Sessions.join(wait);
			ended &= this.acceptor.join(wait);
			for (ConnectionRunner runner : this.connections.all()) {
				ended &= runner.join(wait);
			}
			if (!ended) {
				throw wait.butWas("still running: a script that cannot be interrupted");
			}
		}
		catch (InterruptedException ex) {
			throw interrupted(ex);
		}
	}

	private void throwFirst(Stream<@Nullable AssertionError> failures) {
		List<AssertionError> found = failures.filter(Objects::nonNull).toList();
		if (!found.isEmpty()) {
			found.stream().skip(1).forEach(found.get(0)::addSuppressed);
			throw found.get(0);
		}
		IOException ex = this.acceptor.failure();
		if (ex != null) {
			throw new AssertionError("expected connections to be accepted, but was " + ex, ex);
		}
	}

	private static IllegalStateException interrupted(InterruptedException ex) {
		Thread.currentThread().interrupt();
		return new IllegalStateException("interrupted while waiting for the scripted server", ex);
	}

	/**
	 * Settings of a {@link ScriptedServer}.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private @Nullable SSLContext tls;

		private @Nullable SSLParameters tlsParameters;

		private Duration deadline = Wait.DEFAULT_DEADLINE;

		private int receiveBufferSize;

		private @Nullable Http2Settings http2;

		private Builder() {
		}

		/**
		 * Speak TLS.
		 * @param context the server's context, such as
		 * {@link TestCertificates#serverContext()}
		 * @return this builder
		 */
		public Builder tls(SSLContext context) {
			this.tls = Objects.requireNonNull(context, "'context' must not be null");
			this.tlsParameters = null;
			return this;
		}

		/**
		 * Speak TLS in a certain way: its versions, or with a certificate of the client.
		 * What the client has sent is in {@link ReceivedConnection#tlsSession()}.
		 * @param context the server's context
		 * @param parameters what to set on each connection; application protocols are
		 * {@code http/1.1} if there are none
		 * @return this builder
		 */
		public Builder tls(SSLContext context, SSLParameters parameters) {
			tls(context);
			this.tlsParameters = Objects.requireNonNull(parameters, "'parameters' must not be null");
			return this;
		}

		/**
		 * Set how long each step of a script may wait. Ten seconds unless set.
		 * @param timeout the deadline, greater than zero
		 * @return this builder
		 */
		public Builder deadline(Duration timeout) {
			this.deadline = Wait.requirePositive("timeout", timeout);
			return this;
		}

		/**
		 * Set the size of TCP's receive buffer: a small one makes a client wait soon when
		 * the script {@linkplain ScriptedConnection#stall(Duration) does not read}.
		 * @param bytes the size, at least 1; the operating system may round it up
		 * @return this builder
		 */
		public Builder receiveBufferSize(int bytes) {
			if (bytes < 1) {
				throw new IllegalArgumentException("'bytes' must be at least 1, but was " + bytes);
			}
			this.receiveBufferSize = bytes;
			return this;
		}

		/**
		 * Speak HTTP/2 and nothing else: over TLS if the client offers {@code h2},
		 * without TLS by prior knowledge. Each stream is a connection with a script,
		 * which may use its {@linkplain ScriptedConnection#stream() frames}.
		 * @param settings what the server says first, such as
		 * {@link Http2Settings#webSockets()}
		 * @return this builder
		 */
		public Builder http2(Http2Settings settings) {
			this.http2 = Objects.requireNonNull(settings, "'settings' must not be null");
			return this;
		}

		/**
		 * Start a server with one script for every connection.
		 * @param script the script
		 * @return the running server
		 */
		public ScriptedServer start(ServerScript script) {
			return start(Scripts.forAll(script));
		}

		/**
		 * Start a server with a script for each connection. More connections than scripts
		 * are a failure.
		 * @param scripts the scripts of the first, second, and so on, connection
		 * @return the running server
		 */
		public ScriptedServer start(List<ServerScript> scripts) {
			return start(Scripts.inOrder(scripts));
		}

		private ScriptedServer start(Scripts scripts) {
			try {
				ScriptedServer server = new ScriptedServer(
						new Settings(this.tls, this.tlsParameters, this.deadline, this.receiveBufferSize, this.http2),
						scripts);
				server.acceptor.start(server.threadName + "-accept", server::accept);
				return server;
			}
			catch (IOException ex) {
				throw new UncheckedIOException("cannot listen on a loopback port", ex);
			}
		}

	}

}
