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

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.CookieManager;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link ClientWebSocketOptions}.
 */
class ClientWebSocketOptionsTests {

	static final List<Named<BiFunction<ClientWebSocketOptions.Builder, Duration, Object>>> TIMEOUTS = List.of(
			Named.of("handshakeTimeout", ClientWebSocketOptions.Builder::handshakeTimeout),
			Named.of("closeTimeout", ClientWebSocketOptions.Builder::closeTimeout),
			Named.of("writeTimeout", ClientWebSocketOptions.Builder::writeTimeout),
			Named.of("connectTimeout", ClientWebSocketOptions.Builder::connectTimeout));

	private static final Executor EXECUTOR = Runnable::run;

	private static final PongListener PONG_LISTENER = (socket, payload, roundTrip) -> {
	};

	private static final CookieManager COOKIES = new CookieManager();

	private static final AsyncHandshakeCustomizer CUSTOMIZER = CompletableFuture::completedFuture;

	private final ClientWebSocketOptions.Builder builder = ClientWebSocketOptions.builder();

	static Stream<Arguments> wrongTimeouts() {
		List<Duration> wrong = List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofNanos(999_999),
				Duration.ofMillis(2147483648L), Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MIN_VALUE));
		return TIMEOUTS.stream()
			.flatMap((setter) -> wrong.stream().map((duration) -> Arguments.of(setter, setter.getName(), duration)));
	}

	@Test
	void defaultsAreThoseThatAreDocumented() {
		assertDefaults(ClientWebSocketOptions.defaults());
		assertDefaults(this.builder.build());
		assertDefaults(ClientWebSocketOptions.defaults().toBuilder().build());
	}

	private static void assertDefaults(ClientWebSocketOptions options) {
		assertThat(options.subprotocols()).isEmpty();
		assertThat(options.headers()).isEmpty();
		assertThat(options.keepAlive()).isEqualTo(KeepAlive.unsolicitedPong(Duration.ofSeconds(30)));
		assertThat(options.deflate()).isNull();
		assertThat(options.maxMessageSize()).isEqualTo(1024 * 1024);
		assertThat(options.maxFrameSize()).isEqualTo(Long.MAX_VALUE);
		assertThat(options.maxSendQueueSize()).isEqualTo(16 * 1024 * 1024);
		assertThat(options.handshakeTimeout()).isEqualTo(Duration.ofSeconds(30));
		assertThat(options.closeTimeout()).isEqualTo(Duration.ofSeconds(10));
		assertThat(options.writeTimeout()).isEqualTo(Duration.ofSeconds(30));
		assertThat(options.connectTimeout()).isNull();
		assertThat(options.sslContext()).isNull();
		assertThat(options.proxy()).isNull();
		assertThat(options.executor()).isNull();
		assertThat(options.pongListener()).isNull();
		assertThat(options.credentials()).isNull();
		assertThat(options.cookieHandler()).isNull();
		assertThat(options.maxRedirects()).isZero();
		assertThat(options.handshakeCustomizer()).isNull();
		assertThat(options.httpVersion()).isEqualTo(HttpVersion.HTTP_1_1);
		assertThat(options.httpVersionPolicy()).isEqualTo(HttpVersionPolicy.REQUEST_VERSION_OR_LOWER);
	}

	@Test
	void everyOptionIsKeptThroughToBuilder() throws Exception {
		ClientWebSocketOptions options = allSet().build();
		ClientWebSocketOptions copy = options.toBuilder().build();
		for (Field field : ClientWebSocketOptions.class.getDeclaredFields()) {
			if (!Modifier.isStatic(field.getModifiers())) {
				field.setAccessible(true);
				// an option that comes later has to be set here as well
				assertThat(field.get(options)).as(field.getName())
					.isNotEqualTo(field.get(ClientWebSocketOptions.defaults()));
				assertThat(field.get(copy)).as(field.getName()).isEqualTo(field.get(options));
			}
		}
	}

	@Test
	void everyOptionIsWhatItWasSetTo() throws Exception {
		ClientWebSocketOptions options = allSet().build();
		assertThat(options.subprotocols()).containsExactly("chat", "superchat");
		assertThat(options.headers())
			.isEqualTo(Map.of("Origin", List.of("https://example.org"), "X-Many", List.of("one", "two")));
		assertThat(options.keepAlive()).isEqualTo(KeepAlive.off());
		assertThat(options.deflate()).isEqualTo(DeflateOptions.defaults().withLevel(1));
		assertThat(options.maxMessageSize()).isEqualTo(1);
		assertThat(options.maxFrameSize()).isEqualTo(2);
		assertThat(options.maxSendQueueSize()).isEqualTo(3);
		assertThat(options.handshakeTimeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(options.closeTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(options.writeTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(4));
		assertThat(options.sslContext()).isSameAs(SSLContext.getDefault());
		assertThat(options.proxy()).isEqualTo(ProxyOptions.socks4("proxy.example", 1080));
		assertThat(options.credentials()).isEqualTo(Credentials.bearer("abc"));
		assertThat(options.cookieHandler()).isSameAs(COOKIES);
		assertThat(options.maxRedirects()).isEqualTo(3);
		assertThat(options.handshakeCustomizer()).isSameAs(CUSTOMIZER);
		assertThat(options.executor()).isSameAs(EXECUTOR);
		assertThat(options.pongListener()).isSameAs(PONG_LISTENER);
		assertThat(options.httpVersion()).isEqualTo(HttpVersion.HTTP_2);
		assertThat(options.httpVersionPolicy()).isEqualTo(HttpVersionPolicy.REQUEST_VERSION_EXACT);
	}

	private ClientWebSocketOptions.Builder allSet() throws NoSuchAlgorithmException {
		return this.builder.subprotocols("chat", "superchat")
			.header("Origin", "https://example.org")
			.header("X-Many", "one", "two")
			.keepAlive(KeepAlive.off())
			.deflate(DeflateOptions.defaults().withLevel(1))
			.maxMessageSize(1)
			.maxFrameSize(2)
			.maxSendQueueSize(3)
			.handshakeTimeout(Duration.ofSeconds(1))
			.closeTimeout(Duration.ofSeconds(2))
			.writeTimeout(Duration.ofSeconds(3))
			.connectTimeout(Duration.ofSeconds(4))
			.sslContext(SSLContext.getDefault())
			.proxy(ProxyOptions.socks4("proxy.example", 1080))
			.executor(EXECUTOR)
			.pongListener(PONG_LISTENER)
			.credentials(Credentials.bearer("abc"))
			.cookieHandler(COOKIES)
			.maxRedirects(3)
			.handshakeCustomizerAsync(CUSTOMIZER)
			.httpVersion(HttpVersion.HTTP_2)
			.httpVersionPolicy(HttpVersionPolicy.REQUEST_VERSION_EXACT);
	}

	@Test
	void optionsDoNotChangeWithTheirBuilder() {
		this.builder.subprotocols("chat").header("X-Key", "old").maxMessageSize(10);
		ClientWebSocketOptions options = this.builder.build();
		this.builder.subprotocols("other").header("X-Key", "new").header("X-More", "more").maxMessageSize(20);
		assertThat(options.subprotocols()).containsExactly("chat");
		assertThat(options.headers()).isEqualTo(Map.of("X-Key", List.of("old")));
		assertThat(options.maxMessageSize()).isEqualTo(10);
	}

	@Test
	void optionsDoNotChangeWithTheBuilderMadeOfThem() {
		ClientWebSocketOptions options = this.builder.subprotocols("chat").header("X-Key", "old").build();
		ClientWebSocketOptions changed = options.toBuilder().subprotocols("other").header("X-Key", "new").build();
		assertThat(options.subprotocols()).containsExactly("chat");
		assertThat(options.headers()).isEqualTo(Map.of("X-Key", List.of("old")));
		assertThat(changed.subprotocols()).containsExactly("other");
		assertThat(changed.headers()).isEqualTo(Map.of("X-Key", List.of("new")));
	}

	@Test
	void arraysAreCopied() {
		String[] subprotocols = { "chat" };
		String[] values = { "value" };
		this.builder.subprotocols(subprotocols).header("X-Key", values);
		subprotocols[0] = "bad one";
		values[0] = "bad\n";
		ClientWebSocketOptions options = this.builder.build();
		assertThat(options.subprotocols()).containsExactly("chat");
		assertThat(options.headers().get("X-Key")).containsExactly("value");
	}

	@Test
	void collectionsCannotBeModified() {
		ClientWebSocketOptions options = this.builder.subprotocols("chat").header("X-Key", "value").build();
		assertThat(options.subprotocols()).isUnmodifiable();
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> options.headers().put("X-More", List.of()));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> options.headers().clear());
		assertThat(options.headers().get("X-Key")).isUnmodifiable();
	}

	@Test
	void headersIgnoreCase() {
		ClientWebSocketOptions options = this.builder.header("X-Key", "old").header("x-kEY", "a", "b").build();
		assertThat(options.headers()).hasSize(1);
		assertThat(options.headers().get("X-KEY")).containsExactly("a", "b");
		assertThat(options.headers().keySet()).containsExactly("x-kEY");
		assertThat(options.toBuilder().build().headers().get("X-KEY")).containsExactly("a", "b");
	}

	@Test
	void headerWithoutValueIsRemoved() {
		ClientWebSocketOptions options = this.builder.header("X-Key", "value").header("x-key").build();
		assertThat(options.headers()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Connection", "upgrade", "Content-Length", "TRANSFER-ENCODING", "TE", "Trailer",
			"Sec-WebSocket-Key", "Sec-WebSocket-Version", "sec-websocket-extensions", "SEC-WEBSOCKET-ANYTHING" })
	void headerOfTheHandshakeIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.header(name, "value"))
			.withMessage("Header '" + name + "' belongs to the handshake and cannot be set");
	}

	@Test
	void headerOfSubprotocolsIsRefusedWithHint() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.header("Sec-WebSocket-Protocol", "chat"))
			.withMessage("Header 'Sec-WebSocket-Protocol' belongs to the handshake and cannot be set;"
					+ " use 'subprotocols'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "Cookie", "Host", "Origin", "User-Agent", "X-WebSocket", "Sec-Fetch-Mode",
			"!#$%&'*+-.^_`|~09azAZ" })
	void anyOtherHeaderMayBeSet(String name) {
		assertThat(this.builder.header(name, "value").build().headers().get(name)).containsExactly("value");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "X Key", "X:Key", "X\tKey", "X-Kéy", "X\u007F", "(X)", "X/Y" })
	void nameThatIsNoTokenIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.header(name, "value"))
			.withMessage("'name' must be a token of ASCII characters without separators (RFC 6455, 4.1), but was '"
					+ name + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nX-Evil: b", "a\nb", "a\rb", "\n", "a\0" })
	void valueWithLineBreakIsRefusedAndNotTold(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.header("X-Key", "good", value))
			.withMessage("Value of header 'X-Key' must not have a line break");
		assertThat(this.builder.build().headers()).isEmpty();
	}

	@Test
	void subprotocolsAreOfferedInTheirOrder() {
		assertThat(this.builder.subprotocols("b", "a", "c").build().subprotocols()).containsExactly("b", "a", "c");
	}

	@Test
	void subprotocolsReplaceFormerOnes() {
		assertThat(this.builder.subprotocols("a").subprotocols("b").build().subprotocols()).containsExactly("b");
		assertThat(this.builder.subprotocols().build().subprotocols()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a,b", "a;b", "a\"", "a\\", "a/b", "a[", "a]", "a?", "a=", "a{", "a}",
			"a(", "a)", "a<", "a>", "a@", "a:", "a\u0000", "a\n", "a\u007F", "ä" })
	void subprotocolThatIsNoTokenIsRefused(String subprotocol) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.subprotocols("chat", subprotocol))
			.withMessage(
					"'subprotocols' must be a token of ASCII characters without separators (RFC 6455, 4.1), but was '"
							+ subprotocol + "'");
	}

	@ParameterizedTest
	@CsvSource({ "chat, chat", "chat, CHAT", "v1.Chat, V1.cHAT" })
	void subprotocolThatOccursTwiceIsRefused(String first, String second) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.subprotocols(first, "other", second))
			.withMessage("'subprotocols' must not hold '" + second + "' twice");
	}

	@Test
	void refusedSubprotocolsLeaveFormerOnes() {
		this.builder.subprotocols("chat");
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.subprotocols("a", "b", "a"));
		assertThat(this.builder.build().subprotocols()).containsExactly("chat");
	}

	@Test
	void sizesMayBeSmallestAndLargest() {
		ClientWebSocketOptions smallest = this.builder.maxMessageSize(1).maxFrameSize(1).maxSendQueueSize(1).build();
		assertThat(smallest.maxMessageSize()).isEqualTo(1);
		assertThat(smallest.maxFrameSize()).isEqualTo(1);
		assertThat(smallest.maxSendQueueSize()).isEqualTo(1);
		ClientWebSocketOptions largest = this.builder.maxMessageSize(2147483639)
			.maxFrameSize(Long.MAX_VALUE)
			.maxSendQueueSize(Long.MAX_VALUE)
			.build();
		assertThat(largest.maxMessageSize()).isEqualTo(2147483639);
		assertThat(largest.maxFrameSize()).isEqualTo(Long.MAX_VALUE);
		assertThat(largest.maxSendQueueSize()).isEqualTo(Long.MAX_VALUE);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE, 2147483640, Long.MAX_VALUE })
	void maxMessageSizeOutOfRangeIsRefused(long bytes) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.maxMessageSize(bytes))
			.withMessage("'maxMessageSize' must be within 1 to 2147483639 bytes, but was " + bytes);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void otherSizeBelowOneIsRefused(long bytes) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.maxFrameSize(bytes))
			.withMessage("'maxFrameSize' must be within 1 to 9223372036854775807 bytes, but was " + bytes);
		assertThatIllegalArgumentException().isThrownBy(() -> this.builder.maxSendQueueSize(bytes))
			.withMessage("'maxSendQueueSize' must be within 1 to 9223372036854775807 bytes, but was " + bytes);
	}

	@ParameterizedTest
	@FieldSource("TIMEOUTS")
	void timeoutMayBeShortestAndLongest(BiFunction<ClientWebSocketOptions.Builder, Duration, Object> setter) {
		for (Duration timeout : List.of(Duration.ofMillis(1), Duration.ofMillis(2147483647))) {
			assertThat(setter.apply(this.builder, timeout)).isSameAs(this.builder);
		}
	}

	@ParameterizedTest
	@MethodSource("wrongTimeouts")
	void timeoutOutOfRangeIsRefused(BiFunction<ClientWebSocketOptions.Builder, Duration, Object> setter, String name,
			Duration timeout) {
		assertThatIllegalArgumentException().isThrownBy(() -> setter.apply(this.builder, timeout))
			.withMessage("'" + name + "' must be within 1 ms to 2147483647 ms, but was " + timeout);
	}

	@Test
	void nullIsRefusedByName() {
		assertThatNullPointerException().isThrownBy(() -> this.builder.handshakeTimeout(null))
			.withMessage("'handshakeTimeout' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.builder.closeTimeout(null))
			.withMessage("'closeTimeout' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.builder.writeTimeout(null))
			.withMessage("'writeTimeout' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.builder.keepAlive(null))
			.withMessage("'keepAlive' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.builder.subprotocols("chat", null))
			.withMessage("'subprotocols' must not hold null");
		assertThatNullPointerException().isThrownBy(() -> this.builder.header(null, "value"))
			.withMessage("'name' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.builder.header("X-Key", "value", null))
			.withMessage("Values of header 'X-Key' must not hold null");
	}

	@Test
	void whatBelongsToTheHttpClientMayBeLeftToIt() throws NoSuchAlgorithmException {
		ClientWebSocketOptions options = this.builder.connectTimeout(Duration.ofSeconds(1))
			.sslContext(SSLContext.getDefault())
			.proxy(ProxyOptions.http("proxy.example", 3128))
			.executor(EXECUTOR)
			.connectTimeout(null)
			.sslContext(null)
			.proxy(null)
			.executor(null)
			.build();
		assertThat(options.connectTimeout()).isNull();
		assertThat(options.sslContext()).isNull();
		assertThat(options.proxy()).isNull();
		assertThat(options.executor()).isNull();
	}

	@Test
	void customizerWorksOnTheBuilderItself() {
		assertThat(this.builder.apply((given) -> given.maxFrameSize(5))).isSameAs(this.builder);
		assertThat(this.builder.build().maxFrameSize()).isEqualTo(5);
	}

}
