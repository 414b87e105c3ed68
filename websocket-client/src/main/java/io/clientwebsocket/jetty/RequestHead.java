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

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jetty.client.Authentication;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.Credentials;
import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.protocol.DeflateNegotiation;
import io.clientwebsocket.protocol.HandshakeKey;

/**
 * Writes the head of a handshake's request: a GET with an upgrade over HTTP/1.1 (RFC
 * 6455, 4.1), an extended CONNECT over HTTP/2 (RFC 8441, 4).
 *
 * @param options what the user wants
 * @param round what this handshake asks for
 * @param cookies values of the header {@code Cookie}, besides the user's
 * @param key the key to send over HTTP/1.1
 */
record RequestHead(ClientWebSocketOptions options, HandshakeRound round, List<String> cookies, HandshakeKey key) {

	void write(Request request, HttpVersion version) {
		boolean http2 = version == HttpVersion.HTTP_2;
		request.method(http2 ? HttpMethod.CONNECT : HttpMethod.GET);
		if (http2) {
			request.attribute(HttpUpgrader.PROTOCOL_ATTRIBUTE, "websocket");
		}
		request.headers((headers) -> {
			writeCommon(headers);
			if (!http2) {
				writeUpgrade(headers);
			}
		});
		Authentication.Result answer = this.round.answer();
		if (answer != null) {
			request.headers((headers) -> headers.remove(HttpHeader.AUTHORIZATION));
			answer.apply(request);
		}
	}

	private void writeCommon(HttpFields.Mutable headers) {
		headers.remove(HttpHeader.ACCEPT_ENCODING);
		this.round.request().headers().forEach((name, values) -> {
			headers.remove(name);
			values.forEach((value) -> headers.add(name, value));
		});
		if (!this.cookies.isEmpty()) {
			// one header, whoever sets them (RFC 6265, 5.4)
			Stream<String> own = this.round.request().headers().getOrDefault("Cookie", List.of()).stream();
			headers.put(HttpHeader.COOKIE, Stream.concat(own, this.cookies.stream()).collect(Collectors.joining("; ")));
		}
		String authorization = authorization(this.round.request().credentials());
		if (authorization != null) {
			headers.put(HttpHeader.AUTHORIZATION, authorization);
		}
		headers.put(HttpHeader.SEC_WEBSOCKET_VERSION, "13");
		DeflateOptions deflate = this.options.deflate();
		if (deflate != null) {
			headers.put(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, new DeflateNegotiation(deflate).offer());
		}
		if (!this.options.subprotocols().isEmpty()) {
			headers.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, String.join(", ", this.options.subprotocols()));
		}
	}

	private static @Nullable String authorization(@Nullable Credentials credentials) {
		if (credentials instanceof Credentials.Basic basic) {
			byte[] pair = (basic.username() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
			return "Basic " + Base64.getEncoder().encodeToString(pair);
		}
		return (credentials instanceof Credentials.Bearer bearer) ? "Bearer " + bearer.token() : null;
	}

	private void writeUpgrade(HttpFields.Mutable headers) {
		headers.put(HttpHeader.CONNECTION, "Upgrade");
		headers.put(HttpHeader.UPGRADE, "websocket");
		headers.put(HttpHeader.SEC_WEBSOCKET_KEY, this.key.value());
	}

}
