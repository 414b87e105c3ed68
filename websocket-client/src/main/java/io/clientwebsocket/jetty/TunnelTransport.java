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

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.io.ClientConnectionFactory;

/**
 * Opens the connections of the HTTP client. A connection that fails fails everybody who
 * waits for one to the same server; one that was closed because nobody waited must not.
 */
final class TunnelTransport extends HttpClientTransportDynamic {

	private final PendingConnections connections;

	TunnelTransport(PendingConnections connections, ClientConnectionFactory.Info... protocols) {
		super(connections, protocols);
		this.connections = connections;
	}

	PendingConnections pendingConnections() {
		return this.connections;
	}

	@Override
	public Destination newDestination(Origin origin) {
		return new HttpDestination(getHttpClient(), origin) {

			@Override
			public void failed(Throwable problem) {
				if (problem instanceof UnwantedConnectionException) {
					// who has come meanwhile gets another connection
					succeeded();
				}
				else {
					super.failed(problem);
				}
			}

			@Override
			public boolean remove(Connection connection) {
				if (!(getConnectionPool() instanceof HandshakeConnections pool)) {
					return super.remove(connection);
				}
				boolean removed = pool.remove(connection);
				if (removed) {
					// most have become sockets: nobody misses one for that
					succeeded();
				}
				return removed;
			}

		};
	}

}
