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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Scanner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.clientwebsocket.managed.ConnectionState;
import io.clientwebsocket.managed.ReconnectingWebSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Smoke test: the application as a user starts it, but on free ports.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.feed.port=0")
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class SampleApplicationTests {

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private ReconnectingWebSocket feed;

	@Autowired
	private LatestPrices prices;

	@Autowired
	private JsonMapper jsonMapper;

	@Test
	void pricesOfAllSymbolsArriveThroughTheStarter() {
		await().atMost(DEADLINE).until(() -> this.prices.symbols() == 50);
		assertThat(this.feed.state()).isEqualTo(ConnectionState.OPEN);
		assertThat(this.prices.changedAfter(0)).allSatisfy((price) -> assertThat(price.value()).isPositive());
	}

	@Test
	void roundTripIsMeasuredAlthoughTheFeedIsNeverSilent() {
		await().atMost(DEADLINE).until(() -> this.feed.lastRoundTrip().isPresent());
	}

	@Test
	void healthIsUpWithTheFeedClientInIt() {
		await().atMost(DEADLINE).untilAsserted(() -> {
			HttpResponse<String> response = this.http.send(request("/actuator/health"), BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(200);
			JsonNode health = this.jsonMapper.readTree(response.body());
			assertThat(health.at("/status").asString()).isEqualTo("UP");
			assertThat(health.at("/components/ws/components/feed/status").asString()).isEqualTo("UP");
			assertThat(health.at("/components/ws/components/feed/details/state").asString()).isEqualTo("OPEN");
		});
	}

	@Test
	void pageIsServed() throws IOException, InterruptedException {
		HttpResponse<String> page = this.http.send(request("/"), BodyHandlers.ofString());
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");
		assertThat(page.body()).contains("Market prices", "page.js", "page.css");
	}

	@Test
	void eventsDeliverAllPricesAndThenTheChangedOnes() throws IOException, InterruptedException {
		await().atMost(DEADLINE).until(() -> this.prices.symbols() == 50);
		HttpResponse<InputStream> events = this.http.send(request("/events"), BodyHandlers.ofInputStream());
		assertThat(events.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		try (Scanner lines = new Scanner(events.body(), StandardCharsets.UTF_8)) {
			JsonNode all = nextUpdate(lines);
			assertThat(all.at("/snapshot").asBoolean()).isTrue();
			assertThat(all.at("/prices").size()).isEqualTo(50);
			assertThat(all.at("/connection/state").asString()).isEqualTo("OPEN");
			JsonNode changed = nextUpdate(lines);
			assertThat(changed.at("/snapshot").asBoolean()).isFalse();
			assertThat(changed.at("/prices").size()).isPositive();
		}
	}

	@Test
	void feedThatWasAwayIsConnectedToAgain(@Autowired @Qualifier("feedServer") Lifecycle server,
			CapturedOutput output) {
		await().atMost(DEADLINE).until(() -> this.prices.messages() > 0);
		server.stop();
		await().atMost(DEADLINE).until(() -> output.getOut().contains("last cause CLOSED_BY_PEER 1001"));
		long before = this.prices.messages();
		server.start();
		await().atMost(DEADLINE).until(() -> this.prices.messages() > before);
		assertThat(output).containsPattern("Prices of \\d+ ms are missing: CLOSED_BY_PEER 1001");
		assertThat(this.feed.state()).isEqualTo(ConnectionState.OPEN);
	}

	private HttpRequest request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).timeout(DEADLINE).build();
	}

	private JsonNode nextUpdate(Scanner lines) {
		String line = lines.nextLine();
		while (!line.startsWith("data:")) {
			line = lines.nextLine();
		}
		return this.jsonMapper.readTree(line.substring("data:".length()));
	}

}
