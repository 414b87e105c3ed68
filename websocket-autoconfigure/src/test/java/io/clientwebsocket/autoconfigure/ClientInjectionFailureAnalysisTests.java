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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

import io.clientwebsocket.autoconfigure.WebSocketFailureAnalysisTests.App;
import io.clientwebsocket.managed.ReconnectingWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the failure analyses of named clients that cannot be injected, as an
 * application that cannot start prints them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClientInjectionFailureAnalysisTests {

	private static final String FEED = "ws.clients.feed.uri=wss://example.org/feed";

	@Test
	void unknownClient(CapturedOutput output) {
		WebSocketFailureAnalysisTests.fail(WantsPrices.class, FEED, "ws.clients.other.uri=wss://example.org/other");
		assertThat(output).contains("required the WebSocket client 'prices', which is not configured.")
			.contains("Configured are: feed, other.")
			.contains("Add the property 'ws.clients.prices.uri', or ask for one of the configured clients.");
	}

	@Test
	void unknownClientWhoseNameCannotBeConfigured(CapturedOutput output) {
		WebSocketFailureAnalysisTests.fail(WantsCamelCase.class);
		assertThat(output).contains("required the WebSocket client 'pricesOfToday', which is not configured. None is.")
			.contains("Add the property 'ws.clients.prices-of-today.uri' and ask for 'prices-of-today'.");
	}

	@Test
	void anyClientWithoutOneConfigured(CapturedOutput output) {
		WebSocketFailureAnalysisTests.fail(WantsAny.class);
		assertThat(output).contains("required the WebSocket client, which is not configured. None is.")
			.contains("Add the property 'ws.clients.<name>.uri' and ask for '<name>'.");
	}

	@Test
	void severalClientsAndNoName(CapturedOutput output) {
		WebSocketFailureAnalysisTests.fail(WantsAny.class, FEED, "ws.clients.other.uri=wss://example.org/other");
		assertThat(output).contains("required a single bean, but 2 were found:")
			.contains("feed: defined by method 'create' in the properties under 'ws.clients.feed'")
			.contains("other: defined by method 'create' in the properties under 'ws.clients.other'")
			.contains("@Qualifier");
	}

	@Test
	void clientWhoseNameIsTaken(CapturedOutput output) {
		WebSocketFailureAnalysisTests.fail(TakesPrices.class, "ws.clients.prices.uri=wss://example.org/prices");
		assertThat(output)
			.contains("'prices', which is configured, but a bean of another type has taken the name 'prices'.")
			.contains("Rename that bean, or rename 'ws.clients.prices'.");
	}

	@Test
	void clientWhileSwitchedOff(CapturedOutput output) {
		WebSocketFailureAnalysisTests.fail(WantsPrices.class, "ws.enabled=false",
				"ws.clients.prices.uri=wss://example.org/prices");
		assertThat(output).contains("'prices', but WebSocket clients are switched off by 'ws.enabled'.")
			.contains("Remove 'ws.enabled=false'");
	}

	static class WantsPrices extends App {

		@Bean
		Object consumer(@Qualifier("prices") ReconnectingWebSocket client) {
			return client;
		}

	}

	static class WantsCamelCase extends App {

		@Bean
		Object consumer(@Qualifier("pricesOfToday") ReconnectingWebSocket client) {
			return client;
		}

	}

	static class WantsAny extends App {

		@Bean
		Object consumer(ReconnectingWebSocket client) {
			return client;
		}

	}

	static class TakesPrices extends WantsPrices {

		@Bean
		Object prices() {
			return "prices";
		}

	}

}
