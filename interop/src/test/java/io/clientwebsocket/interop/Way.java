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

package io.clientwebsocket.interop;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.test.TestCertificates;

/**
 * What carries a WebSocket.
 */
enum Way {

	HTTP_1_1(HttpVersion.HTTP_1_1, false),

	HTTP_1_1_TLS(HttpVersion.HTTP_1_1, true),

	/** HTTP/2 with prior knowledge. */
	H2C(HttpVersion.HTTP_2, false),

	H2_TLS(HttpVersion.HTTP_2, true);

	private final HttpVersion version;

	private final boolean tls;

	Way(HttpVersion version, boolean tls) {
		this.version = version;
		this.tls = tls;
	}

	HttpVersion version() {
		return this.version;
	}

	boolean isTls() {
		return this.tls;
	}

	boolean isHttp2() {
		return this.version == HttpVersion.HTTP_2;
	}

	/** Options of a client that goes this way and no other. */
	ClientWebSocketOptions.Builder options() {
		return ClientWebSocketOptions.builder()
			.sslContext(TestCertificates.clientContext())
			.httpVersion(this.version)
			.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT)
			.maxMessageSize(16 * 1024 * 1024);
	}

}
