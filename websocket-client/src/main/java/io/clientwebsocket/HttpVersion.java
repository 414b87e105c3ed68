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

/**
 * HTTP version that carried an opening handshake.
 *
 * @since 0.1.0
 */
public enum HttpVersion {

	/**
	 * HTTP/1.1: GET with an upgrade (RFC 6455, 4.1).
	 */
	HTTP_1_1,

	/**
	 * HTTP/2: extended CONNECT on a stream of a connection that other sockets and
	 * requests share (RFC 8441).
	 */
	HTTP_2

}
