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

package io.clientwebsocket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HandshakeResponse}.
 */
class HandshakeResponseTests {

	@Test
	void headersIgnoreCase() {
		HandshakeResponse response = response(Map.of("Set-Cookie", List.of("a=1", "b=2")));
		assertThat(response.firstHeader("set-cookie")).isEqualTo("a=1");
		assertThat(response.headers().get("SET-COOKIE")).containsExactly("a=1", "b=2");
	}

	@Test
	void headerThatIsNotThereIsNull() {
		assertThat(response(Map.of()).firstHeader("Server")).isNull();
		assertThat(response(Map.of("Server", List.of())).firstHeader("Server")).isNull();
	}

	@Test
	void headersCannotBeModified() {
		HandshakeResponse response = response(Map.of("Server", List.of("Test")));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> response.headers().put("Server", List.of()));
		assertThat(response.headers().get("Server")).isUnmodifiable();
	}

	@Test
	void headersAreCopied() {
		Map<String, List<String>> headers = new HashMap<>();
		List<String> values = new ArrayList<>(List.of("Test"));
		headers.put("Server", values);
		HandshakeResponse response = response(headers);
		values.add("more");
		headers.clear();
		assertThat(response.headers()).isEqualTo(Map.of("Server", List.of("Test")));
	}

	private static HandshakeResponse response(Map<String, List<String>> headers) {
		return new HandshakeResponse(101, HttpVersion.HTTP_1_1, headers);
	}

	@Test
	void textHasNoValuesOfHeaders() {
		assertThat(new HandshakeResponse(101, HttpVersion.HTTP_1_1, Map.of("Set-Cookie", List.of("hidden"))))
			.hasToString("101 over HTTP_1_1, headers [Set-Cookie]");
	}

}
