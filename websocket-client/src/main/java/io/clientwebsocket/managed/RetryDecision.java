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

import org.jspecify.annotations.Nullable;

/**
 * What to do after a failed attempt or a lost connection.
 *
 * @param action what to do
 * @param atLeast how long to wait at least, up to {@link Backoff#maxDelay()}, with a
 * random part behind it; {@code null} if the backoff alone decides
 * @since 0.1.0
 */
public record RetryDecision(Action action, @Nullable Duration atLeast) {

	/**
	 * Try again at once.
	 */
	public static final RetryDecision RETRY_NOW = new RetryDecision(Action.RETRY_NOW, null);

	/**
	 * Try again after the backoff's delay.
	 */
	public static final RetryDecision RETRY_LATER = new RetryDecision(Action.RETRY_LATER, null);

	/**
	 * Do not try again: the connection is {@link ConnectionState#FAILED}.
	 */
	public static final RetryDecision STOP = new RetryDecision(Action.STOP, null);

	public RetryDecision {
		Objects.requireNonNull(action, "'action' must not be null");
		if (atLeast != null && (atLeast.isNegative() || action != Action.RETRY_LATER)) {
			throw new IllegalArgumentException(
					"'atLeast' must not be negative and needs RETRY_LATER, but was " + atLeast + " with " + action);
		}
	}

	/**
	 * Try again later, and not before some time has passed.
	 * @param atLeast how long to wait at least
	 * @return the decision
	 */
	public static RetryDecision retryAfter(Duration atLeast) {
		return new RetryDecision(Action.RETRY_LATER, atLeast);
	}

	/**
	 * What to do.
	 *
	 * @since 0.1.0
	 */
	public enum Action {

		/**
		 * Try again at once; if the connection was open, spread over
		 * {@link Backoff#reconnectSpread()}. Holds once until a connection has proved
		 * stable; after that it is like {@link #RETRY_LATER}. After HTTP status 401 it
		 * always holds, but a second 401 in a row is then like {@link #STOP}.
		 */
		RETRY_NOW,

		/**
		 * Try again after the backoff's delay.
		 */
		RETRY_LATER,

		/**
		 * Give up.
		 */
		STOP

	}

}
