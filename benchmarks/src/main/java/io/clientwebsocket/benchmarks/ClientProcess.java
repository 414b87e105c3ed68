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

import java.util.Arrays;
import java.util.List;

import io.clientwebsocket.benchmarks.process.ChildLife;
import io.clientwebsocket.benchmarks.server.ServerPorts;
import io.clientwebsocket.benchmarks.subject.Kind;

/**
 * One client in a process of its own: checks it, or measures one round and prints the
 * numbers as a line.
 */
public final class ClientProcess {

	/** What is printed before the result. */
	static final String RESULT = "result";

	private static final String CORRECT = "correct";

	private ClientProcess() {
	}

	/**
	 * Check or measure.
	 * @param args {@code check CONTENDER PORTS SCENARIO,...}, or
	 * {@code measure CONTENDER PORTS SCENARIO WARM_UP_SECONDS SECONDS}
	 * @throws Exception if the client fails
	 */
	public static void main(String[] args) throws Exception {
		Contender contender = Contender.valueOf(args[1]);
		ServerPorts ports = ServerPorts.parse(args[2]);
		List<Scenario> scenarios = Arrays.stream(args[3].split(",", -1)).map(Scenario::of).toList();
		String result;
		if (args[0].equals("check")) {
			ChildLife.bound(Check.LIMIT);
			new Check(contender, ports).run(scenarios);
			result = CORRECT;
		}
		else {
			result = measure(contender, ports, scenarios.get(0), Integer.parseInt(args[4]), Integer.parseInt(args[5]));
		}
		System.out.println(RESULT + " " + result);
		// no client's threads keep the process
		System.exit(0);
	}

	private static String measure(Contender contender, ServerPorts ports, Scenario scenario, int warmUp, int seconds)
			throws Exception {
		ChildLife.bound(Round.longest(warmUp + seconds));
		if (scenario.kind() == Kind.IDLE) {
			return IdleCost.measure(contender, scenario, ports).toLine();
		}
		return new Round(contender, scenario, ports).measure(warmUp, seconds).toLine();
	}

}
