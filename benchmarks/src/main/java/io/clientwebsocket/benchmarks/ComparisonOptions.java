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

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What is asked for on the command line.
 *
 * @param rounds number of rounds
 * @param seconds length of a measurement
 * @param warmUp length of a warm-up in seconds
 * @param scenarios what to compare
 * @param pin whether the server stays on one core and the client on another
 * @param flags flags of the Java machines
 */
record ComparisonOptions(int rounds, int seconds, int warmUp, List<Scenario> scenarios, boolean pin,
		List<String> flags) {

	static final String USAGE = """
			Options:
			  --rounds N         rounds, each with every client in turn (5)
			  --seconds N        length of a measurement (5)
			  --warm-up N        length of the warm-up before it, in seconds (5)
			  --scenarios a,b    receive-64, send-64, round-trip-64, round-trip-blocking-64 (all)
			  --pin              server on core 0, client on core 1 (needs taskset and two cores)
			  --jvm "FLAGS"      flags of the Java machines (-Xms256m -Xmx256m -XX:+UseG1GC)
			""";

	private static final ComparisonOptions DEFAULTS = new ComparisonOptions(5, 5, 5, List.of(Scenario.values()), false,
			List.of("-Xms256m", "-Xmx256m", "-XX:+UseG1GC"));

	ComparisonOptions {
		if (rounds < 1 || seconds < 1 || warmUp < 1) {
			throw new IllegalArgumentException("'--rounds', '--seconds' and '--warm-up' must be at least 1");
		}
	}

	static ComparisonOptions parse(String... arguments) {
		Deque<String> left = new ArrayDeque<>(List.of(arguments));
		ComparisonOptions options = DEFAULTS;
		while (!left.isEmpty()) {
			options = options.with(left.remove(), left);
		}
		return options;
	}

	private ComparisonOptions with(String name, Deque<String> values) {
		if (name.equals("--pin")) {
			return new ComparisonOptions(this.rounds, this.seconds, this.warmUp, this.scenarios, true, this.flags);
		}
		if (values.isEmpty()) {
			throw new IllegalArgumentException("expected an option with a value, but was " + name);
		}
		return with(name, values.remove());
	}

	private ComparisonOptions with(String name, String value) {
		return switch (name) {
			case "--rounds" -> new ComparisonOptions(Integer.parseInt(value), this.seconds, this.warmUp, this.scenarios,
					this.pin, this.flags);
			case "--seconds" -> new ComparisonOptions(this.rounds, Integer.parseInt(value), this.warmUp, this.scenarios,
					this.pin, this.flags);
			case "--warm-up" -> new ComparisonOptions(this.rounds, this.seconds, Integer.parseInt(value),
					this.scenarios, this.pin, this.flags);
			case "--scenarios" -> new ComparisonOptions(this.rounds, this.seconds, this.warmUp,
					Arrays.stream(value.split(",", -1)).map(Scenario::of).toList(), this.pin, this.flags);
			case "--jvm" -> new ComparisonOptions(this.rounds, this.seconds, this.warmUp, this.scenarios, this.pin,
					List.of(value.trim().split("\\s+", -1)));
			default -> throw new IllegalArgumentException("expected a known option, but was " + name);
		};
	}

}
