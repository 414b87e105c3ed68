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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link ProxyOptions}.
 */
class ProxyOptionsTests {

	private static final ProxyOptions HTTP = ProxyOptions.http("Proxy.example", 3128);

	@Test
	void factoriesNameTheProtocol() {
		assertThat(HTTP)
			.isEqualTo(new ProxyOptions(ProxyOptions.Type.HTTP, "proxy.example", 3128, null, null, List.of()));
		assertThat(ProxyOptions.socks4("10.0.0.1", 1080).type()).isEqualTo(ProxyOptions.Type.SOCKS4);
		assertThat(ProxyOptions.socks5("[::1]", 1080).type()).isEqualTo(ProxyOptions.Type.SOCKS5);
		assertThat(ProxyOptions.socks5("[::1]", 1080)).isEqualTo(ProxyOptions.socks5("::1", 1080));
	}

	@Test
	void withMethodsLeaveTheOriginalAndKeepTheRest() {
		ProxyOptions all = HTTP.withNoProxyFor("a.example")
			.withCredentials("user", "secret")
			.withNoProxyFor("b.example");
		assertThat(all).isEqualTo(new ProxyOptions(ProxyOptions.Type.HTTP, "proxy.example", 3128, "user", "secret",
				List.of("b.example")));
		assertThat(HTTP.username()).isNull();
		assertThat(HTTP.noProxyFor()).isEmpty();
	}

	@Test
	void textHasNoCredentials() {
		assertThat(HTTP.withCredentials("joe", "secret").withNoProxyFor("localhost"))
			.hasToString("HTTP proxy proxy.example:3128 with credentials, not for [localhost]");
		assertThat(ProxyOptions.socks5("::1", 1080)).hasToString("SOCKS5 proxy [0:0:0:0:0:0:0:1]:1080");
	}

	@ParameterizedTest
	@CsvSource({ "example.org, example.org, 80, true", "example.org, EXAMPLE.ORG, 80, true",
			"Example.Org, example.org, 80, true", "example.org, a.example.org, 80, false",
			"example.org, notexample.org, 80, false", "*.example.org, a.example.org, 80, true",
			"*.example.org, a.b.example.org, 80, true", "*.example.org, example.org, 80, false",
			"*.example.org, notexample.org, 80, false", "example.org:8443, example.org, 8443, true",
			"example.org:8443, example.org, 443, false", "*.example.org:8443, a.example.org, 8443, true",
			"*.example.org:8443, a.example.org, 80, false", "10.0.0.1, 10.0.0.1, 80, true",
			"10.0.0.1, 10.0.0.11, 80, false", "10.0.0.1:81, 10.0.0.1, 80, false", "::1, [::1], 80, true",
			"[::1], 0:0::1, 80, true", "[::1]:81, [::1], 81, true", "[::1]:81, [::1], 80, false", "::1, ::2, 80, false",
			"127.0.0.1, localhost, 80, false" })
	void exceptionIsForTheServersThatItNames(String pattern, String host, int port, boolean direct) {
		assertThat(HTTP.withNoProxyFor("other.example", pattern).isUsedFor(host, port)).isNotEqualTo(direct);
	}

	@Test
	void withoutExceptionsTheProxyIsForAll() {
		assertThat(HTTP.isUsedFor("localhost", 80)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "*.", "*.*.org", "a*.org", "http://example.org", "example.org/",
			"user@example.org", "example.org:", "example.org:0", "example.org:65536", "example.org:http", "[::1", "::g",
			"10.0.0.0/8", "example.org,b.org" })
	void exceptionThatNamesNoServerIsRefused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> HTTP.withNoProxyFor(pattern))
			.withMessageStartingWith("'noProxyFor' must ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "http://proxy.example", "proxy.example/", "user:secret@proxy.example", "a:b" })
	void hostThatIsNoneIsRefused(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> ProxyOptions.http(host, 3128))
			.withMessageStartingWith("'host' must be a host name or an IP address, but was ")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 65536 })
	void portOutOfRangeIsRefused(int port) {
		assertThatIllegalArgumentException().isThrownBy(() -> ProxyOptions.http("proxy.example", port))
			.withMessage("'port' must be within 1 to 65535, but was " + port);
	}

	@Test
	void socks4HasNoCredentials() {
		ProxyOptions socks4 = ProxyOptions.socks4("proxy.example", 1080);
		assertThatIllegalArgumentException().isThrownBy(() -> socks4.withCredentials("joe", "secret"))
			.withMessage("'username' and 'password' must not be set: SOCKS4 has no passwords");
	}

	@Test
	void credentialsThatTheProtocolCannotCarryAreRefused() {
		ProxyOptions socks5 = ProxyOptions.socks5("proxy.example", 1080);
		assertThat(socks5.withCredentials("a:b", "x".repeat(255)).password()).hasSize(255);
		assertThatIllegalArgumentException().isThrownBy(() -> socks5.withCredentials("joe", "ä".repeat(128)))
			.withMessage("'password' must be within 1 to 255 bytes in UTF-8 (RFC 1929), but was 256");
		assertThatIllegalArgumentException().isThrownBy(() -> socks5.withCredentials("", "secret"))
			.withMessage("'username' must be within 1 to 255 bytes in UTF-8 (RFC 1929), but was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> HTTP.withCredentials("a:b", "secret"))
			.withMessage("'username' must not have a colon (RFC 7617)");
		assertThatIllegalArgumentException().isThrownBy(() -> HTTP.withCredentials("joe", "sec\nret"))
			.withMessage("'username' and 'password' must not have control characters");
	}

	@Test
	void halfOfTheCredentialsIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ProxyOptions(ProxyOptions.Type.HTTP, "proxy.example", 3128, "joe", null, List.of()))
			.withMessage("'username' and 'password' must be set together");
	}

	@Test
	void nullIsRefusedByName() {
		assertThatNullPointerException().isThrownBy(() -> ProxyOptions.http(null, 3128))
			.withMessage("'host' must not be null");
		assertThatNullPointerException().isThrownBy(() -> HTTP.withCredentials("joe", null))
			.withMessage("'password' must not be null");
		assertThatNullPointerException().isThrownBy(() -> HTTP.withCredentials(null, "secret"))
			.withMessage("'username' must not be null");
		assertThatNullPointerException().isThrownBy(() -> HTTP.withNoProxyFor("a.example", null))
			.withMessage("'noProxyFor' must not hold null");
	}

}
