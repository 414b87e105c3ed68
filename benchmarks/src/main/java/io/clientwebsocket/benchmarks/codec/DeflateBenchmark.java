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

package io.clientwebsocket.benchmarks.codec;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import io.clientwebsocket.benchmarks.message.DeflateSamples;
import io.clientwebsocket.protocol.MessageDeflater;
import io.clientwebsocket.protocol.MessageInflater;

/**
 * Compression of JSON with context takeover and 15 bits, beside the JDK's deflater and
 * inflater alone, which are the limit.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DeflateBenchmark {

	/**
	 * Compress a message.
	 * @param state the messages
	 * @return length of its payload
	 */
	@Benchmark
	public int deflate(Messages state) {
		ByteBuffer in = ByteBuffer.wrap(state.next());
		state.out.clear();
		state.deflater.deflate(in, true, state.out);
		return state.out.position();
	}

	/**
	 * Compress a message with the JDK alone.
	 * @param state the messages
	 * @return length of its payload
	 */
	@Benchmark
	public int rawDeflate(Messages state) {
		state.rawDeflater.setInput(state.next());
		state.out.clear();
		return state.rawDeflater.deflate(state.out, Deflater.SYNC_FLUSH);
	}

	/**
	 * Decompress a message.
	 * @param state the messages
	 * @return length of the message
	 */
	@Benchmark
	public int inflate(Messages state) {
		byte[] payload = state.nextPayload();
		MessageInflater inflater = state.inflater;
		state.out.clear();
		for (int position = 0; position < payload.length;) {
			ByteBuffer piece = inflater.input();
			int count = Math.min(piece.remaining(), payload.length - position);
			piece.put(payload, position, count);
			position += count;
			inflater.inputReady();
			inflater.inflate(state.out);
		}
		inflater.endInput();
		inflater.inflate(state.out);
		inflater.endMessage();
		return state.out.position();
	}

	/**
	 * Decompress a message with the JDK alone.
	 * @param state the messages
	 * @return length of the message
	 * @throws DataFormatException never
	 */
	@Benchmark
	public int rawInflate(Messages state) throws DataFormatException {
		state.rawInflater.setInput(state.nextPayload());
		state.out.clear();
		int count = state.rawInflater.inflate(state.out);
		state.rawInflater.setInput(Messages.TAIL);
		return count + state.rawInflater.inflate(state.out);
	}

	/**
	 * Messages of one size, and their payloads without takeover, so that they may be
	 * repeated.
	 */
	@State(Scope.Thread)
	public static class Messages {

		static final byte[] TAIL = { 0, 0, -1, -1 };

		private static final int COUNT = 256;

		/** Number of bytes. */
		@Param({ "512", "16384" })
		int size;

		private final MessageDeflater deflater = new MessageDeflater(15, true, () -> new Deflater(6, true),
				Deflater::end);

		private final MessageInflater inflater = new MessageInflater(true, () -> new Inflater(true), Inflater::end);

		private final Deflater rawDeflater = new Deflater(6, true);

		private final Inflater rawInflater = new Inflater(true);

		private final ByteBuffer out = ByteBuffer.allocateDirect(64 * 1024);

		private byte[][] messages = {};

		private byte[][] payloads = {};

		private int index;

		/** Fill the messages. */
		@Setup
		public void fill() {
			this.messages = DeflateSamples.JSON.messages(COUNT, this.size);
			this.payloads = new byte[COUNT][];
			MessageDeflater single = new MessageDeflater(15, false, () -> new Deflater(6, true), Deflater::end);
			for (int i = 0; i < COUNT; i++) {
				this.out.clear();
				single.deflate(ByteBuffer.wrap(this.messages[i]), true, this.out);
				this.payloads[i] = new byte[this.out.position()];
				this.out.flip().get(this.payloads[i]);
			}
		}

		/** Give native memory back. */
		@TearDown
		public void end() {
			this.deflater.end();
			this.inflater.end();
			this.rawDeflater.end();
			this.rawInflater.end();
		}

		byte[] next() {
			this.index = (this.index + 1) % COUNT;
			return this.messages[this.index];
		}

		byte[] nextPayload() {
			this.index = (this.index + 1) % COUNT;
			return this.payloads[this.index];
		}

	}

}
