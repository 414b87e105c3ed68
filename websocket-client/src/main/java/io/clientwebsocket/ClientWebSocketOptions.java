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

import java.net.CookieHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * Options of a {@link ClientWebSocket}. Immutable; made by a {@link Builder}.
 * <p>
 * {@link #connectTimeout()}, {@link #sslContext()} and {@link #proxy()} belong to the
 * HTTP client below the sockets: they are {@code null} unless set, and can be set only
 * where a connector is built on an HTTP client of its own.
 *
 * @since 0.1.0
 */
public final class ClientWebSocketOptions {

	private static final ClientWebSocketOptions DEFAULTS = new Builder().build();

	private final HttpVersion httpVersion;

	private final HttpVersionPolicy httpVersionPolicy;

	private final List<String> subprotocols;

	private final Map<String, List<String>> headers;

	private final KeepAlive keepAlive;

	private final @Nullable DeflateOptions deflate;

	private final long maxMessageSize;

	private final long maxFrameSize;

	private final long maxSendQueueSize;

	private final Duration handshakeTimeout;

	private final Duration closeTimeout;

	private final Duration writeTimeout;

	private final @Nullable Duration connectTimeout;

	private final @Nullable SSLContext sslContext;

	private final @Nullable ProxyOptions proxy;

	private final @Nullable Credentials credentials;

	private final @Nullable CookieHandler cookieHandler;

	private final int maxRedirects;

	private final @Nullable AsyncHandshakeCustomizer handshakeCustomizer;

	private final @Nullable Executor executor;

	private final @Nullable PongListener pongListener;

	private ClientWebSocketOptions(Builder builder) {
		this.httpVersion = builder.httpVersion;
		this.httpVersionPolicy = builder.httpVersionPolicy;
		this.subprotocols = List.copyOf(builder.subprotocols);
		TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		builder.headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		this.headers = Collections.unmodifiableMap(copy);
		this.keepAlive = builder.keepAlive;
		this.deflate = builder.deflate;
		this.maxMessageSize = builder.maxMessageSize;
		this.maxFrameSize = builder.maxFrameSize;
		this.maxSendQueueSize = builder.maxSendQueueSize;
		this.handshakeTimeout = builder.handshakeTimeout;
		this.closeTimeout = builder.closeTimeout;
		this.writeTimeout = builder.writeTimeout;
		this.connectTimeout = builder.connectTimeout;
		this.sslContext = builder.sslContext;
		this.proxy = builder.proxy;
		this.credentials = builder.credentials;
		this.cookieHandler = builder.cookieHandler;
		this.maxRedirects = builder.maxRedirects;
		this.handshakeCustomizer = builder.handshakeCustomizer;
		this.executor = builder.executor;
		this.pongListener = builder.pongListener;
	}

	/**
	 * The options of a socket for which nothing is set.
	 * @return the default options
	 */
	public static ClientWebSocketOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * A builder that starts from the defaults.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * A builder that starts from these options.
	 * @return a new builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder();
		builder.httpVersion = this.httpVersion;
		builder.httpVersionPolicy = this.httpVersionPolicy;
		builder.subprotocols.addAll(this.subprotocols);
		this.headers.forEach((name, values) -> builder.headers.put(name, new ArrayList<>(values)));
		builder.keepAlive = this.keepAlive;
		builder.deflate = this.deflate;
		builder.maxMessageSize = this.maxMessageSize;
		builder.maxFrameSize = this.maxFrameSize;
		builder.maxSendQueueSize = this.maxSendQueueSize;
		builder.handshakeTimeout = this.handshakeTimeout;
		builder.closeTimeout = this.closeTimeout;
		builder.writeTimeout = this.writeTimeout;
		builder.connectTimeout = this.connectTimeout;
		builder.sslContext = this.sslContext;
		builder.proxy = this.proxy;
		builder.credentials = this.credentials;
		builder.cookieHandler = this.cookieHandler;
		builder.maxRedirects = this.maxRedirects;
		builder.handshakeCustomizer = this.handshakeCustomizer;
		builder.executor = this.executor;
		builder.pongListener = this.pongListener;
		return builder;
	}

	/**
	 * HTTP version of the handshake. Default: HTTP/1.1.
	 * @return the version
	 */
	public HttpVersion httpVersion() {
		return this.httpVersion;
	}

	/**
	 * Which other HTTP versions the handshake may use. Default: lower ones.
	 * @return the policy
	 */
	public HttpVersionPolicy httpVersionPolicy() {
		return this.httpVersionPolicy;
	}

	/**
	 * Subprotocols offered to the server, the preferred one first. Default: none.
	 * @return the subprotocols
	 */
	public List<String> subprotocols() {
		return this.subprotocols;
	}

	/**
	 * Request headers of the handshake, besides its own. Default: none.
	 * @return the headers; the map ignores the case of the names
	 */
	public Map<String, List<String>> headers() {
		return this.headers;
	}

	/**
	 * Keep-alive strategy. Default: an unsolicited PONG every 30 seconds.
	 * @return the keep-alive
	 */
	public KeepAlive keepAlive() {
		return this.keepAlive;
	}

	/**
	 * Compression that is offered to the server, or was agreed already if the socket has
	 * no handshake. Read about its danger at {@link DeflateOptions} before you switch it
	 * on. Default: none.
	 * @return the compression, or {@code null} if it is not set
	 */
	public @Nullable DeflateOptions deflate() {
		return this.deflate;
	}

	/**
	 * Largest incoming message that {@link ClientWebSocket#receive()} and its kin put
	 * together, counted in bytes after decompression. A larger one closes the socket with
	 * 1009. Default: 1 MiB.
	 * @return the limit in bytes
	 */
	public long maxMessageSize() {
		return this.maxMessageSize;
	}

	/**
	 * Largest payload of a single incoming frame, on both receive levels. A larger one
	 * closes the socket with 1009. Default: no limit.
	 * @return the limit in bytes
	 */
	public long maxFrameSize() {
		return this.maxFrameSize;
	}

	/**
	 * How much asynchronous sends may let wait. A send that would exceed it fails with
	 * {@link WebSocketError#SEND_QUEUE_FULL} and leaves the socket as it was; a single
	 * message is taken at any size when nothing else waits. Default: 16 MiB.
	 * @return the limit in bytes
	 */
	public long maxSendQueueSize() {
		return this.maxSendQueueSize;
	}

	/**
	 * Time for the whole opening handshake, from name resolution to the server's answer.
	 * Default: 30 seconds.
	 * @return the timeout
	 */
	public Duration handshakeTimeout() {
		return this.handshakeTimeout;
	}

	/**
	 * Time for the peer's close frame after ours. The connection is cut when it is up.
	 * Default: 10 seconds.
	 * @return the timeout
	 */
	public Duration closeTimeout() {
		return this.closeTimeout;
	}

	/**
	 * Time without progress after which a write aborts the socket. Default: 30 seconds.
	 * @return the timeout
	 */
	public Duration writeTimeout() {
		return this.writeTimeout;
	}

	/**
	 * Time for the TCP connection. Default: that of the HTTP client.
	 * @return the timeout, or {@code null} if it is not set
	 */
	public @Nullable Duration connectTimeout() {
		return this.connectTimeout;
	}

	/**
	 * Trust and key material for {@code wss}. Default: that of the HTTP client.
	 * @return the context, or {@code null} if it is not set
	 */
	public @Nullable SSLContext sslContext() {
		return this.sslContext;
	}

	/**
	 * Proxy between client and server. Default: that of the HTTP client, which has none
	 * if it is the connector's own.
	 * @return the proxy, or {@code null} if it is not set
	 */
	public @Nullable ProxyOptions proxy() {
		return this.proxy;
	}

	/**
	 * Credentials for the server. An option of the whole connector's HTTP client if that
	 * is shared. Default: none.
	 * @return the credentials, or {@code null} for none
	 */
	public @Nullable Credentials credentials() {
		return this.credentials;
	}

	/**
	 * Where cookies are kept: it gives those of a request and takes those of each answer,
	 * with the scheme {@code http} for {@code ws} and {@code https} for {@code wss} (RFC
	 * 6455, 4.1). A {@link java.net.CookieManager} does, and may be shared with
	 * {@link java.net.http.HttpClient}. An option of the whole connector's HTTP client if
	 * that is shared. Default: no cookies but those of the header {@code Cookie}.
	 * @return the cookie handler, or {@code null} for none
	 */
	public @Nullable CookieHandler cookieHandler() {
		return this.cookieHandler;
	}

	/**
	 * How many redirects (301, 302, 303, 307, 308) an attempt follows, 20 at the most. To
	 * another origin (scheme, host or port) they are followed without credentials and
	 * without the headers {@code Authorization}, {@code Cookie},
	 * {@code Proxy-Authorization} and {@code Host}; from {@code wss} to {@code ws} they
	 * are not followed. Default: 0, a redirect is a failure.
	 * @return the number of redirects
	 */
	public int maxRedirects() {
		return this.maxRedirects;
	}

	/**
	 * Changes URI, headers and credentials of each attempt. Default: none.
	 * @return the customizer, or {@code null} for none
	 */
	public @Nullable AsyncHandshakeCustomizer handshakeCustomizer() {
		return this.handshakeCustomizer;
	}

	/**
	 * Where futures are completed, and with them the code that depends on them. Default:
	 * the threads of the HTTP client.
	 * @return the executor, or {@code null} if it is not set
	 */
	public @Nullable Executor executor() {
		return this.executor;
	}

	/**
	 * Is told of the PONGs that arrive. Default: nobody.
	 * @return the listener, or {@code null} if it is not set
	 */
	public @Nullable PongListener pongListener() {
		return this.pongListener;
	}

	/**
	 * Builder of {@link ClientWebSocketOptions}. Not safe for use from many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class Builder {

		private HttpVersion httpVersion = HttpVersion.HTTP_1_1;

		private HttpVersionPolicy httpVersionPolicy = HttpVersionPolicy.REQUEST_VERSION_OR_LOWER;

		private final List<String> subprotocols = new ArrayList<>();

		private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

		private KeepAlive keepAlive = KeepAlive.unsolicitedPong(Duration.ofSeconds(30));

		private @Nullable DeflateOptions deflate;

		private long maxMessageSize = 1024 * 1024;

		private long maxFrameSize = Long.MAX_VALUE;

		private long maxSendQueueSize = 16 * 1024 * 1024;

		private Duration handshakeTimeout = Duration.ofSeconds(30);

		private Duration closeTimeout = Duration.ofSeconds(10);

		private Duration writeTimeout = Duration.ofSeconds(30);

		private @Nullable Duration connectTimeout;

		private @Nullable SSLContext sslContext;

		private @Nullable ProxyOptions proxy;

		private @Nullable Credentials credentials;

		private @Nullable CookieHandler cookieHandler;

		private int maxRedirects;

		private @Nullable AsyncHandshakeCustomizer handshakeCustomizer;

		private @Nullable Executor executor;

		private @Nullable PongListener pongListener;

		private Builder() {
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#httpVersion() HTTP version}.
		 * @param version the version
		 * @return this builder
		 */
		public Builder httpVersion(HttpVersion version) {
			this.httpVersion = Objects.requireNonNull(version, "'httpVersion' must not be null");
			return this;
		}

		/**
		 * Set {@linkplain ClientWebSocketOptions#httpVersionPolicy() which other versions
		 * may be used}.
		 * @param policy the policy
		 * @return this builder
		 */
		public Builder httpVersionPolicy(HttpVersionPolicy policy) {
			this.httpVersionPolicy = Objects.requireNonNull(policy, "'httpVersionPolicy' must not be null");
			return this;
		}

		/**
		 * Replace the offered subprotocols.
		 * @param subprotocols the subprotocols, the preferred one first
		 * @return this builder
		 * @throws IllegalArgumentException if one is not a token (RFC 6455, 4.1) or
		 * occurs twice, ignoring case
		 */
		public Builder subprotocols(String... subprotocols) {
			Requirements.subprotocols(subprotocols);
			this.subprotocols.clear();
			this.subprotocols.addAll(List.of(subprotocols));
			return this;
		}

		/**
		 * Set a request header, replacing its former values.
		 * @param name the header's name; the headers of the handshake itself
		 * ({@code Connection}, {@code Upgrade}, {@code Sec-WebSocket-*}) cannot be set
		 * @param values the header's values; none removes the header
		 * @return this builder
		 * @throws IllegalArgumentException if the name is not a token or belongs to the
		 * handshake, or a value has a line break
		 */
		public Builder header(String name, String... values) {
			Requirements.header(name, values);
			this.headers.remove(name);
			if (values.length > 0) {
				this.headers.put(name, List.of(values));
			}
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#keepAlive() keep-alive}.
		 * @param keepAlive the keep-alive
		 * @return this builder
		 */
		public Builder keepAlive(KeepAlive keepAlive) {
			this.keepAlive = Objects.requireNonNull(keepAlive, "'keepAlive' must not be null");
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#deflate() compression}. A secret
		 * that is compressed together with what others can choose can be guessed from the
		 * length of the frames: see {@link DeflateOptions}.
		 * @param deflate the compression, or {@code null} for none
		 * @return this builder
		 */
		public Builder deflate(@Nullable DeflateOptions deflate) {
			this.deflate = deflate;
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#maxMessageSize() largest incoming
		 * message}.
		 * @param bytes the limit in bytes, 1 to 2147483639
		 * @return this builder
		 */
		public Builder maxMessageSize(long bytes) {
			this.maxMessageSize = Requirements.size("maxMessageSize", bytes, Integer.MAX_VALUE - 8);
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#maxFrameSize() largest incoming
		 * frame}.
		 * @param bytes the limit in bytes, at least 1
		 * @return this builder
		 */
		public Builder maxFrameSize(long bytes) {
			this.maxFrameSize = Requirements.size("maxFrameSize", bytes, Long.MAX_VALUE);
			return this;
		}

		/**
		 * Set {@linkplain ClientWebSocketOptions#maxSendQueueSize() how much may wait to
		 * be sent}.
		 * @param bytes the limit in bytes, at least 1
		 * @return this builder
		 */
		public Builder maxSendQueueSize(long bytes) {
			this.maxSendQueueSize = Requirements.size("maxSendQueueSize", bytes, Long.MAX_VALUE);
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#handshakeTimeout() handshake
		 * timeout}.
		 * @param timeout the timeout, at least 1 ms
		 * @return this builder
		 */
		public Builder handshakeTimeout(Duration timeout) {
			this.handshakeTimeout = Requirements.timeout("handshakeTimeout", timeout);
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#closeTimeout() close timeout}.
		 * @param timeout the timeout, at least 1 ms
		 * @return this builder
		 */
		public Builder closeTimeout(Duration timeout) {
			this.closeTimeout = Requirements.timeout("closeTimeout", timeout);
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#writeTimeout() write timeout}.
		 * @param timeout the timeout, at least 1 ms
		 * @return this builder
		 */
		public Builder writeTimeout(Duration timeout) {
			this.writeTimeout = Requirements.timeout("writeTimeout", timeout);
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#connectTimeout() connect timeout}.
		 * @param timeout the timeout, at least 1 ms, or {@code null} for that of the HTTP
		 * client
		 * @return this builder
		 */
		public Builder connectTimeout(@Nullable Duration timeout) {
			this.connectTimeout = (timeout != null) ? Requirements.timeout("connectTimeout", timeout) : null;
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#sslContext() TLS material}.
		 * @param sslContext the context, or {@code null} for that of the HTTP client
		 * @return this builder
		 */
		public Builder sslContext(@Nullable SSLContext sslContext) {
			this.sslContext = sslContext;
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#proxy() proxy}.
		 * @param proxy the proxy, or {@code null} for that of the HTTP client
		 * @return this builder
		 */
		public Builder proxy(@Nullable ProxyOptions proxy) {
			this.proxy = proxy;
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#credentials() credentials}.
		 * @param credentials the credentials, or {@code null} for none
		 * @return this builder
		 */
		public Builder credentials(@Nullable Credentials credentials) {
			this.credentials = credentials;
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#cookieHandler() cookie handler}.
		 * @param cookieHandler the cookie handler, or {@code null} for none
		 * @return this builder
		 */
		public Builder cookieHandler(@Nullable CookieHandler cookieHandler) {
			this.cookieHandler = cookieHandler;
			return this;
		}

		/**
		 * Set {@linkplain ClientWebSocketOptions#maxRedirects() how many redirects are
		 * followed}.
		 * @param redirects number of redirects, 0 to 20
		 * @return this builder
		 * @throws IllegalArgumentException if it is none of these
		 */
		public Builder maxRedirects(int redirects) {
			this.maxRedirects = Requirements.redirects(redirects);
			return this;
		}

		/**
		 * Set {@linkplain ClientWebSocketOptions#handshakeCustomizer() what changes each
		 * attempt}, instead of a former one, asynchronous or not.
		 * @param customizer the customizer, which may block
		 * @return this builder
		 */
		public Builder handshakeCustomizer(HandshakeCustomizer customizer) {
			Objects.requireNonNull(customizer, "'handshakeCustomizer' must not be null");
			this.handshakeCustomizer = (request) -> {
				try {
					return CompletableFuture.completedFuture(customizer.customize(request));
				}
				catch (Exception ex) {
					return CompletableFuture.failedFuture(ex);
				}
			};
			return this;
		}

		/**
		 * Set {@linkplain ClientWebSocketOptions#handshakeCustomizer() what changes each
		 * attempt}, instead of a former one, asynchronous or not.
		 * @param customizer the customizer, or {@code null} for none
		 * @return this builder
		 */
		public Builder handshakeCustomizerAsync(@Nullable AsyncHandshakeCustomizer customizer) {
			this.handshakeCustomizer = customizer;
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#executor() executor}.
		 * @param executor the executor, or {@code null} for the threads of the HTTP
		 * client
		 * @return this builder
		 */
		public Builder executor(@Nullable Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Set the {@linkplain ClientWebSocketOptions#pongListener() listener to PONGs}.
		 * @param listener the listener, or {@code null} for none
		 * @return this builder
		 */
		public Builder pongListener(@Nullable PongListener listener) {
			this.pongListener = listener;
			return this;
		}

		/**
		 * Let a function work on this builder, for chaining.
		 * @param customizer the function
		 * @return this builder
		 */
		public Builder apply(Consumer<Builder> customizer) {
			customizer.accept(this);
			return this;
		}

		/**
		 * Make the options.
		 * @return the options as set now
		 * @throws IllegalArgumentException if both credentials and the header
		 * {@code Authorization} are set
		 */
		public ClientWebSocketOptions build() {
			Requirements.oneAuthorization(this.headers, this.credentials);
			return new ClientWebSocketOptions(this);
		}

	}

}
