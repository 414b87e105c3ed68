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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

import io.clientwebsocket.HttpVersion;
import io.clientwebsocket.HttpVersionPolicy;
import io.clientwebsocket.ProxyOptions;

/**
 * Properties that both the defaults of all sockets and each named client have.
 *
 * @since 0.1.0
 * @see WebSocketProperties
 */
public abstract class WebSocketConnectionProperties {

	/**
	 * Comma-separated list of subprotocols to offer, the preferred one first.
	 */
	private @Nullable List<String> subprotocols;

	/**
	 * HTTP version of the opening handshake.
	 */
	private @Nullable HttpVersion httpVersion;

	/**
	 * Other HTTP versions that the opening handshake may use.
	 */
	private @Nullable HttpVersionPolicy httpVersionPolicy;

	/**
	 * Request headers of the opening handshake. An empty value drops an inherited header.
	 */
	private final Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * Largest incoming message; a larger one closes the socket with 1009. If a data size
	 * suffix is not specified, bytes will be used.
	 */
	private @Nullable DataSize maxMessageSize;

	/**
	 * Largest single incoming frame; a larger one closes the socket with 1009. If a data
	 * size suffix is not specified, bytes will be used.
	 */
	private @Nullable DataSize maxFrameSize;

	/**
	 * Amount of data that may wait to be sent; a send beyond it fails. If a data size
	 * suffix is not specified, bytes will be used.
	 */
	private @Nullable DataSize maxSendQueueSize;

	/**
	 * Time for the TCP connection.
	 */
	private @Nullable Duration connectTimeout;

	/**
	 * Time for the whole opening handshake, from name resolution to the server's answer.
	 */
	private @Nullable Duration handshakeTimeout;

	/**
	 * Time for the peer's close frame after ours; the connection is cut when it is up.
	 */
	private @Nullable Duration closeTimeout;

	/**
	 * Time without progress after which a write aborts the socket.
	 */
	private @Nullable Duration writeTimeout;

	/**
	 * Number of redirects that the opening handshake follows, 20 at the most.
	 */
	private @Nullable Integer maxRedirects;

	private final Cookies cookies = new Cookies();

	@NestedConfigurationProperty
	private final WebSocketAuthProperties auth = new WebSocketAuthProperties();

	private final KeepAlive keepAlive = new KeepAlive();

	@NestedConfigurationProperty
	private final WebSocketDeflateProperties deflate = new WebSocketDeflateProperties();

	@NestedConfigurationProperty
	private final WebSocketSslProperties ssl = new WebSocketSslProperties();

	private final Proxy proxy = new Proxy();

	public @Nullable List<String> getSubprotocols() {
		return this.subprotocols;
	}

	public void setSubprotocols(@Nullable List<String> subprotocols) {
		this.subprotocols = subprotocols;
	}

	public Map<String, String> getHeaders() {
		return this.headers;
	}

	public @Nullable DataSize getMaxMessageSize() {
		return this.maxMessageSize;
	}

	public void setMaxMessageSize(@Nullable DataSize maxMessageSize) {
		this.maxMessageSize = maxMessageSize;
	}

	public @Nullable HttpVersion getHttpVersion() {
		return this.httpVersion;
	}

	public void setHttpVersion(@Nullable HttpVersion httpVersion) {
		this.httpVersion = httpVersion;
	}

	public @Nullable HttpVersionPolicy getHttpVersionPolicy() {
		return this.httpVersionPolicy;
	}

	public void setHttpVersionPolicy(@Nullable HttpVersionPolicy httpVersionPolicy) {
		this.httpVersionPolicy = httpVersionPolicy;
	}

	public @Nullable DataSize getMaxFrameSize() {
		return this.maxFrameSize;
	}

	public void setMaxFrameSize(@Nullable DataSize maxFrameSize) {
		this.maxFrameSize = maxFrameSize;
	}

	public @Nullable DataSize getMaxSendQueueSize() {
		return this.maxSendQueueSize;
	}

	public void setMaxSendQueueSize(@Nullable DataSize maxSendQueueSize) {
		this.maxSendQueueSize = maxSendQueueSize;
	}

	public @Nullable Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(@Nullable Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public @Nullable Duration getHandshakeTimeout() {
		return this.handshakeTimeout;
	}

	public void setHandshakeTimeout(@Nullable Duration handshakeTimeout) {
		this.handshakeTimeout = handshakeTimeout;
	}

	public @Nullable Duration getCloseTimeout() {
		return this.closeTimeout;
	}

	public void setCloseTimeout(@Nullable Duration closeTimeout) {
		this.closeTimeout = closeTimeout;
	}

	public @Nullable Duration getWriteTimeout() {
		return this.writeTimeout;
	}

	public void setWriteTimeout(@Nullable Duration writeTimeout) {
		this.writeTimeout = writeTimeout;
	}

	public @Nullable Integer getMaxRedirects() {
		return this.maxRedirects;
	}

	public void setMaxRedirects(@Nullable Integer maxRedirects) {
		this.maxRedirects = maxRedirects;
	}

	public Cookies getCookies() {
		return this.cookies;
	}

	public WebSocketAuthProperties getAuth() {
		return this.auth;
	}

	public KeepAlive getKeepAlive() {
		return this.keepAlive;
	}

	public WebSocketDeflateProperties getDeflate() {
		return this.deflate;
	}

	public WebSocketSslProperties getSsl() {
		return this.ssl;
	}

	public Proxy getProxy() {
		return this.proxy;
	}

	/**
	 * Keep-alive properties.
	 */
	public static class KeepAlive {

		/**
		 * Time between two unsolicited PONGs or, with a timeout, of silence before a
		 * PING. Zero switches keep-alive off.
		 */
		private @Nullable Duration interval;

		/**
		 * Time within which the peer must answer a PING. Zero sends unsolicited PONGs
		 * instead of PINGs.
		 */
		private @Nullable Duration timeout;

		public @Nullable Duration getInterval() {
			return this.interval;
		}

		public void setInterval(@Nullable Duration interval) {
			this.interval = interval;
		}

		public @Nullable Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(@Nullable Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * Properties of cookies.
	 */
	public static class Cookies {

		/**
		 * Whether to keep the cookies of servers, and to send them with later handshakes.
		 */
		private @Nullable Boolean enabled;

		public @Nullable Boolean getEnabled() {
			return this.enabled;
		}

		public void setEnabled(@Nullable Boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Proxy properties.
	 */
	public static class Proxy {

		/**
		 * Protocol of the proxy.
		 */
		private ProxyOptions.@Nullable Type type;

		/**
		 * Host name or IP address of the proxy. An empty value drops an inherited proxy.
		 */
		private @Nullable String host;

		/**
		 * Port of the proxy.
		 */
		private @Nullable Integer port;

		/**
		 * Username for the proxy.
		 */
		private @Nullable String username;

		/**
		 * Password for the proxy.
		 */
		private @Nullable String password;

		/**
		 * Comma-separated list of servers to connect to without the proxy: host names,
		 * names such as *.example.org, and IP addresses, each with a port or without.
		 */
		private @Nullable List<String> noProxyFor;

		public ProxyOptions.@Nullable Type getType() {
			return this.type;
		}

		public void setType(ProxyOptions.@Nullable Type type) {
			this.type = type;
		}

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

		public @Nullable Integer getPort() {
			return this.port;
		}

		public void setPort(@Nullable Integer port) {
			this.port = port;
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

		public @Nullable List<String> getNoProxyFor() {
			return this.noProxyFor;
		}

		public void setNoProxyFor(@Nullable List<String> noProxyFor) {
			this.noProxyFor = noProxyFor;
		}

	}

}
