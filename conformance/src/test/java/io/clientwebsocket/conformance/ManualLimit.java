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

package io.clientwebsocket.conformance;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A time limit that is over when a test says so.
 */
final class ManualLimit implements TimeLimit {

	private final LinkedBlockingQueue<Runnable> running = new LinkedBlockingQueue<>();

	@Override
	public Runnable start(Runnable cutOff) {
		this.running.add(cutOff);
		return () -> this.running.remove(cutOff);
	}

	/** The time of the connection that is open, or about to be, is over. */
	void expire() throws InterruptedException {
		Runnable cutOff = this.running.poll(10, TimeUnit.SECONDS);
		assertThat(cutOff).isNotNull();
		cutOff.run();
	}

	/** Whether the time of every connection was stopped. */
	boolean isIdle() {
		return this.running.isEmpty();
	}

}
