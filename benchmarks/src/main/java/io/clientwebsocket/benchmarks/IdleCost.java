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
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.clientwebsocket.benchmarks.server.ServerPorts;
import io.clientwebsocket.benchmarks.subject.Client;

/**
 * What a socket costs that does nothing.
 *
 * @param sockets number of sockets that were open
 * @param heapBytes heap for each, after a collection
 * @param nativeBytes resident memory outside the heap for each, 0 where it is not known
 * @param threads threads for each
 */
record IdleCost(int sockets, double heapBytes, double nativeBytes, double threads) {

	/**
	 * The whole heap is resident from the beginning, so that what is added is not heap.
	 */
	static final List<String> FLAGS = List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch");

	/** Opened before, so that what is made once is not counted. */
	private static final int FIRST = 100;

	private static final int COLLECTIONS = 3;

	private static final Path STATUS = Path.of("/proc/self/status");

	static IdleCost measure(Contender contender, Scenario scenario, ServerPorts ports) throws Exception {
		URI uri = scenario.uri(ports);
		int sockets = contender.sockets(scenario.sockets());
		try (Client client = contender.factory().create(scenario.settings())) {
			List<Client.Link> links = open(client, uri, FIRST);
			Usage before = Usage.now();
			links.addAll(open(client, uri, sockets));
			Usage after = Usage.now();
			double count = sockets;
			links.forEach(Client.Link::close);
			return new IdleCost(sockets, (after.heap() - before.heap()) / count,
					(after.resident() - before.resident()) / count, (after.threads() - before.threads()) / count);
		}
	}

	private static List<Client.Link> open(Client client, URI uri, int count) throws Exception {
		List<Client.Link> links = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			links.add(client.connect(uri));
		}
		return links;
	}

	/** One line of numbers, for {@link #parse}. */
	String toLine() {
		return this.sockets + " " + this.heapBytes + " " + this.nativeBytes + " " + this.threads;
	}

	static IdleCost parse(String line) {
		List<Double> numbers = Arrays.stream(line.split(" ", -1)).map(Double::valueOf).toList();
		return new IdleCost(numbers.get(0).intValue(), numbers.get(1), numbers.get(2), numbers.get(3));
	}

	/**
	 * What the process holds.
	 */
	private record Usage(long heap, long resident, int threads) {

		static Usage now() throws IOException {
			for (int i = 0; i < COLLECTIONS; i++) {
				System.gc();
			}
			return new Usage(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), residentBytes(),
					ManagementFactory.getThreadMXBean().getThreadCount());
		}

		private static long residentBytes() throws IOException {
			if (!Files.exists(STATUS)) {
				return 0;
			}
			return Files.readAllLines(STATUS)
				.stream()
				.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
				.sum();
		}

	}

}
