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

import java.nio.ByteBuffer;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrameCounterTests {

	// masked binary "abc"; PING; first fragment; last fragment
	private static final byte[] FRAMES = HexFormat.of()
		.parseHex("828300000000616263" + "898000000000" + "02810000000061" + "80fe007f00000000" + "00".repeat(127));

	@Test
	void messagesAreCountedByTheirLastFragmentWithoutControlFrames() {
		ByteBuffer in = ByteBuffer.wrap(FRAMES);
		assertThat(new FrameCounter().count(in)).isEqualTo(2);
		assertThat(in.hasRemaining()).isFalse();
	}

	@Test
	void piecesOfEverySizeGiveTheSameNumber() {
		for (int size = 1; size < FRAMES.length; size++) {
			assertThat(countInPieces(size)).as("pieces of %d bytes", size).isEqualTo(2);
		}
	}

	private static long countInPieces(int size) {
		FrameCounter counter = new FrameCounter();
		ByteBuffer buffer = ByteBuffer.allocate(FRAMES.length);
		long messages = 0;
		for (int from = 0; from < FRAMES.length; from += size) {
			buffer.put(FRAMES, from, Math.min(size, FRAMES.length - from));
			messages += counter.count(buffer.flip());
			buffer.compact();
		}
		return messages;
	}

}
