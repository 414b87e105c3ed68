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
 * The limit, not a peer: a blocking channel, and no more than must be done with the bytes
 * of this one connection.
 */
public final class FloorClient implements Client {

	private final boolean deflate;

	/**
	 * Create.
	 * @param settings what it is made for
	 */
	public FloorClient(ClientSettings settings) {
		this.deflate = settings.deflate();
	}

	@Override
	public Link connect(URI uri) throws Exception {
		return FloorChannel.open(uri, this.deflate)::close;
	}

	@Override
	public Subject subject(URI uri, Kind kind) throws Exception {
		return new FloorSubject(FloorChannel.open(uri, this.deflate), kind, this.deflate);
	}

	@Override
	public void close() {
		// connections share nothing
	}

}
