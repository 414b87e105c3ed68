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

package io.clientwebsocket.autoconfigure;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.WebSocketException;

/**
 * Default {@link WebSocketHandshakeObservationConvention}.
 *
 * @since 0.1.0
 */
public class DefaultWebSocketHandshakeObservationConvention implements WebSocketHandshakeObservationConvention {

	private static final String NONE = "none";

	@Override
	public String getName() {
		return "websocket.client.handshake";
	}

	@Override
	public String getContextualName(WebSocketHandshakeObservationContext context) {
		return "websocket handshake " + context.client();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(WebSocketHandshakeObservationContext context) {
		HandshakeResponse response = context.response();
		return KeyValues.of(KeyValue.of("client", context.client()),
				KeyValue.of("status", (response != null) ? Integer.toString(response.status()) : NONE),
				KeyValue.of("http.version", (response != null) ? EventNames.lowerCase(response.httpVersion()) : NONE),
				KeyValue.of("error", error(context.getError())));
	}

	private static String error(@Nullable Throwable failure) {
		if (failure == null) {
			return NONE;
		}
		return (failure instanceof WebSocketException known) ? EventNames.lowerCase(known.error())
				: failure.getClass().getSimpleName();
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(WebSocketHandshakeObservationContext context) {
		return KeyValues.of("server.address", String.valueOf(context.uri().getHost()));
	}

}
