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

package io.clientwebsocket.benchmarks;

import java.nio.ByteBuffer;

/**
 * What clients do in a scenario.
 */
enum Kind {

	/** The server sends as fast as it can. */
	RECEIVE,

	/** The client sends as fast as it can. */
	SEND,

	/** One message at a time, there and back; code goes on in callbacks. */
	ROUND_TRIP_ASYNC,

	/** One message at a time, there and back; a thread waits. */
	ROUND_TRIP_BLOCKING;

	boolean isRoundTrip() {
		return this == ROUND_TRIP_ASYNC || this == ROUND_TRIP_BLOCKING;
	}

	/** What to measure with. */
	Probe probe(int size) {
		ByteBuffer payload = RandomMessages.payload(size);
		return isRoundTrip() ? new RoundTripProbe(payload) : new FloodProbe(payload);
	}

	/** Path at the server for a measurement. */
	String path(int size) {
		return switch (this) {
			case RECEIVE -> "/" + Routes.FLOOD + "/" + size;
			case SEND -> "/" + Routes.COUNT;
			case ROUND_TRIP_ASYNC, ROUND_TRIP_BLOCKING -> "/" + Routes.ECHO;
		};
	}

}
