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
import org.eclipse.jetty.client.transport.HttpDestination;

/**
 * The connections on which handshakes are under way. Each is for one handshake, because a
 * connection either becomes a socket or has no further use: what was refused or given up
 * is closed and not kept.
 */
final class HandshakeConnections extends DuplexConnectionPool {

	private final HttpDestination destination;

	HandshakeConnections(Destination destination) {
		super(destination, destination.getHttpClient().getMaxConnectionsPerDestination());
		this.destination = (HttpDestination) destination;
		setMaxUsage(1);
	}

	/**
	 * Each handshake asks for a connection of its own. Whoever was quicker may have taken
	 * it, or there were too many, so that whoever still waits gets one as soon as that is
	 * possible.
	 */
	@Override
	protected void tryCreate(boolean create) {
		if (create) {
			super.tryCreate(true);
		}
		while (isMissing() && getConnectionCount() < getMaxConnectionCount()) {
			super.tryCreate(true);
		}
	}

	/** Whether more handshakes wait than there are connections under way, or unused. */
	private boolean isMissing() {
		return this.destination.getQueuedRequestCount() > getPendingConnectionCount() + getIdleConnectionCount();
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
