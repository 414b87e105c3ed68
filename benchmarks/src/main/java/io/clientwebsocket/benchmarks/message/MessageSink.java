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

package io.clientwebsocket.benchmarks.message;

import java.nio.ByteBuffer;

/**
 * Takes what a subject received. Called by one thread at a time.
 */
public interface MessageSink {

	/**
	 * Take a part of a message, of a text in UTF-8.
	 * @param bytes the payload between position and limit
	 * @param last whether the message ends with it
	 * @return whether the subject should go on to receive
	 */
	boolean part(ByteBuffer bytes, boolean last);

	/**
	 * Take a part of a text message.
	 * @param text the characters
	 * @param last whether the message ends with it
	 * @return whether the subject should go on to receive
	 */
	boolean text(CharSequence text, boolean last);

}
