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
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.managed.ConnectionMachine.Ended;
import io.clientwebsocket.managed.RetryDecision.Action;

/**
 * What was tried since a connection proved stable, and so how long the next attempt
 * waits. For one thread at a time.
 */
final class Retries {

	private final Backoff backoff;

	private final RandomGenerator random;

	/** How many there were, and how many of them with a delay. */
	private long count;

	private int delays;

	/** Whether there was one at once. */
	private boolean hurried;

	/** Other servers tried without delay since a delay. */
	private int hops;

	/** Whether the attempt before was refused because of its credentials. */
	private boolean refused;

	Retries(Backoff backoff, RandomGenerator random) {
		this.backoff = backoff;
		this.random = random;
	}

	void forget() {
		this.count = 0;
		this.delays = 0;
		this.hurried = false;
		this.hops = 0;
		this.refused = false;
	}

	/** Whatever credentials are refused next, it is for the first time. */
	void forgetRefusal() {
		this.refused = false;
	}

	/**
	 * An attempt has failed. Credentials that are refused are dropped and tried anew
	 * once; a server that refuses fresh ones, too, will go on doing so.
	 * @return the same, with a decision that knows of the attempt before
	 */
	Ended judge(Ended failed) {
		boolean again = this.refused;
		this.refused = failed.cause().httpStatus() == 401;
		boolean stop = again && this.refused && failed.decision().action() == Action.RETRY_NOW;
		return stop ? new Ended(failed.uri(), failed.cause(), RetryDecision.STOP, failed.otherServers()) : failed;
	}

	/** Whether fresh credentials may help an attempt that has failed. */
	boolean isRefusedOnce(Ended judged) {
		return this.refused && judged.decision().action() == Action.RETRY_NOW;
	}

	/**
	 * How long the next attempt waits.
	 * @param ended how the attempt or the connection before ended
	 * @param wasOpen whether it was a connection
	 * @return the time, {@code null} to give up
	 */
	@Nullable Duration next(Ended ended, boolean wasOpen) {
		if (ended.decision().action() == Action.STOP || this.count >= this.backoff.maxRetries()) {
			return null;
		}
		this.count++;
		if (isAtOnce(ended, wasOpen) || isHop(ended)) {
			return wasOpen ? Backoff.upTo(this.backoff.reconnectSpread(), this.random) : Duration.ZERO;
		}
		this.hops = 0;
		return this.backoff.delay(this.delays++, ended.decision().atLeast(), this.random);
	}

	/** Once for a loss and the like, and once for each token that was refused. */
	private boolean isAtOnce(Ended ended, boolean wasOpen) {
		if (!wasOpen && isRefusedOnce(ended)) {
			return true;
		}
		boolean first = ended.decision().action() == Action.RETRY_NOW && !this.hurried;
		this.hurried |= first;
		return first;
	}

	private boolean isHop(Ended ended) {
		boolean hop = this.hops < ended.otherServers();
		this.hops += hop ? 1 : 0;
		return hop;
	}

}
