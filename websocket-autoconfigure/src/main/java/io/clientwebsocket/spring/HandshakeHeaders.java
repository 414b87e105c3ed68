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

package io.clientwebsocket.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.DeflateOptions;

/**
 * Puts the headers that Spring's clients are given into the options of a socket: offers
 * of subprotocols and compression become options, all others stay headers.
 */
final class HandshakeHeaders {

	private static final Log logger = LogFactory.getLog(HandshakeHeaders.class);

	/** Belong to the connection and its handshake, also if they came from elsewhere. */
	private static final Set<String> SKIPPED = Set.of("connection", "content-length", "host", "sec-websocket-accept",
			"sec-websocket-key", "sec-websocket-version", "te", "trailer", "transfer-encoding", "upgrade");

	private final ClientWebSocketOptions options;

	private final ClientWebSocketOptions.Builder builder;

	private HandshakeHeaders(ClientWebSocketOptions options) {
		this.options = options;
		this.builder = options.toBuilder();
	}

	/**
	 * Add headers to options.
	 * @param options the options
	 * @param headers the headers, which replace those of the options one by one
	 * @return the options with these headers
	 * @throws IllegalArgumentException if a header cannot be sent
	 */
	static ClientWebSocketOptions merge(ClientWebSocketOptions options, @Nullable HttpHeaders headers) {
		if (headers == null || headers.isEmpty()) {
			return options;
		}
		HandshakeHeaders merged = new HandshakeHeaders(options);
		headers.forEach(merged::add);
		return merged.builder.build();
	}

	private void add(String name, List<String> values) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		switch (lowerCase) {
			case "sec-websocket-protocol" -> this.builder.subprotocols(elements(values).toArray(String[]::new));
			case "sec-websocket-extensions" -> elements(values).forEach(this::offer);
			default -> {
				if (!SKIPPED.contains(lowerCase)) {
					this.builder.header(name, values.toArray(String[]::new));
				}
			}
		}
	}

	private static List<String> elements(List<String> values) {
		List<String> elements = new ArrayList<>();
		values.forEach((value) -> elements.addAll(List.of(StringUtils.tokenizeToStringArray(value, ","))));
		return elements;
	}

	private void offer(String extension) {
		String[] parts = StringUtils.tokenizeToStringArray(extension, ";");
		if (!"permessage-deflate".equals(parts[0])) {
			logger.debug("Not offered, because it is not implemented: extension " + parts[0]);
			return;
		}
		DeflateOptions offer = DeflateOptions.defaults();
		if (this.options.deflate() != null) {
			offer = offer.withMinimumSize(this.options.deflate().minimumSize())
				.withLevel(this.options.deflate().level());
		}
		for (String parameter : List.of(parts).subList(1, parts.length)) {
			offer = with(offer, parameter);
		}
		this.builder.deflate(offer);
	}

	private static DeflateOptions with(DeflateOptions offer, String parameter) {
		int equals = parameter.indexOf('=');
		String name = (equals != -1) ? parameter.substring(0, equals).strip() : parameter;
		String value = (equals != -1) ? StringUtils.deleteAny(parameter.substring(equals + 1), "\" ") : "";
		return switch (name) {
			case "client_no_context_takeover" -> offer.withClientContextTakeover(false);
			case "server_no_context_takeover" -> offer.withServerContextTakeover(false);
			// without a value it only says that the server may ask for less
			case "client_max_window_bits" ->
				value.isEmpty() ? offer : offer.withClientMaxWindowBits(bits(parameter, value));
			case "server_max_window_bits" -> offer.withServerMaxWindowBits(bits(parameter, value));
			default -> throw unknown(parameter, null);
		};
	}

	private static int bits(String parameter, String value) {
		try {
			return Integer.parseInt(value);
		}
		catch (NumberFormatException ex) {
			throw unknown(parameter, ex);
		}
	}

	private static IllegalArgumentException unknown(String parameter, @Nullable Exception cause) {
		return new IllegalArgumentException("'Sec-WebSocket-Extensions' must have the parameters of permessage-deflate"
				+ " (RFC 7692, 7.1), but had '" + parameter + "'", cause);
	}

}
