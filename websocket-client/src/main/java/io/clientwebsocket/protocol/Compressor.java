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

/**
 * Compresses a stream of bytes within a window.
 */
interface Compressor {

	/**
	 * Compress, and bring out everything that was put in.
	 * @param in the bytes; advanced
	 * @param out where the compressed bytes go; advanced
	 * @return whether everything is out, else the rest needs more room, and comes with
	 * the next call
	 */
	boolean compress(ByteBuffer in, ByteBuffer out);

	/** A message is complete: without context takeover, forget it. */
	void endMessage();

	/** Give native memory back. */
	void release();

}
