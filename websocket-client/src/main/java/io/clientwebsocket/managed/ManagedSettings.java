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
import java.util.function.Function;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.WebSocketMessage;

/**
 * How a connection is kept.
 *
 * @param name its name, for messages and logs
 * @param attempts what each attempt is made with
 * @param backoff how long to wait
 * @param random where the backoff's jitter comes from
 * @param classifier whether to try again
 * @param inboundBuffer what waits for the application
 * @param noDataTimeout how long there may be no message, {@code null} for any time
 * @param sendBuffer what waits for a connection, {@code null} for nothing
 * @param replies tells the id of a reply, {@code null} if there are no requests
 * @param replyTimeout how long a request waits
 * @param maxPendingReplies how many requests wait
 */
record ManagedSettings(String name, AttemptSettings attempts, Backoff backoff, RandomGenerator random,
		FailureClassifier classifier, InboundBuffer inboundBuffer, @Nullable Duration noDataTimeout,
		@Nullable SendBuffer sendBuffer, @Nullable Function<WebSocketMessage, @Nullable Object> replies,
		Duration replyTimeout, int maxPendingReplies) {

}
