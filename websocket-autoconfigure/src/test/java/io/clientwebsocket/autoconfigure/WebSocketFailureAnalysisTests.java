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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the failure analyses, as an application that cannot start prints them.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebSocketFailureAnalysisTests {

	private static final String FEED = "ws.clients.feed.uri=wss://example.org/feed";

	@ParameterizedTest
	@CsvSource({ "keep-alive.interval, -1s", "keep-alive.timeout, -1s", "connect-timeout, 0s", "handshake-timeout, 0s",
			"close-timeout, 500us", "write-timeout, -3s", "max-message-size, 0B", "max-frame-size, 0B",
			"max-send-queue-size, -1B", "subprotocols, a b", "deflate.client-max-window-bits, 8",
			"deflate.server-max-window-bits, 16", "deflate.minimum-size, -1B", "deflate.level, 0" })
	void valueOutOfRange(String key, String value, CapturedOutput output) {
		fail(App.class, "ws." + key + "=" + value);
		assertThat(output).contains("The property 'ws." + key + "' must be ")
			.contains(value)
			.contains("Origin: \"ws." + key + "\" from property source \"commandLineArgs\"")
			.contains("Set 'ws." + key + "' to ", "or remove it to use the default.");
	}

	@ParameterizedTest
	@CsvSource({ "keep-alive.interval, -1s", "close-timeout, 0s", "max-message-size, 3GB" })
	void valueOfAClientOutOfRange(String key, String value, CapturedOutput output) {
		fail(App.class, FEED, "ws.clients.feed." + key + "=" + value);
		assertThat(output).contains("The property 'ws.clients.feed." + key + "' must be ")
			.contains("Set 'ws.clients.feed." + key + "' to ", "or remove it to inherit 'ws." + key + "'.");
	}

	@Test
	void deflateThatIsNeitherOnNorOff(CapturedOutput output) {
		fail(App.class, FEED, "ws.clients.feed.deflate.level=1");
		assertThat(output).contains("The property 'ws.clients.feed.deflate.enabled' must be set")
			.contains("Set 'ws.clients.feed.deflate.enabled' to true or false, or remove all of"
					+ " 'ws.clients.feed.deflate'.");
	}

	@ParameterizedTest
	@CsvSource({ "startup-timeout, 0s", "no-data-timeout, 0s", "reconnect.delay, 0s", "reconnect.multiplier, 0.5",
			"reconnect.jitter, -1s", "reconnect.max-delay, 0s", "reconnect.max-retries, -1",
			"reconnect.start-spread, -1s", "reconnect.spread, -1s", "reconnect.stable-after, -1s",
			"reconnect.attempt-timeout, 0s", "reconnect.open-timeout, 0s", "endpoints.cool-down, -1s",
			"inbound-buffer.capacity, 0", "requests.timeout, 0s", "requests.max-pending, 0" })
	void valueOfAConnectionThatStaysOutOfRange(String key, String value, CapturedOutput output) {
		fail(App.class, FEED, "ws." + key + "=" + value);
		fail(App.class, FEED, "ws.clients.feed." + key + "=" + value);
		assertThat(output).contains("The property 'ws." + key + "' must be ")
			.contains("The property 'ws.clients.feed." + key + "' must be ")
			.contains("or remove it to use the default.", "or remove it to inherit 'ws." + key + "'.")
			.contains("but was '" + value + "'");
	}

	@ParameterizedTest
	@CsvSource({ "max-messages, 0", "max-size, 0B", "time-to-live, 0s" })
	void valueOfTheSendBufferOutOfRange(String key, String value, CapturedOutput output) {
		fail(App.class, FEED, "ws.send-buffer.enabled=true", "ws.clients.feed.send-buffer." + key + "=" + value);
		assertThat(output).contains("The property 'ws.clients.feed.send-buffer." + key + "' must be ")
			.contains("or remove it to inherit 'ws.send-buffer." + key + "'.");
	}

	@Test
	void sendBufferThatIsNeitherOnNorOff(CapturedOutput output) {
		fail(App.class, FEED, "ws.clients.feed.send-buffer.max-messages=7");
		assertThat(output).contains("The property 'ws.clients.feed.send-buffer.enabled' must be set");
	}

	@Test
	void longestDelayShorterThanTheFirst(CapturedOutput output) {
		fail(App.class, FEED, "ws.reconnect.delay=2s", "ws.clients.feed.reconnect.max-delay=1s");
		assertThat(output).contains(
				"The property 'ws.clients.feed.reconnect.max-delay' must be at least 'reconnect.delay', which is 2s,"
						+ " but was '1s'");
	}

	@Test
	void firstDelayLongerThanTheLongest(CapturedOutput output) {
		fail(App.class, FEED, "ws.clients.feed.reconnect.delay=1m");
		assertThat(output).contains(
				"The property 'ws.clients.feed.reconnect.delay' must be at most 'reconnect.max-delay', which is 30s,"
						+ " but was '1m'");
	}

	@Test
	void bothOneUriAndSeveral(CapturedOutput output) {
		fail(App.class, FEED, "ws.clients.feed.uris=wss://a.example,wss://b.example");
		assertThat(output).contains("The property 'ws.clients.feed.uris' must be empty beside 'ws.clients.feed.uri'")
			.contains("Remove 'ws.clients.feed.uri' or 'ws.clients.feed.uris'.");
	}

	@Test
	void wrongUriAmongSeveral(CapturedOutput output) {
		fail(App.class, "ws.clients.feed.uris=wss://a.example,https://user:secret@b.example/?token=secret");
		assertThat(output).contains("The property 'ws.clients.feed.uris[1]' must be a ws:// or wss:// URI")
			.contains("but was 'https://b.example/'")
			.doesNotContain("secret");
	}

	@Test
	void listenerFailureThatShouldEndAConnectionWithoutListener(CapturedOutput output) {
		fail(App.class, FEED, "ws.clients.feed.close-on-listener-failure=true");
		assertThat(output)
			.contains("The property 'ws.clients.feed.close-on-listener-failure' must be false while 'ws.clients.feed'"
					+ " has no listener to messages")
			.contains("ReconnectingWebSocketCustomizer, or remove 'ws.clients.feed.close-on-listener-failure'.");
	}

	@Test
	void inheritedListenerFailureThatShouldEndAConnectionWithoutListener(CapturedOutput output) {
		fail(App.class, FEED, "ws.close-on-listener-failure=true");
		assertThat(output)
			.contains("The property 'ws.close-on-listener-failure' must be false while 'ws.clients.feed' has no"
					+ " listener to messages")
			.contains("or remove 'ws.close-on-listener-failure', or set 'ws.clients.feed.close-on-listener-failure' to"
					+ " false.");
	}

	@Test
	void keepAliveTimeoutWithoutInterval(CapturedOutput output) {
		fail(App.class, FEED, "ws.keep-alive.interval=0", "ws.clients.feed.keep-alive.timeout=5s");
		assertThat(output)
			.contains("The property 'ws.clients.feed.keep-alive.timeout' must be zero while keep-alive is switched off")
			.contains("but was '5s'")
			.contains("Set 'ws.clients.feed.keep-alive.interval' to more than zero, or remove"
					+ " 'ws.clients.feed.keep-alive.timeout'.");
	}

	@Test
	void headerOfTheHandshake(CapturedOutput output) {
		fail(App.class, FEED, "ws.clients.feed.headers.Sec-WebSocket-Key=secret");
		assertThat(output).contains("The property 'ws.clients.feed.headers.Sec-WebSocket-Key' must be ")
			.contains("Rename or remove 'ws.clients.feed.headers.Sec-WebSocket-Key'.")
			.contains("ws.clients.feed.subprotocols")
			.doesNotContain("'secret'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://user:secret@example.org/feed?token=secret", "ws:/feed?token=secret",
			"wss://user:secret@example.org/feed", "wss://example.org/feed#secret", "wss://exa mple.org/?secret",
			"wss://user:secret/secret@example.org", "wss://user:secret#secret@example.org",
			"wss://user:secret?secret@example.org", "secret@example.org", "//example.org/feed" })
	void uriThatIsNotOneOfAWebSocket(String uri, CapturedOutput output) {
		fail(App.class, "ws.clients.feed.uri=" + uri);
		assertThat(output).contains("The property 'ws.clients.feed.uri' must be a ws:// or wss:// URI with a host")
			.contains("Set 'ws.clients.feed.uri' to ", "such as wss://example.org/feed")
			.doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws.clients.feed.close-timeout=1s", "ws.clients.feed.uri=" })
	void missingUri(String property, CapturedOutput output) {
		fail(App.class, property);
		assertThat(output).contains("The property 'ws.clients.feed.uri' must be set")
			.contains("Set 'ws.clients.feed.uri' to ", "or remove all of 'ws.clients.feed'.");
	}

	@ParameterizedTest
	@CsvSource({ "priceFeed, price-feed", "Feed, feed", "price--feed, price-feed", "1feed, feed", "0, client-0" })
	void nameOfAClient(String name, String kebab, CapturedOutput output) {
		fail(App.class, "ws.clients." + name + ".uri=wss://example.org/feed");
		assertThat(output).contains("The property 'ws.clients." + name + "' must be a name in lower-case kebab form")
			.contains("Rename 'ws.clients." + name + "', for example to 'ws.clients." + kebab + "'.");
	}

	@Test
	void unknownBundle(CapturedOutput output) {
		fail(App.class, "ws.ssl.bundle=nowhere");
		assertThat(output).contains("The property 'ws.ssl.bundle' must be the name of an SSL bundle (there is none)")
			.contains("but was 'nowhere'")
			.contains("Define the bundle under 'spring.ssl.bundle.pem.nowhere'", "or correct 'ws.ssl.bundle'");
	}

	@Test
	void missingHttpClient(CapturedOutput output) {
		fail(WithHttpClient.class, "ws.http-client.bean=other");
		assertThat(output)
			.contains("The property 'ws.http-client.bean' must be the name of a bean of type"
					+ " org.eclipse.jetty.client.HttpClient (there are: mine), but was 'other'")
			.contains("Define such a bean with the name 'other', or correct 'ws.http-client.bean'");
	}

	@Test
	void beanThatIsNoHttpClient(CapturedOutput output) {
		fail(WithHttpClient.class, "ws.http-client.bean=notAClient");
		assertThat(output).contains("The property 'ws.http-client.bean' must be the name of a bean of type");
	}

	@Test
	void propertiesBesideASharedHttpClient(CapturedOutput output) {
		fail(WithHttpClient.class, "ws.connect-timeout=1s", "ws.ssl.bundle=any", "ws.proxy.host=proxy.example",
				"ws.proxy.port=3128");
		assertThat(output).contains("WebSockets share the HttpClient bean 'mine'")
			.contains("'ws.ssl.bundle', 'ws.connect-timeout', 'ws.proxy.host'")
			.contains("and set the same on the HttpClient bean 'mine', or")
			.contains("an HttpClient of their own, by 'ws.http-client.shared=false'")
			.contains("'ws.clients.<name>'");
	}

	@Test
	void everythingThatBelongsToASharedHttpClientIsNamedAtOnce(CapturedOutput output) {
		fail(WithAddressFilter.class, "ws.auth.basic.username=joe", "ws.auth.basic.password=secret",
				"ws.cookies.enabled=true", "ws.ssl.bypass-certificate-validation=true", "ws.http-client.max-threads=9",
				"ws.http-client.enable-multiple-http2-connections=false");
		assertThat(output)
			.contains("'ws.ssl.bypass-certificate-validation', 'ws.auth.basic.username', 'ws.auth.basic.password',"
					+ " 'ws.cookies.enabled', 'ws.http-client.enable-multiple-http2-connections',"
					+ " 'ws.http-client.max-threads', bean 'external'")
			.doesNotContain("secret'");
	}

	@Test
	void optionsOfAClientThatBelongToASharedHttpClient(CapturedOutput output) {
		fail(WithHttpClient.class, FEED, "ws.clients.feed.auth.bearer.token=secret",
				"ws.clients.feed.cookies.enabled=true");
		assertThat(output).contains("WebSockets share the HttpClient bean 'mine'")
			.contains("'ws.clients.feed.auth.bearer.token', 'ws.clients.feed.cookies.enabled'")
			.doesNotContain("=secret");
	}

	@Test
	void beanIsNamedWhileNoneIsShared(CapturedOutput output) {
		fail(WithHttpClient.class, "ws.http-client.bean=mine", "ws.http-client.shared=false");
		assertThat(output).contains("The property 'ws.http-client.bean' must be absent")
			.contains("Remove 'ws.http-client.bean' or 'ws.http-client.shared'.");
	}

	@ParameterizedTest
	@CsvSource({ "http-client.max-threads, 3", "http-client.max-connections-per-destination, 0",
			"http-client.max-queued-handshakes, 0", "http-client.http2-idle-timeout, -1s", "max-redirects, 21",
			"ssl.reconnect-jitter, -1s" })
	void numberOutOfRange(String key, String value, CapturedOutput output) {
		fail(App.class, "ws." + key + "=" + value);
		assertThat(output).contains("The property 'ws." + key + "' must be ", "but was '" + value + "'");
	}

	@Test
	void versionThatIsSwitchedOff(CapturedOutput output) {
		fail(App.class, FEED, "ws.http-client.http-versions=http-1-1", "ws.clients.feed.http-version=http-2",
				"ws.clients.feed.http-version-policy=request-version-exact");
		assertThat(output)
			.contains("The property 'ws.http-client.http-versions' must be a list with http-2, which"
					+ " 'ws.clients.feed.http-version' and 'ws.clients.feed.http-version-policy' ask for")
			.contains("Add http-2 to 'ws.http-client.http-versions'");
	}

	@Test
	void severalKindsOfCredentials(CapturedOutput output) {
		fail(App.class, FEED, "ws.clients.feed.auth.basic.username=joe", "ws.clients.feed.auth.bearer.token=secret",
				"ws.clients.feed.headers.Authorization=secret");
		assertThat(output)
			.contains("The property 'ws.clients.feed.auth.basic' must be the only credentials, but there is"
					+ " 'ws.clients.feed.auth.bearer', 'ws.clients.feed.headers.Authorization' too")
			.contains("Keep one of ")
			.doesNotContain("=secret");
	}

	@Test
	void usernameWithoutPassword(CapturedOutput output) {
		fail(App.class, "ws.auth.digest.username=joe");
		assertThat(output)
			.contains("The property 'ws.auth.digest.password' must be set together with 'ws.auth.digest.username'.");
	}

	@Test
	void unknownRegistration(CapturedOutput output) {
		fail(App.class, "ws.auth.oauth2.registration-id=idp");
		assertThat(output)
			.contains("The property 'ws.auth.oauth2.registration-id' must be the id of a client"
					+ " registration of Spring Security, but was 'idp'")
			.contains("Define 'spring.security.oauth2.client.registration.idp'");
	}

	@Test
	void customizedOptionBesideASharedHttpClient(CapturedOutput output) {
		fail(WithHttpClientAndCustomizer.class);
		assertThat(output).contains("WebSockets share the HttpClient bean 'mine'")
			.contains("'ClientWebSocketOptions.connectTimeout'");
	}

	/** Run an application that does not start. */
	static void fail(Class<?> application, String... properties) {
		SpringApplication springApplication = new SpringApplication(application);
		springApplication.setWebApplicationType(WebApplicationType.NONE);
		springApplication.setBannerMode(Banner.Mode.OFF);
		List<String> arguments = new ArrayList<>();
		for (String property : properties) {
			arguments.add("--" + property);
		}
		assertThatException().isThrownBy(() -> springApplication.run(arguments.toArray(String[]::new)));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, WebSocketClientAutoConfiguration.class })
	static class App {

	}

	static class WithHttpClient extends App {

		@Bean
		HttpClient mine() {
			return new HttpClient();
		}

		@Bean
		String notAClient() {
			return "not a client";
		}

		@Bean
		SslBundleRegistrar bundles() {
			return (registry) -> registry.registerBundle("any", SslBundle.systemDefault());
		}

	}

	static class WithAddressFilter extends WithHttpClient {

		@Bean
		InetAddressFilter external() {
			return InetAddressFilter.externalAddresses();
		}

	}

	static class WithHttpClientAndCustomizer extends WithHttpClient {

		@Bean
		ClientWebSocketOptionsBuilderCustomizer customizer() {
			return (builder, client) -> builder.connectTimeout(Duration.ofSeconds(1));
		}

	}

}
