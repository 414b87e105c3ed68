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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The response to an opening handshake: 101, or 200 over HTTP/2. It starts out correct;
 * each method changes one thing about it.
 *
 * @since 0.1.0
 * @see ScriptedConnection#acceptHandshake(java.util.function.Consumer)
 */
public final class HandshakeAnswer {

	private final List<Field> fields = new ArrayList<>();

	private String statusLine = "HTTP/1.1 101 Switching Protocols";

	private byte[] followingBytes = new byte[0];

	HandshakeAnswer(ReceivedRequest request) {
		if (request.isHttp2()) {
			// RFC 8441, 5
			this.statusLine = "HTTP/2 200";
			return;
		}
		header("Upgrade", "websocket");
		header("Connection", "Upgrade");
		header("Sec-WebSocket-Accept", Handshake.accept(request));
	}

	/**
	 * Answer with another status line. Over HTTP/2 only the status of it is sent.
	 * @param line the line without its end, such as {@code HTTP/1.1 101 Any Reason}
	 * @return this answer
	 */
	public HandshakeAnswer statusLine(String line) {
		this.statusLine = line;
		return this;
	}

	/**
	 * Add a header field, beside those of the same name.
	 * @param name the name
	 * @param value the value
	 * @return this answer
	 */
	public HandshakeAnswer header(String name, String value) {
		this.fields.add(new Field(name, value));
		return this;
	}

	/**
	 * Leave a header field out.
	 * @param name the name, in any case
	 * @return this answer
	 */
	public HandshakeAnswer without(String name) {
		this.fields.removeIf((field) -> field.name().equalsIgnoreCase(name));
		return this;
	}

	/**
	 * Choose a subprotocol.
	 * @param value value of {@code Sec-WebSocket-Protocol}
	 * @return this answer
	 */
	public HandshakeAnswer subprotocol(String value) {
		return header("Sec-WebSocket-Protocol", value);
	}

	/**
	 * Agree on extensions. The server only says so: its frames are what the script says.
	 * @param value value of {@code Sec-WebSocket-Extensions}
	 * @return this answer
	 */
	public HandshakeAnswer extensions(String value) {
		return header("Sec-WebSocket-Extensions", value);
	}

	/**
	 * Send another {@code Sec-WebSocket-Accept} than the right one.
	 * @param value the value
	 * @return this answer
	 */
	public HandshakeAnswer accept(String value) {
		return replace("Sec-WebSocket-Accept", value);
	}

	/**
	 * Send another {@code Connection} than {@code Upgrade}.
	 * @param value the value
	 * @return this answer
	 */
	public HandshakeAnswer connection(String value) {
		return replace("Connection", value);
	}

	/**
	 * Send another {@code Upgrade} than {@code websocket}.
	 * @param value the value
	 * @return this answer
	 */
	public HandshakeAnswer upgrade(String value) {
		return replace("Upgrade", value);
	}

	/**
	 * Send bytes behind the response, in the same write.
	 * @param bytes the bytes
	 * @return this answer
	 */
	public HandshakeAnswer followedBy(byte[] bytes) {
		this.followingBytes = bytes.clone();
		return this;
	}

	/**
	 * Send frames behind the response, in the same write.
	 * @param frames the frames
	 * @return this answer
	 */
	public HandshakeAnswer followedBy(ServerFrame... frames) {
		return followedBy(Frames.bytes(frames));
	}

	private HandshakeAnswer replace(String name, String value) {
		return without(name).header(name, value);
	}

	String status() {
		return this.statusLine.split(" ", -1)[1];
	}

	List<Map.Entry<String, String>> fields() {
		return this.fields.stream().map((field) -> Map.entry(field.name(), field.value())).toList();
	}

	byte[] followingBytes() {
		return this.followingBytes.clone();
	}

	byte[] toBytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes((this + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
		bytes.writeBytes(this.followingBytes);
		return bytes.toByteArray();
	}

	@Override
	public String toString() {
		StringBuilder head = new StringBuilder(this.statusLine);
		this.fields.forEach((field) -> head.append("\r\n").append(field.name()).append(": ").append(field.value()));
		return head.toString();
	}

	private record Field(String name, String value) {
	}

}
