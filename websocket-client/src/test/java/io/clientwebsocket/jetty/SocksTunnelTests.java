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

import java.nio.ByteBuffer;
import java.util.HexFormat;

import org.eclipse.jetty.client.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ProxyOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Socks4Tunnel} and {@link Socks5Tunnel}, byte by byte.
 */
class SocksTunnelTests {

	private static final ProxyOptions PROXY = ProxyOptions.socks5("proxy.example", 1080);

	private final Socks4Tunnel socks4 = new Socks4Tunnel(new Origin.Address("feed.example", 443));

	private final Socks5Tunnel socks5 = new Socks5Tunnel(PROXY, new Origin.Address("feed.example", 443));

	private final Socks5Tunnel withCredentials = new Socks5Tunnel(PROXY.withCredentials("joe", "ä"),
			new Origin.Address("feed.example", 443));

	@Test
	void socks4AsksByNameOrByAddress() throws Exception {
		// an address that cannot be, no user, the name
		assertThat(hex(this.socks4.start())).isEqualTo("040101bb0000000100" + "666565642e6578616d706c6500");
		assertThat(hex(new Socks4Tunnel(new Origin.Address("10.0.0.255", 80)).start())).isEqualTo("040100500a0000ff00");
	}

	@Test
	void socks4GrantsThenTheTunnelIsOpen() throws Exception {
		assertThat(feed(this.socks4, "005a010203040506" + "ff")).isEmpty();
		assertThat(this.socks4.isOpen()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "005b000000000000, 91 (rejected or failed)", "005d000000000000, 93 (identd on the client disagrees)",
			"00ff000000000000, 255" })
	void socks4RefusesThenTheCodeIsTold(String answer, String code) {
		assertThatExceptionOfType(ProxyException.class).isThrownBy(() -> feed(this.socks4, answer))
			.withMessage("expected code 90 (granted), but was " + code)
			.satisfies((ex) -> assertThat(ex.isRefused()).isTrue());
	}

	@ParameterizedTest
	@ValueSource(strings = { "::1", "[::1]" })
	void socks4CannotNameAnIpv6Address(String host) {
		assertThatExceptionOfType(ProxyException.class)
			.isThrownBy(() -> new Socks4Tunnel(new Origin.Address(host, 80)).start())
			.withMessageContaining("SOCKS4 knows no other");
	}

	@Test
	void socks5WithoutCredentialsOffersNone() throws Exception {
		assertThat(hex(this.socks5.start())).isEqualTo("050100");
		assertThat(feed(this.socks5, "0500")).isEqualTo("05010003" + "0c666565642e6578616d706c65" + "01bb");
		assertThat(this.socks5.isOpen()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "10.0.0.255, 010a0000ff", "::1, 0400000000000000000000000000000001",
			"[2001:db8::2], 0420010db8000000000000000000000002", "1.2.3, 0305312e322e33",
			"256.0.0.1, 03093235362e302e302e31" })
	void socks5AsksInTheTypeOfTheAddress(String host, String address) throws Exception {
		Socks5Tunnel tunnel = new Socks5Tunnel(PROXY, new Origin.Address(host, 80));
		tunnel.start();
		assertThat(feed(tunnel, "0500")).isEqualTo("050100" + address + "0050");
	}

	@Test
	void socks5WithCredentialsSendsThemIfTheProxyChoosesSo() throws Exception {
		assertThat(hex(this.withCredentials.start())).isEqualTo("05020002");
		assertThat(feed(this.withCredentials, "0502")).isEqualTo("01036a6f6502c3a4");
		assertThat(feed(this.withCredentials, "0100")).startsWith("050100");
	}

	@Test
	void socks5WithCredentialsKeepsThemIfTheProxyWantsNone() throws Exception {
		assertThat(feed(this.withCredentials, "0500")).startsWith("050100");
	}

	@ParameterizedTest
	@ValueSource(strings = { "05000001" + "7f000001" + "0050", "05000003" + "026f6b" + "0050",
			"05000003" + "00" + "0050", "05000004" + "00000000000000000000000000000001" + "0050" })
	void socks5SucceedsWithAnyTypeOfAddressThenTheTunnelIsOpen(String reply) throws Exception {
		feed(this.socks5, "0500");
		ByteBuffer input = bytes(reply + "16");
		assertThat(this.socks5.received(input)).isNull();
		assertThat(this.socks5.isOpen()).isTrue();
		// what is behind belongs to the server
		assertThat(hex(input)).isEqualTo("16");
	}

	@Test
	void socks5SucceedsInTheLongestWayThenTheTunnelIsOpen() throws Exception {
		feed(this.socks5, "0500");
		assertThat(feed(this.socks5, "05000003ff" + "61".repeat(255) + "00")).isEmpty();
		assertThat(this.socks5.isOpen()).isFalse();
		feed(this.socks5, "50");
		assertThat(this.socks5.isOpen()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "01, 1 (general failure)", "02, 2 (not allowed)", "05, 5 (connection refused)", "ff, 255" })
	void socks5RefusesThenTheCodeIsTold(String code, String told) throws Exception {
		feed(this.socks5, "0500");
		assertThatExceptionOfType(ProxyException.class)
			.isThrownBy(() -> feed(this.socks5, "05" + code + "0001000000000000"))
			.withMessage("expected code 0 (succeeded), but was " + told)
			.satisfies((ex) -> assertThat(ex.isRefused()).isTrue());
	}

	@ParameterizedTest
	@ValueSource(strings = { "05ff", "0502", "0501" })
	void socks5WantsWhatWeHaveNotThenItHasRefused(String answer) {
		assertThatExceptionOfType(ProxyException.class).isThrownBy(() -> feed(this.socks5, answer))
			.withMessage("expected it to take no credentials, but it does not")
			.satisfies((ex) -> assertThat(ex.isRefused()).isTrue());
	}

	@Test
	void socks5DoesNotTakeTheCredentialsThenItHasRefused() throws Exception {
		feed(this.withCredentials, "0502");
		assertThatExceptionOfType(ProxyException.class).isThrownBy(() -> feed(this.withCredentials, "0101"))
			.withMessage("expected it to accept the credentials, but was code 1")
			.satisfies((ex) -> assertThat(ex.isRefused()).isTrue());
	}

	@ParameterizedTest
	@ValueSource(strings = { "0400", "4854", "0500" + "0400000100", "0500" + "0500000200" })
	void socks5AnswersInNoWayThenItIsNoRefusal(String answer) {
		assertThatExceptionOfType(ProxyException.class).isThrownBy(() -> feed(this.socks5, answer))
			.satisfies((ex) -> assertThat(ex.isRefused()).isFalse());
	}

	/** Give the tunnel an answer byte by byte. */
	private static String feed(SocksTunnel tunnel, String answer) throws ProxyException {
		StringBuilder said = new StringBuilder();
		ByteBuffer input = bytes(answer);
		while (input.hasRemaining()) {
			ByteBuffer next = tunnel.received(ByteBuffer.wrap(new byte[] { input.get() }));
			said.append((next != null) ? hex(next) : "");
		}
		return said.toString();
	}

	private static ByteBuffer bytes(String hex) {
		return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
	}

	private static String hex(ByteBuffer bytes) {
		byte[] copy = new byte[bytes.remaining()];
		bytes.get(copy);
		return HexFormat.of().formatHex(copy);
	}

}
