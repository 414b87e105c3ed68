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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.HandshakeResponse;

/**
 * What is known of an opening handshake that is observed. Whoever traces puts headers of
 * the request into the carrier.
 *
 * @since 0.1.0
 */
public final class WebSocketHandshakeObservationContext extends SenderContext<Map<String, String>> {

	private final String client;

	private final URI uri;

	private volatile @Nullable HandshakeResponse response;

	/**
	 * Create a new context.
	 * @param client name of the client
	 * @param uri where to
	 */
	public WebSocketHandshakeObservationContext(String client, URI uri) {
		super((carrier, key, value) -> Objects.requireNonNull(carrier).put(key, value), Kind.CLIENT);
		this.client = client;
		this.uri = uri;
		setCarrier(new LinkedHashMap<>());
	}

	/**
	 * The client.
	 * @return name of the client
	 */
	public String client() {
		return this.client;
	}

	/**
	 * Where to, with all that may be private in it.
	 * @return the URI
	 */
	public URI uri() {
		return this.uri;
	}

	/**
	 * What the server answered.
	 * @return the answer, {@code null} if there was none or is none yet
	 */
	public @Nullable HandshakeResponse response() {
		return this.response;
	}

	void setResponse(@Nullable HandshakeResponse response) {
		this.response = response;
	}

}
