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

package io.clientwebsocket.benchmarks.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that send on one socket.
 */
final class SenderThreads {

	static final int COUNT = 8;

	private SenderThreads() {
	}

	/** Let each of them do the same, and wait for all. */
	static void run(Sender sender) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(COUNT);
		try {
			Callable<Boolean> task = () -> {
				sender.send();
				return true;
			};
			List<Future<Boolean>> ends = new ArrayList<>();
			for (int i = 0; i < COUNT; i++) {
				ends.add(threads.submit(task));
			}
			for (Future<Boolean> end : ends) {
				end.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	/**
	 * What a thread sends.
	 */
	@FunctionalInterface
	interface Sender {

		void send() throws Exception;

	}

}
