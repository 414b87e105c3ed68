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

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

import io.clientwebsocket.test.TestCertificates;

/**
 * Jetty's server with HTTP/1.1 and HTTP/2, as a test wants it.
 */
final class Http2Server implements AutoCloseable {

	private final Server server = new Server();

	private final ServerConnector connector;

	private final URI uri;

	/** Connections that clients have opened. */
	private final AtomicInteger connections = new AtomicInteger();

	private final Set<EndPoint> endPoints = ConcurrentHashMap.newKeySet();

	private volatile boolean requiresHttp1;

	private Http2Server(Scheme scheme, boolean webSocketsOverHttp2, int maxStreams, String... alpn) throws Exception {
		HttpConfiguration configuration = new HttpConfiguration();
		configuration.addCustomizer(new SecureRequestCustomizer(false));
		AbstractHTTP2ServerConnectionFactory http2 = (scheme == Scheme.WSS) ? new Http2(configuration)
				: new HTTP2CServerConnectionFactory(configuration);
		http2.setConnectProtocolEnabled(webSocketsOverHttp2);
		http2.setMaxConcurrentStreams(maxStreams);
		HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
		this.connector = (scheme == Scheme.WSS) ? secure(http1, http2, alpn)
				: new ServerConnector(this.server, http1, http2);
		this.connector.setHost("127.0.0.1");
		this.connector.addBean(new Counter());
		this.server.addConnector(this.connector);
		WebSocketUpgradeHandler sockets = WebSocketUpgradeHandler.from(this.server, Http2Server::map);
		sockets.setHandler(new Forbidden());
		this.server.setHandler(sockets);
		this.server.start();
		this.uri = URI.create(scheme.name().toLowerCase(Locale.ROOT) + "://127.0.0.1:" + this.connector.getLocalPort());
	}

	/** A server that speaks HTTP/2 and HTTP/1.1. */
	static Http2Server start(Scheme scheme) throws Exception {
		return new Http2Server(scheme, true, 128, "h2", "http/1.1");
	}

	/** A server that speaks HTTP/2, but not WebSocket over it. */
	static Http2Server withoutWebSocketsOverHttp2(Scheme scheme) throws Exception {
		return new Http2Server(scheme, false, 128, "h2", "http/1.1");
	}

	/**
	 * A server that resets WebSockets over HTTP/2, because it wants HTTP/1.1 for them.
	 */
	static Http2Server requiringHttp1() throws Exception {
		Http2Server server = start(Scheme.WSS);
		server.requiresHttp1 = true;
		return server;
	}

	/** A server over TLS that negotiates HTTP/1.1 only, or nothing. */
	static Http2Server http1(String... alpn) throws Exception {
		return new Http2Server(Scheme.WSS, true, 128, alpn);
	}

	static Http2Server withStreams(int maxStreams) throws Exception {
		return new Http2Server(Scheme.WS, true, maxStreams);
	}

	private ServerConnector secure(HttpConnectionFactory http1, AbstractHTTP2ServerConnectionFactory http2,
			String... protocols) {
		SslContextFactory.Server ssl = new SslContextFactory.Server();
		ssl.setSslContext(TestCertificates.serverContext());
		if (protocols.length == 0) {
			return new ServerConnector(this.server, new SslConnectionFactory(ssl, http1.getProtocol()), http1);
		}
		ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory(protocols);
		alpn.setDefaultProtocol(http1.getProtocol());
		return new ServerConnector(this.server, new SslConnectionFactory(ssl, alpn.getProtocol()), alpn, http2, http1);
	}

	private static void map(ServerWebSocketContainer container) {
		container.setIdleTimeout(Duration.ZERO);
		container.addMapping("/echo", (request, response, callback) -> new EchoPeer.JettyEcho());
		container.addMapping("/first", (request, response, callback) -> new First());
		container.addMapping("/flood", (request, response, callback) -> new Flood());
	}

	URI uri(String path) {
		return this.uri.resolve(path);
	}

	int connections() {
		return this.connections.get();
	}

	/** Cut all connections, as the death of the server's process does. */
	void cut() {
		this.endPoints.forEach(EndPoint::close);
	}

	@Override
	public void close() {
		try {
			this.server.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException("cannot stop the server", ex);
		}
	}

	/** Counts the connections of the transport. */
	private final class Counter implements Connection.Listener {

		@Override
		public void onOpened(Connection connection) {
			EndPoint endPoint = connection.getEndPoint();
			if (endPoint.getTransport() instanceof SocketChannel && Http2Server.this.endPoints.add(endPoint)) {
				Http2Server.this.connections.incrementAndGet();
			}
		}

	}

	/** HTTP/2 over TLS. */
	private final class Http2 extends HTTP2ServerConnectionFactory {

		Http2(HttpConfiguration configuration) {
			super(configuration);
		}

		@Override
		protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
			return new HTTPServerSessionListener(endPoint) {

				@Override
				public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
					if (!Http2Server.this.requiresHttp1) {
						return super.onNewStream(stream, frame);
					}
					stream.reset(new ResetFrame(stream.getId(), ErrorCode.HTTP_1_1_REQUIRED_ERROR.code), Callback.NOOP);
					return null;
				}

			};
		}

	}

	/** What is no WebSocket here. */
	private static final class Forbidden extends Handler.Abstract {

		@Override
		public boolean handle(Request request, Response response, Callback callback) {
			response.setStatus(403);
			response.getHeaders().put("Retry-After", "7");
			response.write(true, ByteBuffer.wrap("not here".getBytes(StandardCharsets.UTF_8)), callback);
			return true;
		}

	}

	/** Speaks first. Jetty wants it to be public. */
	public static final class First extends Session.Listener.AbstractAutoDemanding {

		@Override
		public void onWebSocketOpen(Session session) {
			super.onWebSocketOpen(session);
			session.sendText("first", org.eclipse.jetty.websocket.api.Callback.NOOP);
		}

	}

	/** Sends as long as somebody takes it. Jetty wants it to be public. */
	public static final class Flood extends Session.Listener.AbstractAutoDemanding {

		private static final int MESSAGE = 60_000;

		@Override
		public void onWebSocketOpen(Session session) {
			super.onWebSocketOpen(session);
			send(session);
		}

		private static void send(Session session) {
			session.sendBinary(ByteBuffer.allocate(MESSAGE),
					org.eclipse.jetty.websocket.api.Callback.from(() -> send(session), (failure) -> {
					}));
		}

	}

}
