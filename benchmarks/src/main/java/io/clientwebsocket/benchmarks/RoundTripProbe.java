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

package io.clientwebsocket.benchmarks;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * Takes the time from asking for a message to send to the arrival of the answer.
 */
final class RoundTripProbe implements Probe {

	private final FloodProbe messages;

	private final Latencies latencies = new Latencies();

	/** Handed from thread to thread by the subject, with the turn. */
	private long sentAt;

	RoundTripProbe(ByteBuffer payload) {
		this.messages = new FloodProbe(payload);
	}

	@Override
	public @Nullable ByteBuffer next() {
		this.sentAt = System.nanoTime();
		return this.messages.next();
	}

	@Override
	public boolean part(ByteBuffer bytes, boolean last) {
		if (last) {
			this.latencies.record(System.nanoTime() - this.sentAt);
		}
		return this.messages.part(bytes, last);
	}

	@Override
	public long messages() {
		return this.messages.messages();
	}

	@Override
	public Latencies latencies() {
		return this.latencies;
	}

	@Override
	public void stop() {
		this.messages.stop();
	}

}
