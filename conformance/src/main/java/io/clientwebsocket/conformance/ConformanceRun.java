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

import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run of all cases that the server has.
 */
final class ConformanceRun {

	private final FuzzingServer server;

	private final PrintStream out;

	private final Map<CaseEnd.Kind, Integer> ends = new EnumMap<>(CaseEnd.Kind.class);

	ConformanceRun(FuzzingServer server, PrintStream out) {
		this.server = server;
		this.out = out;
	}

	/**
	 * Run the cases, each with a line of its own, and sum up.
	 * @return whether the server could carry out every case to its end
	 */
	boolean run() throws InterruptedException {
		int count = this.server.caseCount();
		for (int number = 1; number <= count; number++) {
			CaseEnd end = this.server.runCase(number);
			this.ends.merge(end.kind(), 1, Integer::sum);
			this.out.printf("case %d of %d: %s%n", number, count, end);
		}
		this.server.updateReports();
		this.out.printf("%d cases: %s. The verdicts stand in the reports of the server.%n", count, summary());
		return this.ends.keySet().stream().allMatch(CaseEnd.Kind::isComplete);
	}

	private String summary() {
		return Arrays.stream(CaseEnd.Kind.values())
			.map((kind) -> this.ends.getOrDefault(kind, 0) + " " + kind)
			.collect(Collectors.joining(", "));
	}

}
