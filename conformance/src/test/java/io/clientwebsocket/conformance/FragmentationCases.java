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
import java.util.List;
import java.util.stream.Stream;

import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ServerFrame;

/**
 * Groups 5 and 10 of the suite: fragmentation.
 */
final class FragmentationCases {

	private static final Ending FAILED = Ending.failed(1002);

	private static final ServerFrame FIRST = Frames.text("fragment1").fragment();

	private static final ServerFrame LAST = Frames.continuation("fragment2");

	private static final ServerFrame PING = Frames.ping("ping payload");

	private static final ServerFrame NOT_A_CONTINUATION = Frames.continuation("non-continuation payload");

	private static final ServerFrame HELLO = Frames.text("Hello, world!");

	private FragmentationCases() {
	}

	static Stream<AutobahnCase> all() {
		return Stream.of(control(), messages(), nothingToContinue(), pingsWithin(), autoFragmented())
			.flatMap(List::stream);
	}

	private static List<AutobahnCase> control() {
		return List.of(new AutobahnCase("5.1", Writes.together(Frames.ping("fragment1").fragment(), LAST), FAILED),
				new AutobahnCase("5.2", Writes.together(Frames.pong("fragment1").fragment(), LAST), FAILED));
	}

	private static List<AutobahnCase> messages() {
		return List.of(
				new AutobahnCase("5.3", Writes.together(FIRST, LAST), FragmentationCases::expectEcho, Ending.CLOSED),
				new AutobahnCase("5.4", Writes.frameWise(FIRST, LAST), FragmentationCases::expectEcho, Ending.CLOSED),
				new AutobahnCase("5.5", Writes.octetWise(FIRST, LAST), FragmentationCases::expectEcho, Ending.CLOSED),
				new AutobahnCase("5.6", Writes.together(FIRST, PING, LAST), FragmentationCases::expectPongAndEcho,
						Ending.CLOSED),
				new AutobahnCase("5.7", Writes.frameWise(FIRST, PING, LAST), FragmentationCases::expectPongAndEcho,
						Ending.CLOSED),
				new AutobahnCase("5.8", Writes.octetWise(FIRST, PING, LAST), FragmentationCases::expectPongAndEcho,
						Ending.CLOSED));
	}

	private static List<AutobahnCase> nothingToContinue() {
		ServerFrame open = NOT_A_CONTINUATION.fragment();
		ServerFrame third = Frames.continuation("fragment3").fragment();
		return List.of(new AutobahnCase("5.9", Writes.together(NOT_A_CONTINUATION, HELLO), FAILED),
				new AutobahnCase("5.10", Writes.frameWise(NOT_A_CONTINUATION, HELLO), FAILED),
				new AutobahnCase("5.11", Writes.octetWise(NOT_A_CONTINUATION, HELLO), FAILED),
				new AutobahnCase("5.12", Writes.together(open, HELLO), FAILED),
				new AutobahnCase("5.13", Writes.frameWise(open, HELLO), FAILED),
				new AutobahnCase("5.14", Writes.octetWise(open, HELLO), FAILED),
				new AutobahnCase("5.15", Writes.together(FIRST, LAST, third, Frames.text("fragment4")),
						FragmentationCases::expectEcho, FAILED),
				new AutobahnCase("5.16", Writes.together(open, FIRST, LAST, open, FIRST, LAST), FAILED),
				new AutobahnCase("5.17",
						Writes.together(NOT_A_CONTINUATION, FIRST, LAST, NOT_A_CONTINUATION, FIRST, LAST), FAILED),
				new AutobahnCase("5.18", Writes.together(FIRST, Frames.text("fragment2")), FAILED));
	}

	/** The first PING is answered before the message goes on. */
	private static List<AutobahnCase> pingsWithin() {
		ServerFrame[] first = { FIRST, LAST.fragment(), Frames.ping("pongme 1!") };
		ServerFrame[] second = { Frames.continuation("fragment3").fragment(),
				Frames.continuation("fragment4").fragment(), Frames.ping("pongme 2!"),
				Frames.continuation("fragment5") };
		return List.of(
				new AutobahnCase("5.19", Writes.together(first), (client) -> goOn(client, Writes.together(second)),
						Ending.CLOSED),
				new AutobahnCase("5.20", Writes.frameWise(first), (client) -> goOn(client, Writes.frameWise(second)),
						Ending.CLOSED));
	}

	private static void goOn(ScriptedConnection client, List<byte[]> writes) {
		client.expectPong("pongme 1!");
		writes.forEach(client::sendRaw);
		client.expectPong("pongme 2!").expectText("fragment1fragment2fragment3fragment4fragment5");
	}

	private static List<AutobahnCase> autoFragmented() {
		String text = "*".repeat(65536);
		ServerFrame[] frames = Fragments.of(1, text.getBytes(StandardCharsets.UTF_8), 1300);
		return List
			.of(new AutobahnCase("10.1.1", Writes.together(frames), (then) -> then.expectText(text), Ending.CLOSED));
	}

	private static void expectEcho(ScriptedConnection client) {
		client.expectText("fragment1fragment2");
	}

	private static void expectPongAndEcho(ScriptedConnection client) {
		client.expectPong("ping payload").expectText("fragment1fragment2");
	}

}
