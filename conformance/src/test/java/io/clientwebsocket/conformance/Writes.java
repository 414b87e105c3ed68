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

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ServerFrame;

/**
 * Ways to send the same frames.
 */
final class Writes {

	private Writes() {
	}

	/** Frames in one write. */
	static List<byte[]> together(ServerFrame... frames) {
		return List.of(Frames.bytes(frames));
	}

	/** Frames in a write each. */
	static List<byte[]> frameWise(ServerFrame... frames) {
		return Arrays.stream(frames).map(ServerFrame::toBytes).toList();
	}

	/** Frames in one write for each byte. */
	static List<byte[]> octetWise(ServerFrame... frames) {
		return inChops(1, frames);
	}

	/** Frames in writes of some size. */
	static List<byte[]> inChops(int size, ServerFrame... frames) {
		return inChops(size, Frames.bytes(frames));
	}

	static List<byte[]> inChops(int size, byte[] bytes) {
		return IntStream.iterate(0, (from) -> from < bytes.length, (from) -> from + size)
			.mapToObj((from) -> Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)))
			.toList();
	}

}
