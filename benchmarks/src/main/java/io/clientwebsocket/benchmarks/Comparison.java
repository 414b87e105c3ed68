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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.clientwebsocket.benchmarks.process.ChildProcess;
import io.clientwebsocket.benchmarks.process.KeyStoreFile;
import io.clientwebsocket.benchmarks.server.NeutralServer;
import io.clientwebsocket.benchmarks.subject.Kind;
import io.clientwebsocket.benchmarks.subject.Transport;

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

	private final KeyStoreFile keyStore;

	private final Report report;

	private Comparison(ComparisonOptions options, KeyStoreFile keyStore) {
		this.options = options;
		this.progress = System.err;
		this.keyStore = keyStore;
		this.report = new Report(System.out);
	}

	/**
	 * Run the comparison.
	 * @param args the options
	 * @throws IOException if a process cannot be started
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
		new Comparison(options, KeyStoreFile.create()).run();
	}

	private void run() throws InterruptedException {
		List<Contender> correct = new ArrayList<>();
		for (Contender contender : this.options.contenders()) {
			if (isCorrect(contender)) {
				correct.add(contender);
			}
		}
		this.report.conditions(this.options);
		for (Scenario scenario : this.options.scenarios()) {
			compare(scenario, correct.stream().filter((contender) -> contender.takesPart(scenario)).toList());
		}
	}

	/** A client that spoils what it transfers is measured no further. */
	private boolean isCorrect(Contender contender) throws InterruptedException {
		String scenarios = this.options.scenarios()
			.stream()
			.filter(contender::takesPart)
			.map(Scenario::id)
			.collect(Collectors.joining(","));
		if (scenarios.isEmpty()) {
			return true;
		}
		try {
			String answer = inPair(Check.LIMIT.toSeconds(), true, this.options.flags(),
					(ports) -> List.of("check", contender.name(), ports, scenarios));
			this.progress.printf("check    %s: %s%n", contender.title(), answer);
			return true;
		}
		catch (IOException ex) {
			this.progress.printf("check    %s: FAILED, %s%n", contender.title(), ex.getMessage());
			this.report.failed(contender, "its check");
			return false;
		}
	}

	private void compare(Scenario scenario, List<Contender> contenders) throws InterruptedException {
		Map<Contender, List<String>> results = new EnumMap<>(Contender.class);
		for (int round = 1; round <= this.options.rounds(); round++) {
			for (Contender contender : contenders) {
				try {
					String result = measure(scenario, contender);
					results.computeIfAbsent(contender, (key) -> new ArrayList<>()).add(result);
					this.progress.printf(Locale.ROOT, "%s %d/%d  %s: %s%n", scenario.id(), round, this.options.rounds(),
							contender.title(), Report.summary(scenario, result));
				}
				catch (IOException ex) {
					this.progress.printf("%s  %s: FAILED, %s%n", scenario.id(), contender.title(), ex.getMessage());
					this.report.failed(contender, "a round of " + scenario.id());
				}
			}
		}
		this.report.table(scenario, results);
	}

	private String measure(Scenario scenario, Contender contender) throws IOException, InterruptedException {
		String warmUp = Integer.toString(this.options.warmUp());
		String seconds = Integer.toString(this.options.seconds());
		long longest = Round.longest(this.options.warmUp() + this.options.seconds()).toSeconds();
		return inPair(longest, scenario.transport() == Transport.HTTP_2, flags(scenario, contender),
				(ports) -> List.of("measure", contender.name(), ports, scenario.id(), warmUp, seconds));
	}

	/** Flags of a client that is measured. */
	private List<String> flags(Scenario scenario, Contender contender) {
		List<String> flags = new ArrayList<>((scenario.kind() == Kind.IDLE) ? IdleCost.FLAGS : this.options.flags());
		Path profiles = this.options.profiles();
		if (profiles != null) {
			Path file = profiles.resolve(scenario.id() + "-" + contender.name().toLowerCase(Locale.ROOT) + ".jfr");
			flags.add("-XX:StartFlightRecording=settings=profile,filename=" + file);
		}
		return flags;
	}

	/** Run a client against a server, both new. */
	private String inPair(long longest, boolean http2, List<String> flags, ClientArguments arguments)
			throws IOException, InterruptedException {
		List<String> serverFlags = new ArrayList<>(this.options.flags());
		serverFlags.addAll(this.keyStore.serverFlags());
		List<String> clientFlags = new ArrayList<>(flags);
		clientFlags.addAll(this.keyStore.clientFlags());
		try (ChildProcess server = ChildProcess.start(NeutralServer.class, place(SERVER_CORE), serverFlags,
				List.of(Long.toString(longest), http2 ? NeutralServer.HTTP_2 : ""))) {
			String ports = server.answer(NeutralServer.PORTS);
			try (ChildProcess client = ChildProcess.start(ClientProcess.class, place(CLIENT_CORE), clientFlags,
					arguments.at(ports))) {
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
	 * Arguments of a client for the ports of a server.
	 */
	@FunctionalInterface
	private interface ClientArguments {

		List<String> at(String ports);

	}

}
