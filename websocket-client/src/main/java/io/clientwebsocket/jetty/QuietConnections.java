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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 connections that carry sockets, which may be silent: the idle timeout of their
 * HTTP client would end them all, and so it does not count as long as there is one.
 * Several connectors may share a connection. Thread-safe.
 */
final class QuietConnections {

	private static final Map<EndPoint, Quiet> connections = new ConcurrentHashMap<>();

	private QuietConnections() {
	}

	/**
	 * A socket is on a connection.
	 * @param stream end point of the socket's stream
	 * @return to be run when the socket has ended
	 */
	static Runnable begin(EndPoint stream) {
		EndPoint connection = ((HTTP2Session) ((Stream) stream.getTransport()).getSession()).getEndPoint();
		connections.compute(connection, QuietConnections::oneMore);
		return () -> connections.computeIfPresent(connection, QuietConnections::oneLess);
	}

	private static Quiet oneMore(EndPoint connection, @Nullable Quiet quiet) {
		if (quiet != null) {
			return new Quiet(quiet.sockets + 1, quiet.idleTimeout);
		}
		long idleTimeout = connection.getIdleTimeout();
		connection.setIdleTimeout(0);
		return new Quiet(1, idleTimeout);
	}

	private static @Nullable Quiet oneLess(EndPoint connection, Quiet quiet) {
		if (quiet.sockets > 1) {
			return new Quiet(quiet.sockets - 1, quiet.idleTimeout);
		}
		connection.setIdleTimeout(quiet.idleTimeout);
		return null;
	}

	/**
	 * A connection with sockets.
	 *
	 * @param sockets how many
	 * @param idleTimeout its idle timeout when it has none, in milliseconds
	 */
	private record Quiet(int sockets, long idleTimeout) {
	}

}
