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

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Data of the kinds that the suite compresses, made anew: as large as some of its files.
 */
enum SampleData {

	JSON(1, false) {
		@Override
		String next(Random random) {
			return "{\"id\":" + random.nextInt(100_000) + ",\"name\":\"Müller " + random.nextInt(50) + "\",\"price\":"
					+ random.nextInt(1000) + "." + random.nextInt(100) + ",\"sold\":" + random.nextBoolean() + "},\n";
		}
	},

	HTML(4, false) {
		@Override
		String next(Random random) {
			return "<div class=\"row-" + random.nextInt(4) + "\"><a href=\"/page/" + random.nextInt(500)
					+ "\">Größe&nbsp;" + random.nextInt(90) + "</a></div>\n";
		}
	},

	/** German prose. */
	PROSE(3, true) {
		@Override
		String next(Random random) {
			String[] words = { "und", "der", "Geist", "ach", "nicht", "Welt", "über", "schön", "Licht", "ist", "dem" };
			return words[random.nextInt(words.length)] + ((random.nextInt(9) != 0) ? " " : ",\n");
		}
	},

	/** A picture: near values side by side. */
	PICTURE(2, true) {
		@Override
		String next(Random random) {
			return String.valueOf((char) (100 + random.nextInt(12)));
		}
	},

	/** A document that is compressed already. */
	DOCUMENT(5, true) {
		@Override
		String next(Random random) {
			return String.valueOf((char) random.nextInt(256));
		}
	};

	private static final int LENGTH = 200_000;

	private final int group;

	private final boolean binary;

	SampleData(int group, boolean binary) {
		this.group = group;
		this.binary = binary;
	}

	abstract String next(Random random);

	/** Number of the group of cases. */
	String group() {
		return "12." + this.group;
	}

	boolean isBinary() {
		return this.binary;
	}

	/** All of it; a character is a byte if it is binary. */
	String text() {
		Random random = new Random(this.group);
		StringBuilder text = new StringBuilder();
		while (text.length() < LENGTH) {
			text.append(next(random));
		}
		return text.toString();
	}

	/** How a part of the text is sent. */
	byte[] bytes(String part) {
		return part.getBytes(this.binary ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
	}

}
