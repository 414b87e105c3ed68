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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Answers to an opening handshake that were right until something was changed, from a
 * seed.
 */
final class MutatedAnswers {

	private static final byte[] MARKS = "\r\n\0\t :,;\"=\u007F\u0080\u00FF".getBytes(StandardCharsets.ISO_8859_1);

	private static final List<String> LINES = List.of("HTTP/1.1 101", "HTTP/1.0 101 Old", "HTTP/2 101 New",
			"HTTP/1.1 100 Continue", "HTTP/1.1 200 OK", "HTTP/1.1 302 Found", "HTTP/1.1 401 No", "HTTP/1.1 407 No",
			"HTTP/1.1 -01 Less", "HTTP/1.1 99999 More", "Location: ws://localhost:1/", "WWW-Authenticate: Basic",
			"Proxy-Authenticate: Digest", "Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999999",
			"Content-Encoding: gzip", "Content-Type: text/html; charset=none", "Transfer-Encoding: chunked",
			"Transfer-Encoding: gzip, chunked", "Connection: close", "Connection: ,", "Upgrade: h2c", "Upgrade",
			"Sec-WebSocket-Accept: x", "Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Protocol: other",
			"Sec-WebSocket-Extensions: permessage-deflate", "Set-Cookie: =;;", ": no name", " folded", "X: \u00FF",
			"X: " + "x".repeat(20_000), "");

	private final Random random;

	MutatedAnswers(long seed) {
		this.random = new Random(seed);
	}

	/** The right answer. */
	static String right(String accept) {
		return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Accept: " + accept + "\r\n\r\n";
	}

	/** The right answer with some changes, and sometimes something behind it. */
	byte[] next(String accept) {
		List<String> lines = new ArrayList<>(Arrays.asList(right(accept).split("\r\n", -1)));
		for (int changes = this.random.nextInt(3); changes > 0; changes--) {
			changeLine(lines);
		}
		byte[] bytes = String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1);
		for (int changes = this.random.nextInt(3); changes > 0; changes--) {
			bytes = changeBytes(bytes);
		}
		return (this.random.nextInt(4) == 0) ? concat(bytes, randomBytes(this.random.nextInt(200))) : bytes;
	}

	private void changeLine(List<String> lines) {
		int index = this.random.nextInt(lines.size());
		switch (this.random.nextInt(5)) {
			case 0 -> lines.add(index, lines.get(this.random.nextInt(lines.size())));
			case 1 -> lines.set(index, LINES.get(this.random.nextInt(LINES.size())));
			case 2 -> lines.add(lines.remove(index));
			case 3 -> lines.set(0, LINES.get(this.random.nextInt(10)));
			default -> lines.add(index, LINES.get(this.random.nextInt(LINES.size())));
		}
	}

	private byte[] changeBytes(byte[] bytes) {
		int from = this.random.nextInt(bytes.length);
		int to = Math.min(bytes.length, from + this.random.nextInt(10));
		byte[] head = Arrays.copyOf(bytes, from);
		byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
		return switch (this.random.nextInt(5)) {
			case 0 -> concat(head, new byte[] { (byte) (bytes[from] ^ (1 << this.random.nextInt(8))) },
					Arrays.copyOfRange(bytes, from + 1, bytes.length));
			case 1 -> concat(head, new byte[] { MARKS[this.random.nextInt(MARKS.length)] }, rest);
			case 2 -> concat(head, Arrays.copyOfRange(bytes, to, bytes.length), new byte[] { '\n' });
			case 3 -> concat(head, randomBytes(to - from), rest);
			default -> (from > 0) ? head : bytes;
		};
	}

	private byte[] randomBytes(int count) {
		byte[] bytes = new byte[count];
		this.random.nextBytes(bytes);
		return bytes;
	}

	private static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

}
