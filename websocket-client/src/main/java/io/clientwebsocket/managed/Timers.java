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

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

import io.clientwebsocket.managed.Action.Timer;

/**
 * What the machine waits for. For one thread at a time.
 */
final class Timers {

	private final Threads threads;

	private final Map<Timer, Runnable> cancels = new EnumMap<>(Timer.class);

	Timers(Threads threads) {
		this.threads = threads;
	}

	/**
	 * Set a timer.
	 * @param timer what is waited for
	 * @param onDue told when its time is up, on the timer's thread
	 * @return whether that is possible
	 */
	boolean set(Action.SetTimer timer, Consumer<Action.SetTimer> onDue) {
		Runnable cancel = this.threads.schedule(() -> onDue.accept(timer), timer.delay());
		if (cancel != null) {
			this.cancels.put(timer.timer(), cancel);
		}
		return cancel != null;
	}

	void cancel(Timer timer) {
		Runnable cancel = this.cancels.remove(timer);
		if (cancel != null) {
			cancel.run();
		}
	}

}
