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
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.HttpVersion;

/**
 * Properties of the HTTP client below the sockets.
 *
 * @since 0.1.0
 * @see WebSocketProperties
 */
public class WebSocketHttpClientProperties {

	/**
	 * Whether to share the Jetty HttpClient bean of the application, if there is one.
	 */
	private boolean shared = true;

	/**
	 * Name of the Jetty HttpClient bean to share.
	 */
	private @Nullable String bean;

	/**
	 * Comma-separated list of HTTP versions that can be spoken, in any order.
	 */
	private @Nullable List<HttpVersion> httpVersions;

	/**
	 * Whether to open another HTTP/2 connection to a server when all streams of those
	 * that are open are taken. Otherwise connects wait for a stream.
	 */
	private @Nullable Boolean enableMultipleHttp2Connections;

	/**
	 * Time for which an HTTP/2 connection is kept that carries no socket. Zero keeps it.
	 */
	private @Nullable Duration http2IdleTimeout;

	/**
	 * Largest number of threads, at least 4.
	 */
	private @Nullable Integer maxThreads;

	/**
	 * Largest number of connections to a server that are no sockets yet, those of HTTP/2
	 * included. More handshakes wait.
	 */
	private @Nullable Integer maxConnectionsPerDestination;

	/**
	 * Largest number of handshakes with a server that wait for a connection. One more
	 * fails.
	 */
	private @Nullable Integer maxQueuedHandshakes;

	public boolean isShared() {
		return this.shared;
	}

	public void setShared(boolean shared) {
		this.shared = shared;
	}

	public @Nullable String getBean() {
		return this.bean;
	}

	public void setBean(@Nullable String bean) {
		this.bean = bean;
	}

	public @Nullable List<HttpVersion> getHttpVersions() {
		return this.httpVersions;
	}

	public void setHttpVersions(@Nullable List<HttpVersion> httpVersions) {
		this.httpVersions = httpVersions;
	}

	public @Nullable Boolean getEnableMultipleHttp2Connections() {
		return this.enableMultipleHttp2Connections;
	}

	public void setEnableMultipleHttp2Connections(@Nullable Boolean enableMultipleHttp2Connections) {
		this.enableMultipleHttp2Connections = enableMultipleHttp2Connections;
	}

	public @Nullable Duration getHttp2IdleTimeout() {
		return this.http2IdleTimeout;
	}

	public void setHttp2IdleTimeout(@Nullable Duration http2IdleTimeout) {
		this.http2IdleTimeout = http2IdleTimeout;
	}

	public @Nullable Integer getMaxThreads() {
		return this.maxThreads;
	}

	public void setMaxThreads(@Nullable Integer maxThreads) {
		this.maxThreads = maxThreads;
	}

	public @Nullable Integer getMaxConnectionsPerDestination() {
		return this.maxConnectionsPerDestination;
	}

	public void setMaxConnectionsPerDestination(@Nullable Integer maxConnectionsPerDestination) {
		this.maxConnectionsPerDestination = maxConnectionsPerDestination;
	}

	public @Nullable Integer getMaxQueuedHandshakes() {
		return this.maxQueuedHandshakes;
	}

	public void setMaxQueuedHandshakes(@Nullable Integer maxQueuedHandshakes) {
		this.maxQueuedHandshakes = maxQueuedHandshakes;
	}

}
