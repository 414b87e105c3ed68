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
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.RawHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocket;
import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.jetty.JettyWebSocketConnector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other end of a stream of an HTTP/2 connection, at the level of DATA frames. The
 * sockets of a test class share a connection of each kind.
 */
final class Http2Peer extends RawPeer {

	/** Small, so that a peer that does not read blocks the client soon. */
	private static final int RECEIVE_WINDOW = 512 * 1024;

	private static @Nullable Shared clear;

	private static @Nullable Shared secure;

	private final ExecutorService writer = Executors.newSingleThreadExecutor();

	private final Shared shared;

	private final Opened opened;

	private final ClientWebSocket client;

	private Stream.@Nullable Data data;

	private Http2Peer(Shared shared, ClientWebSocketOptions options) throws Exception {
		this.shared = shared;
		CompletableFuture<ClientWebSocket> connect = shared.connector.connectAsync(shared.uri,
				options.toBuilder()
					.sslContext(shared.connector.options().sslContext())
					.httpVersion(io.clientwebsocket.HttpVersion.HTTP_2)
					.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
					.build());
		this.client = ContractTests.get(connect);
		Opened stream = shared.streams.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		if (stream == null) {
			throw new AssertionError("expected a stream, but was none");
		}
		this.opened = stream;
	}

	static RawPeer clear(ClientWebSocketOptions options) throws Exception {
		if (clear == null) {
			clear = new Shared(false);
		}
		return new Http2Peer(clear, options);
	}

	static RawPeer secure(ClientWebSocketOptions options) throws Exception {
		if (secure == null) {
			secure = new Shared(true);
		}
		return new Http2Peer(secure, options);
	}

	/** Stop the connectors and servers of this test class. */
	static void stopShared() {
		for (Shared shared : new Shared[] { clear, secure }) {
			if (shared != null) {
				shared.stop();
			}
		}
		clear = null;
		secure = null;
	}

	@Override
	ClientWebSocket client() {
		return this.client;
	}

	@Override
	void send(byte[] bytes) {
		write(bytes, false);
	}

	@Override
	void fin() {
		write(new byte[0], true);
	}

