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
import java.net.URI;
import java.nio.channels.ClosedChannelException;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HandshakeRequest;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;

/**
 * Which version of HTTP a handshake speaks, and why it is not the one that was asked for.
 */
final class HandshakeVersion {

	private static final Logger logger = LoggerFactory.getLogger(HandshakeVersion.class);

	private static final String HOST = "HTTP/2 has no header 'Host': its server is that of the URI";

	private final URI uri;

	/** Whether the user has a say in the header {@code Host}. */
	private final boolean host;

	private final VersionPlan plan;

	private final HttpClientVersions client;

	private final Http1Origins http1Origins;

	/** Why HTTP/1.1 is used although HTTP/2 was asked for. */
	private volatile @Nullable String fallback;

	/** Whether this handshake found that out. */
	private volatile boolean found;

	HandshakeVersion(HandshakeRequest request, ClientWebSocketOptions options, HttpClient client,
			Http1Origins http1Origins) {
		this.uri = request.uri();
		this.host = request.headers().containsKey("Host");
		this.plan = VersionPlan.of(WebSocketUris.isSecure(this.uri), options.httpVersion(),
				options.httpVersionPolicy());
		this.client = HttpClientVersions.of(client);
		this.http1Origins = http1Origins;
		if (this.plan == VersionPlan.HTTP_2_OR_1_1) {
			this.fallback = reasonForHttp1();
		}
	}

	private @Nullable String reasonForHttp1() {
		if (!this.client.http2()) {
			return "the HTTP client does not speak HTTP/2";
		}
		return this.host ? HOST : this.http1Origins.reason(this.uri);
	}

	/** Why there cannot be a handshake, {@code null} if there can. */
	@Nullable WebSocketHandshakeException refusal() {
		if (this.host && this.plan == VersionPlan.HTTP_2) {
			return HandshakeFailures.failure(WebSocketError.UNSUPPORTED_PROTOCOL, this.uri,
					HOST + "; ask for HTTP/1.1 ('httpVersion'), or allow it with the 'httpVersionPolicy'"
							+ " REQUEST_VERSION_OR_LOWER",
					null);
		}
		return this.client.refusal(this.plan, this.uri);
	}

	/** Ask for the version, if it is not left to the server. */
	void apply(Request request) {
		if (this.plan == VersionPlan.HTTP_1_1 || this.fallback != null) {
			request.version(HttpVersion.HTTP_1_1);
		}
		else if (this.plan == VersionPlan.HTTP_2) {
			request.version(HttpVersion.HTTP_2);
		}
	}

	/** There is a connection, which speaks a version. */
	void negotiated(Request request) {
		if (request.getVersion() != HttpVersion.HTTP_2 && mayFallBack()) {
			fallBack(request.getAttributes().containsKey(Origin.Protocol.EXCLUDED_PROTOCOLS_ATTRIBUTE)
					? "the server has no WebSockets over HTTP/2" : "HTTP/1.1 was negotiated");
		}
	}

	/**
	 * There was no answer: fall back if a server took the beginning of HTTP/2 for
	 * nonsense, without ALPN, or wants no HTTP/2.
	 * @param problem what went wrong
	 * @return whether HTTP/1.1 is worth a try
	 */
	boolean fallBack(Throwable problem) {
		boolean worth = mayFallBack() && (problem instanceof ClosedChannelException
				|| (problem instanceof IOException && String.valueOf(problem.getMessage()).contains("frame"))
				|| Http2Failures.wantsHttp1(problem));
		if (worth) {
			fallBack("HTTP/2 failed: " + problem.getClass().getSimpleName());
		}
		return worth;
	}

	private boolean mayFallBack() {
		return this.plan == VersionPlan.HTTP_2_OR_1_1 && this.fallback == null;
	}

	private void fallBack(String reason) {
		logger.debug("HTTP/1.1 for {}: {}", WebSocketUris.name(this.uri), reason);
		this.fallback = reason;
		this.found = true;
	}

	/** Why HTTP/1.1 is used although HTTP/2 was asked for. */
	@Nullable String fallback() {
		return this.fallback;
	}

	/** The socket is open; not before is a lost connection a property of the server. */
	void worked() {
		String reason = this.fallback;
		if (this.found && reason != null) {
			this.http1Origins.remember(this.uri, reason);
		}
	}

}
