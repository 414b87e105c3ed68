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
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;

/**
 * The way of a handshake to its server. Until the request begins, what fails is the
 * proxy's doing, if there is one.
 */
final class ProxyRoute implements Request.BeginListener {

	private final URI uri;

	private final ProxyConfiguration.@Nullable Proxy proxy;

	/** Those of an HTTP client of our own. */
	private final @Nullable PendingConnections connections;

	/** Whether there is a connection to the server. */
	private volatile boolean passed;

	ProxyRoute(URI uri, HttpClient httpClient) {
		this.uri = uri;
		this.proxy = httpClient.getProxyConfiguration().match(origin(uri));
		this.connections = (httpClient.getHttpClientTransport() instanceof TunnelTransport transport)
				? transport.pendingConnections() : null;
	}

	private static Origin origin(URI uri) {
		String scheme = WebSocketUris.isSecure(uri) ? "https" : "http";
		return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), WebSocketUris.port(uri));
	}

	@Override
	public void onBegin(Request request) {
		this.passed = true;
	}

	/** Another request is sent. */
	void beginAgain() {
		this.passed = false;
	}

	/** Say what went wrong, and with whom. */
	WebSocketHandshakeException failure(Throwable problem) {
		ProxyConfiguration.Proxy proxy = this.proxy;
		String name = (proxy != null) ? "the proxy " + proxy.getAddress().asString() : "";
		if (problem instanceof RefusedAddressException ex) {
			return HandshakeFailures.refusedAddress(this.uri,
					(proxy != null) ? name : "host '" + this.uri.getHost() + "'", ex);
		}
		if (proxy == null || this.passed) {
			return HandshakeFailures.of(this.uri, problem);
		}
		if (problem instanceof ProxyException ex) {
			return ex.isRefused() ? refusal(name, problem, ex.response())
					: failure(name + " is of no use, " + problem.getMessage(), problem);
		}
		if (problem instanceof HttpResponseException ex && isConnect(ex.getResponse())) {
			return refusal(name, problem, HandshakeAnswers.of(ex.getResponse(), null));
		}
		String message = describe(name, problem);
		return (message != null) ? failure(message, problem) : HandshakeFailures.of(this.uri, problem);
	}

	/** Whether a proxy that the HTTP client brought along was asked for a tunnel. */
	private static boolean isConnect(@Nullable Response response) {
		return response != null && HttpMethod.CONNECT.is(response.getRequest().getMethod());
	}

	private static @Nullable String describe(String name, Throwable problem) {
		if (problem instanceof UnknownHostException || problem instanceof UnresolvedAddressException) {
			return "expected an address of " + name + ", but there is none";
		}
		if (problem instanceof SocketTimeoutException) {
			return "expected " + name + " to open a tunnel within the connect timeout, but it did not";
		}
		if (problem instanceof ConnectException) {
			return "expected " + name + " to accept connections, but was: " + problem.getMessage();
		}
		return (problem instanceof IOException) ? "expected " + name + " to open a tunnel, but the connection failed: "
				+ problem.getClass().getSimpleName() : null;
	}

	WebSocketHandshakeException timedOut(ClientWebSocketOptions options) {
		ProxyConfiguration.Proxy proxy = this.proxy;
		if (proxy == null || this.passed) {
			return HandshakeFailures.timedOut(this.uri, options);
		}
		return HandshakeFailures.failure(WebSocketError.TIMED_OUT, this.uri,
				"expected the proxy " + proxy.getAddress().asString() + " to open a tunnel within "
						+ options.handshakeTimeout() + " ('handshakeTimeout'), but it did not",
				null);
	}

	private WebSocketHandshakeException refusal(String name, Throwable problem, @Nullable HandshakeResponse response) {
		String reason = (problem instanceof ProxyException || response == null) ? problem.getMessage()
				: "expected status 200, but was " + response.status();
		return new WebSocketHandshakeException(WebSocketError.PROXY_REFUSED, this.uri,
				"Handshake with " + WebSocketUris.name(this.uri) + " failed: " + name + " refused a tunnel, " + reason,
				response, "", problem);
	}

	private WebSocketHandshakeException failure(String message, Throwable problem) {
		return HandshakeFailures.failure(WebSocketError.FAULTED, this.uri, message, problem);
	}

	/** The handshake has failed: let go of a connection that nobody else waits for. */
	void release() {
		if (!this.passed && this.connections != null) {
			this.connections.givenUp();
		}
	}

	/** The handshake has timed out: let go of what has kept it waiting, too. */
	void releaseTimedOut(@Nullable Connection connection, Duration timeout) {
		if (!this.passed && this.connections != null) {
			this.connections.timedOut(origin(this.uri).getAddress(), timeout);
		}
		else if (connection != null) {
			checkConnection(connection.getLocalSocketAddress(), connection.getRemoteSocketAddress());
		}
	}

	/** The server is silent: others may depend on the same connection. */
	void checkConnection(@Nullable SocketAddress local, @Nullable SocketAddress remote) {
		if (this.connections != null) {
			this.connections.http2().check(local, remote);
		}
	}

}
