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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * One round of one client: warm-up, then measurement, on the same connection.
 */
final class Round {

	private static final int WARM_UP_INTERVAL_SECONDS = 1;

	/** For the start and the end of the process. */
	private static final Duration SLACK = Duration.ofSeconds(30);

	private final Contender contender;

	private final Scenario scenario;

	private final int port;

	private final Probe probe;

	Round(Contender contender, Scenario scenario, int port) {
		this.contender = contender;
		this.scenario = scenario;
		this.port = port;
		this.probe = scenario.kind().probe(scenario.size());
	}

	/** Time after which a round has failed. */
	static Duration longest(int seconds) {
		return SLACK.plusSeconds(seconds);
	}

	Measurement measure(int warmUpSeconds, int seconds) throws Exception {
		String path = this.scenario.kind().path(this.scenario.size());
		try (Subject subject = this.contender.factory().connect(ClientProcess.uri(this.port, path))) {
			FutureTask<@Nullable Void> use = new FutureTask<>(() -> {
				subject.run(this.probe, this.probe);
				return null;
			});
			new Thread(use, "use").start();
			Measurement measurement = observe(use, warmUpSeconds, seconds);
			this.probe.stop();
			use.get(SLACK.toSeconds(), TimeUnit.SECONDS);
			return measurement;
		}
	}

	private Measurement observe(FutureTask<?> use, int warmUpSeconds, int seconds)
			throws IOException, ExecutionException, InterruptedException {
		List<Double> warmUp = new ArrayList<>();
		Sample before = Sample.take(this.probe, this.port);
		for (int i = 0; i < warmUpSeconds; i++) {
			await(use, WARM_UP_INTERVAL_SECONDS);
			Sample now = Sample.take(this.probe, this.port);
			warmUp.add(Measurement.rate(before, now, this.scenario.kind()));
			before = now;
		}
		await(use, seconds);
		return Measurement.between(before, Sample.take(this.probe, this.port), this.scenario.kind(), warmUp);
	}

	/** Let time pass; a subject that ends meanwhile has failed. */
	private static void await(FutureTask<?> use, int seconds) throws ExecutionException, InterruptedException {
		try {
			use.get(seconds, TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			return;
		}
		throw new IllegalStateException("expected the client to go on, but it ended");
	}

}
