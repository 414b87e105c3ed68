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

/**
 * Counts messages by the headers of frames, and passes over payloads unread.
 */
final class FrameCounter {

	/** Payload that is still to come. */
	private long skip;

	/**
	 * Count.
	 * @param in the bytes; advanced to the first header that is not complete
	 * @return number of data messages whose last header was among the bytes
	 */
	long count(ByteBuffer in) {
		long messages = 0;
		while (true) {
			int skipped = (int) Math.min(this.skip, in.remaining());
			in.position(in.position() + skipped);
			this.skip -= skipped;
			if (this.skip > 0 || !readHeader(in)) {
				return messages;
			}
			int first = in.get(in.position());
			if (first < 0 && (first & 8) == 0) {
				messages++;
			}
		}
	}

	/** Whether the header is complete; it is passed over with its payload. */
	private boolean readHeader(ByteBuffer in) {
		int start = in.position();
		if (in.remaining() < 2) {
			return false;
		}
		int second = in.get(start + 1);
		int length = second & 0x7F;
		int header = 2 + ((length < 126) ? 0 : (length == 126) ? 2 : 8) + ((second < 0) ? 4 : 0);
		if (in.remaining() < header) {
			return false;
		}
		long payload = (length < 126) ? length
				: (length == 126) ? in.getShort(start + 2) & 0xFFFF : in.getLong(start + 2);
		this.skip = header + payload;
		return true;
	}

}
