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

package io.clientwebsocket.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link FrameReader}, {@link Masking} and {@link ControlScanner}: whatever comes, and in
 * whatever pieces, the frames and the verdict are those of {@link ReferenceFrames}.
 */
class FramesFuzz {

	private static final long[] MAX_FRAME_SIZES = { Long.MAX_VALUE, 0, 5, 125, 126, 65535, 65536, 1L << 40 };

	@FuzzTest
	void framesAreThoseOfTheReference(byte[] data) {
		FuzzInput input = new FuzzInput(data);
		long maxFrameSize = input.choose(MAX_FRAME_SIZES);
		ReferenceFrames expected = ReferenceFrames.of(input.bytes(), input.role(), maxFrameSize);
		verifyReading(input, maxFrameSize, expected, null);
		verifyReading(input, maxFrameSize, expected, new Random(input.seed()));
		verifyScanning(input, maxFrameSize, expected);
	}

	private static void verifyReading(FuzzInput input, long maxFrameSize, ReferenceFrames expected,
			@Nullable Random random) {
		FrameStream stream = new FrameStream(input.role(), maxFrameSize, random);
		stream.read(input.bytes());
		assertThat(stream.frames()).isEqualTo(expected.frames());
		assertThat(stream.refusal()).isEqualTo(expected.refusal());
		assertThat(stream.consumed()).isEqualTo(expected.position());
	}

	/**
	 * However reading and scanning alternate, each PING and PONG is handled once, in its
	 * order, and none behind a close frame or one that is refused.
	 */
	private static void verifyScanning(FuzzInput input, long maxFrameSize, ReferenceFrames reference) {
		List<String> expected = reference.frames()
			.stream()
			.takeWhile((frame) -> frame.opcode() != Opcode.CLOSE)
			.filter((frame) -> Opcode.isControl(frame.opcode()) && frame.isComplete())
			.map((frame) -> frame.opcode() + " " + frame.payload())
			.toList();
		ReadAhead readAhead = new ReadAhead(new Random(input.seed()), input.role(), maxFrameSize);
		assertThat(readAhead.handle(ByteBuffer.wrap(input.bytes()))).isEqualTo(expected);
	}

}
