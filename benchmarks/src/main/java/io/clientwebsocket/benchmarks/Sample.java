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
import java.util.List;

import io.clientwebsocket.benchmarks.process.ProcessUsage;
import io.clientwebsocket.benchmarks.server.ServerStatistics;

/**
 * Where everything stands at one moment.
 *
 * @param nanos the moment, by the client's clock
 * @param received messages that the client received
 * @param cpuNanos CPU time of the client's process
 * @param allocatedBytes bytes that its threads allocated
 * @param gcMillis time of its garbage collections
 * @param latencies copy of the histogram
 * @param server the server at about the same moment
 */
record Sample(long nanos, long received, long cpuNanos, long allocatedBytes, long gcMillis, List<Long> latencies,
		ServerStatistics server) {

	static Sample take(List<Probe> probes, Latencies latencies, int port) throws IOException {
		ServerStatistics server = ServerStatistics.of(port);
		long received = probes.stream().mapToLong(Probe::messages).sum();
		return new Sample(System.nanoTime(), received, ProcessUsage.cpuNanos(), ProcessUsage.allocatedBytes(),
				ProcessUsage.gcMillis(), latencies.copy(), server);
	}

}
