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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http2.BufferingFlowControlStrategy;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketException;

/**
 * Makes the HTTP client of a connector that is not given one, and tells which options
 * belong to it.
 */
final class HttpClients {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

	/** Threads that stay when there is nothing to do. */
	private static final int FEWEST_THREADS = 8;

	/** Largest head of an answer; without a limit it could grow for ever. */
	static final int MAX_HEAD_SIZE = 64 * 1024;

	/** Bytes on the way to one socket over HTTP/2. */
	private static final int STREAM_WINDOW = 1024 * 1024;

	/** Bytes on the way to all sockets of a connection. */
	private static final int SESSION_WINDOW = 256 * 1024 * 1024;

	/**
	 * Share of a window that is read before it is given back. With every frame, a server
	 * that fills what it is given sends ever smaller ones.
	 */
	private static final float WINDOW_UPDATE_RATIO = 0.25F;

	/**
	 * Several frames of the largest size: one word to the reader is for all of a read.
	 */
	private static final int HTTP_2_INPUT_BUFFER_SIZE = 256 * 1024;

	/** Jetty's own factor. */
	private static final int POOLED_BUFFER_FACTOR = 4096;

	private static final int HTTP_2_MAX_FRAME_SIZE = 64 * 1024;

	private HttpClients() {
	}

	static HttpClient create(ClientWebSocketOptions options, HttpClientSettings settings) {
		PendingConnections connector = new PendingConnections(HttpClients::http2, settings.addressFilter());
		connector.setSslContextFactory(ssl(options));
		HttpClientTransportDynamic transport = new TunnelTransport(connector,
				protocols(connector, settings.httpVersions()));
		HttpClient client = new HttpClient(transport);
		transport.setConnectionPoolFactory((destination) -> SharedConnections.areFor(destination)
				? new SharedConnections(destination, settings, connector.http2(), new JettyTimeSource(client))
				: new HandshakeConnections(destination));
		client.setByteBufferPool(new ArrayByteBufferPool(0, POOLED_BUFFER_FACTOR, HTTP_2_INPUT_BUFFER_SIZE));
		client.setExecutor(threads(settings.maxThreads()));
		// Jetty's own would keep the JVM alive
		client.setScheduler(new ScheduledExecutorScheduler("websocket-scheduler", true));
		client.setConnectTimeout(Objects.requireNonNullElse(options.connectTimeout(), CONNECT_TIMEOUT).toMillis());
		// each socket has the option of its own
		client.setHttpCookieStore(new HttpCookieStore.Empty());
		// who wants to be named sets the header
		client.setUserAgentField(null);
		client.setMaxConnectionsPerDestination(settings.maxConnectionsPerDestination());
		client.setMaxRequestsQueuedPerDestination(settings.maxQueuedHandshakes());
		client.setMaxResponseHeadersSize(MAX_HEAD_SIZE);
		// sockets have their keep-alive, and may be silent as long as they like
		client.setIdleTimeout(0);
		if (options.proxy() != null) {
			client.getProxyConfiguration().addProxy(new TunnelProxy(options.proxy()));
		}
		return client;
	}

	private static QueuedThreadPool threads(int most) {
		QueuedThreadPool threads = new QueuedThreadPool(most, Math.min(most, FEWEST_THREADS));
		threads.setName("websocket");
		threads.setDaemon(true);
		return threads;
	}

	private static SslContextFactory.Client ssl(ClientWebSocketOptions options) {
		SslContextFactory.Client ssl = new SslContextFactory.Client();
		if (options.sslContext() != null) {
			ssl.setSslContext(options.sslContext());
		}
		return ssl;
	}

	private static ClientConnectionFactory.Info[] protocols(PendingConnections connector, Set<HttpVersion> versions) {
		List<ClientConnectionFactory.Info> protocols = new ArrayList<>();
		// a server without ALPN speaks the first protocol
		if (versions.contains(HttpVersion.HTTP_1_1)) {
			protocols.add(HttpClientConnectionFactory.HTTP11);
		}
		if (versions.contains(HttpVersion.HTTP_2)) {
			protocols.add(new ClientConnectionFactoryOverHTTP2.HTTP2(connector.http2().client()));
		}
		return protocols.toArray(ClientConnectionFactory.Info[]::new);
	}

	/** Windows so large that sockets whose application does not read stop no others. */
	private static HTTP2Client http2(ClientConnector connector) {
		HTTP2Client http2 = new HTTP2Client(connector);
		http2.setInitialStreamRecvWindow(STREAM_WINDOW);
		http2.setInitialSessionRecvWindow(SESSION_WINDOW);
		http2.setFlowControlStrategyFactory(() -> new BufferingFlowControlStrategy(WINDOW_UPDATE_RATIO));
		http2.setInputBufferSize(HTTP_2_INPUT_BUFFER_SIZE);
		http2.setMaxFrameSize(HTTP_2_MAX_FRAME_SIZE);
		return http2;
	}

	/** Forget what was derived from TLS material: ciphers, protocols, connections. */
	static void reloadTls(HttpClient httpClient) {
		try {
			httpClient.getSslContextFactory().reload((factory) -> {
			});
		}
		catch (Exception ex) {
			throw new WebSocketException(WebSocketError.FAULTED, "Cannot reload the TLS material", ex);
		}
		httpClient.getDestinations().forEach((destination) -> {
			if (destination instanceof HttpDestination known
					&& known.getConnectionPool() instanceof SharedConnections connections) {
				connections.retire();
			}
		});
	}

	/**
	 * Options that differ from those that the HTTP client was made with.
	 * @param options options of one socket
	 * @param base options of the connector
	 * @param owned whether the client is the connector's own, and so stores neither
	 * cookies nor credentials
	 * @return the names of the options
	 */
	static List<String> differences(ClientWebSocketOptions options, ClientWebSocketOptions base, boolean owned) {
		List<String> names = new ArrayList<>();
		if (options.sslContext() != null && !options.sslContext().equals(base.sslContext())) {
			names.add("sslContext");
		}
		if (options.connectTimeout() != null && !options.connectTimeout().equals(base.connectTimeout())) {
			names.add("connectTimeout");
		}
		if (options.proxy() != null && !options.proxy().equals(base.proxy())) {
			names.add("proxy");
		}
		if (options.credentials() != null && !owned) {
			names.add("credentials");
		}
		if (options.cookieHandler() != null && !owned) {
			names.add("cookieHandler");
		}
		return names;
	}

}
