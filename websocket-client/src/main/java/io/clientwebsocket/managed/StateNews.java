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
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which changes of state are worth a line in the log. A server that is away for a day is
 * not told of at each attempt: once when it begins, when the cause changes, and now and
 * then.
 */
final class StateNews {

	private static final Duration REPEAT = Duration.ofMinutes(1);

	private @Nullable String cause;

	private @Nullable Instant told;

	boolean isNews(ConnectionStatus status) {
		return switch (status.state()) {
			case OPEN, FAILED, STOPPED -> {
				this.told = null;
				yield true;
			}
			case CONNECTING -> status.attempt() <= 1;
			case BACKING_OFF -> isNewWait(status);
		};
	}

	private boolean isNewWait(ConnectionStatus status) {
		String cause = (status.lastCause() != null) ? status.lastCause().summary() : "";
		boolean repeated = this.told != null && cause.equals(this.cause)
				&& status.since().isBefore(this.told.plus(REPEAT));
		if (!repeated) {
			this.cause = cause;
			this.told = status.since();
		}
		return !repeated;
	}

}
