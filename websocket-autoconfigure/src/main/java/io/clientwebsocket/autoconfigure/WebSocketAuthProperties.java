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

/**
 * Properties of what a client says to the server about who it is. At most one kind of
 * them may be set.
 *
 * @since 0.1.0
 * @see WebSocketConnectionProperties
 */
public class WebSocketAuthProperties {

	private final UsernamePassword basic = new UsernamePassword();

	private final UsernamePassword digest = new UsernamePassword();

	private final Bearer bearer = new Bearer();

	private final OAuth2 oauth2 = new OAuth2();

	public UsernamePassword getBasic() {
		return this.basic;
	}

	public UsernamePassword getDigest() {
		return this.digest;
	}

	public Bearer getBearer() {
		return this.bearer;
	}

	public OAuth2 getOauth2() {
		return this.oauth2;
	}

	/**
	 * Properties of credentials with a name and a password.
	 */
	public static class UsernamePassword {

		/**
		 * Username to send. An empty value drops inherited credentials.
		 */
		private @Nullable String username;

		/**
		 * Password that belongs to the username.
		 */
		private @Nullable String password;

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

	}

	/**
	 * Properties of a bearer token.
	 */
	public static class Bearer {

		/**
		 * Bearer token. An empty value drops inherited credentials.
		 */
		private @Nullable String token;

		public @Nullable String getToken() {
			return this.token;
		}

		public void setToken(@Nullable String token) {
			this.token = token;
		}

	}

	/**
	 * Properties of tokens that an OAuth 2 authorization server gives.
	 */
	public static class OAuth2 {

		/**
		 * OAuth 2 client registration whose access token is sent, fetched for each
		 * attempt. An empty value drops inherited credentials.
		 */
		private @Nullable String registrationId;

		public @Nullable String getRegistrationId() {
			return this.registrationId;
		}

		public void setRegistrationId(@Nullable String registrationId) {
			this.registrationId = registrationId;
		}

	}

}
