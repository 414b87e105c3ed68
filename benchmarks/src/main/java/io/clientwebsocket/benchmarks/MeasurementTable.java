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

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of a scenario, a row for each client.
 */
final class MeasurementTable {

	private final PrintStream out;

	private final Scenario scenario;

	private final Map<Contender, List<Measurement>> results;

	MeasurementTable(PrintStream out, Scenario scenario, Map<Contender, List<Measurement>> results) {
		this.out = out;
		this.scenario = scenario;
		this.results = results;
	}

	void print() {
		String times = this.scenario.hasLatencies()
				? " p50 µs (min..max) | ratio | p99 µs (min..max) | ratio | p99.9 µs |" : "";
		this.out.println("| client | messages/s (min..max) | ratio |" + times
				+ " CPU ns | ratio | bytes | GC | cores client / server | warm-up, messages/s |");
		this.out
			.println("|---|---|---|" + (times.isEmpty() ? "" : "---|---|---|---|---|") + "---|---|---|---|---|---|");
		this.results.forEach(this::row);
	}

	private void row(Contender contender, List<Measurement> rounds) {
		this.out.printf("| %s |", contender.title());
		spread(rounds, Measurement::perSecond, 1, "%,.0f");
		ratio(Medians.of(rounds, Measurement::perSecond), best(Measurement::perSecond, true));
		if (this.scenario.hasLatencies()) {
			smallerIsBetter(rounds, Measurement::p50);
			smallerIsBetter(rounds, Measurement::p99);
			cell("%,.1f", Medians.of(rounds, Measurement::p999) * 1e-3);
		}
		cost(rounds);
	}

	private void cost(List<Measurement> rounds) {
		cell("%,.0f", Medians.of(rounds, Measurement::cpuNanos));
		ratio(best(Measurement::cpuNanos, false), Medians.of(rounds, Measurement::cpuNanos));
		cell("%,.1f", Medians.of(rounds, Measurement::allocatedBytes));
		cell("%.1f %%", Medians.of(rounds, Measurement::gcShare) * 100);
		this.out.printf(Locale.ROOT, " %.2f / %.2f |", Medians.of(rounds, Measurement::clientCores),
				Medians.of(rounds, Measurement::serverCores));
		this.out.printf(" %s |%n", warmUp(rounds));
	}

	private void smallerIsBetter(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
		spread(rounds, value, 1e-3, "%,.1f");
		ratio(best(value, false), Medians.of(rounds, value));
	}

	private void spread(List<Measurement> rounds, ToDoubleFunction<Measurement> value, double unit, String format) {
		double[] sorted = Medians.sorted(rounds, value);
		this.out.printf(Locale.ROOT, " " + format + " (" + format + ".." + format + ") |",
				Medians.of(rounds, value) * unit, sorted[0] * unit, sorted[sorted.length - 1] * unit);
	}

	private void cell(String format, double value) {
		this.out.printf(Locale.ROOT, " " + format + " |", value);
	}

	private void ratio(double numerator, double denominator) {
		double ratio = numerator / denominator;
		this.out.print(Double.isNaN(ratio) ? " |" : String.format(Locale.ROOT, " %.2f |", ratio));
	}

	/** The best median of a peer; not a number if there is none. */
	private double best(ToDoubleFunction<Measurement> value, boolean largest) {
		double[] medians = this.results.entrySet()
			.stream()
			.filter((result) -> result.getKey().isPeer())
			.mapToDouble((result) -> Medians.of(result.getValue(), value))
			.sorted()
			.toArray();
		if (medians.length == 0) {
			return Double.NaN;
		}
		return largest ? medians[medians.length - 1] : medians[0];
	}

	/** Medians of the seconds of warm-up: the last ones should be level. */
	private static String warmUp(List<Measurement> rounds) {
		return IntStream.range(0, rounds.get(0).warmUp().size())
			.mapToObj((second) -> Medians.of(rounds, (round) -> round.warmUp().get(second)))
			.map((rate) -> String.format(Locale.ROOT, "%,.0f", rate))
			.collect(Collectors.joining(" "));
	}

}
