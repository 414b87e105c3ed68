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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link ReconnectingWebSocket} is.
 *
 * @param state its state
 * @param paused whether it is {@link ConnectionState#STOPPED} because of
 * {@link ReconnectingWebSocket#pause()}
 * @param since when it came into this state
 * @param disconnectedSince since when there is no connection although there should be
 * one: the start, the loss of the last one; {@code null} if there is one, or none is
 * wanted
 * @param attempt number of the current or last attempt, 1 for the first after a start or
 * the loss of a connection; 0 if there was none
 * @param nextAttempt when the next attempt begins, if it waits for its time
 * @param lastCause why the last attempt failed or the last connection ended; {@code null}
 * if all went well since the start
 * @since 0.1.0
 */
public record ConnectionStatus(ConnectionState state, boolean paused, Instant since,
		@Nullable Instant disconnectedSince, int attempt, @Nullable Instant nextAttempt,
		@Nullable DisconnectCause lastCause) {

	/** What it is, in words, for messages. */
	String describe() {
		StringBuilder text = new StringBuilder(this.paused ? "paused" : this.state.name()).append(" since ")
			.append(this.since);
		if (this.nextAttempt != null) {
			text.append((this.attempt > 0) ? ", after attempt " + this.attempt : "")
				.append(", next attempt at ")
				.append(this.nextAttempt);
		}
		if (this.lastCause != null) {
			text.append(", last cause ").append(this.lastCause.summary());
		}
		return text.toString();
	}

}
