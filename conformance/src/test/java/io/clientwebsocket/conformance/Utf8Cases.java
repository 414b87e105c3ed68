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
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.clientwebsocket.test.Frames;
import io.clientwebsocket.test.ScriptedConnection;
import io.clientwebsocket.test.ServerFrame;

/**
 * Group 6 of the suite: UTF-8. The sequences of 6.5 and up are those of Markus Kuhn's
 * UTF-8 decoder stress test.
 */
final class Utf8Cases {

	private static final Ending FAILED = Ending.failed(1007);

	private static final String KOSME = "CE BA E1 BD B9 CF 83 CE BC CE B5";

	private static final String EDITED = "65 64 69 74 65 64";

	/** Invalid from its second byte on: a code point above U+10FFFF. */
	private static final String TOO_HIGH = "F4 90 80 80";

	private static final String UMLAUTS = "Hello-\u00B5@\u00DF\u00F6\u00E4\u00FC\u00E0\u00E1-UTF-8!!";

	private static final String[] VALID = { "5.1=68 65 6C 6C 6F 24 77 6F 72 6C 64",
			"5.2=68 65 6C 6C 6F C2 A2 77 6F 72 6C 64", "5.3=68 65 6C 6C 6F E2 82 AC 77 6F 72 6C 64",
			"5.4=68 65 6C 6C 6F F0 A4 AD A2 77 6F 72 6C 64", "5.5=" + KOSME, "7.1=00", "7.2=C2 80", "7.3=E0 A0 80",
			"7.4=F0 90 80 80", "9.1=7F", "9.2=DF BF", "9.3=EF BF BF", "9.4=F4 8F BF BF", "11.1=ED 9F BF",
			"11.2=EE 80 80", "11.3=EF BF BD", "11.4=F4 8F BF BF", "23.1=EF BF B9", "23.2=EF BF BA", "23.3=EF BF BB",
			"23.4=EF BF BC", "23.5=EF BF BD", "23.6=EF BF BE", "23.7=EF BF BF" };

	private static final String[] INVALID = { "8.1=F8 88 80 80 80", "8.2=FC 84 80 80 80 80", "10.1=F7 BF BF BF",
			"10.2=FB BF BF BF BF", "10.3=FD BF BF BF BF BF", "11.5=F4 90 80 80", "12.1=80", "12.2=BF", "12.3=80 BF",
			"12.4=80 BF 80", "12.5=80 BF 80 BF", "12.6=80 BF 80 BF 80", "12.7=80 BF 80 BF 80 BF",
			"12.8=" + all(0x80, 0xBE, ""), "13.1=" + all(0xC0, 0xDE, " 20"), "13.2=" + all(0xE0, 0xEE, " 20"),
			"13.3=" + all(0xF0, 0xF6, " 20"), "13.4=" + all(0xF8, 0xFA, " 20"), "13.5=FC 20", "14.1=C0", "14.2=E0 80",
			"14.3=F0 80 80", "14.4=F8 80 80 80", "14.5=FC 80 80 80 80", "14.6=DF", "14.7=EF BF", "14.8=F7 BF BF",
			"14.9=FB BF BF BF", "14.10=FD BF BF BF BF",
			"15.1=C0 E0 80 F0 80 80 F8 80 80 80 FC 80 80 80 80 DF EF BF F7 BF BF FB BF BF BF FD BF BF BF BF", "16.1=FE",
			"16.2=FF", "16.3=FE FE FF FF", "17.1=C0 AF", "17.2=E0 80 AF", "17.3=F0 80 80 AF", "17.4=F8 80 80 80 AF",
			"17.5=FC 80 80 80 80 AF", "18.1=C1 BF", "18.2=E0 9F BF", "18.3=F0 8F BF BF", "18.4=F8 87 BF BF BF",
			"18.5=FC 83 BF BF BF BF", "19.1=C0 80", "19.2=E0 80 80", "19.3=F0 80 80 80", "19.4=F8 80 80 80 80",
			"19.5=FC 80 80 80 80 80", "20.1=ED A0 80", "20.2=ED AD BF", "20.3=ED AE 80", "20.4=ED AF BF",
			"20.5=ED B0 80", "20.6=ED BE 80", "20.7=ED BF BF", "21.1=ED A0 80 ED B0 80", "21.2=ED A0 80 ED BF BF",
			"21.3=ED AD BF ED B0 80", "21.4=ED AD BF ED BF BF", "21.5=ED AE 80 ED B0 80", "21.6=ED AE 80 ED BF BF",
			"21.7=ED AF BF ED B0 80", "21.8=ED AF BF ED BF BF" };

	private Utf8Cases() {
	}

	static Stream<AutobahnCase> all() {
		return Stream
			.of(fragments(), failFast(), prefixes(), nonCharacters(),
					Arrays.stream(VALID).map((row) -> sequence(row, true)).toList(),
					Arrays.stream(INVALID).map((row) -> sequence(row, false)).toList())
			.flatMap(List::stream);
	}

