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

import java.net.CookieManager;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.unit.DataSize;

import io.clientwebsocket.ClientWebSocketOptions;
import io.clientwebsocket.KeepAlive;

/**
 * Translates properties to options. A named client starts from the default options, so
 * that what it does not set is inherited.
 */
final class WebSocketPropertiesMapper {

	private static final String TIMEOUT = "within 1ms to " + Integer.MAX_VALUE + "ms";

	private static final String KEEP_ALIVE = "zero or " + TIMEOUT;

	private static final String SIZE = "at least 1B";

	private static final String MESSAGE_SIZE = "within 1B to " + (Integer.MAX_VALUE - 8) + "B";

	private static final String SUBPROTOCOLS = "a list of different tokens (RFC 6455, 4.1)";

	private static final String HEADER = "a header with a valid name and a value of one line that the handshake"
			+ " does not set itself";

	private final BundleSslContexts sslContexts;

	private final ObjectProvider<BearerTokens> bearerTokens;

	private final ObjectProvider<ClientWebSocketOptionsBuilderCustomizer> customizers;

	WebSocketPropertiesMapper(BundleSslContexts sslContexts, ObjectProvider<BearerTokens> bearerTokens,
			ObjectProvider<ClientWebSocketOptionsBuilderCustomizer> customizers) {
		this.sslContexts = sslContexts;
		this.bearerTokens = bearerTokens;
		this.customizers = customizers;
	}

	ClientWebSocketOptions defaults(WebSocketProperties properties) {
		return map(ClientWebSocketOptions.defaults(), properties, PropertyPath.DEFAULTS, null, null);
	}

	/**
	 * The options of a named client.
	 * @param defaults the options that hold where nothing is set
	 * @param name name of the client
	 * @param client its properties
	 * @param bundle the SSL bundle that stands in for the one that the properties name
	 * @return the options
	 */
	ClientWebSocketOptions client(ClientWebSocketOptions defaults, String name, WebSocketProperties.Client client,
			@Nullable SslBundle bundle) {
		return map(defaults, client, PropertyPath.client(name), name, bundle);
	}

	private ClientWebSocketOptions map(ClientWebSocketOptions inherited, WebSocketConnectionProperties properties,
			PropertyPath path, @Nullable String client, @Nullable SslBundle bundle) {
		ClientWebSocketOptions.Builder builder = inherited.toBuilder();
		mapHandshake(builder, properties, path);
		mapLimits(builder, properties, path);
		mapTimeouts(builder, properties, path);
		builder.proxy(new ProxyMapper(properties.getProxy(), path).map(inherited.proxy()));
		builder.deflate(new DeflateMapper(properties.getDeflate(), path).map(inherited.deflate()));
		builder.keepAlive(keepAlive(inherited.keepAlive(), properties.getKeepAlive(), path));
		builder.sslContext(
				new SslMapper(properties.getSsl(), path, this.sslContexts).map(inherited.sslContext(), client, bundle));
		return customized(builder, new AuthMapper(properties, path, this.bearerTokens).map(builder, inherited),
				inherited, client);
	}

