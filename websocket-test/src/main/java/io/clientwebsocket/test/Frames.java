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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Frames and bytes in the words of RFC 6455. The frames are correct frames of a server;
 * {@link ServerFrame} says how to make them wrong.
 *
 * @since 0.1.0
 */
public final class Frames {

	private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

	private static final int MAX_REPETITION = 16 * 1024 * 1024;

	private Frames() {
	}

	/**
	 * Text frame with a whole message.
	 * @param text the text
	 * @return the frame
	 */
	public static ServerFrame text(String text) {
		return new ServerFrame(Opcode.TEXT, utf8(text));
	}

	/**
	 * Binary frame with a whole message.
	 * @param payload the bytes
	 * @return the frame
	 */
	public static ServerFrame binary(byte[] payload) {
		return new ServerFrame(Opcode.BINARY, payload);
	}

	/**
	 * Last frame of a fragmented text message; {@link ServerFrame#fragment()} makes it
	 * one in the middle.
	 * @param text the text
	 * @return the frame
	 */
	public static ServerFrame continuation(String text) {
		return continuation(utf8(text));
	}

	/**
	 * Last frame of a fragmented message; {@link ServerFrame#fragment()} makes it one in
	 * the middle.
	 * @param payload the bytes
	 * @return the frame
	 */
	public static ServerFrame continuation(byte[] payload) {
		return new ServerFrame(Opcode.CONTINUATION, payload);
	}

	/**
	 * Ping frame.
	 * @param payload the payload as text
	 * @return the frame
	 */
	public static ServerFrame ping(String payload) {
		return new ServerFrame(Opcode.PING, utf8(payload));
	}

	/**
	 * Ping frame.
	 * @param payload the payload
	 * @return the frame
	 */
	public static ServerFrame ping(byte[] payload) {
		return new ServerFrame(Opcode.PING, payload);
	}

	/**
	 * Pong frame.
	 * @param payload the payload as text
	 * @return the frame
	 */
	public static ServerFrame pong(String payload) {
		return new ServerFrame(Opcode.PONG, utf8(payload));
	}

	/**
	 * Pong frame.
	 * @param payload the payload
	 * @return the frame
	 */
	public static ServerFrame pong(byte[] payload) {
		return new ServerFrame(Opcode.PONG, payload);
	}

	/**
	 * Close frame with a status.
	 * @param code the status code, from 0 to 65535: whether it is a right one is not
	 * checked
	 * @param reason the reason, possibly empty
	 * @return the frame
	 */
	public static ServerFrame close(int code, String reason) {
		byte[] text = utf8(reason);
		ByteBuffer payload = ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text);
		return new ServerFrame(Opcode.CLOSE, payload.array());
	}

	/**
	 * Close frame without a status.
	 * @return the frame
	 */
	public static ServerFrame closeWithoutStatus() {
		return new ServerFrame(Opcode.CLOSE, new byte[0]);
	}

	/**
	 * Frame with any opcode.
	 * @param opcode the opcode, from 0 to 15
	 * @param payload the payload
	 * @return the frame
	 */
	public static ServerFrame frame(int opcode, byte[] payload) {
		return new ServerFrame(opcode, payload);
	}

	/**
	 * Frames as they go over the wire, one behind the other.
	 * @param frames the frames
	 * @return a new array
	 */
	public static byte[] bytes(ServerFrame... frames) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (ServerFrame frame : frames) {
			bytes.writeBytes(frame.toBytes());
		}
		return bytes.toByteArray();
	}

	/**
	 * Bytes from hex digits. Blanks may stand between bytes, {@code #} starts a comment
	 * up to the end of the line, and {@code 00*128} is a byte repeated:
	 *
	 * <pre class="code">
	 * Frames.hex("""
	 *         81 05           # text, 5 bytes
	 *         48 65 6C 6C 6F  # Hello
	 *         """);
	 * </pre>
	 * @param hex the hex digits
	 * @return the bytes
	 * @throws IllegalArgumentException if something else stands there
	 */
	public static byte[] hex(String hex) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		hex.lines()
			.map((line) -> line.replaceFirst("#.*", "").strip())
			.filter((line) -> !line.isEmpty())
			.flatMap((line) -> Arrays.stream(line.split("\\s+", -1)))
			.forEach((token) -> parse(token, bytes));
		return bytes.toByteArray();
	}

	/**
	 * Bytes as hex digits, in the form that {@link #hex(String)} reads.
	 * @param bytes the bytes
	 * @return the digits, with a blank between two bytes
	 */
	public static String toHex(byte[] bytes) {
		return HEX.formatHex(bytes);
	}

	static byte[] repeat(byte[] bytes, int times) {
		byte[] repeated = new byte[Math.multiplyExact(bytes.length, times)];
		for (int i = 0; i < times; i++) {
			System.arraycopy(bytes, 0, repeated, i * bytes.length, bytes.length);
		}
		return repeated;
	}

	private static void parse(String token, ByteArrayOutputStream bytes) {
		int star = token.indexOf('*');
		try {
			byte[] part = HexFormat.of().parseHex((star < 0) ? token : token.substring(0, star));
			int times = (star < 0) ? 1 : Integer.parseInt(token.substring(star + 1));
			checkRepetition(times);
			bytes.writeBytes(repeat(part, times));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'hex' must hold bytes such as 8A or 00*128, but was \"" + token + '"',
					ex);
		}
	}

	private static void checkRepetition(int times) {
		if (times < 1 || times > MAX_REPETITION) {
			throw new IllegalArgumentException("the repetition must be within 1 to " + MAX_REPETITION);
		}
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
