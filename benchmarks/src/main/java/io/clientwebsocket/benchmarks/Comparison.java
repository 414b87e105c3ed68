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

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Compares our client with others over the loopback device. Every round of every client
 * has a server and a client process of its own; the clients take turns. Progress goes to
 * the standard error, the tables to the standard output.
 */
public final class Comparison {

	private static final int SERVER_CORE = 0;

	private static final int CLIENT_CORE = 1;

	private final ComparisonOptions options;

	private final PrintStream progress;

	private Comparison(ComparisonOptions options, PrintStream progress) {
		this.options = options;
		this.progress = progress;
	}

	/**
	 * Run the comparison.
	 * @param args the options
	 * @throws IOException if a process cannot be started or fails
	 * @throws InterruptedException if the thread is interrupted while a process runs
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		ComparisonOptions options;
		try {
			options = ComparisonOptions.parse(args);
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage() + "\n\n" + ComparisonOptions.USAGE);
			System.exit(2);
			return;
		}
		new Comparison(options, System.err).run(new Report(System.out));
	}

	private void run(Report report) throws IOException, InterruptedException {
		for (Scenario scenario : this.options.scenarios()) {
			for (Contender contender : scenario.contenders()) {
				this.progress.printf("check    %s: %s%n", contender.title(), check(contender));
			}
		}
		report.conditions(this.options);
		for (Scenario scenario : this.options.scenarios()) {
			report.table(scenario, compare(scenario));
		}
	}

	private Map<Contender, List<Measurement>> compare(Scenario scenario) throws IOException, InterruptedException {
		Map<Contender, List<Measurement>> results = new EnumMap<>(Contender.class);
		for (int round = 1; round <= this.options.rounds(); round++) {
			for (Contender contender : scenario.contenders()) {
				Measurement measurement = measure(scenario, contender);
				results.computeIfAbsent(contender, (key) -> new ArrayList<>()).add(measurement);
				this.progress.printf(Locale.ROOT, "%s %d/%d  %s: %,.0f messages/s%n", scenario.id(), round,
						this.options.rounds(), contender.title(), measurement.perSecond());
			}
		}
		return results;
	}

	private String check(Contender contender) throws IOException, InterruptedException {
		return inPair(Check.LIMIT, this.options.flags(), (port) -> List.of("check", contender.name(), port));
	}

	private Measurement measure(Scenario scenario, Contender contender) throws IOException, InterruptedException {
		String warmUp = Integer.toString(this.options.warmUp());
		String seconds = Integer.toString(this.options.seconds());
		Duration longest = Round.longest(this.options.warmUp() + this.options.seconds());
		return Measurement.parse(inPair(longest, flags(scenario, contender),
				(port) -> List.of("measure", contender.name(), port, scenario.id(), warmUp, seconds)));
	}

	/** Flags of a client that is measured. */
	private List<String> flags(Scenario scenario, Contender contender) {
		List<String> flags = new ArrayList<>(this.options.flags());
		Path profiles = this.options.profiles();
		if (profiles != null) {
			Path file = profiles.resolve(scenario.id() + "-" + contender.name().toLowerCase(Locale.ROOT) + ".jfr");
			flags.add("-XX:StartFlightRecording=settings=profile,filename=" + file);
		}
		return flags;
	}

	/** Run a client against a server, both new. */
	private String inPair(Duration longest, List<String> flags, ClientArguments arguments)
			throws IOException, InterruptedException {
		List<String> serverArguments = List.of(Long.toString(longest.toSeconds()));
		try (ChildProcess server = ChildProcess.start(NeutralServer.class, place(SERVER_CORE), this.options.flags(),
				serverArguments)) {
			String port = server.answer(NeutralServer.PORT);
			try (ChildProcess client = ChildProcess.start(ClientProcess.class, place(CLIENT_CORE), flags,
					arguments.at(port))) {
				String result = client.answer(ClientProcess.RESULT);
				client.awaitEnd();
				return result;
			}
		}
	}

	private @Nullable Integer place(int core) {
		return this.options.pin() ? Integer.valueOf(core) : null;
	}

	/**
	 * Arguments of a client for a port.
	 */
	@FunctionalInterface
	private interface ClientArguments {

		List<String> at(String port);

	}

}
