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

package io.clientwebsocket.test;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import io.clientwebsocket.CloseResult;
import io.clientwebsocket.CloseStatus;

/**
 * Assertions on a {@link CloseResult}.
 *
 * @since 0.1.0
 * @see WebSocketAssertions
 */
public final class CloseResultAssert extends AbstractAssert<CloseResultAssert, CloseResult> {

	CloseResultAssert(@Nullable CloseResult actual) {
		super(actual, CloseResultAssert.class);
	}

	/**
	 * Verify that both close frames went over the wire.
	 * @return this
	 */
	public CloseResultAssert isClean() {
		return hasOutcome(CloseResult.Outcome.CLEAN);
	}

	/**
	 * Verify that the peer's close frame did not arrive in time.
	 * @return this
	 */
	public CloseResultAssert hasTimedOut() {
		return hasOutcome(CloseResult.Outcome.TIMED_OUT);
	}

	private CloseResultAssert hasOutcome(CloseResult.Outcome expected) {
		isNotNull();
		if (this.actual.outcome() != expected) {
			throw failureWithActualExpected(this.actual.outcome(), expected, "expected outcome %s, but was %s",
					expected, describeActual());
		}
		return this;
	}

	/**
	 * Verify the status of this side's close frame.
	 * @param code the code, 1005 for a close frame without a status
	 * @return this
	 */
	public CloseResultAssert hasSent(int code) {
		isNotNull();
		return hasStatus("sent", code, this.actual.sent());
	}

	/**
	 * Verify the status of the peer's close frame.
	 * @param code the code, 1005 for a close frame without a status
	 * @return this
	 */
	public CloseResultAssert hasReceived(int code) {
		isNotNull();
		return hasStatus("received", code, this.actual.received());
	}

	private CloseResultAssert hasStatus(String verb, int code, @Nullable CloseStatus status) {
		if (status == null || status.code() != code) {
			throw failureWithActualExpected(status, code, "expected %s %s, but was %s", verb,
					Messages.describeClose(code), describeActual());
		}
		return this;
	}

	private String describeActual() {
		return this.actual.outcome() + ", sent " + describe(this.actual.sent()) + ", received "
				+ describe(this.actual.received());
	}

	private static String describe(@Nullable CloseStatus status) {
		return (status != null) ? Messages.describeClose(status.code()) : "no close";
	}

}
