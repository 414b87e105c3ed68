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

package io.clientwebsocket.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How the application ends.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class SampleApplicationShutdownTests {

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	@Test
	void feedSeesThatTheApplicationGoesAway(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("--server.port=0", "--sample.feed.port=0")) {
			awaitPrices(context);
		}
		assertThat(output).contains("Feed connection closed with 1001 by /").doesNotContain("BACKING_OFF", "\tat ");
	}

	@Test
	void openPageEndsAndDoesNotDelay(CapturedOutput output) throws IOException, InterruptedException {
		HttpResponse<InputStream> events;
		try (ConfigurableApplicationContext context = start("--server.port=0", "--sample.feed.port=0",
				"--spring.lifecycle.timeout-per-shutdown-phase=5m")) {
			String port = context.getEnvironment().getProperty("local.server.port");
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/events")).build();
			events = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
		}
		assertThat(events.body().readAllBytes()).isNotEmpty();
		assertThat(output).contains("Graceful shutdown complete").doesNotContain("\tat ");
	}

	@Test
	void applicationWithoutServerStartsAndEnds(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("--server.port=0", "--sample.feed.enabled=false",
				"--ws.clients.feed.uri=ws://localhost:1/prices")) {
			await().atMost(DEADLINE).until(() -> output.toString().contains("Connection 'feed' is BACKING_OFF"));
			assertThat(context.isRunning()).isTrue();
		}
		assertThat(output).doesNotContain("Feed started", "\tat ");
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(SampleApplication.class).run(properties);
	}

	private static void awaitPrices(ConfigurableApplicationContext context) {
		LatestPrices prices = context.getBean(LatestPrices.class);
		await().atMost(DEADLINE).until(() -> prices.messages() > 0);
	}

}
