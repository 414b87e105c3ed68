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
import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is secret in the properties stays there.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

	private static final String SECRET = "s3cret";

	private static final String[] PROPERTIES = { "ws.auth.basic.username=s3cret", "ws.auth.basic.password=s3cret",
			"ws.headers.X-Key=s3cret", "ws.proxy.host=proxy.example", "ws.proxy.port=3128", "ws.proxy.username=s3cret",
			"ws.proxy.password=s3cret", "ws.clients.feed.auth.bearer.token=s3cret",
			"ws.clients.feed.uri=wss://example.org/feed?token=s3cret", "ws.clients.feed.headers.X-Key=s3cret" };

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class,
				ConfigurationPropertiesReportEndpointAutoConfiguration.class,
				EnvironmentEndpointAutoConfiguration.class))
		.withPropertyValues(PROPERTIES)
		.withPropertyValues("management.endpoints.web.exposure.include=*",
				"management.endpoint.configprops.show-values=always", "management.endpoint.env.show-values=always");

	@Test
	void endpointsShowValuesThenSecretsAreHidden() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("WS_CLIENTS_FEED_AUTH_BEARER_TOKEN", SECRET, "WS_AUTH_BASIC_PASSWORD", SECRET))))
			.run((context) -> {
				String properties = text(context.getBean(ConfigurationPropertiesReportEndpoint.class)
					.configurationPropertiesWithPrefix("ws")
					.getContexts()
					.values()
					.iterator()
					.next()
					.getBeans()
					.values()
					.iterator()
					.next()
					.getProperties());
				assertThat(properties).contains("proxy.example", "wss://example.org/feed?******")
					.doesNotContain(SECRET);
				StringBuilder environment = new StringBuilder();
				context.getBean(EnvironmentEndpoint.class)
					.environment("(?i)ws.*")
					.getPropertySources()
					.forEach((source) -> source.getProperties()
						.forEach((name,
								value) -> environment.append(name).append('=').append(value.getValue()).append('\n')));
				assertThat(environment).contains("proxy.example", "WS_AUTH_BASIC_PASSWORD").doesNotContain(SECRET);
			});
	}

	private static String text(Map<String, ?> properties) {
		return properties.toString();
	}

	@Test
	void nothingOfTheContextTellsThem(CapturedOutput output) {
		this.runner.run((context) -> {
			ConfiguredClient client = ConfiguredClient.of(context, "feed");
			assertThat(client.options().credentials().toString()).doesNotContain(SECRET);
			assertThat(String.valueOf(client.options().proxy())).doesNotContain(SECRET);
			assertThat(context.getBean(WebSocketProperties.class).toString()).doesNotContain(SECRET);
		});
		assertThat(output).doesNotContain(SECRET);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "ws.auth.bearer.token=s3cret s3cret|",
					"ws.auth.basic.username=s3cret:s3cret|ws.auth.basic.password=a", "ws.auth.basic.password=s3cret|",
					"ws.headers.Sec-WebSocket-Key=s3cret|", "ws.clients.feed.uri=http://example.org/?s3cret|",
					"ws.proxy.password=s3cret|" })
	void valueIsWrongThenTheFailureDoesNotTellIt(String property, String another) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class))
			.withPropertyValues(property, (another != null) ? another : "ws.close-timeout=1s")
			.run((context) -> {
				assertThat(context).hasFailed();
				for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
					assertThat(String.valueOf(cause.getMessage())).doesNotContain(SECRET);
				}
			});
	}

	@Test
	void withoutActuatorAllElseWorks() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WebSocketClientAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SanitizingConfiguration.class));
	}

}
