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

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.Credentials;
import io.clientwebsocket.WebSocketConnector;
import io.clientwebsocket.WebSocketHandshakeException;
import io.clientwebsocket.test.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@code ws.auth.*} and its kin of a client.
 */
@Timeout(60)
class WebSocketAuthPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class))
		.withPropertyValues("ws.startup=manual", "ws.clients.feed.uri=wss://example.org/feed");

	static Stream<Arguments> credentials() {
		return Stream.of(
				Arguments.of(List.of("auth.basic.username=joe", "auth.basic.password=s3cret"),
						Credentials.basic("joe", "s3cret")),
				Arguments.of(List.of("auth.digest.username=joe", "auth.digest.password=s3cret"),
						Credentials.digest("joe", "s3cret")),
				Arguments.of(List.of("auth.bearer.token=abc"), Credentials.bearer("abc")));
	}

	@ParameterizedTest
	@MethodSource("credentials")
	void credentialsOfTheDefaultsReachTheOptionsAndAreInherited(List<String> properties, Credentials expected) {
		this.runner.withPropertyValues(prefixed("ws.", properties)).run((context) -> {
			assertThat(context.getBean("clientWebSocketOptions", ClientWebSocketOptions.class).credentials())
				.isEqualTo(expected);
			assertThat(ConfiguredClient.of(context, "feed").options().credentials()).isEqualTo(expected);
		});
	}

	@ParameterizedTest
	@MethodSource("credentials")
	void credentialsOfAClientReplaceOthers(List<String> properties, Credentials expected) {
		this.runner.withPropertyValues(prefixed("ws.clients.feed.", properties))
			.withPropertyValues("ws.auth.bearer.token=inherited")
			.run((context) -> {
				assertThat(context.getBean("clientWebSocketOptions", ClientWebSocketOptions.class).credentials())
					.isEqualTo(Credentials.bearer("inherited"));
				assertThat(ConfiguredClient.of(context, "feed").options().credentials()).isEqualTo(expected);
			});
	}

	private static String[] prefixed(String prefix, List<String> properties) {
		return properties.stream().map((property) -> prefix + property).toArray(String[]::new);
	}

	@ParameterizedTest
	@CsvSource({ "basic.password=other, joe, other", "basic.username=ann, ann, s3cret" })
	void clientOverridesOneByOne(String property, String username, String password) {
		this.runner
			.withPropertyValues("ws.auth.basic.username=joe", "ws.auth.basic.password=s3cret",
					"ws.clients.feed.auth." + property)
			.run((context) -> assertThat(ConfiguredClient.of(context, "feed").options().credentials())
				.isEqualTo(Credentials.basic(username, password)));
	}

	@ParameterizedTest
	@CsvSource({ "auth.basic.username=", "auth.bearer.token=", "auth.oauth2.registration-id=" })
	void emptyValueOfAClientDropsWhatWouldBeInherited(String property) {
		this.runner.withPropertyValues("ws.auth.bearer.token=inherited", "ws.clients.feed." + property)
			.run((context) -> assertThat(ConfiguredClient.of(context, "feed").options().credentials()).isNull());
	}

	@Test
	void clientWithAHeaderReplacesInheritedCredentials() {
		this.runner
			.withPropertyValues("ws.auth.bearer.token=inherited", "ws.clients.feed.headers.authorization=Custom x")
			.run((context) -> {
				ClientWebSocketOptions options = ConfiguredClient.of(context, "feed").options();
				assertThat(options.credentials()).isNull();
				assertThat(options.headers()).containsEntry("Authorization", List.of("Custom x"));
			});
	}

	@Test
	void clientWithCredentialsReplacesAnInheritedHeader() {
		this.runner
			.withPropertyValues("ws.headers.Authorization=Custom x", "ws.headers.X-Key=1",
					"ws.clients.feed.auth.bearer.token=abc")
			.run((context) -> {
				ClientWebSocketOptions options = ConfiguredClient.of(context, "feed").options();
				assertThat(options.credentials()).isEqualTo(Credentials.bearer("abc"));
				assertThat(options.headers()).containsOnlyKeys("X-Key");
			});
	}

	@Test
	void credentialsReachTheServer() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner.withPropertyValues("ws.auth.basic.username=joe", "ws.auth.basic.password=s3cret")
				.run((context) -> {
					context.getBean(WebSocketConnector.class).connect(server.uri()).close();
					assertThat(server.received().requests().get(0).header("Authorization"))
						.isEqualTo("Basic am9lOnMzY3JldA==");
				});
		}
	}

	@Test
	void tokenOfAnOAuth2RegistrationIsFetchedForEachAttempt() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner.withUserConfiguration(Registrations.class, CountingManager.class)
				.withPropertyValues("ws.clients.feed.auth.oauth2.registration-id=idp")
				.run((context) -> {
					ConfiguredClient client = ConfiguredClient.of(context, "feed");
					for (int i = 0; i < 2; i++) {
						client.connector().connect(server.uri(), client.options()).close();
					}
					context.getBean(WebSocketConnector.class).connect(server.uri()).close();
					assertThat(List.of(1, 2, 3))
						.map((number) -> String
							.valueOf(server.received(number).requests().get(0).header("Authorization")))
						.containsExactly("Bearer idp-1", "Bearer idp-2", "null");
				});
		}
	}

	@Test
	void tokenIsInheritedAndAClientMayHaveAnotherOrNone() {
		this.runner.withUserConfiguration(Registrations.class, CountingManager.class)
			.withPropertyValues("ws.auth.oauth2.registration-id=idp", "ws.clients.none.uri=wss://example.org/",
					"ws.clients.none.auth.bearer.token=", "ws.clients.other.uri=wss://example.org/",
					"ws.clients.other.auth.oauth2.registration-id=idp2")
			.run((context) -> {
				assertThat(registration(ConfiguredClient.of(context, "feed").options())).isEqualTo("idp");
				assertThat(registration(ConfiguredClient.of(context, "other").options())).isEqualTo("idp2");
				assertThat(ConfiguredClient.of(context, "none").options().handshakeCustomizer()).isNull();
			});
	}

	private static String registration(ClientWebSocketOptions options) {
		return ((BearerTokenCustomizer) options.handshakeCustomizer()).source().registrationId();
	}

	@Test
	void handshakeCustomizerOfTheApplicationComesAfterTheToken() {
		try (ScriptedServer server = ScriptedServer.start((connection) -> connection.acceptHandshake().echo())) {
			this.runner.withUserConfiguration(Registrations.class, CountingManager.class, SeesTheToken.class)
				.withPropertyValues("ws.auth.oauth2.registration-id=idp")
				.run((context) -> {
					ConfiguredClient client = ConfiguredClient.of(context, "feed");
					client.connector().connect(server.uri(), client.options()).close();
					assertThat(server.received().requests().get(0).headers("X-Seen")).containsExactly("bearer token");
				});
		}
	}

	@Test
	void refusedTokenIsDropped() {
		this.runner.withUserConfiguration(Registrations.class, CountingManager.class)
			.withPropertyValues("ws.auth.oauth2.registration-id=idp")
			.run((context) -> {
				BearerTokenCustomizer.dropping(ConfiguredClient.of(context, "feed").options()).run();
				verify(context.getBean(OAuth2AuthorizedClientService.class)).removeAuthorizedClient("idp", "idp");
				BearerTokenCustomizer.dropping(ClientWebSocketOptions.defaults()).run();
			});
	}

	@Test
	void managerThatNeedsARequestIsNotUsed() {
		this.runner.withUserConfiguration(Registrations.class, ManagerForRequests.class)
			.withPropertyValues("ws.auth.oauth2.registration-id=idp")
			.run((context) -> {
				OAuth2AuthorizedClientService service = context.getBean(OAuth2AuthorizedClientService.class);
				given(service.loadAuthorizedClient("idp", "idp")).willReturn(client("idp", "kept"));
				BearerTokens.Source source = context.getBean(BearerTokens.class).of("idp");
				assertThat(source.token()).isEqualTo("kept");
			});
	}

	@Test
	void noTokenIsGivenThenTheAttemptFails() {
		this.runner.withUserConfiguration(Registrations.class)
			.withBean(OAuth2AuthorizedClientManager.class, () -> (request) -> null)
			.withPropertyValues("ws.auth.oauth2.registration-id=idp")
			.run((context) -> assertThatExceptionOfType(WebSocketHandshakeException.class)
				.isThrownBy(() -> context.getBean(WebSocketConnector.class).connect(URI.create("ws://127.0.0.1:9/")))
				.withMessageContaining("The client registration 'idp' gave no token"));
	}

	@Test
	void withoutSpringSecurityAllElseWorks() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.withPropertyValues("ws.auth.bearer.token=abc")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BearerTokens.class));
	}

	private static OAuth2AuthorizedClient client(String registrationId, String token) {
		return new OAuth2AuthorizedClient(registration(registrationId), registrationId, new OAuth2AccessToken(
				OAuth2AccessToken.TokenType.BEARER, token, Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z")));
	}

	private static ClientRegistration registration(String id) {
		return ClientRegistration.withRegistrationId(id)
			.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
			.clientId("me")
			.clientSecret("s3cret")
			.tokenUri("https://idp.example/token")
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	static class Registrations {

		@Bean
		ClientRegistrationRepository registrations() {
			return new InMemoryClientRegistrationRepository(registration("idp"), registration("idp2"));
		}

		@Bean
		OAuth2AuthorizedClientService service() {
			return mock(OAuth2AuthorizedClientService.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CountingManager {

		@Bean
		OAuth2AuthorizedClientManager manager() {
			Map<String, AtomicInteger> counts = Map.of("idp", new AtomicInteger(), "idp2", new AtomicInteger());
			return (request) -> {
				String id = request.getClientRegistrationId();
				return client(id, id + "-" + counts.get(id).incrementAndGet());
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ManagerForRequests {

		@Bean
		DefaultOAuth2AuthorizedClientManager manager(ClientRegistrationRepository registrations) {
			return new DefaultOAuth2AuthorizedClientManager(registrations,
					mock(OAuth2AuthorizedClientRepository.class));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SeesTheToken {

		@Bean
		ClientWebSocketOptionsBuilderCustomizer customizer() {
			return (builder, client) -> builder
				.handshakeCustomizer((request) -> request.withHeader("X-Seen", String.valueOf(request.credentials())));
		}

	}

}
