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
import java.util.List;
import java.util.stream.Stream;

import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ServerFrame;

/**
 * Group 7 of the suite: closing. The driver answers with the status that came, which is
 * one of those that the suite accepts.
 */
final class CloseCases {

	private static final String HELLO = "Hello World!";

	private static final ServerFrame NORMAL = Frames.close(1000, "");

	private static final int[] VALID = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999 };

	private static final int[] INVALID = { 0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999 };

	private CloseCases() {
	}

	static Stream<AutobahnCase> all() {
		return Stream.of(basic(), structure(), codes()).flatMap(List::stream);
	}

	private static List<AutobahnCase> basic() {
		String large = "BAsd7&jh23".repeat(26215).substring(0, 256 * 1024);
		return List.of(
				new AutobahnCase("7.1.1", Writes.together(Frames.text(HELLO)), (then) -> then.expectText(HELLO),
						Ending.CLOSED),
				new AutobahnCase("7.1.1 in one write", Writes.together(Frames.text(HELLO), NORMAL),
						(then) -> then.expectText(HELLO), Ending.answered(1000)),
				new AutobahnCase("7.1.2", Writes.together(NORMAL, Frames.closeWithoutStatus()), Ending.answered(1000)),
				new AutobahnCase("7.1.3", Writes.together(NORMAL, Frames.ping("")), Ending.answered(1000)),
				new AutobahnCase("7.1.4", Writes.together(NORMAL, Frames.text(HELLO)), Ending.answered(1000)),
				new AutobahnCase("7.1.5",
						Writes.together(Frames.text("fragment1").fragment(), NORMAL, Frames.continuation("fragment2")),
						Ending.answered(1000)),
				// informational: we echo what came before the close frame
				new AutobahnCase("7.1.6",
						Writes.together(Frames.text(large), Frames.text(HELLO), NORMAL, Frames.ping("")),
						(then) -> then.expectText(large).expectText(HELLO), Ending.answered(1000)));
	}

	private static List<AutobahnCase> structure() {
		byte[] notUtf8 = Frames.hex("03 E8 CE BA E1 BD B9 CF 83 CE BC CE B5 ED A0 80 65 64 69 74 65 64");
		return List.of(
				new AutobahnCase("7.3.1", Writes.together(Frames.closeWithoutStatus()), Ending.ANSWERED_WITHOUT_STATUS),
				new AutobahnCase("7.3.2", Writes.together(Frames.frame(8, "a".getBytes(StandardCharsets.UTF_8))),
						Ending.refused(1002)),
				new AutobahnCase("7.3.3", Writes.together(NORMAL), Ending.answered(1000)),
				new AutobahnCase("7.3.4", Writes.together(Frames.close(1000, HELLO)), Ending.answered(1000)),
				new AutobahnCase("7.3.5", Writes.together(Frames.close(1000, "*".repeat(123))), Ending.answered(1000)),
				new AutobahnCase("7.3.6", Writes.together(Frames.close(1000, "*".repeat(124))), Ending.refused(1002)),
				new AutobahnCase("7.5.1", Writes.together(Frames.frame(8, notUtf8)), Ending.refused(1007)));
	}

	private static List<AutobahnCase> codes() {
		List<AutobahnCase> cases = new ArrayList<>();
		for (int i = 0; i < VALID.length; i++) {
			cases.add(new AutobahnCase("7.7." + (i + 1), Writes.together(Frames.close(VALID[i], "")),
					Ending.answered(VALID[i])));
		}
		for (int i = 0; i < INVALID.length; i++) {
			cases.add(new AutobahnCase("7.9." + (i + 1), Writes.together(Frames.close(INVALID[i], "")),
					Ending.refused(1002)));
		}
		// informational
		cases.add(new AutobahnCase("7.13.1", Writes.together(Frames.close(5000, "")), Ending.refused(1002)));
		cases.add(new AutobahnCase("7.13.2", Writes.together(Frames.close(65535, "")), Ending.refused(1002)));
		return cases;
	}

}
