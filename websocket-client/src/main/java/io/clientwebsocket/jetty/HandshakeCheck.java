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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.DeflateOptions;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketError;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.protocol.DeflateNegotiation;
import io.clientwebsocket.protocol.HandshakeKey;
import io.clientwebsocket.protocol.ProtocolException;

/**
 * Checks the answer to a handshake over HTTP/1.1 (RFC 6455, 4.1) or HTTP/2 (RFC 8441, 5).
 *
 * @param uri the URI that was connected to
 * @param key the key that was sent
 * @param subprotocols the subprotocols that were offered
 * @param deflate the compression that was offered, or {@code null}
 */
record HandshakeCheck(URI uri, HandshakeKey key, List<String> subprotocols, @Nullable DeflateOptions deflate) {

	/**
	 * Check the answer.
	 * @param response the answer
	 * @param version version of its status line
	 * @return the subprotocol that was chosen, in the spelling of the offer
	 */
	@Nullable String check(HandshakeResponse response, HttpVersion version) {
		if (version == HttpVersion.HTTP_2) {
			requireStatus(200, response);
			return subprotocol(response);
		}
		if (version != HttpVersion.HTTP_1_1) {
			throw failure(WebSocketError.FAULTED, "expected HTTP/1.1, but was " + version.asString(), response);
		}
		requireStatus(101, response);
		if (tokens(response, "Connection").stream().noneMatch("upgrade"::equalsIgnoreCase)) {
			throw headerFailure("Connection", "upgrade", response);
		}
		List<String> upgrade = tokens(response, "Upgrade");
		if (upgrade.size() != 1 || !"websocket".equalsIgnoreCase(upgrade.get(0))) {
			throw headerFailure("Upgrade", "websocket", response);
		}
		List<String> accept = values(response, "Sec-WebSocket-Accept");
		if (accept.size() != 1 || !this.key.accept().equals(accept.get(0).strip())) {
			throw headerFailure("Sec-WebSocket-Accept", this.key.accept(), response);
		}
		return subprotocol(response);
	}

	private void requireStatus(int expected, HandshakeResponse response) {
		if (response.status() != expected) {
			throw failure(WebSocketError.NOT_A_WEBSOCKET,
					"expected status " + expected + ", but was " + response.status(), response);
		}
	}

	private @Nullable String subprotocol(HandshakeResponse response) {
		List<String> chosen = values(response, "Sec-WebSocket-Protocol");
		if (chosen.isEmpty() || (chosen.size() == 1 && chosen.get(0).isBlank())) {
			return null;
		}
		String answer = String.join(", ", chosen).strip();
		return this.subprotocols.stream()
			.filter(answer::equalsIgnoreCase)
			.findFirst()
			.orElseThrow(() -> failure(WebSocketError.UNSUPPORTED_PROTOCOL,
					"expected a subprotocol of those offered, " + this.subprotocols + ", but was '" + answer + "'",
					response));
	}

	/**
	 * Check the extensions of an answer.
	 * @param response the answer
	 * @return what was agreed on compression, {@code null} if there is none
	 */
	@Nullable DeflateOptions extensions(HandshakeResponse response) {
		if (this.deflate == null) {
			// nothing was offered: a frame that says otherwise is refused
			return null;
		}
		try {
			return new DeflateNegotiation(this.deflate).agree(values(response, "Sec-WebSocket-Extensions"));
		}
		catch (ProtocolException ex) {
			throw failure(WebSocketError.HEADER_ERROR, String.valueOf(ex.getMessage()), response);
		}
	}

	private WebSocketHandshakeException headerFailure(String name, String expected, HandshakeResponse response) {
		List<String> values = values(response, name);
		WebSocketError error = values.isEmpty() ? WebSocketError.FAULTED : WebSocketError.HEADER_ERROR;
		String found = values.isEmpty() ? "but there was none" : "but was '" + String.join(", ", values) + "'";
		return failure(error, "expected header '" + name + ": " + expected + "', " + found, response);
	}

	private WebSocketHandshakeException failure(WebSocketError error, String message, HandshakeResponse response) {
		return new WebSocketHandshakeException(error, this.uri,
				"Handshake with " + WebSocketUris.name(this.uri) + " failed: " + message, response, "", null);
	}

	private static List<String> values(HandshakeResponse response, String name) {
		return response.headers().getOrDefault(name, List.of());
	}

	private static List<String> tokens(HandshakeResponse response, String name) {
		List<String> tokens = new ArrayList<>();
		values(response, name).forEach((value) -> Arrays.stream(value.split(","))
			.map(String::strip)
			.filter((token) -> !token.isEmpty())
			.forEach(tokens::add));
		return tokens;
	}

}
