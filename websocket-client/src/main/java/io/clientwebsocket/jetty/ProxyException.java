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

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.HandshakeResponse;

/**
 * There is no tunnel. The message is what was expected of the proxy, and what came.
 */
final class ProxyException extends IOException {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	private final transient @Nullable HandshakeResponse response;

	private ProxyException(String message, Kind kind, @Nullable HandshakeResponse response) {
		super(message);
		this.kind = kind;
		this.response = response;
	}

	/** The proxy has understood, and does not want. */
	static ProxyException refused(String message, @Nullable HandshakeResponse response) {
		return new ProxyException(message, Kind.REFUSED, response);
	}

	/** The proxy was of no use. */
	static ProxyException failed(String message) {
		return new ProxyException(message, Kind.FAILED, null);
	}

	boolean isRefused() {
		return this.kind == Kind.REFUSED;
	}

	@Nullable HandshakeResponse response() {
		return this.response;
	}

	private enum Kind {

		REFUSED, FAILED

	}

}
