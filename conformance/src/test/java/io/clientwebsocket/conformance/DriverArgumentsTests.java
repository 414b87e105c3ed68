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

package io.clientwebsocket.conformance;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DriverArguments}.
 */
class DriverArgumentsTests {

	private static final String URL = "ws://127.0.0.1:9001";

	@Test
	void urlAloneHasDefaultAgent() {
		assertThat(DriverArguments.parse(URL))
			.isEqualTo(new DriverArguments(URI.create(URL), "clientwebsocket", false));
	}

	@Test
	void agentIsTaken() {
		assertThat(DriverArguments.parse(URL, "a b").agent()).isEqualTo("a b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws://127.0.0.1:9001/", "ws://127.0.0.1:9001" })
	void slashAtTheEndMakesNoDifference(String url) {
		assertThat(DriverArguments.parse(url).server()).hasToString(URL);
	}

	@ParameterizedTest
	@ValueSource(strings = { "wss://localhost/suite", "WS://localhost" })
	void otherAddressesOfWebSocketsAreTaken(String url) {
		assertThat(DriverArguments.parse(url).server()).hasToString(url);
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1:9001", "http://127.0.0.1:9001", "ws:9001", "ws://h/?a=b", "ws://h/#a",
			"ws://u@h", "ws://a b", "" })
	void otherUrlsAreRefused(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> DriverArguments.parse(url))
			.withMessage("expected a URL such as ws://127.0.0.1:9001, but was " + url);
	}

	@Test
	void nothingAndTooMuchAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(DriverArguments::parse).withMessageEndingWith("was nothing");
		assertThatIllegalArgumentException().isThrownBy(() -> DriverArguments.parse(URL, "a", "b"))
			.withMessageEndingWith("was [ws://127.0.0.1:9001, a, b]");
	}

	@Test
	void unknownOptionIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> DriverArguments.parse(URL, "--fast"))
			.withMessageContaining("--fast");
	}

	@Test
	void compressionIsAskedForAnywhere() {
		assertThat(DriverArguments.parse(URL, "--deflate"))
			.isEqualTo(new DriverArguments(URI.create(URL), "clientwebsocket", true));
		assertThat(DriverArguments.parse("--deflate", URL, "a"))
			.isEqualTo(new DriverArguments(URI.create(URL), "a", true));
	}

}
