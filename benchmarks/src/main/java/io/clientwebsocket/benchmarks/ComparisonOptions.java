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

package io.clientwebsocket.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for on the command line.
 *
 * @param rounds number of rounds
 * @param seconds length of a measurement
 * @param warmUp length of a warm-up in seconds
 * @param scenarios what to compare
 * @param contenders whom to compare
 * @param pin whether the server stays on one core and the client on another
 * @param flags flags of the Java machines
 * @param profiles where to write flight recordings of the clients, {@code null} for none
 */
record ComparisonOptions(int rounds, int seconds, int warmUp, List<Scenario> scenarios, List<Contender> contenders,
		boolean pin, List<String> flags, @Nullable Path profiles) {

	static final String USAGE = """
			Options:
			  --quick            one round of 1 s after 2 s of warm-up, of the scenarios that tell most; the
			                     options below go on from there
			  --rounds N         rounds, each with every client in turn (5)
			  --seconds N        length of a measurement (5)
			  --warm-up N        length of the warm-up before it, in seconds (5)
			  --scenarios a,b    of those in benchmarks/README.md (all)
			  --clients a,b      of those in benchmarks/README.md (all)
			  --pin              server on core 0, client on core 1 (needs taskset and two cores)
			  --jvm "FLAGS"      flags of the Java machines (-Xms256m -Xmx256m -XX:+UseG1GC)
			  --profile FOLDER   flight recordings of the clients; the numbers suffer
			""";

	private static final String PIN = "--pin";

	private static final String QUICK = "--quick";

	private static final Set<String> SWITCHES = Set.of(PIN, QUICK);

	private static final Map<String, String> DEFAULTS = Map.of("--rounds", "5", "--seconds", "5", "--warm-up", "5",
			"--scenarios", Arrays.stream(Scenario.values()).map(Scenario::id).collect(Collectors.joining(",")),
			"--clients", Arrays.stream(Contender.values()).map(Contender::id).collect(Collectors.joining(",")), PIN,
			"false", QUICK, "false", "--jvm", "-Xms256m -Xmx256m -XX:+UseG1GC", "--profile", "");

	private static final Map<String, String> QUICK_DEFAULTS = Map.of("--rounds", "1", "--seconds", "1", "--warm-up",
			"2", "--scenarios", "receive-64,send-64,round-trip-64,round-trip-blocking-64,pipelined-64,"
					+ "deflate-receive-512,deflate-send-512,connect-32");

	ComparisonOptions {
		if (rounds < 1 || seconds < 1 || warmUp < 1) {
			throw new IllegalArgumentException("'--rounds', '--seconds' and '--warm-up' must be at least 1");
		}
	}

	static ComparisonOptions parse(String... arguments) {
		Map<String, String> values = new HashMap<>(DEFAULTS);
		if (Arrays.asList(arguments).contains(QUICK)) {
			values.putAll(QUICK_DEFAULTS);
		}
		Iterator<String> left = Arrays.asList(arguments).iterator();
		while (left.hasNext()) {
			String name = left.next();
			if (!DEFAULTS.containsKey(name) || (!SWITCHES.contains(name) && !left.hasNext())) {
				throw new IllegalArgumentException("expected a known option with a value, but was " + name);
			}
			values.put(name, SWITCHES.contains(name) ? "true" : left.next());
		}
		return new ComparisonOptions(number(values, "--rounds"), number(values, "--seconds"),
				number(values, "--warm-up"), words(values, "--scenarios").map(Scenario::of).toList(),
				words(values, "--clients").map(Contender::of).toList(), Boolean.parseBoolean(text(values, PIN)),
				List.of(text(values, "--jvm").trim().split("\\s+", -1)),
				text(values, "--profile").isEmpty() ? null : Path.of(text(values, "--profile")));
	}

	/** How the values of enumerations are written. */
	static String id(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static Stream<String> words(Map<String, String> values, String name) {
		return Arrays.stream(text(values, name).split(",", -1));
	}

	private static int number(Map<String, String> values, String name) {
		return Integer.parseInt(text(values, name));
	}

	private static String text(Map<String, String> values, String name) {
		return values.getOrDefault(name, "");
	}

}
