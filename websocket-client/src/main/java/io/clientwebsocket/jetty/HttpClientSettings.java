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

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import io.clientwebsocket.HttpVersion;

/**
 * What an HTTP client of our own is made with, besides the options of its sockets.
 *
 * @param multipleHttp2Connections whether several HTTP/2 connections to a server are
 * opened
 * @param http2IdleTimeout how long an HTTP/2 connection may carry nothing, zero for ever
 * @param httpVersions versions that it speaks
 * @param maxThreads threads that there may be
 * @param maxConnectionsPerDestination connections to a server that are no sockets yet
 * @param maxQueuedHandshakes handshakes that wait for a connection
 * @param addressFilter which addresses may be connected to
 */
record HttpClientSettings(boolean multipleHttp2Connections, Duration http2IdleTimeout, Set<HttpVersion> httpVersions,
		int maxThreads, int maxConnectionsPerDestination, int maxQueuedHandshakes,
		Predicate<? super InetSocketAddress> addressFilter) {

	/** Fewer do not start: a selector and a reserved thread, and one to work. */
	private static final int FEWEST_THREADS = 4;

	private static final Duration LONGEST_IDLE_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

	/** Many handshakes wait, so that a burst is not refused. */
	static final HttpClientSettings DEFAULTS = new HttpClientSettings(true, Duration.ofMinutes(1),
			Set.of(HttpVersion.values()), 200, 64, 10_000, (address) -> true);

	HttpClientSettings {
		if (http2IdleTimeout.isNegative() || http2IdleTimeout.compareTo(LONGEST_IDLE_TIMEOUT) > 0) {
			throw new IllegalArgumentException(
					"'http2IdleTimeout' must be within 0 to " + Integer.MAX_VALUE + " ms, but was " + http2IdleTimeout);
		}
		if (httpVersions.isEmpty()) {
			throw new IllegalArgumentException("'httpVersions' must not be empty");
		}
		requireAtLeast(FEWEST_THREADS, "maxThreads", maxThreads);
		requireAtLeast(1, "maxConnectionsPerDestination", maxConnectionsPerDestination);
		requireAtLeast(1, "maxQueuedHandshakes", maxQueuedHandshakes);
		Objects.requireNonNull(addressFilter, "'addressFilter' must not be null");
	}

	private static void requireAtLeast(int least, String name, int value) {
		if (value < least) {
			throw new IllegalArgumentException("'" + name + "' must be at least " + least + ", but was " + value);
		}
	}

	HttpClientSettings withMultipleHttp2Connections(boolean multiple) {
		return new HttpClientSettings(multiple, this.http2IdleTimeout, this.httpVersions, this.maxThreads,
				this.maxConnectionsPerDestination, this.maxQueuedHandshakes, this.addressFilter);
	}

	HttpClientSettings withHttp2IdleTimeout(Duration timeout) {
		return new HttpClientSettings(this.multipleHttp2Connections, timeout, this.httpVersions, this.maxThreads,
				this.maxConnectionsPerDestination, this.maxQueuedHandshakes, this.addressFilter);
	}

	HttpClientSettings withHttpVersions(List<HttpVersion> versions) {
		return new HttpClientSettings(this.multipleHttp2Connections, this.http2IdleTimeout, Set.copyOf(versions),
				this.maxThreads, this.maxConnectionsPerDestination, this.maxQueuedHandshakes, this.addressFilter);
	}

	HttpClientSettings withMaxThreads(int threads) {
		return new HttpClientSettings(this.multipleHttp2Connections, this.http2IdleTimeout, this.httpVersions, threads,
				this.maxConnectionsPerDestination, this.maxQueuedHandshakes, this.addressFilter);
	}

	HttpClientSettings withMaxConnectionsPerDestination(int connections) {
		return new HttpClientSettings(this.multipleHttp2Connections, this.http2IdleTimeout, this.httpVersions,
				this.maxThreads, connections, this.maxQueuedHandshakes, this.addressFilter);
	}

	HttpClientSettings withMaxQueuedHandshakes(int handshakes) {
		return new HttpClientSettings(this.multipleHttp2Connections, this.http2IdleTimeout, this.httpVersions,
				this.maxThreads, this.maxConnectionsPerDestination, handshakes, this.addressFilter);
	}

	HttpClientSettings withAddressFilter(Predicate<? super InetSocketAddress> filter) {
		return new HttpClientSettings(this.multipleHttp2Connections, this.http2IdleTimeout, this.httpVersions,
				this.maxThreads, this.maxConnectionsPerDestination, this.maxQueuedHandshakes, filter);
	}

}
