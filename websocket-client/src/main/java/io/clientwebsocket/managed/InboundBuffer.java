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

package io.clientwebsocket.managed;

import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketMessage;

/**
 * How many messages wait for the application to take them, and what happens when there
 * are more. {@link Gap}s take no place and are never dropped.
 *
 * @since 0.1.0
 */
public final class InboundBuffer {

	/** What happens to one more message. */
	enum Policy {

		BLOCK, DROP_OLDEST, DROP_NEWEST, LATEST_PER_KEY, CLOSE

	}

	private final Policy policy;

	private final int capacity;

	private final Function<WebSocketMessage, @Nullable Object> key;

	private InboundBuffer(Policy policy, int capacity, Function<WebSocketMessage, @Nullable Object> key) {
		this.policy = policy;
		this.capacity = (int) Requirements.positive("capacity", capacity);
		this.key = Objects.requireNonNull(key, "'key' must not be null");
	}

	/**
	 * Do not receive more: the server has to wait. That the connection has ended is seen
	 * when there is room again.
	 * @param capacity how many messages wait
	 * @return the buffer
	 */
	public static InboundBuffer block(int capacity) {
		return new InboundBuffer(Policy.BLOCK, capacity, (message) -> null);
	}

	/**
	 * Drop the message that has waited longest.
	 * @param capacity how many messages wait
	 * @return the buffer
	 */
	public static InboundBuffer dropOldest(int capacity) {
		return new InboundBuffer(Policy.DROP_OLDEST, capacity, (message) -> null);
	}

	/**
	 * Drop the message that has just come.
	 * @param capacity how many messages wait
	 * @return the buffer
	 */
	public static InboundBuffer dropNewest(int capacity) {
		return new InboundBuffer(Policy.DROP_NEWEST, capacity, (message) -> null);
	}

	/**
	 * Keep the latest message of each key: it takes the place of the one that waits, if
	 * there is no gap between them. A message of another key takes the place of the one
	 * that has waited longest when there is no room.
	 * @param capacity how many messages wait
	 * @param key key of a message, {@code null} of one that replaces none; called when a
	 * message comes, must be quick
	 * @return the buffer
	 */
	public static InboundBuffer latestPerKey(int capacity, Function<WebSocketMessage, @Nullable Object> key) {
		return new InboundBuffer(Policy.LATEST_PER_KEY, capacity, key);
	}

	/**
	 * End the connection with 1008, and begin anew.
	 * @param capacity how many messages wait
	 * @return the buffer
	 */
	public static InboundBuffer close(int capacity) {
		return new InboundBuffer(Policy.CLOSE, capacity, (message) -> null);
	}

	Policy policy() {
		return this.policy;
	}

	int capacity() {
		return this.capacity;
	}

	Function<WebSocketMessage, @Nullable Object> key() {
		return this.key;
	}

}
