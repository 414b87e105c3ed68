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

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import org.eclipse.jetty.client.HttpRequestException;
import org.eclipse.jetty.client.HttpResponseException;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;

/**
 * Says what went wrong below WebSocket, without the inner life of the HTTP client.
 */
final class HandshakeFailures {

	/** How Jetty tells the byte that a TLS server's alert begins with (RFC 8446, 5.1). */
	private static final String TLS_ALERT = "CNTL=0x15";

	private HandshakeFailures() {
	}

	static WebSocketHandshakeException timedOut(URI uri, ClientWebSocketOptions options) {
		return failure(WebSocketError.TIMED_OUT, uri,
				"expected an answer within " + options.handshakeTimeout() + " ('handshakeTimeout'), but none came",
				null);
	}

	static WebSocketHandshakeException cancelled(URI uri) {
		return failure(WebSocketError.ABORTED, uri, "the attempt was given up", null);
	}

	static WebSocketHandshakeException of(URI uri, Throwable problem) {
		if (problem instanceof WebSocketHandshakeException known) {
			return known;
		}
		boolean version = problem instanceof HttpRequestException;
		return failure(version ? WebSocketError.UNSUPPORTED_PROTOCOL : WebSocketError.FAULTED, uri,
				version ? describeVersion(problem) : describe(uri, problem), problem);
	}

	/** The request cannot be sent in the HTTP version that the options ask for. */
	private static String describeVersion(Throwable problem) {
		String message = String.valueOf(problem.getMessage());
		boolean refused = message.contains("excluded") || message.contains(":protocol disabled");
		return refused
				? "expected a server with WebSockets over HTTP/2 (RFC 8441), but this one has none; allow"
						+ " HTTP/1.1 with the 'httpVersionPolicy' REQUEST_VERSION_OR_LOWER"
				: "expected an HTTP client that speaks HTTP/2 as 'httpVersion' and 'httpVersionPolicy' say, but it"
						+ " cannot";
	}

	private static String describe(URI uri, Throwable problem) {
		if (problem instanceof UnknownHostException || problem instanceof UnresolvedAddressException) {
			return "expected an address of host '" + uri.getHost() + "', but there is none";
		}
		if (problem instanceof SocketTimeoutException) {
			return "expected a connection within the connect timeout, but none came about";
		}
		if (problem instanceof ConnectException) {
			return "expected a server that accepts connections, but was: " + problem.getMessage();
		}
		if (TlsFailures.isTls(problem)) {
			return TlsFailures.describe(uri, problem);
		}
		if (problem instanceof HttpResponseException) {
			return describeAnswer(uri, problem.getCause());
		}
		String reset = Http2Failures.describe(problem);
		if (reset != null) {
			return reset;
		}
		if (problem instanceof EOFException) {
			return "expected an answer, but the server closed the connection without one";
		}
		return "expected an answer, but the connection failed: " + problem.getClass().getSimpleName();
	}

	private static String describeAnswer(URI uri, @Nullable Throwable parseFailure) {
		String reason = (parseFailure != null) ? String.valueOf(parseFailure.getMessage()) : "";
		return "expected an answer in HTTP/1.1, but was "
				+ ((!WebSocketUris.isSecure(uri) && reason.contains(TLS_ALERT))
						? "a TLS alert; a server with TLS needs the scheme 'wss'" : "something else");
	}

	static WebSocketHandshakeException failure(WebSocketError error, URI uri, String message,
			@Nullable Throwable cause) {
		return new WebSocketHandshakeException(error, uri,
				"Handshake with " + WebSocketUris.name(uri) + " failed: " + message, null, "", cause);
	}

	static WebSocketHandshakeException cookies(URI uri, Exception problem) {
		return failure(WebSocketError.FAULTED, uri, "the cookie handler failed: " + problem, problem);
	}

	/** No address of a server or a proxy may be connected to. */
	static WebSocketHandshakeException refusedAddress(URI uri, String whose, RefusedAddressException problem) {
		return failure(WebSocketError.ADDRESS_REFUSED, uri,
				"expected an address of " + whose + " that the address filter allows, but there is none", problem);
	}

	/** The same failure, which says more. */
	static WebSocketHandshakeException with(WebSocketHandshakeException failure, String more) {
		return new WebSocketHandshakeException(failure.error(), failure.uri(), failure.getMessage() + more,
				failure.response(), failure.body(), failure.getCause());
	}

}
