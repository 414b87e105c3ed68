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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.clientwebsocket.benchmarks.subject.Kind;

/**
 * Writes results as Markdown. Numbers are medians over the rounds; ratios are to the best
 * peer of the same column, and above 1 where ours is better.
 */
final class Report {

	private final PrintStream out;

	Report(PrintStream out) {
		this.out = out;
	}

	/** The numbers of a round in a few words. */
	static String summary(Scenario scenario, String result) {
		if (scenario.kind() == Kind.IDLE) {
			IdleCost cost = IdleCost.parse(result);
			return String.format(Locale.ROOT, "%,.0f B of heap, %,.0f B outside", cost.heapBytes(), cost.nativeBytes());
		}
		return String.format(Locale.ROOT, "%,.0f messages/s", Measurement.parse(result).perSecond());
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

	void failed(Contender contender, String what) {
		this.out.printf("%n%s did not complete %s.%n", contender.title(), what);
	}

	void table(Scenario scenario, Map<Contender, List<String>> results) {
		this.out.printf("%n### %s%n%n", scenario.title());
		if (scenario.kind() == Kind.IDLE) {
			idle(results);
		}
		else {
			Map<Contender, List<Measurement>> measurements = new LinkedHashMap<>();
			results.forEach(
					(contender, lines) -> measurements.put(contender, lines.stream().map(Measurement::parse).toList()));
			new MeasurementTable(this.out, scenario, measurements).print();
		}
		this.out.flush();
	}

	private void idle(Map<Contender, List<String>> results) {
		this.out
			.println("| client | sockets | heap, bytes each | resident outside the heap, bytes each | threads each |");
		this.out.println("|---|---|---|---|---|");
		results.forEach((contender, lines) -> {
			List<IdleCost> rounds = lines.stream().map(IdleCost::parse).toList();
			this.out.printf(Locale.ROOT, "| %s | %,d | %,.0f | %,.0f | %.3f |%n", contender.title(),
					rounds.get(0).sockets(), Medians.of(rounds, IdleCost::heapBytes),
					Medians.of(rounds, IdleCost::nativeBytes), Medians.of(rounds, IdleCost::threads));
		});
	}

}
