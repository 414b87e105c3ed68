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

package io.clientwebsocket.benchmarks.subject;

import java.net.URI;

/**
 * A client, ready to open connections, which share what it shares among them.
 */
public interface Client extends AutoCloseable {

	/**
	 * Open a connection, and leave it alone.
	 * @param uri where to
	 * @return gives the connection up
	 * @throws Exception if it cannot be opened
	 */
	Link connect(URI uri) throws Exception;

	/**
	 * A connection that is used in one way. It may be opened when it is run.
	 * @param uri where to
	 * @param kind the way
	 * @return a new subject
	 * @throws Exception if it cannot be opened
	 */
	Subject subject(URI uri, Kind kind) throws Exception;

	/** Give up what the client shares. */
	@Override
	void close();

	/**
	 * An open connection.
	 */
	@FunctionalInterface
	interface Link extends AutoCloseable {

		/** Give the connection up, without a close handshake where that is possible. */
		@Override
		void close();

	}

	/**
	 * Makes clients.
	 */
	@FunctionalInterface
	interface Factory {

		/**
		 * Make a client.
		 * @param settings what it is made for
		 * @return a new client
		 * @throws Exception if it cannot be made
		 */
		Client create(ClientSettings settings) throws Exception;

	}

}
