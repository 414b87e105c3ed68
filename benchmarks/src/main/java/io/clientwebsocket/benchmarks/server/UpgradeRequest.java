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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.clientwebsocket.benchmarks.message.Content;

/**
 * A request as far as the server needs it.
 *
 * @param path the segments of the path
 * @param key the value of {@code Sec-WebSocket-Key}, possibly empty
 * @param extensions the value of {@code Sec-WebSocket-Extensions}, possibly empty
 */
record UpgradeRequest(List<String> path, String key, String extensions) {

	private static final int MAX_SIZE = 8 * 1024;

	private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private static final String DEFLATE = "permessage-deflate";

	private static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";

	private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";

	/** Read up to the empty line; clients send nothing behind it before the answer. */
	static UpgradeRequest read(ReadableByteChannel channel) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(MAX_SIZE);
		String text = "";
		while (!text.endsWith("\r\n\r\n")) {
			if (channel.read(buffer) <= 0) {
				throw new IOException("expected a request, but were " + buffer.position() + " bytes");
			}
			text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
		}
		return parse(text);
	}

	private static UpgradeRequest parse(String text) throws IOException {
		String[] words = text.split(" ", 3);
		if (words.length < 3 || !words[1].startsWith("/")) {
			throw new IOException("expected a request line with a path");
		}
		return new UpgradeRequest(List.of(words[1].substring(1).split("/", -1)), field(text, "sec-websocket-key"),
				field(text, "sec-websocket-extensions").toLowerCase(Locale.ROOT));
	}

	private static String field(String text, String name) {
		Matcher value = Pattern.compile("\r\n" + name + ": *(.*)", Pattern.CASE_INSENSITIVE).matcher(text);
		return value.find() ? value.group(1).trim() : "";
	}

	String route() {
		return this.path.get(0);
	}

	Content content() {
		return Content.valueOf(this.path.get(1));
	}

	long number(int segment) {
		return Long.parseLong(this.path.get(segment));
	}

	/** The answer that opens the WebSocket. */
	ByteBuffer accept() throws IOException {
		return StandardCharsets.US_ASCII
			.encode("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
					+ "Sec-WebSocket-Accept: " + acceptValue(this.key) + "\r\n" + extension() + "\r\n");
	}

	/**
	 * Compression is agreed on for what is to be compressed, and for nothing else,
	 * whatever a client offers. No message depends on an earlier one: a client that is
	 * not told so, and does without context takeover all the same, would do less work.
	 */
	private String extension() throws IOException {
		if (!content().isDeflated()) {
			return "";
		}
		if (!this.extensions.contains(DEFLATE)) {
			throw new IOException("expected an offer of " + DEFLATE + ", but was '" + this.extensions + "'");
		}
		return "Sec-WebSocket-Extensions: " + DEFLATE + "; " + CLIENT_NO_TAKEOVER
				+ (this.extensions.contains(SERVER_NO_TAKEOVER) ? "; " + SERVER_NO_TAKEOVER : "") + "\r\n";
	}

	private static String acceptValue(String key) {
		try {
			MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
			return Base64.getEncoder()
				.encodeToString(sha1.digest((key + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("expected SHA-1 in every JDK", ex);
		}
	}

}
