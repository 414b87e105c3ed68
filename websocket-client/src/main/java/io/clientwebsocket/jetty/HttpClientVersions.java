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
import java.util.Collection;
import java.util.List;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;

/**
 * Which versions of HTTP an HTTP client speaks, which may be somebody else's.
 *
 * @param http1 whether it speaks HTTP/1.1
 * @param http2 whether it speaks HTTP/2
 */
record HttpClientVersions(boolean http1, boolean http2) {

	static HttpClientVersions of(HttpClient httpClient) {
		HttpClientTransport transport = httpClient.getHttpClientTransport();
		if (transport instanceof HttpClientTransportOverHTTP) {
			return new HttpClientVersions(true, false);
		}
		if (transport instanceof HttpClientTransportOverHTTP2) {
			return new HttpClientVersions(false, true);
		}
		List<String> protocols = httpClient.getContainedBeans(ClientConnectionFactory.Info.class)
			.stream()
			.map((info) -> info.getProtocols(true))
			.flatMap(Collection::stream)
			.toList();
		// of a transport that nobody knows, everything is hoped for
		return new HttpClientVersions(protocols.isEmpty() || protocols.contains("http/1.1"),
				protocols.isEmpty() || protocols.stream().anyMatch((name) -> name.startsWith("h2")));
	}

	/** Why an attempt cannot be made, {@code null} if it can. */
	@Nullable WebSocketHandshakeException refusal(VersionPlan plan, URI uri) {
		if (plan == VersionPlan.HTTP_2 && !this.http2) {
			return failure("HTTP/2", uri);
		}
		return (plan == VersionPlan.HTTP_1_1 && !this.http1) ? failure("HTTP/1.1", uri) : null;
	}

	private static WebSocketHandshakeException failure(String version, URI uri) {
		return HandshakeFailures.failure(WebSocketError.UNSUPPORTED_PROTOCOL, uri,
				"expected an HTTP client that speaks " + version
						+ " as 'httpVersion' and 'httpVersionPolicy' say, but it cannot",
				null);
	}

}
