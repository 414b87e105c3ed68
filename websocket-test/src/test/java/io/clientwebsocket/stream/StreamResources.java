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

package io.clientwebsocket.stream;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Counts what sockets over streams and channels hold.
 */
public final class StreamResources {

	private StreamResources() {
	}

	/**
	 * Wait until nothing is left of sockets that have ended.
	 */
	public static void awaitNone() throws TimeoutException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (count() > 0) {
			if (System.nanoTime() - end > 0) {
				throw new TimeoutException(
						"expected nothing to be left, but were " + SelectorLoop.SHARED.channels() + " channels, "
								+ threads() + " threads, " + StreamEnvironment.shared().buffers().inUse() + " buffers");
			}
			Thread.onSpinWait();
		}
	}

	private static long count() {
		return SelectorLoop.SHARED.channels() + threads() + StreamEnvironment.shared().buffers().inUse();
	}

	/** Threads that belong to a socket, or to all of them while there is one. */
	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("websocket-stream-reader") || name.startsWith("websocket-stream-writer")
					|| name.equals("websocket-selector"))
			.count();
	}

}
