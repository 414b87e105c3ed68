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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the failure analyses of {@link WebSocketClientConnectionDetails}, as an
 * application that cannot start prints them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConnectionDetailsFailureAnalysisTests {

	private static final String FEED = "ws.clients.feed.startup=manual";

	@Test
	void uriThatIsNotOneOfAWebSocket(CapturedOutput output) {
		fail(FEED, "details=wss://a.example/,https://user:secret@b.example/feed?token=secret");
		assertThat(output)
			.contains(
					"The connection details of the WebSocket client 'feed', a bean of type " + Details.class.getName())
			.contains("must give a ws:// or wss:// URI with a host, without user information and fragment, but gave"
					+ " 'https://b.example/feed'.")
			.contains("Origin: a container")
			.contains("Correct what the bean gives, such as wss://example.org/feed, or remove it and set"
					+ " 'ws.clients.feed.uri'.")
			.doesNotContain("secret");
	}

	@Test
	void noUri(CapturedOutput output) {
		fail(FEED, "details=");
		assertThat(output).contains("must give a ws:// or wss:// URI ", "but gave none.");
	}

	@Test
	void reconnectOnReloadOfABundleThatIsNeverReloaded(CapturedOutput output) {
		fail(FEED, "details=wss://a.example/", "ws.clients.feed.ssl.reconnect-on-reload=true");
		assertThat(output)
			.contains(
					"The property 'ws.clients.feed.ssl.reconnect-on-reload' must be false while the connection details"
							+ " of the client give an SSL bundle that is none of SslBundles")
			.contains("Let the details give a bundle of the SslBundles bean, or remove"
					+ " 'ws.clients.feed.ssl.reconnect-on-reload'.");
	}

	private static void fail(String... properties) {
		WebSocketFailureAnalysisTests.fail(WithDetails.class, properties);
	}

	static class WithDetails extends WebSocketFailureAnalysisTests.App {

		@Bean
		WebSocketClientConnectionDetails details(@Value("${details}") List<URI> uris) {
			return new Details("feed", uris, SslBundle.systemDefault());
		}

	}

	record Details(String getClientName, List<URI> getUris,
			SslBundle getSslBundle) implements WebSocketClientConnectionDetails, OriginProvider {

		@Override
		public Origin getOrigin() {
			return new Origin() {

				@Override
				public String toString() {
					return "a container";
				}

			};
		}

	}

}
