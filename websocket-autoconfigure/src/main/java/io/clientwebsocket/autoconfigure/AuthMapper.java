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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.Credentials;

/**
 * Translates the properties of credentials. Who sets one kind of them replaces another
 * kind that would be inherited; username and password are inherited one by one.
 *
 * @param properties the properties
 * @param path where the properties of the connection stand
 * @param tokens gives the tokens of OAuth 2, where Spring Security is there
 */
record AuthMapper(WebSocketConnectionProperties properties, PropertyPath path, ObjectProvider<BearerTokens> tokens) {

	private static final String AUTHORIZATION = "authorization";

	/**
	 * Whether these properties say anything about credentials.
	 * @return whether they replace what would be inherited
	 */
	boolean isSet() {
		return !keys(this.properties).isEmpty() || authorization() != null;
	}

	/**
	 * The keys of credentials that are set.
	 * @param properties the properties
	 * @return the keys, below those of the connection
	 */
	static List<String> keys(WebSocketConnectionProperties properties) {
		WebSocketAuthProperties auth = properties.getAuth();
		List<String> keys = new ArrayList<>();
		add(keys, "auth.basic.username", auth.getBasic().getUsername());
		add(keys, "auth.basic.password", auth.getBasic().getPassword());
		add(keys, "auth.digest.username", auth.getDigest().getUsername());
		add(keys, "auth.digest.password", auth.getDigest().getPassword());
		add(keys, "auth.bearer.token", auth.getBearer().getToken());
		add(keys, "auth.oauth2.registration-id", auth.getOauth2().getRegistrationId());
		return keys;
	}

	private static void add(List<String> keys, String key, @Nullable String value) {
		if (value != null) {
			keys.add(key);
		}
	}

	/**
	 * Set the credentials.
	 * @param builder the builder, with the credentials that would be inherited and the
	 * headers of the properties
	 * @param inherited the options that hold where nothing is set
	 * @return what gives tokens instead, {@code null} for nothing
	 */
	BearerTokens.@Nullable Source map(ClientWebSocketOptions.Builder builder, ClientWebSocketOptions inherited) {
		requireOne();
		if (!isSet()) {
			return (inherited.handshakeCustomizer() instanceof BearerTokenCustomizer customizer) ? customizer.source()
					: null;
		}
		WebSocketAuthProperties auth = this.properties.getAuth();
		builder.credentials(credentials(auth, inherited.credentials()));
		if (authorization() == null) {
			builder.header(AUTHORIZATION);
		}
		String registrationId = auth.getOauth2().getRegistrationId();
		return (registrationId == null || registrationId.isEmpty()) ? null : source(registrationId);
	}

	private @Nullable String authorization() {
		return this.properties.getHeaders()
			.entrySet()
			.stream()
			.filter((header) -> AUTHORIZATION.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty())
			.map((header) -> "headers." + header.getKey())
			.findFirst()
			.orElse(null);
	}

	private void requireOne() {
		List<String> kinds = Stream.concat(keys(this.properties).stream(), Stream.ofNullable(authorization()))
			.map((key) -> key.startsWith("auth.") ? key.substring(0, key.indexOf('.', "auth.".length())) : key)
			.distinct()
			.map(this.path::name)
			.toList();
		if (kinds.size() > 1) {
			String others = "'" + String.join("', '", kinds.subList(1, kinds.size())) + "'";
			throw new InvalidWebSocketPropertyException(kinds.get(0), null,
					"the only credentials, but there is " + others + " too",
					"Keep one of '" + String.join("', '", kinds) + "', and remove what is set under the others.", null);
		}
	}

	private @Nullable Credentials credentials(WebSocketAuthProperties auth, @Nullable Credentials inherited) {
		if (isSet(auth.getBasic())) {
			return credentials("basic", auth.getBasic(), (inherited instanceof Credentials.Basic same)
					? new Login(same.username(), same.password()) : Login.NONE, Credentials::basic);
		}
		if (isSet(auth.getDigest())) {
			return credentials("digest", auth.getDigest(), (inherited instanceof Credentials.Digest same)
					? new Login(same.username(), same.password()) : Login.NONE, Credentials::digest);
		}
		return bearer(auth.getBearer().getToken());
	}

	private static boolean isSet(WebSocketAuthProperties.UsernamePassword login) {
		return login.getUsername() != null || login.getPassword() != null;
	}

	private @Nullable Credentials credentials(String kind, WebSocketAuthProperties.UsernamePassword own,
			Login inherited, BiFunction<String, String, Credentials> factory) {
		String username = (own.getUsername() != null) ? own.getUsername() : inherited.username();
		String password = (own.getPassword() != null) ? own.getPassword() : inherited.password();
		if (username != null && username.isEmpty()) {
			return null;
		}
		String prefix = "auth." + kind + ".";
		if (username == null || password == null) {
			throw missing(prefix + ((username != null) ? "password" : "username"),
					prefix + ((username != null) ? "username" : "password"));
		}
		try {
			return factory.apply(username, password);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(prefix + "username", "set, with 'password', to text without control characters"
					+ ("basic".equals(kind) ? " and colon" : ""), ex);
		}
	}

	private @Nullable Credentials bearer(@Nullable String token) {
		try {
			return (token == null || token.isEmpty()) ? null : Credentials.bearer(token);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("auth.bearer.token", "letters, digits and -._~+/, maybe with = at its end (RFC 6750, 2.1)",
					ex);
		}
	}

	private BearerTokens.Source source(String registrationId) {
		String property = this.path.name("auth.oauth2.registration-id");
		BearerTokens known = this.tokens.getIfAvailable();
		if (known == null) {
			throw new InvalidWebSocketPropertyException(property, registrationId,
					"the id of a client registration of Spring Security, which is not there",
					"Add 'spring-boot-starter-security-oauth2-client', and the registration under"
							+ " 'spring.security.oauth2.client.registration." + registrationId + "', or remove '"
							+ property + "'.",
					null);
		}
		try {
			return known.of(registrationId);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidWebSocketPropertyException(property, registrationId,
					"the id of a client registration of Spring Security",
					"Define 'spring.security.oauth2.client.registration." + registrationId + "', or correct '"
							+ property + "'.",
					ex);
		}
	}

	private InvalidWebSocketPropertyException missing(String key, String other) {
		return new InvalidWebSocketPropertyException(this.path.name(key), null,
				"set together with '" + this.path.name(other) + "'",
				"Set '" + this.path.name(key) + "', or remove '" + this.path.name(other) + "'.", null);
	}

	// never with the value
	private InvalidWebSocketPropertyException invalid(String key, String requirement, IllegalArgumentException cause) {
		String property = this.path.name(key);
		return new InvalidWebSocketPropertyException(property, null, requirement,
				"Correct '" + property + "', or remove it.", Objects.requireNonNull(cause));
	}

	/**
	 * What is inherited, whatever it is for.
	 *
	 * @param username the name, {@code null} for none
	 * @param password the password, {@code null} for none
	 */
	private record Login(@Nullable String username, @Nullable String password) {

		static final Login NONE = new Login(null, null);

	}

}
