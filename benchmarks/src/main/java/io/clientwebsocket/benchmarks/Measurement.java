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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What one round of one client gave.
 *
 * @param perSecond messages in a second
 * @param cpuNanos CPU time of the client's process for a message
 * @param allocatedBytes allocated heap for a message
 * @param gcShare share of the time that garbage collections took
 * @param clientCores cores that the client kept busy
 * @param serverCores cores that the server kept busy
 * @param p50 median of the times in nanoseconds, 0 in floods
 * @param p99 99th percentile of the times, those that were omitted included
 * @param p999 99.9th percentile of the times, likewise
 * @param warmUp messages in a second, for each second of warm-up
 */
record Measurement(double perSecond, double cpuNanos, double allocatedBytes, double gcShare, double clientCores,
		double serverCores, double p50, double p99, double p999, List<Double> warmUp) {

	private static final int NUMBERS = 9;

	/** When a message is due, where only one is under way; the same for all clients. */
	private static final long DUE_NANOS = 100_000;

	static Measurement between(Sample before, Sample after, Scenario scenario, List<Double> warmUp) {
		double nanos = after.nanos() - before.nanos();
		double messages = messages(before, after, scenario);
		if (messages == 0) {
			throw new IllegalStateException("expected messages, but was none for a whole interval");
		}
		long[] times = Latencies.between(before.latencies(), after.latencies());
		long[] due = scenario.isOneByOne() ? Latencies.withOmitted(times, DUE_NANOS) : times;
		return new Measurement(rate(before, after, scenario), (after.cpuNanos() - before.cpuNanos()) / messages,
				(after.allocatedBytes() - before.allocatedBytes()) / messages,
				(after.gcMillis() - before.gcMillis()) * 1e6 / nanos, (after.cpuNanos() - before.cpuNanos()) / nanos,
				(double) (after.server().cpuNanos() - before.server().cpuNanos())
						/ (after.server().nanos() - before.server().nanos()),
				Latencies.quantile(times, 0.5), Latencies.quantile(due, 0.99), Latencies.quantile(due, 0.999), warmUp);
	}

	/** Messages in a second; what was sent is what the server has got, by its clock. */
	static double rate(Sample before, Sample after, Scenario scenario) {
		long nanos = scenario.kind().isSend() ? after.server().nanos() - before.server().nanos()
				: after.nanos() - before.nanos();
		return messages(before, after, scenario) * 1e9 / nanos;
	}

	private static double messages(Sample before, Sample after, Scenario scenario) {
		return scenario.kind().isSend() ? after.server().messages() - before.server().messages()
				: after.received() - before.received();
	}

	/** One line of numbers, for {@link #parse}. */
	String toLine() {
		DoubleStream numbers = DoubleStream.of(this.perSecond, this.cpuNanos, this.allocatedBytes, this.gcShare,
				this.clientCores, this.serverCores, this.p50, this.p99, this.p999);
		return DoubleStream.concat(numbers, this.warmUp.stream().mapToDouble(Double::doubleValue))
			.mapToObj(Double::toString)
			.collect(Collectors.joining(" "));
	}

	static Measurement parse(String line) {
		List<Double> numbers = new ArrayList<>(Arrays.stream(line.split(" ", -1)).map(Double::valueOf).toList());
		return new Measurement(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4),
				numbers.get(5), numbers.get(6), numbers.get(7), numbers.get(8),
				List.copyOf(numbers.subList(NUMBERS, numbers.size())));
	}

}
