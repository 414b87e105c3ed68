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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/**
 * A bean says that a named client connects to where no WebSocket can be.
 */
class InvalidConnectionDetailsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String client;

	private final String type;

	private final @Nullable String uri;

	private final transient @Nullable Origin origin;

	/**
	 * Create a new exception.
	 * @param details the bean
	 * @param uri the URI without what is private, {@code null} if there is none
	 */
	InvalidConnectionDetailsException(WebSocketClientConnectionDetails details, @Nullable String uri) {
		super("Connection details of WebSocket client '" + details.getClientName() + "' must give " + ClientUris.RULE
				+ ", but gave " + ((uri != null) ? "'" + uri + "'" : "none"));
		this.client = details.getClientName();
		this.type = details.getClass().getName();
		this.uri = uri;
		this.origin = Origin.from(details);
	}

	String client() {
		return this.client;
	}

	/** Name of the class of the bean. */
	String type() {
		return this.type;
	}

	@Nullable String uri() {
		return this.uri;
	}

	/** Where the bean comes from, if it tells. */
	@Nullable Origin origin() {
		return this.origin;
	}

}
