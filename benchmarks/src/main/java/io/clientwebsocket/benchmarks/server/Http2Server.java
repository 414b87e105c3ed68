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

package io.clientwebsocket.benchmarks.server;

import java.util.List;

import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

import io.clientwebsocket.benchmarks.message.Content;

/**
 * The other end over HTTP/2: Jetty's server, without TLS. It is no cheap one; its cost is
 * shown as that of the cheap one is.
 */
final class Http2Server {

	private static final int MAX_STREAMS = 1000;

	private static final int OUTPUT_BUFFER_SIZE = 64 * 1024;

	private final Server server = new Server();

	private final ServerConnector connector;

	private final ServerTotals totals;

	private Http2Server(ServerTotals totals) {
		this.totals = totals;
		HttpConfiguration configuration = new HttpConfiguration();
		HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(configuration);
		http2.setConnectProtocolEnabled(true);
		http2.setMaxConcurrentStreams(MAX_STREAMS);
		this.connector = new ServerConnector(this.server, new HttpConnectionFactory(configuration), http2);
		this.connector.setHost("127.0.0.1");
		this.connector.setIdleTimeout(0);
		this.server.addConnector(this.connector);
		WebSocketUpgradeHandler sockets = new WebSocketUpgradeHandler(new WebSocketComponents());
		sockets.getConfiguration().setAutoFragment(false);
		sockets.getConfiguration().setMaxFrameSize(0);
		sockets.getConfiguration().setOutputBufferSize(OUTPUT_BUFFER_SIZE);
		WebSocketNegotiator negotiator = WebSocketNegotiator.from((request, response, callback) -> handler(request),
				(handler, request, response) -> (FrameHandler) handler);
		sockets.addMapping("/*", negotiator);
		this.server.setHandler(sockets);
	}

	static Http2Server start(ServerTotals totals) throws Exception {
		Http2Server started = new Http2Server(totals);
		started.server.start();
		return started;
	}

	int port() {
		return this.connector.getLocalPort();
	}

	private FrameHandler handler(ServerUpgradeRequest request) {
		List<String> path = List.of(request.getHttpURI().getPath().substring(1).split("/", -1));
		return switch (path.get(0)) {
			case Routes.FLOOD ->
				new Http2Handlers.Flood(Content.valueOf(path.get(1)).messages(Integer.parseInt(path.get(2))).get(0));
			case Routes.COUNT -> new Http2Handlers.Count(this.totals);
			case Routes.ECHO -> new Http2Handlers.Echo();
			default -> throw new IllegalArgumentException("expected a known route, but was " + path);
		};
	}

}