	/** Let customizers work; what they say about a handshake comes after its token. */
	private ClientWebSocketOptions customized(ClientWebSocketOptions.Builder builder,
			BearerTokens.@Nullable Source tokens, ClientWebSocketOptions inherited, @Nullable String client) {
		if (inherited.handshakeCustomizer() instanceof BearerTokenCustomizer customizer) {
			builder.handshakeCustomizerAsync(customizer.next());
		}
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(builder, client));
		ClientWebSocketOptions options = builder.build();
		return (tokens != null) ? options.toBuilder()
			.handshakeCustomizerAsync(new BearerTokenCustomizer(tokens, options.handshakeCustomizer()))
			.build() : options;
	}

	private static void mapHandshake(ClientWebSocketOptions.Builder builder, WebSocketConnectionProperties properties,
			PropertyPath path) {
		List<String> subprotocols = properties.getSubprotocols();
		set(path, "subprotocols", subprotocols, SUBPROTOCOLS,
				(names) -> builder.subprotocols(names.toArray(String[]::new)));
		properties.getHeaders().forEach((name, value) -> mapHeader(builder, name, value, path));
		if (properties.getHttpVersion() != null) {
			builder.httpVersion(properties.getHttpVersion());
		}
		if (properties.getHttpVersionPolicy() != null) {
			builder.httpVersionPolicy(properties.getHttpVersionPolicy());
		}
		set(path, "max-redirects", properties.getMaxRedirects(), "within 0 to 20", builder::maxRedirects);
		Boolean cookies = properties.getCookies().getEnabled();
		if (cookies != null) {
			builder.cookieHandler(cookies ? new CookieManager() : null);
		}
	}

	private static void mapHeader(ClientWebSocketOptions.Builder builder, String name, String value,
			PropertyPath path) {
		try {
			builder.header(name, value.isEmpty() ? new String[0] : new String[] { value });
		}
		catch (IllegalArgumentException ex) {
			String property = path.name("headers." + name);
			throw new InvalidWebSocketPropertyException(property, null, HEADER,
					"Rename or remove '" + property + "'. Subprotocols go to '" + path.name("subprotocols") + "'.", ex);
		}
	}

	private static void mapLimits(ClientWebSocketOptions.Builder builder, WebSocketConnectionProperties properties,
			PropertyPath path) {
		set(path, "max-message-size", properties.getMaxMessageSize(), MESSAGE_SIZE, bytes(builder::maxMessageSize));
		set(path, "max-frame-size", properties.getMaxFrameSize(), SIZE, bytes(builder::maxFrameSize));
		set(path, "max-send-queue-size", properties.getMaxSendQueueSize(), SIZE, bytes(builder::maxSendQueueSize));
	}

	private static void mapTimeouts(ClientWebSocketOptions.Builder builder, WebSocketConnectionProperties properties,
			PropertyPath path) {
		set(path, "connect-timeout", properties.getConnectTimeout(), TIMEOUT, builder::connectTimeout);
		set(path, "handshake-timeout", properties.getHandshakeTimeout(), TIMEOUT, builder::handshakeTimeout);
		set(path, "close-timeout", properties.getCloseTimeout(), TIMEOUT, builder::closeTimeout);
		set(path, "write-timeout", properties.getWriteTimeout(), TIMEOUT, builder::writeTimeout);
	}

	private static KeepAlive keepAlive(KeepAlive inherited, WebSocketConnectionProperties.KeepAlive properties,
			PropertyPath path) {
		Duration interval = properties.getInterval();
		Duration timeout = properties.getTimeout();
		set(path, "keep-alive.interval", interval, KEEP_ALIVE, (value) -> new KeepAlive(value, value));
		set(path, "keep-alive.timeout", timeout, KEEP_ALIVE, (value) -> new KeepAlive(value, value));
		Duration silence = (interval != null) ? interval : inherited.interval();
		if (!silence.isZero()) {
			return new KeepAlive(silence, (timeout != null) ? timeout : inherited.timeout());
		}
		if (timeout != null && !timeout.isZero()) {
			String property = path.name("keep-alive.timeout");
			throw new InvalidWebSocketPropertyException(property, PropertyPath.show(timeout),
					"zero while keep-alive is switched off by an interval of zero",
					"Set '" + path.name("keep-alive.interval") + "' to more than zero, or remove '" + property + "'.",
					null);
		}
		return KeepAlive.off();
	}

	private static Consumer<DataSize> bytes(LongConsumer setter) {
		return (size) -> setter.accept(size.toBytes());
	}

	private static <T> void set(PropertyPath path, String key, @Nullable T value, String requirement,
			Consumer<T> setter) {
		if (value == null) {
			return;
		}
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw path.invalid(key, value, requirement, ex);
		}
	}

}
