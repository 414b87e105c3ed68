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

package io.clientwebsocket;

import java.net.URI;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Failure of an opening handshake. Carries the response, where there was one; the message
 * names the server without user information and query.
 *
 * @since 0.1.0
 */
public class WebSocketHandshakeException extends WebSocketException {

	private static final long serialVersionUID = 1L;

	private final URI uri;

	private final transient @Nullable HandshakeResponse response;

	private final String body;

	/**
	 * Create a new exception.
	 * @param error the kind of failure
	 * @param uri the URI that was connected to
	 * @param message what was expected and what came instead
	 * @param response the answer of the server or of a proxy that refused, or
	 * {@code null} if there was none
	 * @param body the first 8 KiB of the answer's body, empty if there was none
	 * @param cause the cause, or {@code null}
	 */
	public WebSocketHandshakeException(WebSocketError error, URI uri, String message,
			@Nullable HandshakeResponse response, String body, @Nullable Throwable cause) {
		super(error, message, cause);
		this.uri = Objects.requireNonNull(uri, "'uri' must not be null");
		this.response = response;
		this.body = Objects.requireNonNull(body, "'body' must not be null");
	}

	/**
	 * URI that was connected to.
	 * @return the URI, as it was given
	 */
	public URI uri() {
		return this.uri;
	}

	/**
	 * Status and headers that the server answered with; those of the proxy if the error
	 * is {@link WebSocketError#PROXY_REFUSED}.
	 * @return the answer, or {@code null} if none arrived
	 */
	public @Nullable HandshakeResponse response() {
		return this.response;
	}

	/**
	 * First 8 KiB of the answer's body, decoded as the answer says or as UTF-8. That of a
	 * proxy is not read.
	 * @return the body, empty if there was none
	 */
	public String body() {
		return this.body;
	}

}
