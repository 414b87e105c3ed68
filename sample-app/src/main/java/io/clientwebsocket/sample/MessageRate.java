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

package io.clientwebsocket.sample;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Messages per second over the last few seconds, from counts at known times. For one
 * thread.
 */
final class MessageRate {

	private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();

	private final Deque<Sample> samples = new ArrayDeque<>();

	/**
	 * Take a sample.
	 * @param count how many messages there were so far
	 * @param nanos the time, as of {@link System#nanoTime()}
	 * @return messages per second since the oldest sample of the window
	 */
	double update(long count, long nanos) {
		while (this.samples.size() > 1 && nanos - this.samples.getFirst().nanos() > WINDOW_NANOS) {
			this.samples.removeFirst();
		}
		this.samples.addLast(new Sample(count, nanos));
		Sample oldest = this.samples.getFirst();
		double seconds = (nanos - oldest.nanos()) / 1e9;
		return (seconds > 0) ? (count - oldest.count()) / seconds : 0;
	}

	private record Sample(long count, long nanos) {

	}

}
