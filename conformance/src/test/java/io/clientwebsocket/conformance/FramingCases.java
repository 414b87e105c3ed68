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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ServerFrame;

/**
 * Groups 1 to 4 of the suite: framing, pings and pongs, reserved bits, opcodes.
 */
final class FramingCases {

	private static final Ending FAILED = Ending.failed(1002);

	private static final String HELLO = "Hello, world!";

	private static final ServerFrame PING = Frames.ping("");

	private static final ServerFrame NORMAL = Frames.close(1000, "");

	private static final int[] SIZES = { 0, 125, 126, 127, 128, 65535, 65536 };

	private FramingCases() {
	}

	static Stream<AutobahnCase> all() {
		return Stream.of(messages(), pings(), reservedBits(), opcodes()).flatMap(List::stream);
	}

	private static List<AutobahnCase> messages() {
		List<AutobahnCase> cases = new ArrayList<>();
		for (int i = 0; i < SIZES.length; i++) {
			String stars = "*".repeat(SIZES[i]);
			byte[] bytes = bytes(SIZES[i]);
			cases.add(new AutobahnCase("1.1." + (i + 1), Writes.together(Frames.text(stars)),
					(then) -> then.expectText(stars), Ending.CLOSED));
			cases.add(new AutobahnCase("1.2." + (i + 1), Writes.together(Frames.binary(bytes)),
					(then) -> then.expectBinary(bytes), Ending.CLOSED));
		}
		String stars = "*".repeat(65536);
		byte[] bytes = bytes(65536);
		cases.add(new AutobahnCase("1.1.8", Writes.inChops(997, Frames.text(stars)), (then) -> then.expectText(stars),
				Ending.CLOSED));
		cases.add(new AutobahnCase("1.2.8", Writes.inChops(997, Frames.binary(bytes)),
				(then) -> then.expectBinary(bytes), Ending.CLOSED));
		return cases;
	}

	private static List<AutobahnCase> pings() {
		byte[] binary = Frames.hex("00 FF FE FD FC FB 00 FF");
		byte[] longest = bytes(125);
		ServerFrame[] ten = IntStream.range(0, 10)
			.mapToObj((i) -> Frames.ping("payload-" + i))
			.toArray(ServerFrame[]::new);
		return List.of(new AutobahnCase("2.1", Writes.together(PING), (then) -> then.expectPong(""), Ending.CLOSED),
				new AutobahnCase("2.2", Writes.together(Frames.ping(HELLO)), (then) -> then.expectPong(HELLO),
						Ending.CLOSED),
				new AutobahnCase("2.3", Writes.together(Frames.ping(binary)), (then) -> expectPong(then, binary),
						Ending.CLOSED),
				new AutobahnCase("2.4", Writes.together(Frames.ping(longest)), (then) -> expectPong(then, longest),
						Ending.CLOSED),
				new AutobahnCase("2.5", Writes.together(Frames.ping(bytes(126))), FAILED),
				new AutobahnCase("2.6", Writes.octetWise(Frames.ping(longest)), (then) -> expectPong(then, longest),
						Ending.CLOSED),
				new AutobahnCase("2.7", Writes.together(Frames.pong(""), NORMAL), Ending.answered(1000)),
				new AutobahnCase("2.8", Writes.together(Frames.pong("unsolicited pong payload"), NORMAL),
						Ending.answered(1000)),
				new AutobahnCase("2.9",
						Writes.together(Frames.pong("unsolicited pong payload"), Frames.ping("ping payload")),
						(then) -> then.expectPong("ping payload"), Ending.CLOSED),
				new AutobahnCase("2.10", Writes.together(ten), FramingCases::expectTenPongs, Ending.CLOSED),
				new AutobahnCase("2.11", Writes.octetWise(ten), FramingCases::expectTenPongs, Ending.CLOSED));
	}

	/** The PING behind the bad frame is not answered, the message before it is echoed. */
	private static List<AutobahnCase> reservedBits() {
		ServerFrame hello = Frames.text(HELLO);
		ServerFrame ping = Frames.ping(HELLO).withRsv(6);
		return List.of(new AutobahnCase("3.1", Writes.together(hello.withRsv(1)), FAILED),
				echoThenFailed("3.2", Writes.together(hello, hello.withRsv(2), PING)),
				echoThenFailed("3.3", Writes.frameWise(hello, hello.withRsv(3), PING)),
				echoThenFailed("3.4", Writes.octetWise(hello, hello.withRsv(4), PING)),
				new AutobahnCase("3.5",
						Writes.together(Frames.binary(Frames.hex("00 FF FE FD FC FB 00 FF")).withRsv(5)), FAILED),
				// the suite sends this, and describes the other
				new AutobahnCase("3.6", Writes.together(Frames.binary(utf8(HELLO)).withRsv(6)), FAILED),
				new AutobahnCase("3.6 as described", Writes.together(ping), FAILED),
				new AutobahnCase("3.7", Writes.together(Frames.closeWithoutStatus().withRsv(7)), FAILED));
	}

	private static List<AutobahnCase> opcodes() {
		ServerFrame hello = Frames.text(HELLO);
		byte[] none = {};
		byte[] payload = utf8(HELLO);
		byte[] reserved = utf8("reserved opcode payload");
		return List.of(new AutobahnCase("4.1.1", Writes.together(Frames.frame(3, none)), FAILED),
				new AutobahnCase("4.1.2", Writes.together(Frames.frame(4, reserved)), FAILED),
				echoThenFailed("4.1.3", Writes.together(hello, Frames.frame(5, none), PING)),
				echoThenFailed("4.1.4", Writes.together(hello, Frames.frame(6, payload), PING)),
				echoThenFailed("4.1.5", Writes.octetWise(hello, Frames.frame(7, payload), PING)),
				new AutobahnCase("4.2.1", Writes.together(Frames.frame(11, none)), FAILED),
				new AutobahnCase("4.2.2", Writes.together(Frames.frame(12, reserved)), FAILED),
				echoThenFailed("4.2.3", Writes.together(hello, Frames.frame(13, none), PING)),
				echoThenFailed("4.2.4", Writes.together(hello, Frames.frame(14, payload), PING)),
				echoThenFailed("4.2.5", Writes.octetWise(hello, Frames.frame(15, payload), PING)));
	}

	private static AutobahnCase echoThenFailed(String number, List<byte[]> writes) {
		return new AutobahnCase(number, writes, (then) -> then.expectText(HELLO), FAILED);
	}

	private static void expectTenPongs(ScriptedConnection client) {
		for (int i = 0; i < 10; i++) {
			client.expectPong("payload-" + i);
		}
	}

	private static void expectPong(ScriptedConnection client, byte[] payload) {
		client.expectFrame((frame) -> {
			if (frame.opcode() != 10 || !Arrays.equals(frame.bytes(), payload)) {
				throw new AssertionError("expected a pong with the payload of the ping, but was " + frame);
			}
		});
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] bytes(int size) {
		byte[] bytes = new byte[size];
		Arrays.fill(bytes, (byte) 0xFE);
		return bytes;
	}

}
