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
import java.util.concurrent.atomic.AtomicLongArray;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.message.Message;
import io.clientwebsocket.benchmarks.subject.Pipeline;

/**
 * Takes the time from asking for a message to send to the arrival of the answer. Answers
 * come in the order of the messages.
 */
final class RoundTripProbe implements Probe {

	private static final int SLOTS = 2 * Pipeline.DEPTH;

	private final FloodProbe messages;

	private final Latencies latencies;

	/** When each message that is under way was asked for. */
	private final AtomicLongArray sentAt = new AtomicLongArray(SLOTS);

	/** The thread that sends. */
	private int sent;

	/** The thread that receives. */
	private int arrived;

	RoundTripProbe(FloodProbe messages, Latencies latencies) {
		this.messages = messages;
		this.latencies = latencies;
	}

	@Override
	public @Nullable Message next() {
		this.sentAt.setRelease(this.sent, System.nanoTime());
		this.sent = (this.sent + 1) % SLOTS;
		return this.messages.next();
	}

	@Override
	public boolean part(ByteBuffer bytes, boolean last) {
		arrived(last);
		return this.messages.part(bytes, last);
	}

	@Override
	public boolean text(CharSequence text, boolean last) {
		arrived(last);
		return this.messages.text(text, last);
	}

	private void arrived(boolean last) {
		if (last) {
			this.latencies.record(System.nanoTime() - this.sentAt.getAcquire(this.arrived));
			this.arrived = (this.arrived + 1) % SLOTS;
		}
	}

	@Override
	public long messages() {
		return this.messages.messages();
	}

	@Override
	public void stop() {
		this.messages.stop();
	}

}
