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

/**
 * What clients do in a scenario.
 */
public enum Kind {

	/** The server sends as fast as it can. */
	RECEIVE,

	/** The client sends as fast as it can. */
	SEND,

	/** The same by {@value SenderThreads#COUNT} threads on one socket. */
	SEND_MANY,

	/** One message at a time, there and back; code goes on in callbacks. */
	ROUND_TRIP_ASYNC,

	/** One message at a time, there and back; a thread waits. */
	ROUND_TRIP_BLOCKING,

	/** {@value Pipeline#DEPTH} messages under way, there and back. */
	PIPELINED,

	/** Connections are opened and given up. */
	CONNECT,

	/** Connections are open, and nothing happens. */
	IDLE;

	/**
	 * Whether the client does nothing but send.
	 * @return whether it sends, and the server counts
	 */
	public boolean isSend() {
		return this == SEND || this == SEND_MANY;
	}

}
