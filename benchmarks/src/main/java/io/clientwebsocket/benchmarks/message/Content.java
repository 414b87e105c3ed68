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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What messages consist of.
 */
public enum Content {

	/** Random bytes. */
	BINARY,

	/** Text in ASCII, as most texts of machines are. */
	TEXT,

	/** JSON as text, compressed by permessage-deflate on its way. */
	DEFLATED_JSON;

	/** So many that none repeats within the window of the compressor. */
	private static final int JSON_MESSAGES = 256;

	private static final String ASCII = "price of the day ";

	/**
	 * Messages for a measurement, to be sent again and again.
	 * @param size number of bytes of each
	 * @return the messages
	 */
	public List<Message> messages(int size) {
		return switch (this) {
			case BINARY -> {
				byte[] bytes = new byte[size];
				new Random(size).nextBytes(bytes);
				yield List.of(Message.binary(bytes).direct());
			}
			case TEXT -> List.of(Message.text(ASCII.repeat(size / ASCII.length() + 1).substring(0, size)).direct());
			case DEFLATED_JSON -> Arrays.stream(DeflateSamples.JSON.messages(JSON_MESSAGES, size))
				.map((json) -> Message.text(new String(json, StandardCharsets.US_ASCII)).direct())
				.toList();
		};
	}

	/**
	 * Whether the client is to negotiate permessage-deflate.
	 * @return whether messages are compressed
	 */
	public boolean isDeflated() {
		return this == DEFLATED_JSON;
	}

}
