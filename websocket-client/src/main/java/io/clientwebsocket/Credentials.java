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

import java.util.Objects;

/**
 * Who the client says it is to the server. Immutable; none of them tells its secrets in
 * {@code toString()}.
 * <p>
 * Credentials are sent to the server that was connected to, and to no other: a redirect
 * to another origin goes without them.
 *
 * @since 0.1.0
 * @see ClientWebSocketOptions#credentials()
 */
public sealed interface Credentials {

	/**
	 * Username and password, sent with the first request (RFC 7617). They are not
	 * encrypted but by TLS.
	 * @param username the username, without a colon
	 * @param password the password
	 * @return the credentials
	 * @throws IllegalArgumentException if the username has a colon, or one of them a
	 * control character
	 */
	static Credentials basic(String username, String password) {
		return new Basic(username, password);
	}

	/**
	 * Username and password that only the answer to a server's challenge is computed from
	 * (RFC 7616; {@code qop=auth} with SHA-256 or MD5). It takes a second request, inside
	 * of the {@link ClientWebSocketOptions#handshakeTimeout() handshakeTimeout}.
	 * @param username the username
	 * @param password the password
	 * @return the credentials
	 * @throws IllegalArgumentException if one of them has a control character
	 */
	static Credentials digest(String username, String password) {
		return new Digest(username, password);
	}

	/**
	 * A bearer token, sent with the first request (RFC 6750).
	 * @param token the token
	 * @return the credentials
	 * @throws IllegalArgumentException if it is not one of letters, digits and
	 * {@code -._~+/}, maybe with {@code =} at its end
	 */
	static Credentials bearer(String token) {
		return new Bearer(token);
	}

	/**
	 * Username and password for Basic.
	 *
	 * @param username the username
	 * @param password the password
	 * @since 0.1.0
	 */
	record Basic(String username, String password) implements Credentials {

		public Basic {
			Requirements.credentials(username, password);
			if (username.indexOf(':') != -1) {
				throw new IllegalArgumentException("'username' must not have a colon (RFC 7617)");
			}
		}

		@Override
		public String toString() {
			return "Basic credentials of " + this.username;
		}

	}

	/**
	 * Username and password for Digest.
	 *
	 * @param username the username
	 * @param password the password
	 * @since 0.1.0
	 */
	record Digest(String username, String password) implements Credentials {

		public Digest {
			Requirements.credentials(username, password);
		}

		@Override
		public String toString() {
			return "Digest credentials of " + this.username;
		}

	}

	/**
	 * A bearer token.
	 *
	 * @param token the token
	 * @since 0.1.0
	 */
	record Bearer(String token) implements Credentials {

		public Bearer {
			Objects.requireNonNull(token, "'token' must not be null");
			if (!token.matches("[A-Za-z0-9._~+/-]+=*")) {
				throw new IllegalArgumentException("'token' must be one of RFC 6750, 2.1: letters, digits and -._~+/,"
						+ " maybe with = at its end");
			}
		}

		@Override
		public String toString() {
			return "bearer token";
		}

	}

}
