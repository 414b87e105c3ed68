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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.util.function.SingletonSupplier;

/**
 * Access tokens of the application itself. The principal has the name of the
 * registration, so that all clients with the same registration share a token.
 */
final class OAuth2BearerTokens implements BearerTokens {

	/**
	 * What Spring Security makes for web applications. It works while a request of the
	 * servlet container is handled, and nowhere else.
	 */
	private static final String FOR_REQUESTS = "org.springframework.security.oauth2.client.web"
			+ ".DefaultOAuth2AuthorizedClientManager";

	private final ObjectProvider<OAuth2AuthorizedClientManager> managers;

	private final ObjectProvider<ClientRegistrationRepository> registrations;

	private final ObjectProvider<OAuth2AuthorizedClientService> clients;

	private final Supplier<OAuth2AuthorizedClientManager> manager = SingletonSupplier.of(this::findManager);

	OAuth2BearerTokens(ObjectProvider<OAuth2AuthorizedClientManager> managers,
			ObjectProvider<ClientRegistrationRepository> registrations,
			ObjectProvider<OAuth2AuthorizedClientService> clients) {
		this.managers = managers;
		this.registrations = registrations;
		this.clients = clients;
	}

	@Override
	public Source of(String registrationId) {
		ClientRegistrationRepository known = this.registrations.getIfAvailable();
		if (known == null || known.findByRegistrationId(registrationId) == null) {
			throw new IllegalArgumentException("There is no client registration '" + registrationId + "'");
		}
		return new Tokens(registrationId, this.manager, this.clients);
	}

	private OAuth2AuthorizedClientManager findManager() {
		OAuth2AuthorizedClientManager known = this.managers.getIfUnique();
		if (known != null && !FOR_REQUESTS.equals(known.getClass().getName())) {
			return known;
		}
		return new AuthorizedClientServiceOAuth2AuthorizedClientManager(this.registrations.getObject(),
				this.clients.getObject());
	}

	/**
	 * Tokens of one registration.
	 *
	 * @param registrationId id of the registration
	 * @param manager fetches them
	 * @param clients keeps them
	 */
	private record Tokens(String registrationId, Supplier<OAuth2AuthorizedClientManager> manager,
			ObjectProvider<OAuth2AuthorizedClientService> clients) implements Source {

		@Override
		public String token() {
			OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId(this.registrationId)
				.principal(this.registrationId)
				.build();
			@Nullable OAuth2AuthorizedClient client = this.manager.get().authorize(request);
			if (client == null) {
				throw new IllegalStateException("The client registration '" + this.registrationId
						+ "' gave no token: its grant type must be one that needs no user");
			}
			return client.getAccessToken().getTokenValue();
		}

		@Override
		public void drop() {
			this.clients.ifAvailable((kept) -> kept.removeAuthorizedClient(this.registrationId, this.registrationId));
		}

		@Override
		public String toString() {
			return "tokens of '" + this.registrationId + "'";
		}

	}

}
