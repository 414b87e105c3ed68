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

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

import io.clientwebsocket.WebSocketMessage;

/**
 * Lets messages wait for a connection. Each waits for a bounded time, in a bounded place;
 * what does not get sent fails, whatever the reason.
 *
 * @param maxMessages how many messages wait
 * @param maxBytes how many bytes they have together; those of text are counted in UTF-8
 * @param timeToLive how long a message waits
 * @param overflow what happens to one more message
 * @param onExpired called with a message that has waited too long, on a thread of the
 * connection
 * @since 0.1.0
 */
public record SendBuffer(int maxMessages, long maxBytes, Duration timeToLive, Overflow overflow,
		Consumer<WebSocketMessage> onExpired) {

	public SendBuffer {
		Requirements.positive("maxMessages", maxMessages);
		Requirements.positive("maxBytes", maxBytes);
		Requirements.positive("timeToLive", timeToLive);
		Objects.requireNonNull(overflow, "'overflow' must not be null");
		Objects.requireNonNull(onExpired, "'onExpired' must not be null");
	}

	/**
	 * A buffer that refuses what it has no room for.
	 * @param maxMessages how many messages wait
	 * @param maxBytes how many bytes they have together
	 * @param timeToLive how long a message waits
	 * @return the buffer
	 */
	public static SendBuffer of(int maxMessages, long maxBytes, Duration timeToLive) {
		return new SendBuffer(maxMessages, maxBytes, timeToLive, Overflow.FAIL, (message) -> {
		});
	}

	/**
	 * This buffer, with something else that happens to one more message.
	 * @param overflow what happens
	 * @return the buffer
	 */
	public SendBuffer overflow(Overflow overflow) {
		return new SendBuffer(this.maxMessages, this.maxBytes, this.timeToLive, overflow, this.onExpired);
	}

	/**
	 * This buffer, with another callback for what has waited too long.
	 * @param onExpired the callback
	 * @return the buffer
	 */
	public SendBuffer onExpired(Consumer<WebSocketMessage> onExpired) {
		return new SendBuffer(this.maxMessages, this.maxBytes, this.timeToLive, this.overflow, onExpired);
	}

	/**
	 * What happens to a message for which there is no room.
	 *
	 * @since 0.1.0
	 */
	public enum Overflow {

		/**
		 * A blocking send waits for room, at most for the time to live; an asynchronous
		 * one fails.
		 */
		BLOCK,

		/**
		 * Its send fails.
		 */
		FAIL,

		/**
		 * The messages that have waited longest make room: their sends fail. A message
		 * larger than the buffer fails itself.
		 */
		DROP_OLDEST,

		/**
		 * Its send fails and is counted as dropped.
		 */
		DROP_NEWEST

	}

}
