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

package io.clientwebsocket.spring;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes calls one after the other, in the order in which they come, on the thread that
 * brings the first of them. A call from within a call is made after it.
 */
final class SerialCalls {

	private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

	/** Calls to be made; whoever adds the first one sees to all. */
	private final AtomicInteger work = new AtomicInteger();

	/**
	 * Make a call, now or after those before it.
	 * @param call the call, which does not throw
	 */
	void run(Runnable call) {
		this.waiting.add(call);
		if (this.work.getAndIncrement() > 0) {
			return;
		}
		do {
			this.waiting.remove().run();
		}
		while (this.work.decrementAndGet() > 0);
	}

}
