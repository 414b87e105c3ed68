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

package io.clientwebsocket.engine;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageAssembly}.
 */
class MessageAssemblyTests {

	@Test
	void messageInSmallFragmentsIsCopiedAFewTimesOnly() {
		MessageAssembly message = new MessageAssembly();
		byte[] fragment = new byte[64];
		int capacity = 0;
		int copies = 0;
		for (int i = 0; i < 65536; i++) {
			int left = fragment.length;
			while (left > 0) {
				ByteBuffer room = message.room(left, i == 65535);
				copies += (room.capacity() != capacity) ? 1 : 0;
				capacity = room.capacity();
				int count = Math.min(left, room.remaining());
				room.put(fragment, 0, count);
				left -= count;
			}
		}
		assertThat(copies).isLessThan(32);
	}

}
