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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes results as Markdown. Numbers are medians over the rounds; ratios are to the best
 * peer of the same table, and above 1 where ours is better.
 */
final class Report {

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	void conditions(ComparisonOptions options) {
		this.out.printf(Locale.ROOT,
				"%s, %d rounds of %d s after %d s of warm-up, %s, Java %s (%s), %s %s, %d cores, flags `%s`.%n",
				LocalDate.now(ZoneId.systemDefault()), options.rounds(), options.seconds(), options.warmUp(),
				options.pin() ? "server and client pinned to a core each" : "not pinned",
				System.getProperty("java.version"), System.getProperty("java.vm.name"), System.getProperty("os.name"),
				System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(),
				String.join(" ", options.flags()));
	}

	void table(Scenario scenario, Map<Contender, List<Measurement>> results) {
		this.out.printf("%n### %s%n%n", scenario.title());
		if (scenario.kind().isRoundTrip()) {
			this.out.println("| client | p50 µs (min..max) | ratio | p99 µs (min..max) | ratio | p99.9 µs"
					+ " | round trips/s | CPU ns | ratio | bytes | GC | cores client / server | warm-up, round trips/s |");
			this.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
		}
		else {
			this.out.println("| client | messages/s (min..max) | ratio | CPU ns | ratio | bytes | GC"
					+ " | cores client / server | warm-up, messages/s |");
			this.out.println("|---|---|---|---|---|---|---|---|---|");
		}
		results.forEach((contender, rounds) -> row(scenario, contender, rounds, results));
		this.out.flush();
	}

	private void row(Scenario scenario, Contender contender, List<Measurement> rounds,
			Map<Contender, List<Measurement>> results) {
		this.out.printf("| %s |", contender.title());
		if (scenario.kind().isRoundTrip()) {
			smallerIsBetter(rounds, results, Measurement::p50, 1e-3, "%,.1f");
			smallerIsBetter(rounds, results, Measurement::p99, 1e-3, "%,.1f");
			cell("%,.1f", median(rounds, Measurement::p999) * 1e-3);
			cell("%,.0f", median(rounds, Measurement::perSecond));
		}
		else {
			spread(rounds, Measurement::perSecond, 1, "%,.0f");
			ratio(median(rounds, Measurement::perSecond), best(results, Measurement::perSecond, true));
		}
		cost(rounds, results);
	}

	private void cost(List<Measurement> rounds, Map<Contender, List<Measurement>> results) {
		cell("%,.0f", median(rounds, Measurement::cpuNanos));
		ratio(best(results, Measurement::cpuNanos, false), median(rounds, Measurement::cpuNanos));
		cell("%,.1f", median(rounds, Measurement::allocatedBytes));
		cell("%.1f %%", median(rounds, Measurement::gcShare) * 100);
		this.out.printf(Locale.ROOT, " %.2f / %.2f |", median(rounds, Measurement::clientCores),
				median(rounds, Measurement::serverCores));
		this.out.printf(" %s |%n", warmUp(rounds));
	}

	private void smallerIsBetter(List<Measurement> rounds, Map<Contender, List<Measurement>> results,
			ToDoubleFunction<Measurement> value, double unit, String format) {
		spread(rounds, value, unit, format);
		ratio(best(results, value, false), median(rounds, value));
	}

	private void spread(List<Measurement> rounds, ToDoubleFunction<Measurement> value, double unit, String format) {
		double[] sorted = sorted(rounds, value);
		this.out.printf(Locale.ROOT, " " + format + " (" + format + ".." + format + ") |", median(rounds, value) * unit,
				sorted[0] * unit, sorted[sorted.length - 1] * unit);
	}

	private void cell(String format, double value) {
		this.out.printf(Locale.ROOT, " " + format + " |", value);
	}

	private void ratio(double numerator, double denominator) {
		this.out.printf(Locale.ROOT, " %.2f |", numerator / denominator);
	}

	/** The best median of a peer. */
	private static double best(Map<Contender, List<Measurement>> results, ToDoubleFunction<Measurement> value,
			boolean largest) {
		double[] medians = results.entrySet()
			.stream()
			.filter((result) -> !result.getKey().isOurs())
			.mapToDouble((result) -> median(result.getValue(), value))
			.sorted()
			.toArray();
		return largest ? medians[medians.length - 1] : medians[0];
	}

	private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
		double[] sorted = sorted(rounds, value);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	private static double[] sorted(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
		return rounds.stream().mapToDouble(value).sorted().toArray();
	}

	/** Medians of the seconds of warm-up: the last ones should be level. */
	private static String warmUp(List<Measurement> rounds) {
		return IntStream.range(0, rounds.get(0).warmUp().size())
			.mapToObj((second) -> median(rounds, (round) -> round.warmUp().get(second)))
			.map((rate) -> String.format(Locale.ROOT, "%,.0f", rate))
			.collect(Collectors.joining(" "));
	}

}
