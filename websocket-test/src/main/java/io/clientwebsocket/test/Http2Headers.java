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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/**
 * Header blocks of HTTP/2 (RFC 7541). Whatever a script wants is written, as literals;
 * what a client has written is read by Jetty's decoder.
 */
final class Http2Headers {

	private static final int MAX_HEAD = 64 * 1024;

	private static final int MAX_SHORT_LENGTH = 126;

	private final HpackDecoder decoder = new HpackDecoder(MAX_HEAD, System::nanoTime);

	/**
	 * Read the head of a request. As the block changes the state of the decoder, each is
	 * to be read.
	 * @param block the whole block
	 * @return the request
	 * @throws IOException if it is no request
	 */
	ReceivedRequest decode(byte[] block) throws IOException {
		try {
			if (this.decoder.decode(ByteBuffer.wrap(block)) instanceof MetaData.Request request) {
				return request(request);
			}
			throw new IOException("expected the head of a request, but it has no method");
		}
		catch (HpackException ex) {
			throw new IOException("expected the head of a request, but it cannot be read", ex);
		}
	}

	private static ReceivedRequest request(MetaData.Request request) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		String target = request.getHttpURI().getPathQuery();
		if (request.getProtocol() != null) {
			headers.put(":protocol", List.of(request.getProtocol()));
		}
		if (request.getHttpURI().getScheme() != null) {
			headers.put(":scheme", List.of(request.getHttpURI().getScheme()));
		}
		if (request.getHttpURI().getAuthority() != null) {
			headers.put(":authority", List.of(request.getHttpURI().getAuthority()));
		}
		if (target != null) {
			headers.put(":path", List.of(target));
		}
		for (HttpField field : request.getHttpFields()) {
			headers.computeIfAbsent(field.getName(), (name) -> new ArrayList<>()).add(field.getValue());
		}
		return new ReceivedRequest(request.getMethod(), (target != null) ? target : "", "HTTP/2", headers);
	}

	static byte[] encode(String status, List<Map.Entry<String, String>> fields) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		write(block, ":status", status);
		fields.forEach((field) -> write(block, field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
		return block.toByteArray();
	}

	/** A literal that is not indexed, with a name of its own (RFC 7541, 6.2.2). */
	private static void write(ByteArrayOutputStream block, String name, String value) {
		block.write(0);
		writeString(block, name);
		writeString(block, value);
	}

	private static void writeString(ByteArrayOutputStream block, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
		if (bytes.length <= MAX_SHORT_LENGTH) {
			block.write(bytes.length);
		}
		else {
			block.write(MAX_SHORT_LENGTH + 1);
			int rest = bytes.length - MAX_SHORT_LENGTH - 1;
			for (; rest >= 128; rest >>>= 7) {
				block.write((rest & 0x7F) | 0x80);
			}
			block.write(rest);
		}
		block.writeBytes(bytes);
	}

}
