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

package io.clientwebsocket.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The first 8 KiB of the body of an answer that is none of a WebSocket. Thread-safe: a
 * timeout wants to know what has come so far.
 */
final class ResponseBody {

	private static final int MAX_SIZE = 8 * 1024;

	private static final ByteBuffer NONE = ByteBuffer.allocate(0);

	/** Most answers have no body. */
	private ByteBuffer bytes = NONE;

	/**
	 * Keep what fits.
	 * @return whether there is no more room
	 */
	synchronized boolean add(ByteBuffer content) {
		if (this.bytes.capacity() == 0 && content.hasRemaining()) {
			this.bytes = ByteBuffer.allocate(MAX_SIZE);
		}
		int count = Math.min(content.remaining(), this.bytes.remaining());
		this.bytes.put(content.duplicate().limit(content.position() + count));
		return this.bytes.position() == MAX_SIZE;
	}

	/**
	 * Read a response to its end, as far as there is room.
	 * @param content where it comes from
	 * @param whenFull called once, if there is no more room: the rest is not read
	 */
	void read(Content.Source content, Runnable whenFull) {
		Content.Chunk chunk = content.read();
		while (chunk != null) {
			boolean full = !Content.Chunk.isFailure(chunk) && add(chunk.getByteBuffer());
			boolean last = chunk.isLast();
			chunk.release();
			if (full) {
				whenFull.run();
			}
			if (full || last) {
				return;
			}
			chunk = content.read();
		}
		content.demand(() -> read(content, whenFull));
	}

	synchronized String text(@Nullable String contentType) {
		return new String(this.bytes.array(), 0, this.bytes.position(), charset(contentType));
	}

	private static Charset charset(@Nullable String contentType) {
		String name = (contentType != null) ? MimeTypes.getCharsetFromContentType(contentType) : null;
		try {
			return (name != null) ? Charset.forName(name) : StandardCharsets.UTF_8;
		}
		catch (IllegalArgumentException ex) {
			// a charset that nobody knows, or no name of one
			return StandardCharsets.UTF_8;
		}
	}

}
