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

package io.clientwebsocket.benchmarks.subject;

import java.nio.ByteBuffer;

/**
 * Is told what arrives. Called by one thread at a time.
 */
interface Listener {

	/** Of a connection that is left alone. */
	Listener IGNORING = new Listener() {

		@Override
		public void part(ByteBuffer bytes, boolean last) {
			// nobody sends
		}

		@Override
		public void text(CharSequence text, boolean last) {
			// nobody sends
		}

		@Override
		public void failed(Throwable cause) {
			// the end of a connection that is given up
		}
	};

	/** A part of a message arrived; the bytes are free again afterwards. */
	void part(ByteBuffer bytes, boolean last);

	/** A part of a text message arrived. */
	void text(CharSequence text, boolean last);

	/** The connection has failed. */
	void failed(Throwable cause);

}
