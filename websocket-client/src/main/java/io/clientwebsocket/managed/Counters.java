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

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens over the life of a connection. Thread-safe.
 */
final class Counters {

	final LongAdder opened = new LongAdder();

	final LongAdder attemptsFailed = new LongAdder();

	final LongAdder disconnects = new LongAdder();

	final LongAdder received = new LongAdder();

	final LongAdder delivered = new LongAdder();

	final LongAdder replies = new LongAdder();

	final LongAdder dropped = new LongAdder();

	final LongAdder listenerFailures = new LongAdder();

	final LongAdder sent = new LongAdder();

	final LongAdder sendsFailed = new LongAdder();

	final LongAdder sendsExpired = new LongAdder();

	final LongAdder sendsDropped = new LongAdder();

	final Traffic traffic = new Traffic();

	/**
	 * The numbers at this moment.
	 * @param sendsWaiting messages that wait for a connection
	 */
	ConnectionCounters snapshot(int sendsWaiting) {
		this.traffic.update();
		return new ConnectionCounters(this.opened.sum(), this.attemptsFailed.sum(), this.disconnects.sum(),
				this.received.sum(), this.delivered.sum(), this.replies.sum(), this.dropped.sum(),
				this.listenerFailures.sum(), this.sent.sum(), this.sendsFailed.sum(), this.sendsExpired.sum(),
				this.sendsDropped.sum(), sendsWaiting, this.traffic.received(), this.traffic.sent());
	}

}
