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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Keys under {@code ws} that there are not.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownKeysTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "ws.clients.prices.url, ws.clients.prices.uri", "ws.keep-alive.intervall, ws.keep-alive.interval",
			"ws.keepalife.interval, ws.keep-alive.interval", "ws.max-mesage-size, ws.max-message-size",
			"ws.clients.prices.proxy.hots, ws.clients.prices.proxy.host",
			"ws.http-client.max-thread, ws.http-client.max-threads", "ws.clent.prices.uri, ws.clients.prices.uri",
			"ws.clients.prices.close-timeut, ws.clients.prices.close-timeout" })
	void keyIsMisspelledThenTheNearestIsNamed(String key, String nearest, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--" + key + "=1"));
		assertThat(output).contains("There is no such property:")
			.contains("'" + key + "' (\"" + key + "\" from property source \"commandLineArgs\")")
			.contains("did you mean '" + nearest + "'?")
			.contains("'ws.fail-on-unknown-keys'");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "ws.clients.feed.enabled", "ws.clients.feed.observation.enabled", "ws.clients.price.feed.uri" })
	void onlyTheGroupIsRightThenNoOtherKeyOfItIsNamed(String key, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--" + key + "=false"));
		assertThat(output).contains("'" + key + "'").doesNotContain("did you mean");
	}

	@Test
	void valueIsGivenToAGroupThenItsSwitchIsNamedIfItHasOne(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> start("--ws.keep-alive=20s", "--ws.keep-alive.timeout=5s", "--ws.deflate=true"));
		assertThat(output).containsPattern("'ws.keep-alive' \\([^)]*\\)\\R")
			.contains("'ws.deflate' (\"ws.deflate\" from property source \"commandLineArgs\"), did you mean"
					+ " 'ws.deflate.enabled'?");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "ws.clients.feed.deflate, true, did you mean 'ws.clients.feed.deflate.enabled'?",
					"ws.clients.feed, wss://feed.example.com, 'ws.clients.feed' (" })
	void valueIsGivenToAGroupOfAClientThenItIsNamed(String key, String value, String text, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--" + key + "=" + value));
		assertThat(output).contains("There is no such property:").contains(text);
	}

	@Test
	void clientWithoutAnyKeyIsKnown() {
		this.runner.withPropertyValues("ws.clients.feed=")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidWebSocketPropertyException.class)
				.hasMessageContaining("ws.clients.feed.uri"));
	}

	@Test
	void nothingIsNearThenTheKeyAloneIsNamedAndAllAtOnce(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--ws.something-else-entirely=1", "--ws.close-timeuot=1s"));
		assertThat(output).contains("'ws.something-else-entirely'")
			.contains("'ws.close-timeuot'")
			.containsOnlyOnce("did you mean");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws.keepalive.interval=9s", "ws.keepAlive.interval=9s", "ws.headers.X-Any=1",
			"ws.subprotocols[0]=a", "ws.clients.feed.headers.X-Any.Thing=1", "ws.clients.feed.subprotocols[0]=a",
			"ws.http-client.http-versions[0]=http-1-1" })
	void keyIsWrittenInAnotherWayOrUpToTheUserThenItIsKnown(String property) {
		this.runner.withPropertyValues(property, "ws.clients.feed.uri=wss://example.org/")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void environmentVariablesAndSystemPropertiesAreNotLookedAt() {
		this.runner.withSystemProperties("ws.something-else=1")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test", Map.of("WS_SOMETHING_ELSE", "1"))))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void checkIsSwitchedOffThenTheApplicationStarts() {
		this.runner.withPropertyValues("ws.fail-on-unknown-keys=false", "ws.mine=1")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void clientsAreSwitchedOffThenNobodyLooks() {
		this.runner.withPropertyValues("ws.enabled=false", "ws.mine=1")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static void start(String... arguments) {
		SpringApplication application = new SpringApplication(App.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.run(arguments).close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(WebSocketClientAutoConfiguration.class)
	static class App {

	}

}
