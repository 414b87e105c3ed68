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
import java.nio.charset.StandardCharsets;

import org.eclipse.jetty.client.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.clientwebsocket.ProxyOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link HttpTunnel}.
 */
class HttpTunnelTests {

	private static final ProxyOptions PROXY = ProxyOptions.http("proxy.example", 3128);

	private final HttpTunnel tunnel = new HttpTunnel(PROXY, new Origin.Address("feed.example", 443));

	@Test
	void requestNamesTheServerTwice() {
		assertThat(text(this.tunnel.start()))
			.isEqualTo("CONNECT feed.example:443 HTTP/1.1\r\nHost: feed.example:443\r\n\r\n");
	}

	@Test
	void credentialsAreInTheRequest() {
		HttpTunnel tunnel = new HttpTunnel(PROXY.withCredentials("Aladdin", "open sesame"),
				new Origin.Address("::1", 80));
		assertThat(text(tunnel.start()).lines()).containsExactly("CONNECT [::1]:80 HTTP/1.1", "Host: [::1]:80",
				"Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 Connection established\r\nVia: x\r\n\r\n",
			"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\n",
			"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n",
			"HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" })
	void successOpensTheTunnelAndLeavesWhatIsBehind(String answer) throws Exception {
		for (int piece : new int[] { 1, 7, 1000 }) {
			HttpTunnel tunnel = new HttpTunnel(PROXY, new Origin.Address("feed.example", 443));
			assertThat(feed(tunnel, answer + "hello", piece)).isEqualTo("hello");
			assertThat(tunnel.isOpen()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r", "HTTP/1.1 100 Continue\r\n\r\n", "H", "" })
	void halfAnAnswerOpensNothing(String answer) throws Exception {
		assertThat(feed(this.tunnel, answer, 1)).isEmpty();
		assertThat(this.tunnel.isOpen()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 101, 301, 403, 407, 502 })
	void anotherStatusIsARefusalWithItsHeaders(int status) {
		ProxyException refusal = catchThrowableOfType(ProxyException.class,
				() -> feed(this.tunnel, "HTTP/1.1 " + status + " No\r\nX-Two: a\r\nx-two: b\r\n\r\nbody", 1));
		assertThat(refusal).hasMessage("expected status 200, but was " + status);
		assertThat(refusal.isRefused()).isTrue();
		assertThat(refusal.response().status()).isEqualTo(status);
		assertThat(refusal.response().headers().get("X-TWO")).containsExactly("a", "b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSH-2.0-x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n",
			"HTTP/1.1 200 OK\r\nNo colon\r\n\r\n" })
	void whatIsNoAnswerIsNoRefusal(String answer) {
		assertThatExceptionOfType(ProxyException.class).isThrownBy(() -> feed(this.tunnel, answer, 1))
			.withMessage("expected an answer in HTTP/1.1, but was something else")
			.satisfies((ex) -> assertThat(ex.isRefused()).isFalse());
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\nX", "" })
	void headWithoutEndIsNotReadForEver(String start) {
		String end = start.isEmpty() ? "HTTP/1.1 100 Continue\r\n\r\n" : "y";
		String answer = start + end.repeat(2 * HttpClients.MAX_HEAD_SIZE / end.length());
		assertThatExceptionOfType(ProxyException.class).isThrownBy(() -> feed(this.tunnel, answer, 1000))
			.withMessage("expected an answer of at most 65536 bytes before its body, but there was more");
	}

	/** Give the tunnel an answer in pieces. */
	private static String feed(HttpTunnel tunnel, String answer, int piece) throws ProxyException {
		ByteBuffer all = ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1));
		while (all.hasRemaining() && !tunnel.isOpen()) {
			ByteBuffer input = all.slice(all.position(), Math.min(piece, all.remaining()));
			assertThat(tunnel.received(input)).isNull();
			all.position(all.position() + input.position());
		}
		return text(all);
	}

	private static String text(ByteBuffer bytes) {
		return StandardCharsets.ISO_8859_1.decode(bytes).toString();
	}

}
