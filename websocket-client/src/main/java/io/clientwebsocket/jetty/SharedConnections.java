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

import org.eclipse.jetty.client.ConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.MultiplexConnectionPool;
import org.eclipse.jetty.util.ConcurrentPool;

/**
 * Connections to a server that may speak HTTP/2: as few as it allows streams for, also
 * when many handshakes begin at once. A connection that speaks HTTP/1.1 carries one.
 */
final class SharedConnections extends MultiplexConnectionPool {

	/** How many handshakes wait for a connection that is being opened. */
	private static final int EXPECTED_STREAMS = 256;

	SharedConnections(Destination destination) {
		super(destination,
				() -> new ConcurrentPool<>(ConcurrentPool.StrategyType.FIRST,
						destination.getHttpClient().getMaxConnectionsPerDestination(),
						(connection) -> (connection instanceof ConnectionPool.MaxMultiplexable shared)
								? shared.getMaxMultiplex() : 1),
				EXPECTED_STREAMS);
	}

	/** Whether connections of a destination may speak HTTP/2. */
	static boolean areFor(Destination destination) {
		return destination.getOrigin().getProtocol().getProtocols().stream().anyMatch((name) -> name.startsWith("h2"));
	}

}
