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
import java.util.Random;

/**
 * Data to compress, always the same.
 */
public enum DeflateSamples {

	/** What a market data feed sends. */
	JSON {

		@Override
		void append(StringBuilder text, Random random) {
			text.append("{\"symbol\":\"")
				.append(SYMBOLS[random.nextInt(SYMBOLS.length)])
				.append("\",\"bid\":")
				.append(random.nextInt(200_000) / 1000.0)
				.append(",\"ask\":")
				.append(random.nextInt(200_000) / 1000.0)
				.append(",\"time\":\"2026-01-01T10:")
				.append(10 + random.nextInt(50))
				.append(':')
				.append(10 + random.nextInt(50))
				.append("Z\",\"size\":")
				.append(random.nextInt(10_000))
				.append("},");
		}

	},

	/** Sentences of words that are more or less frequent. */
	TEXT {

		@Override
		void append(StringBuilder text, Random random) {
			int word = (int) (Math.pow(random.nextDouble(), 3) * 3000);
			Random letters = new Random(word);
			int length = 2 + letters.nextInt(8);
			for (int i = 0; i < length; i++) {
				text.append((char) ('a' + letters.nextInt(26)));
			}
			text.append((random.nextInt(12) == 0) ? ". " : " ");
		}

	},

	/** What cannot be compressed. */
	RANDOM {

		@Override
		void append(StringBuilder text, Random random) {
			text.append((char) random.nextInt(256));
		}

	};

	private static final String[] SYMBOLS = { "EURUSD", "EURCHF", "GBPUSD", "USDJPY", "AUDUSD", "USDCAD", "NZDUSD",
			"EURGBP", "EURJPY", "CHFJPY" };

	abstract void append(StringBuilder text, Random random);

	/**
	 * Messages of one size.
	 * @param count number of messages
	 * @param size number of bytes of each
	 * @return the messages
	 */
	public byte[][] messages(int count, int size) {
		Random random = new Random(1);
		byte[][] messages = new byte[count][];
		for (int i = 0; i < count; i++) {
			StringBuilder text = new StringBuilder();
			while (text.length() < size) {
				append(text, random);
			}
			messages[i] = text.substring(0, size).getBytes(StandardCharsets.ISO_8859_1);
		}
		return messages;
	}

}
