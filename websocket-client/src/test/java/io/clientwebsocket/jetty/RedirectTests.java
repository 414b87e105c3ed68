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

package io.clientwebsocket.jetty;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.HandshakeRequest;
import io.clientwebsocket.HandshakeResponse;
import io.clientwebsocket.HttpVersion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Redirect}.
 */
class RedirectTests {

	@ParameterizedTest
	@CsvSource({ "ws://foo.co, m/login, ws://foo.co/m/login", "ws://foo.co, ?t=1, ws://foo.co/?t=1",
			"ws://h/a/b?x=1, ?t=1, ws://h/a/b?t=1", "ws://h/a/b?x=1, '', ws://h/a/b?x=1",
			"ws://h/a/b?x=1, c, ws://h/a/c", "ws://h/a/b, ../c, ws://h/c", "ws://h/a/b, /c?d=%2F, ws://h/c?d=%2F",
			"ws://h/a, //other:8/b, ws://other:8/b", "wss://h/a, //other/b, wss://other/b",
			"ws://h/a, https://other/b#c, wss://other/b", "ws://h/a, http://other, ws://other",
			"ws://[::1]:8/a, b, ws://[::1]:8/b", "ws://h/a, WSS://H/b, WSS://H/b" })
	void locationIsResolvedAsTheRfcSays(URI base, String location, URI target) {
		assertThat(redirect(base, 302, location).to()).isEqualTo(target);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://", "http:/a", "ftp://h/", "mailto:me", "http://me:pw@h/", "a b", "\u0000",
			"http://h:x/" })
	void locationIsNoneOfAServerThenThereIsNoRedirect(String location) {
		assertThat(redirect(URI.create("ws://h/"), 302, location)).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 300, 304, 305, 306, 400 })
	void statusIsNoRedirectThenThereIsNone(int status) {
		assertThat(redirect(URI.create("ws://h/"), status, "/a")).isNull();
	}

	@Test
	void originIsTheSameWhateverItsSpelling() {
		HandshakeRequest request = redirect(URI.create("ws://Host/"), 302, "http://hOST:80/b").request();
		assertThat(request.headers()).containsKey("Authorization");
		assertThat(redirect(URI.create("ws://host/"), 302, "http://host:81/b").request().headers())
			.doesNotContainKey("Authorization");
	}

	private static Redirect redirect(URI base, int status, String location) {
		return Redirect.of(new HandshakeRequest(base, Map.of("Authorization", List.of("Basic abc")), null),
				new HandshakeResponse(status, HttpVersion.HTTP_1_1, Map.of("location", List.of(location))));
	}

}
