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
 * Compares what arrives, in whatever parts, with the messages of a source.
 */
final class ExpectedMessages implements MessageSink {

	private final MessageSource source;

	private @Nullable ByteBuffer expected;

	private volatile int complete;

	ExpectedMessages(MessageSource source) {
		this.source = source;
		this.expected = source.next();
	}

	/** Number of messages that arrived as they were expected. */
	int complete() {
		return this.complete;
	}

	@Override
	public boolean part(ByteBuffer bytes, boolean last) {
		ByteBuffer rest = this.expected;
		int length = bytes.remaining();
		if (rest == null || length > rest.remaining() || (last && length < rest.remaining())
				|| !rest.slice(rest.position(), length).equals(bytes)) {
			throw new IllegalStateException("expected message " + this.complete + " unchanged ("
					+ ((rest != null) ? rest.remaining() + " bytes to come" : "none") + "), but were other " + length
					+ " bytes" + (last ? " at its end" : ""));
		}
		rest.position(rest.position() + length);
		return !last || nextMessage();
	}

	@SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
	private boolean nextMessage() {
		this.complete++;
		this.expected = this.source.next();
		return this.expected != null;
	}

}
