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

package io.clientwebsocket.transport;

/**
 * A monotonic clock and its timer.
 *
 * @since 0.1.0
 */
public interface TimeSource {

	/**
	 * The time.
	 * @return nanoseconds since some moment
	 */
	long nanoTime();

	/**
	 * Run a task once, later.
	 * @param task the task; must not block
	 * @param delayNanos when to run it, in nanoseconds from now
	 * @return how to cancel it
	 */
	Timer schedule(Runnable task, long delayNanos);

	/**
	 * A task that waits for its time.
	 */
	@FunctionalInterface
	interface Timer {

		/**
		 * Do not run the task, if it has not begun.
		 */
		void cancel();

	}

}
