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

import java.net.URI;
import java.util.List;

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
	 * @param args {@code check CONTENDER PORT}, or
	 * {@code measure CONTENDER PORT SCENARIO WARM_UP_SECONDS SECONDS}
	 * @throws Exception if the client fails
	 */
	public static void main(String[] args) throws Exception {
		Contender contender = Contender.valueOf(args[1]);
		int port = Integer.parseInt(args[2]);
		if (args[0].equals("check")) {
			ChildLife.bound(Check.LIMIT);
			Check.run(contender, port);
			System.out.println(RESULT + " " + CORRECT);
		}
		else {
			List<Integer> seconds = List.of(Integer.valueOf(args[4]), Integer.valueOf(args[5]));
			ChildLife.bound(Round.longest(seconds.get(0) + seconds.get(1)));
			Round round = new Round(contender, Scenario.of(args[3]), port);
			System.out.println(RESULT + " " + round.measure(seconds.get(0), seconds.get(1)).toLine());
		}
		// no client's threads keep the process
		System.exit(0);
	}

	static URI uri(int port, String path) {
		return URI.create("ws://127.0.0.1:" + port + path);
	}

}
