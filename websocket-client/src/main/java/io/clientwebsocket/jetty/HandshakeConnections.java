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
import org.eclipse.jetty.client.DuplexConnectionPool;

/**
 * The connections on which handshakes are under way. Each is for one handshake, because a
 * connection either becomes a socket or has no further use: what was refused or given up
 * is closed and not kept.
 */
final class HandshakeConnections extends DuplexConnectionPool {

	HandshakeConnections(Destination destination) {
		super(destination, destination.getHttpClient().getMaxConnectionsPerDestination());
		setMaxUsage(1);
	}

	@Override
	protected void tryCreate(boolean create) {
		// each handshake asks for a connection of its own; a new one that another thread
		// was quicker to take is none that is missing
		if (create) {
			super.tryCreate(true);
		}
	}

	@Override
	protected void proceed() {
		super.proceed();
		// nobody waits any more for what is still here
		Connection connection = activate();
		if (connection != null && !release(connection)) {
			connection.close();
		}
	}

}
