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

/**
 * A time without a connection: what the peer sent meanwhile, and what was under way at
 * its beginning, may be lost. Stands between the last message of the old connection and
 * the first of the new one, also of one that took over if the old one was cut off before
 * it was read to its end. Neighbours between which nothing came are one gap.
 *
 * @param from when the old connection ended
 * @param to when the new one was open
 * @param attempts how many attempts that took
 * @param cause why the old one ended
 * @since 0.1.0
 */
public record Gap(Instant from, Instant to, int attempts, DisconnectCause cause) implements Received, ConnectionEvent {

	@Override
	public Instant at() {
		return this.to;
	}

	/**
	 * How long there was no connection.
	 * @return the time between both ends
	 */
	public Duration duration() {
		return Duration.between(this.from, this.to);
	}

	/** One gap of this and the next one. */
	Gap and(Gap next) {
		return new Gap(this.from, next.to, this.attempts + next.attempts, this.cause);
	}

}
