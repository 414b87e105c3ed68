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
 * A client that calls a listener, as most do: what is done in a scenario is the same for
 * all of them.
 */
abstract class ListenerClient implements Client {

	/** For clients that ask for a buffer: as large as ours reads ahead. */
	static final int LARGE_BUFFER_SIZE = 64 * 1024;

	static final long CONNECT_TIMEOUT_SECONDS = 10;

	abstract Line open(URI uri, Listener listener) throws Exception;

	@Override
	public final Link connect(URI uri) throws Exception {
		return open(uri, Listener.IGNORING);
	}

	@Override
	public final Subject subject(URI uri, Kind kind) {
		return new ListenerSubject(this, uri, kind);
	}

}
