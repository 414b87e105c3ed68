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

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Credentials} and {@link HandshakeRequest}.
 */
class HandshakeRequestTests {

	private static final URI FEED = URI.create("wss://feed.example/a?token=hidden");

	private static final HandshakeRequest REQUEST = new HandshakeRequest(FEED, Map.of("X-One", List.of("hidden")),
			null);

	@Test
	void withMethodsLeaveTheOriginalAndKeepTheRest() {
		URI other = URI.create("wss://other.example/");
		HandshakeRequest changed = REQUEST.withUri(other)
			.withHeader("x-two", "a", "b")
			.withCredentials(Credentials.bearer("abc"));
		assertThat(changed.uri()).isEqualTo(other);
		assertThat(changed.headers()).containsEntry("X-One", List.of("hidden"))
			.containsEntry("X-Two", List.of("a", "b"));
		assertThat(changed.credentials()).isEqualTo(Credentials.bearer("abc"));
		assertThat(changed.withHeader("X-TWO").headers()).doesNotContainKey("x-two");
		assertThat(REQUEST.uri()).isEqualTo(FEED);
		assertThat(REQUEST.headers()).containsOnlyKeys("X-One");
		assertThat(REQUEST.credentials()).isNull();
	}

	@Test
	void textHasNoSecrets() {
		assertThat(REQUEST).hasToString("handshake with wss://feed.example/a, headers [X-One]");
		assertThat(Credentials.basic("joe", "hidden")).hasToString("Basic credentials of joe");
		assertThat(Credentials.digest("joe", "hidden")).hasToString("Digest credentials of joe");
		assertThat(Credentials.bearer("hidden")).hasToString("bearer token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Upgrade", "connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "a b", "" })
	void headerCannotBeSetThenItIsNamed(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> REQUEST.withHeader(name, "a"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HandshakeRequest(FEED, Map.of(name, List.of("a")), null));
	}

	@Test
	void credentialsAndTheirHeaderAreBothSetThenNoneIsTaken() {
		String message = "'credentials' and the header 'Authorization' must not both be set";
		assertThatIllegalArgumentException()
			.isThrownBy(() -> REQUEST.withHeader("authorization", "a").withCredentials(Credentials.bearer("abc")))
			.withMessage(message);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ClientWebSocketOptions.builder()
				.header("authorization", "a")
				.credentials(Credentials.bearer("abc"))
				.build())
			.withMessage(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a\r\nX: y", "=abc", "a=b", "\u00e9" })
	void tokenCannotBeSentThenItIsRefusedAndNotShown(String token) {
		assertThatIllegalArgumentException().isThrownBy(() -> Credentials.bearer(token))
			.withMessageStartingWith("'token' must be one of RFC 6750, 2.1");
	}

	@Test
	void passwordCannotBeSentThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Credentials.basic("a:b", "c"))
			.withMessageContaining("colon");
		assertThatIllegalArgumentException().isThrownBy(() -> Credentials.basic("a", "b\n"))
			.withMessageContaining("control characters");
		assertThatIllegalArgumentException().isThrownBy(() -> Credentials.digest("a\u0000", "b"))
			.withMessageContaining("control characters");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 21, Integer.MAX_VALUE })
	void redirectsAreOutOfBoundsThenTheyAreRefused(int redirects) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClientWebSocketOptions.builder().maxRedirects(redirects))
			.withMessage("'maxRedirects' must be within 0 to 20, but was " + redirects);
	}

}
