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

package io.clientwebsocket.interop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.fail;

/**
 * Waits for a state that nobody announces.
 */
final class Wait {

	private Wait() {
	}

	static void until(Condition condition, Supplier<String> otherwise) {
		long end = System.nanoTime() + Client.LIMIT.toNanos();
		while (!holds(condition)) {
			if (System.nanoTime() > end) {
				fail("expected a change within " + Client.LIMIT + ", but was " + otherwise.get());
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
		}
	}

	private static boolean holds(Condition condition) {
		try {
			return condition.holds();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return fail("interrupted while waiting", ex);
		}
	}

	@FunctionalInterface
	interface Condition {

		boolean holds() throws InterruptedException;

	}

}