	private void write(byte[] bytes, boolean last) {
		this.writer.execute(() -> {
			CompletableFuture<Stream> written = this.opened.answered
				.thenCompose((stream) -> stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(bytes), last)));
			// the client may be gone: reading tells it
			written.handle((stream, failure) -> true).join();
		});
	}

	@Override
	void reset() {
		// once it is written: Jetty lets a PING overtake what waits
		Callback.Completable written = new Callback.Completable();
		resetStream(written);
		written.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
		// the client has read it when it answers what follows
		Session session = this.opened.stream.getSession();
		session.ping(new PingFrame(false), Callback.NOOP);
		try {
			assertThat(this.shared.pings.tryAcquire(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as("answer").isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void resetStream(Callback written) {
		this.opened.stream.reset(new ResetFrame(this.opened.stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code),
				written);
	}

	@Override
	int read(ByteBuffer target, Wait wait) throws IOException {
		Stream.Data current = awaitData(wait);
		ByteBuffer source = current.frame().getByteBuffer();
		int count = Math.min(source.remaining(), target.remaining());
		target.put(target.position(), source, source.position(), count).position(target.position() + count);
		source.position(source.position() + count);
		if (source.hasRemaining() || count == 0) {
			// the rest, or the end, which stays
			return (count > 0) ? count : -1;
		}
		if (!current.frame().isEndStream()) {
			current.release();
			this.data = null;
		}
		return count;
	}

	private Stream.Data awaitData(Wait wait) throws IOException {
		while (this.data == null) {
			if (this.opened.isReset) {
				throw new IOException("The client has reset the stream");
			}
			this.data = this.opened.stream.readData();
			if (this.data == null) {
				this.opened.stream.demand();
				awaitChange(wait);
			}
			else if (!this.data.frame().getByteBuffer().hasRemaining() && !this.data.frame().isEndStream()) {
				this.data.release();
				this.data = null;
			}
		}
		return this.data;
	}

	private void awaitChange(Wait wait) {
		try {
			if (!this.opened.changed.tryAcquire(wait.remainingNanos(), TimeUnit.NANOSECONDS)) {
				throw wait.expired();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw wait.butWas("an interrupt");
		}
	}

	@Override
	void awaitBytes() throws IOException {
		awaitData(Wait.start("bytes from the client", TIMEOUT));
	}

	@Override
	public void close() {
		this.client.abort();
		this.writer.shutdownNow();
		if (this.data != null) {
			this.data.release();
		}
		resetStream(Callback.NOOP);
	}

	@Override
	void assertNothingLeft() {
		// the connector counts the sockets of all tests: see stopShared
	}

	/** A stream that was opened, and what became of it. */
	private static final class Opened implements Stream.Listener {

		private final Stream stream;

		/**
		 * The client may have the answer before this end knows: a write fails till then.
		 */
		private final CompletableFuture<Stream> answered;

		private final Semaphore changed = new Semaphore(0);

		private volatile boolean isReset;

		Opened(Stream stream, HeadersFrame answer) {
			this.stream = stream;
			this.answered = stream.headers(answer);
		}

		@Override
		public void onDataAvailable(Stream stream) {
			this.changed.release();
		}

		@Override
		public void onReset(Stream stream, ResetFrame frame, Callback callback) {
			this.isReset = true;
			this.changed.release();
			callback.succeeded();
		}

		@Override
		public void onFailure(Stream stream, int error, String reason, Throwable failure, Callback callback) {
			this.isReset = true;
			this.changed.release();
			callback.succeeded();
		}

	}

	/** A server and the connector of its clients. */
	private static final class Shared implements ServerSessionListener {

		private final Server server = new Server();

		private final Semaphore pings = new Semaphore(0);

		private final BlockingQueue<Opened> streams = new LinkedBlockingQueue<>();

		private final JettyWebSocketConnector connector;

		private final URI uri;

		Shared(boolean secure) throws Exception {
			RawHTTP2ServerConnectionFactory http2 = new RawHTTP2ServerConnectionFactory(this);
			http2.setConnectProtocolEnabled(true);
			http2.setInitialStreamRecvWindow(RECEIVE_WINDOW);
			http2.setMaxConcurrentStreams(1000);
			// tests reset more streams than a server likes
			http2.setRateControlFactory(new RateControl.Factory() {
			});
			ServerConnector connector = secure ? secure(http2) : new ServerConnector(this.server, http2);
			connector.setHost("127.0.0.1");
			this.server.addConnector(connector);
			this.server.start();
			this.uri = URI.create((secure ? "wss" : "ws") + "://127.0.0.1:" + connector.getLocalPort() + "/");
			this.connector = JettyWebSocketConnector.create(ClientWebSocketOptions.builder()
				.sslContext(secure ? TestCertificates.clientContext() : null)
				.build());
		}

		private ServerConnector secure(RawHTTP2ServerConnectionFactory http2) {
			SslContextFactory.Server ssl = new SslContextFactory.Server();
			ssl.setSslContext(TestCertificates.serverContext());
			ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2");
			return new ServerConnector(this.server, new SslConnectionFactory(ssl, alpn.getProtocol()), alpn, http2);
		}

		@Override
		public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
			String offer = frame.getMetaData().getHttpFields().get("Sec-WebSocket-Extensions");
			HttpFields fields = (offer != null)
					? HttpFields.build().put("Sec-WebSocket-Extensions", SocketPeer.agree(offer)) : HttpFields.EMPTY;
			MetaData.Response response = new MetaData.Response(200, null, HttpVersion.HTTP_2, fields);
			Opened opened = new Opened(stream, new HeadersFrame(stream.getId(), response, null, false));
			this.streams.add(opened);
			return opened;
		}

		@Override
		public void onPing(Session session, PingFrame frame) {
			if (frame.isReply()) {
				this.pings.release();
			}
		}

		void stop() {
			this.connector.close();
			assertThat(this.connector.openSockets()).as("open sockets").isZero();
			try {
				this.server.stop();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
