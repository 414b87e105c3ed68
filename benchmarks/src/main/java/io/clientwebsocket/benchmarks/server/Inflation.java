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

package io.clientwebsocket.benchmarks.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.clientwebsocket.benchmarks.message.MessageSink;
import io.clientwebsocket.benchmarks.message.RandomMessages;

/**
 * Inflates what a client has sent, and gives it to a sink.
 */
final class Inflation {

	private static final byte[] TAIL = { 0, 0, -1, -1 };

	private final Inflater inflater = new Inflater(true);

	private final ByteBuffer out = ByteBuffer.allocate(RandomMessages.MAX_SIZE + 1);

	boolean part(ByteBuffer payload, boolean last, MessageSink sink) throws IOException {
		this.out.clear();
		inflate(payload);
		if (last) {
			inflate(ByteBuffer.wrap(TAIL));
		}
		return sink.part(this.out.flip(), last);
	}

	private void inflate(ByteBuffer in) throws IOException {
		this.inflater.setInput(in);
		try {
			int count = 1;
			while (count > 0) {
				count = this.inflater.inflate(this.out);
			}
		}
		catch (DataFormatException ex) {
			throw new IOException("expected compressed data", ex);
		}
	}

}
