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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The sending steps of a script: what is written, in which writes, and how it is told.
 */
final class Output {

	private static final int FLOOD_BLOCK_SIZE = 256 * 1024;

	private final Wire wire;

	private final ReceivedConnection record;

	Output(Wire wire, ReceivedConnection record) {
		this.wire = wire;
		this.record = record;
	}

	void respond(HandshakeAnswer answer, Duration deadline) {
		this.record.sent(answer.toString());
		this.wire.respond(answer, deadline);
	}

	void respond(String response, Duration deadline) {
		this.record.sent(response.strip());
		this.wire.respond(response, deadline);
	}

	void respond(int status, Map<String, String> headers, String body, Duration deadline) {
		this.record.sent(status + " " + headers + " " + body);
		this.wire.respond(status, headers, body, deadline);
	}

	void frames(ServerFrame[] frames, Duration deadline) {
		String told = Arrays.stream(frames).map(ServerFrame::toString).collect(Collectors.joining(", then "));
		bytes(told, Frames.bytes(frames), deadline);
	}

	void bytes(String told, byte[] bytes, Duration deadline) {
		this.record.sent(told);
		this.wire.write(bytes, deadline);
	}

	void slices(byte[] bytes, int sliceSize, Duration deadline) {
		requireAtLeastOne("sliceSize", sliceSize);
		this.record.sent(bytes.length + " bytes in slices of " + sliceSize);
		for (int offset = 0; offset < bytes.length; offset += sliceSize) {
			this.wire.write(bytes, offset, Math.min(sliceSize, bytes.length - offset), deadline);
		}
	}

	void flood(int count, ServerFrame frame, Duration deadline) {
		requireAtLeastOne("count", count);
		this.record.sent(count + " x " + frame);
		byte[] bytes = frame.toBytes();
		int framesInBlock = Math.min(count, Math.max(1, FLOOD_BLOCK_SIZE / bytes.length));
		byte[] block = Frames.repeat(bytes, framesInBlock);
		for (int left = count; left > 0; left -= framesInBlock) {
			this.wire.write(block, 0, Math.min(left, framesInBlock) * bytes.length, deadline);
		}
	}

	static String response(int status, Map<String, String> headers, String body) {
		StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
		headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		head.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n\r\n");
		return head + body;
	}

	private static void requireAtLeastOne(String name, int value) {
		if (value < 1) {
			throw new IllegalArgumentException("'" + name + "' must be at least 1, but was " + value);
		}
	}

}