	private static List<AutobahnCase> fragments() {
		String middle = "middle frame payload";
		String first = UMLAUTS.substring(0, 11);
		byte[] invalid = Frames.hex(KOSME + " ED A0 80 " + EDITED);
		return List.of(new AutobahnCase("6.1.1", Writes.together(Frames.text("")), echo(""), Ending.CLOSED),
				new AutobahnCase("6.1.2",
						Writes.together(Frames.text("").fragment(), Frames.continuation("").fragment(),
								Frames.continuation("")),
						echo(""), Ending.CLOSED),
				new AutobahnCase("6.1.3",
						Writes.together(Frames.text("").fragment(), Frames.continuation(middle).fragment(),
								Frames.continuation("")),
						echo(middle), Ending.CLOSED),
				new AutobahnCase("6.2.1", Writes.together(Frames.text(UMLAUTS)), echo(UMLAUTS), Ending.CLOSED),
				new AutobahnCase("6.2.2",
						Writes.together(Frames.text(first).fragment(),
								Frames.continuation(UMLAUTS.substring(first.length()))),
						echo(UMLAUTS), Ending.CLOSED),
				new AutobahnCase("6.2.3", Writes.together(octets(UMLAUTS.getBytes(StandardCharsets.UTF_8))),
						echo(UMLAUTS), Ending.CLOSED),
				new AutobahnCase("6.2.4", Writes.together(octets(Frames.hex(KOSME))), echo(string(KOSME)),
						Ending.CLOSED),
				new AutobahnCase("6.3.1", Writes.together(Frames.frame(1, invalid)), FAILED),
				new AutobahnCase("6.3.2", Writes.together(octets(invalid)), FAILED));
	}

	/**
	 * The connection is failed by the first wrong byte: the server sends no more, and the
	 * PONG shows that what came before it was accepted. Within a frame, where no PING can
	 * stand, 6.2 shows that.
	 */
	private static List<AutobahnCase> failFast() {
		byte[] whole = Frames.hex(KOSME + " " + TOO_HIGH + " " + EDITED);
		byte[] part1 = Arrays.copyOf(whole, 11);
		byte[] part2 = Arrays.copyOfRange(whole, 11, 15);
		byte[] head = Arrays.copyOf(Frames.frame(1, whole).fragment().toBytes(), 2);
		return List.of(
				new AutobahnCase("6.4.1", Writes.together(Frames.frame(1, part1).fragment(), Frames.ping("A")),
						(then) -> then.expectPong("A").send(Frames.continuation(part2).fragment()), FAILED),
				new AutobahnCase("6.4.2",
						Writes.together(Frames.frame(1, Arrays.copyOf(whole, 12)).fragment(), Frames.ping("A")),
						(then) -> then.expectPong("A").send(Frames.continuation(new byte[] { whole[12] }).fragment()),
						FAILED),
				new AutobahnCase("6.4.3", List.of(head, part1), (then) -> then.sendRaw(part2), FAILED),
				new AutobahnCase("6.4.4", List.of(head, Arrays.copyOf(whole, 12)),
						(then) -> then.sendRaw(new byte[] { whole[12] }), FAILED));
	}

	private static List<AutobahnCase> prefixes() {
		byte[] kosme = Frames.hex(KOSME);
		List<Integer> betweenCharacters = List.of(2, 5, 7, 9, 11);
		return IntStream.rangeClosed(1, kosme.length)
			.mapToObj((length) -> sequence("6." + length + "=" + Frames.toHex(Arrays.copyOf(kosme, length)),
					betweenCharacters.contains(length)))
			.toList();
	}

	/** The last two code points of each plane. */
	private static List<AutobahnCase> nonCharacters() {
		List<String> rows = new ArrayList<>(List.of("EF BF BE", "EF BF BF"));
		for (int first = 0xF0; first <= 0xF4; first++) {
			for (int second : (first < 0xF4) ? new int[] { 0x8F, 0x9F, 0xAF, 0xBF } : new int[] { 0x8F }) {
				if (first != 0xF0 || second != 0x8F) {
					rows.add("%02X %02X BF BE".formatted(first, second));
					rows.add("%02X %02X BF BF".formatted(first, second));
				}
			}
		}
		return IntStream.range(0, rows.size())
			.mapToObj((i) -> sequence("22." + (i + 1) + "=" + rows.get(i), true))
			.toList();
	}

	private static AutobahnCase sequence(String row, boolean valid) {
		int split = row.indexOf('=');
		String number = "6." + row.substring(0, split);
		String hex = row.substring(split + 1);
		ServerFrame frame = Frames.frame(1, Frames.hex(hex));
		return valid ? new AutobahnCase(number, Writes.together(frame), echo(string(hex)), Ending.CLOSED)
				: new AutobahnCase(number, Writes.together(frame), FAILED);
	}

	/** A text message in fragments of one byte. */
	private static ServerFrame[] octets(byte[] bytes) {
		return Fragments.of(1, bytes, 1);
	}

	private static Consumer<ScriptedConnection> echo(String text) {
		return (then) -> then.expectText(text);
	}

	private static String string(String hex) {
		return new String(Frames.hex(hex), StandardCharsets.UTF_8);
	}

	private static String all(int from, int to, String behind) {
		StringBuilder hex = new StringBuilder();
		for (int i = from; i <= to; i++) {
			hex.append(hex.isEmpty() ? "" : " ").append("%02X".formatted(i)).append(behind);
		}
		return hex.toString();
	}

}
