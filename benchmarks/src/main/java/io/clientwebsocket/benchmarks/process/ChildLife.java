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

package io.clientwebsocket.benchmarks.process;

import java.io.IOException;
import java.time.Duration;

/**
 * Ends a child process with its parent, or when its time is up: nothing is left behind.
 */
public final class ChildLife {

	private ChildLife() {
	}

	/**
	 * Bound the life of this process.
	 * @param longest time after which it ends
	 */
	public static void bound(Duration longest) {
		start("parent", ChildLife::awaitEndOfParent);
		start("time", () -> Thread.sleep(longest.toMillis()));
	}

	private static void awaitEndOfParent() throws IOException {
		int read = 0;
		while (read >= 0) {
			read = System.in.read();
		}
	}

	private static void start(String name, Wait end) {
		Thread thread = new Thread(() -> {
			try {
				end.await();
			}
			catch (IOException | InterruptedException ex) {
				System.err.println("child process ends: " + ex);
			}
			Runtime.getRuntime().halt(1);
		}, name);
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Something to wait for.
	 */
	@FunctionalInterface
	private interface Wait {

		void await() throws IOException, InterruptedException;

	}

}
