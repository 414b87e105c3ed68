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

import java.net.URI;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

import io.clientwebsocket.managed.DisconnectCause;

/**
 * Default {@link WebSocketSessionObservationConvention}.
 *
 * @since 0.1.0
 */
public class DefaultWebSocketSessionObservationConvention implements WebSocketSessionObservationConvention {

	private static final String NONE = "none";

	@Override
	public String getName() {
		return "websocket.client.session";
	}

	@Override
	public String getContextualName(WebSocketSessionObservationContext context) {
		return "websocket session " + context.client();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(WebSocketSessionObservationContext context) {
		DisconnectCause cause = context.cause();
		return KeyValues.of(KeyValue.of("client", context.client()),
				KeyValue.of("cause", (cause != null) ? EventNames.lowerCase(cause.kind()) : NONE),
				KeyValue.of("code", (cause != null) ? EventNames.code(cause) : NONE));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(WebSocketSessionObservationContext context) {
		URI uri = context.uri();
		return KeyValues.of("server.address", (uri != null) ? String.valueOf(uri.getHost()) : NONE);
	}

}
