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
 * Which HTTP versions an opening handshake may use, seen from
 * {@link ClientWebSocketOptions#httpVersion()}. Over {@code ws}, where nothing can be
 * negotiated, a policy that allows HTTP/1.1 always uses it.
 *
 * @since 0.1.0
 */
public enum HttpVersionPolicy {

	/**
	 * The version, or a lower one if the server does not have it: with HTTP/2 over
	 * {@code wss}, HTTP/1.1 where the server does not speak HTTP/2 or does not allow
	 * WebSockets over it.
	 */
	REQUEST_VERSION_OR_LOWER,

	/**
	 * The version, or a higher one if the server has it: with HTTP/1.1 over {@code wss},
	 * HTTP/2 is tried first. With HTTP/2 it is HTTP/2.
	 */
	REQUEST_VERSION_OR_HIGHER,

	/**
	 * The version and no other. With HTTP/2 over {@code ws} the server must know that
	 * HTTP/2 comes (prior knowledge).
	 */
	REQUEST_VERSION_EXACT

}
