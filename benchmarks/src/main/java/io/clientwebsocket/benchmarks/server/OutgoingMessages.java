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
import java.util.List;
import java.util.zip.Deflater;

import io.clientwebsocket.benchmarks.message.Content;
import io.clientwebsocket.benchmarks.message.Message;

/**
 * Makes frames of messages, each compressed on its own if they are to be.
 */
final class OutgoingMessages {

	/** What ends each block, and is left out. */
	private static final int TAIL_LENGTH = 4;

	private final Content content;

	OutgoingMessages(Content content) {
		this.content = content;
	}

	/** As many whole messages as fit into a size, at least one. */
	ByteBuffer block(List<Message> messages, int size) {
		int largest = messages.get(0).size() + ServerFrames.MAX_HEADER_LENGTH;
		ByteBuffer block = ByteBuffer.allocateDirect(Math.max(size, largest));
		for (int i = 0; block.remaining() >= largest; i++) {
			Message message = messages.get(i % messages.size());
			ServerFrames.write(block, ServerFrames.FIN | firstByte(), payload(message));
		}
		return block.flip();
	}

	/** First byte of a message, without the bit for its last frame. */
	int firstByte() {
		return switch (this.content) {
			case BINARY -> ServerFrames.BINARY;
			case TEXT -> ServerFrames.TEXT;
			case DEFLATED_JSON -> ServerFrames.TEXT | ServerFrames.RSV1;
		};
	}

	ByteBuffer payload(Message message) {
		return this.content.isDeflated() ? deflate(message) : message.bytes().duplicate();
	}

	private static ByteBuffer deflate(Message message) {
		Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
		try {
			ByteBuffer out = ByteBuffer.allocate(message.size() + 64);
			deflater.setInput(message.array());
			deflater.deflate(out, Deflater.SYNC_FLUSH);
			return out.limit(out.position() - TAIL_LENGTH).rewind();
		}
		finally {
			deflater.end();
		}
	}

}
