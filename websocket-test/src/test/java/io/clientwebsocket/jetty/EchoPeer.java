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

import javax.net.ssl.SSLContext;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.WebsocketServerSpec;

import io.clientwebsocket.test.ScriptedServer;
import io.clientwebsocket.test.TestCertificates;

/**
 * Servers by different hands that send back what they receive.
 */
enum EchoPeer {

	SCRIPTED {
		@Override
		Running start(Scheme scheme) {
			ScriptedServer server = scheme.start((connection) -> connection.acceptHandshake().echo());
			return new Running(server.uri(), server::close);
		}
	},

	JETTY {
		@Override
		Running start(Scheme scheme) throws Exception {
			Server server = new Server();
			ServerConnector connector = (scheme == Scheme.WSS) ? new ServerConnector(server, ssl())
					: new ServerConnector(server, new HttpConnectionFactory());
			connector.setHost("127.0.0.1");
			server.addConnector(connector);
			server.setHandler(WebSocketUpgradeHandler.from(server, (container) -> {
				container.setMaxTextMessageSize(MAX_SIZE);
				container.setMaxBinaryMessageSize(MAX_SIZE);
				container.addMapping("/*", (request, response, callback) -> new JettyEcho());
			}));
			server.start();
			return new Running(uri(scheme, connector.getLocalPort()), server::stop);
		}

		private SslContextFactory.Server ssl() {
			SslContextFactory.Server ssl = new SslContextFactory.Server();
			ssl.setSslContext(SERVER);
			return ssl;
		}
	},

	REACTOR_NETTY {
		@Override
		Running start(Scheme scheme) {
			WebsocketServerSpec spec = WebsocketServerSpec.builder()
				.maxFramePayloadLength(MAX_SIZE)
				.compress(true)
				.build();
			HttpServer server = HttpServer.create()
				.host("127.0.0.1")
				.port(0)
				.handle((request, response) -> response.sendWebsocket(
						(in, out) -> out
							.sendObject(in.aggregateFrames(MAX_SIZE).receiveFrames().map(WebSocketFrame::retain)),
						spec));
			DisposableServer running = ((scheme == Scheme.WSS) ? server.secure((ssl) -> ssl.sslContext(nettySsl()))
					: server)
				.bindNow(TestConnector.LIMIT);
			return new Running(uri(scheme, running.port()), () -> running.disposeNow(TestConnector.LIMIT));
		}

		private JdkSslContext nettySsl() {
			return new JdkSslContext(SERVER, false, null, IdentityCipherSuiteFilter.INSTANCE, null, ClientAuth.NONE,
					null, false);
		}
	};

	private static final int MAX_SIZE = 1024 * 1024;

	private static final SSLContext SERVER = TestCertificates.serverContext();

	abstract Running start(Scheme scheme) throws Exception;

	private static URI uri(Scheme scheme, int port) {
		return URI.create(((scheme == Scheme.WSS) ? "wss" : "ws") + "://127.0.0.1:" + port + "/");
	}

	/**
	 * A server that runs.
	 *
	 * @param uri its address
	 * @param end what ends it
	 */
	record Running(URI uri, End end) implements AutoCloseable {

		@Override
		public void close() {
			try {
				this.end.run();
			}
			catch (Exception ex) {
				throw new IllegalStateException("cannot stop the peer", ex);
			}
		}

	}

	@FunctionalInterface
	interface End {

		void run() throws Exception;

	}

	/** Jetty wants it to be public. */
	public static final class JettyEcho extends Session.Listener.AbstractAutoDemanding {

		@Override
		public void onWebSocketText(String message) {
			getSession().sendText(message, Callback.NOOP);
		}

		@Override
		public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
			getSession().sendBinary(payload, callback);
		}

	}

}
