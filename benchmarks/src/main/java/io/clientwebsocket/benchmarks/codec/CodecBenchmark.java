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
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.TimeUnit;

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
import org.openjdk.jmh.annotations.Warmup;

import io.clientwebsocket.benchmarks.message.Content;
import io.clientwebsocket.protocol.FrameReader;
import io.clientwebsocket.protocol.FrameWriter;
import io.clientwebsocket.protocol.MaskKeys;
import io.clientwebsocket.protocol.Masking;
import io.clientwebsocket.protocol.Role;
import io.clientwebsocket.protocol.Utf8;
import io.clientwebsocket.protocol.Utf8Validator;

/**
 * Pure code: frames out of a buffer, masking, UTF-8.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

	private static final int BINARY = 2;

	/**
	 * Read all frames of a buffer of 64 KiB.
	 * @param state the buffers
	 * @return number of frames
	 */
	@Benchmark
	public int readFrames(Frames state) {
		ByteBuffer in = state.frames.rewind();
		int count = 0;
		while (state.reader.readHeader(in)) {
			state.reader.readPayload(in, state.target.clear());
			state.reader.endFrame();
			count++;
		}
		return count;
	}

	/**
	 * Fill a buffer of 64 KiB with masked frames.
	 * @param state the buffers
	 * @return the buffer
	 */
	@Benchmark
	public ByteBuffer writeFrames(Frames state) {
		ByteBuffer out = state.out.clear();
		while (out.remaining() >= Frames.SIZE + FrameWriter.MAX_HEADER_LENGTH) {
			int key = state.keys.next();
			FrameWriter.writeHeader(out, FrameWriter.firstByte(BINARY, true), Frames.SIZE, key);
			Masking.copy(state.payload, 0, out, out.position(), Frames.SIZE, key, 0);
			out.position(out.position() + Frames.SIZE);
		}
		return out;
	}

	/**
	 * Encode a text that is ASCII.
	 * @param state the texts
	 * @return the bytes
	 */
	@Benchmark
	public ByteBuffer encodeAscii(Payload state) {
		return Utf8.encode("text", state.text);
	}

	/**
	 * Copy and mask a payload.
	 * @param state the buffers
	 * @return the target
	 */
	@Benchmark
	public ByteBuffer mask(Payload state) {
		Masking.copy(state.bytes, 0, state.target, 0, state.size, state.key, 0);
		return state.target;
	}

	/**
	 * Validate a text that is ASCII.
	 * @param state the buffers
	 * @return whether it is valid
	 */
	@Benchmark
	public boolean validateAscii(Payload state) {
		return state.validator.accept(state.ascii, 0, state.size);
	}

	/**
	 * Validate a text of which every other character has two bytes.
	 * @param state the buffers
	 * @return whether it is valid
	 */
	@Benchmark
	public boolean validateMixed(Payload state) {
		return state.validator.accept(state.mixed, 0, state.size) && state.validator.end();
	}

	/**
	 * Frames of 64 bytes in a buffer as it is read from a connection.
	 */
	@State(Scope.Thread)
	public static class Frames {

		private static final int BUFFER_SIZE = 64 * 1024;

		private static final int SIZE = 64;

		private final FrameReader reader = new FrameReader(Role.CLIENT, Long.MAX_VALUE);

		private final ByteBuffer frames = block();

		private final ByteBuffer target = ByteBuffer.allocateDirect(SIZE);

		private final MaskKeys keys = new MaskKeys(new SecureRandom());

		private final ByteBuffer payload = Content.BINARY.messages(SIZE).get(0).bytes();

		private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_SIZE);

		private static ByteBuffer block() {
			ByteBuffer block = ByteBuffer.allocateDirect(BUFFER_SIZE);
			byte[] payload = Content.BINARY.messages(SIZE).get(0).array();
			while (block.remaining() >= 2 + SIZE) {
				block.put((byte) 0x82).put((byte) SIZE).put(payload);
			}
			return block.flip();
		}

	}

	/**
	 * Payloads of one size.
	 */
	@State(Scope.Thread)
	public static class Payload {

		private static final String ASCII = "price";

		private static final String MIXED = "a\u00E9";

		/** Number of bytes. */
		@Param({ "63", "1023", "65535" })
		int size;

		private final int key = new Random(1).nextInt();

		private final Utf8Validator validator = new Utf8Validator();

		private ByteBuffer bytes = ByteBuffer.allocate(0);

		private ByteBuffer target = ByteBuffer.allocate(0);

		private ByteBuffer ascii = ByteBuffer.allocate(0);

		private ByteBuffer mixed = ByteBuffer.allocate(0);

		private String text = "";

		/** Fill the buffers. */
		@Setup
		public void fill() {
			this.bytes = Content.BINARY.messages(this.size).get(0).bytes();
			this.target = ByteBuffer.allocateDirect(this.size);
			this.ascii = text(ASCII);
			this.text = StandardCharsets.US_ASCII.decode(this.ascii.duplicate()).toString();
			this.mixed = text(MIXED);
		}

		/** Sizes are multiples of three bytes, so that no character is cut. */
		private ByteBuffer text(String unit) {
			byte[] bytes = unit.repeat(this.size).getBytes(StandardCharsets.UTF_8);
			return ByteBuffer.allocateDirect(this.size).put(bytes, 0, this.size).flip();
		}

	}

}
