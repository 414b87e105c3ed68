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

package io.clientwebsocket.test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Opening handshake of RFC 6455, 4.2, and RFC 8441, seen from the server.
 */
final class Handshake {

	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private static final int MAX_HEAD = 64 * 1024;

	private Handshake() {
	}

	/**
	 * Read the head of a request. What stands behind it stays unread.
	 * @param wire where to read
	 * @param wait what is expected, and until when
	 * @return the request
	 */
	static ReceivedRequest read(Wire wire, Wait wait) {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		int lineEnds = 0;
		while (lineEnds < 4) {
			int next = wire.read(wait);
			if (next < 0) {
				throw wait.butWasEnd("the end of the connection after " + head.size() + " bytes");
			}
			if (head.size() == MAX_HEAD) {
				throw wait.butWas("a head of more than " + MAX_HEAD + " bytes");
			}
			head.write(next);
			boolean fits = next == ((lineEnds % 2 == 0) ? '\r' : '\n');
			lineEnds = fits ? lineEnds + 1 : ((next == '\r') ? 1 : 0);
		}
		return ReceivedRequest.parse(head.toString(StandardCharsets.ISO_8859_1).strip());
	}

	/**
	 * Check that a request is an opening handshake.
	 * @param request the request
	 * @throws AssertionError if it is not, with what is wrong about it
	 */
	static void check(ReceivedRequest request) {
		if (request.isHttp2()) {
			checkHttp2(request);
			return;
		}
		check("method", "GET", request.method());
		check("version", "HTTP/1.1", request.version());
		check("number of Host headers", "1", String.valueOf(request.headers("Host").size()));
		check("header Upgrade", "websocket", request.header("Upgrade"));
		check("header Sec-WebSocket-Version", "13", request.header("Sec-WebSocket-Version"));
		checkKey(request.headers("Sec-WebSocket-Key"));
		List<String> connection = request.headers("Connection")
			.stream()
			.flatMap((value) -> Arrays.stream(value.split(",", -1)))
			.map(String::strip)
			.toList();
		if (connection.stream().noneMatch("Upgrade"::equalsIgnoreCase)) {
			throw new AssertionError("expected header Connection with \"Upgrade\", but was " + connection);
		}
	}

	/** RFC 8441, 4 and 5. */
	private static void checkHttp2(ReceivedRequest request) {
		check("method", "CONNECT", request.method());
		check(":protocol", "websocket", request.header(":protocol"));
		check("header Sec-WebSocket-Version", "13", request.header("Sec-WebSocket-Version"));
		for (String name : List.of("Host", "Connection", "Upgrade", "Sec-WebSocket-Key")) {
			if (!request.headers(name).isEmpty()) {
				throw new AssertionError("expected no header " + name + " over HTTP/2, but was " + request);
			}
		}
		for (String name : List.of(":scheme", ":path", ":authority")) {
			if (request.headers(name).isEmpty()) {
				throw new AssertionError("expected " + name + ", but was " + request);
			}
		}
	}

	private static void check(String what, String expected, @Nullable String actual) {
		if (!expected.equalsIgnoreCase(actual)) {
			throw new AssertionError("expected " + what + " \"" + expected + "\", but was "
					+ ((actual != null) ? '"' + actual + '"' : "missing"));
		}
	}

	private static void checkKey(List<String> keys) {
		if (keys.size() != 1 || !isKey(keys.get(0))) {
			throw new AssertionError("expected one header Sec-WebSocket-Key of 16 bytes in Base64, but was " + keys);
		}
	}

	private static boolean isKey(String value) {
		try {
			return Base64.getDecoder().decode(value).length == 16;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * The value of {@code Sec-WebSocket-Accept} for a request.
	 * @param request the request
	 * @return the value
	 */
	static String accept(ReceivedRequest request) {
		try {
			byte[] answered = (request.header("Sec-WebSocket-Key") + GUID).getBytes(StandardCharsets.ISO_8859_1);
			return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(answered));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-1", ex);
		}
	}

}
