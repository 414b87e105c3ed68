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

import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;

/**
 * Which HTTP versions an attempt tries, in their order.
 */
enum VersionPlan {

	/** HTTP/1.1 and nothing else. */
	HTTP_1_1,

	/** HTTP/2 and nothing else; without TLS by prior knowledge. */
	HTTP_2,

	/** HTTP/2 if TLS negotiates it and the server allows WebSockets, else HTTP/1.1. */
	HTTP_2_OR_1_1;

	static VersionPlan of(boolean secure, HttpVersion version, HttpVersionPolicy policy) {
		boolean http2 = version == HttpVersion.HTTP_2;
		return switch (policy) {
			case REQUEST_VERSION_EXACT -> http2 ? HTTP_2 : HTTP_1_1;
			// nothing is negotiated without TLS: what may be HTTP/1.1 is HTTP/1.1
			case REQUEST_VERSION_OR_LOWER -> (http2 && secure) ? HTTP_2_OR_1_1 : HTTP_1_1;
			case REQUEST_VERSION_OR_HIGHER -> http2 ? HTTP_2 : secure ? HTTP_2_OR_1_1 : HTTP_1_1;
		};
	}

	boolean allows(HttpVersion version) {
		return this == HTTP_2_OR_1_1 || (this == HTTP_2) == (version == HttpVersion.HTTP_2);
	}

}
