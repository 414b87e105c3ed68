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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ServerFrame;

/**
 * Fragments of a message, cut as the server of the suite does it: behind fragments of
 * full size there is always another one, and if nothing is left for it, it is empty.
 */
final class Fragments {

	private static final int CONTINUATION = 0;

	private Fragments() {
	}

	/** A message in fragments of some size, or in one frame if it is no larger. */
	static ServerFrame[] of(int opcode, byte[] payload, int size) {
		if (payload.length <= size) {
			return new ServerFrame[] { Frames.frame(opcode, payload) };
		}
		List<ServerFrame> frames = new ArrayList<>();
		int from = 0;
		while (from + size <= payload.length) {
			byte[] part = Arrays.copyOfRange(payload, from, from + size);
			frames.add(Frames.frame((from == 0) ? opcode : CONTINUATION, part).fragment());
			from += size;
		}
		frames.add(Frames.frame(CONTINUATION, Arrays.copyOfRange(payload, from, payload.length)));
		return frames.toArray(ServerFrame[]::new);
	}

}
